#!/usr/bin/env bash
# Four feed readers go by the prefix of an element, not by its namespace: with another prefix the text, or the whole feed, is gone.
#
# Expected: prefixes are free in XML; a feed that says xmlns:c="http://purl.org/rss/1.0/modules/content/" has its text in c:encoded.
# Seen: rss-parser 3.13.0 and sfeed 1.7 read such an RSS feed without text and author, feedparser-rs 0.7.1 without its text.
#   An Atom feed whose elements all have a prefix (<a:feed>) is no feed for rss-parser and feed-extractor 8.0.3,
#   and an empty one, in silence, for feedparser-rs and sfeed (exit status 0). feedparser 6.0.14 and feedsmith 3.0.1 read both.
# Why it matters: writers that go through an XML library name prefixes as they like (ns0:, a:), and the reader sees an empty feed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check feedparser==6.0.14 feedparser-rs==0.7.1
npm init -y >npm.log
npm install --silent rss-parser@3.13.0 @extractus/feed-extractor@8.0.3 feedsmith@3.0.1 >>npm.log
chmod 755 .
apt-get -q download sfeed=1.7-1 >apt.log 2>&1
dpkg -x sfeed_*.deb root
cat >rss.xml <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:d="http://purl.org/dc/elements/1.1/"><channel>
<title>A paper</title><link>https://example.com/</link><description>News</description>
<item><title>The bridge stays</title><link>https://example.com/bridge</link><guid>https://example.com/bridge</guid>
<d:creator>The Desk</d:creator><description>Short.</description><c:encoded>&lt;p&gt;The whole text.&lt;/p&gt;</c:encoded></item>
</channel></rss>
XML
cat >atom.xml <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>A paper</a:title><a:id>urn:x:1</a:id><a:updated>2026-11-30T06:00:00Z</a:updated>
<a:entry><a:title>The bridge stays</a:title><a:link href="https://example.com/bridge"/><a:id>urn:x:2</a:id>
<a:updated>2026-11-30T06:00:00Z</a:updated><a:content type="html">&lt;p&gt;The whole text.&lt;/p&gt;</a:content></a:entry></a:feed>
XML
env/bin/python - <<'PY'
import feedparser
import feedparser_rs

for name, parse in ("feedparser", feedparser.parse), ("feedparser-rs", feedparser_rs.parse):
    for file in "rss.xml", "atom.xml":
        feed = parse(open(file, "rb").read())
        texts = [[content.value for content in entry.content] for entry in feed.entries]
        print(f"{name:14} {file:9} {texts}")
        wanted = [["<p>The whole text.</p>"]]
        if name == "feedparser-rs":
            wanted = [[]] if file == "rss.xml" else []
        assert texts == wanted, texts
PY
cat >read.mjs <<'JS'
import assert from 'node:assert'
import fs from 'node:fs'
import Parser from 'rss-parser'
import { extractFromXml } from '@extractus/feed-extractor'
import { parseFeed } from 'feedsmith'
const [rss, atom] = ['rss.xml', 'atom.xml'].map((name) => fs.readFileSync(name, 'utf8'))
const [item] = (await new Parser().parseString(rss)).items
console.log('rss-parser', JSON.stringify(item))
assert.ok(!('content:encoded' in item || 'creator' in item) && item.content === 'Short.')
await assert.rejects(new Parser().parseString(atom), /not recognized/)
assert.throws(() => extractFromXml(atom), /Unrecognized/)
assert.equal(parseFeed(rss).feed.items[0].content.encoded, '<p>The whole text.</p>')
assert.equal(parseFeed(atom).feed.entries[0].content.value, '<p>The whole text.</p>')
JS
node read.mjs
root/usr/bin/sfeed <rss.xml | tee out.tsv
test "$(cut -f4,7 out.tsv)" = "$(printf 'Short.\t')"
test -z "$(root/usr/bin/sfeed <atom.xml)"
