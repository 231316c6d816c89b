#!/usr/bin/env bash
# Of several links of a story, feed parsers take the first, or the feed's own address, or none.
#
# Expected: the link of an entry is its rel="alternate" of type text/html, relative to xml:base; in RSS it is <link>, whatever atom:link says.
# Seen: where a JSON alternate comes before the HTML one, fastfeedparser 0.6.5, feedparser-rs 0.7.1, rss-parser 3.13.0 and sfeed 1.7 give the
#   JSON; feed-extractor 8.0.3 gives "" and podcastparser 0.6.11 the rel="self". fastfeedparser loses the <link> of an RSS item (None)
#   if an <atom:link rel="self"> stands before it. feedparser 6.0.14 and newsboat 2.21 take the HTML page.
# Why it matters: who follows the link gets JSON, the entry as XML, or nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check feedparser==6.0.14 fastfeedparser==0.6.5 feedparser-rs==0.7.1 podcastparser==0.6.11
npm init -y >npm.log
npm install --silent rss-parser@3.13.0 @extractus/feed-extractor@8.0.3 >>npm.log
chmod 755 .
apt-get -q download sfeed=1.7-1 >apt.log 2>&1
dpkg -x sfeed_*.deb root
cat >atom.xml <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.com/base/"><title>A feed</title><id>urn:x:1</id>
<updated>2026-11-30T06:00:00Z</updated><entry><title>One</title><link rel="self" href="self/1"/>
<link rel="alternate" type="application/json" href="json/1"/><link rel="alternate" type="text/html" href="1"/>
<id>urn:x:2</id><updated>2026-11-30T07:00:00Z</updated><content type="html">&lt;p&gt;Text&lt;/p&gt;</content></entry></feed>
XML
cat >rss.xml <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>A feed</title><link>https://example.com/</link>
<description>News</description><item><title>Two</title>
<atom:link rel="self" href="https://example.com/2.xml"/><link>https://example.com/2</link><guid isPermaLink="false">2</guid><description>Text</description></item></channel></rss>
XML
env/bin/python - <<'PY'
import fastfeedparser
import feedparser
import feedparser_rs
import podcastparser

atom, rss = open("atom.xml", "rb").read(), open("rss.xml", "rb").read()
seen = {
    "feedparser": feedparser.parse(atom).entries[0].link,
    "fastfeedparser": fastfeedparser.parse(atom.decode()).entries[0].get("link"),
    "feedparser-rs": feedparser_rs.parse(atom).entries[0].link,
    "podcastparser": podcastparser.parse("https://example.com/feed", open("atom.xml", "rb"))["episodes"][0]["link"],
    "feedparser rss": feedparser.parse(rss).entries[0].link,
    "fastfeedparser rss": fastfeedparser.parse(rss.decode()).entries[0].get("link"),
}
print(seen)
assert list(seen.values()) == [
    "https://example.com/base/1",
    "json/1",
    "https://example.com/base/json/1",
    "https://example.com/self/1",
    "https://example.com/2",
    None,
]
PY
cat >read.mjs <<'JS'
import assert from 'node:assert'
import fs from 'node:fs'
import Parser from 'rss-parser'
import { extractFromXml } from '@extractus/feed-extractor'
const xml = fs.readFileSync('atom.xml', 'utf8')
const seen = [(await new Parser().parseString(xml)).items[0].link, extractFromXml(xml).entries[0].link]
console.log(seen)
assert.deepEqual(seen, ['json/1', ''])
JS
node read.mjs
root/usr/bin/sfeed https://example.com/ <atom.xml | tee out.tsv
test "$(cut -f3 out.tsv)" = https://example.com/json/1
