#!/usr/bin/env bash
# An Atom title of type xhtml, or a content with src, costs feed parsers the title, the text, or the whole feed.
#
# Expected: <title type="xhtml"><div>The <em>first</em> day</div></title> is "The first day"; an entry whose content is elsewhere
#   (RFC 4287: `src`, with a media type as `type`) still has its summary.
# Seen: fastfeedparser 0.6.5 gives the title "", atoma 0.0.17 None, feed-extractor 8.0.3 "", and rss-parser 3.13.0 an object whose text is
#   "The  day". For the content elsewhere sfeed 1.7 gives no text at all, rss-parser as its content
#   `<div type="text/html" src="full.html"/>`, and atoma refuses the whole feed ("'text/html' is not a valid AtomTextType").
# Why it matters: both are plain RFC 4287, and weblogs that write XHTML have such titles.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check feedparser==6.0.14 fastfeedparser==0.6.5 atoma==0.0.17
npm init -y >npm.log
npm install --silent rss-parser@3.13.0 @extractus/feed-extractor@8.0.3 >>npm.log
chmod 755 .
apt-get -q download sfeed=1.7-1 >apt.log 2>&1
dpkg -x sfeed_*.deb root
for name in title src; do
  cat >$name.xml <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>A feed</title><id>urn:x:1</id><updated>2026-11-30T06:00:00Z</updated>
<entry>ENTRY<link href="https://example.com/2"/><id>urn:x:2</id><updated>2026-11-30T07:00:00Z</updated></entry></feed>
XML
done
sed -i 's|ENTRY|<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">The <em>first</em> day</div></title>|' title.xml
sed -i 's|ENTRY|<title>One</title><content type="text/html" src="full.html"/><summary>The summary.</summary>|' src.xml
env/bin/python - <<'PY'
import atoma
import fastfeedparser
import feedparser

title, elsewhere = open("title.xml", "rb").read(), open("src.xml", "rb").read()
whole = feedparser.parse(title).entries[0].title, feedparser.parse(elsewhere).entries[0].summary
fast = fastfeedparser.parse(title.decode()).entries[0]
print("feedparser", whole, "fastfeedparser", repr(fast.title))
assert whole == ("The <em>first</em> day", "The summary.")
assert fast.title == ""
assert atoma.parse_atom_bytes(title).entries[0].title is None
try:
    atoma.parse_atom_bytes(elsewhere)
except ValueError as error:
    print("atoma", error)
else:
    raise AssertionError
PY
cat >read.mjs <<'JS'
import assert from 'node:assert'
import fs from 'node:fs'
import Parser from 'rss-parser'
import { extractFromXml } from '@extractus/feed-extractor'
const [title, elsewhere] = ['title.xml', 'src.xml'].map((name) => fs.readFileSync(name, 'utf8'))
const parsed = (await new Parser().parseString(title)).items[0].title
console.log(JSON.stringify(parsed))
assert.equal(parsed.div[0]._, 'The  day')
assert.equal(extractFromXml(title).entries[0].title, '')
assert.equal((await new Parser().parseString(elsewhere)).items[0].content, '<div type="text/html" src="full.html"/>')
JS
node read.mjs
root/usr/bin/sfeed https://example.com/ <src.xml | tee out.tsv
test -z "$(cut -f4 out.tsv)"
