#!/usr/bin/env bash
# An Atom text of type "text" loses its words in angle brackets; feed-extractor loses what follows an escaped < too.
#
# Expected: `<content type="text">` (the default type) is plain text: "Set List<String>" is shown as it stands.
# Seen: newsboat 2.21 renders it as HTML, "Set List when a element."; so do the snippets of rss-parser 3.13.0, feed-extractor 8.0.3 and
#   podcastparser 0.6.11. newsboat's titles keep such words; feedparser-rs 0.7.1 drops them from titles ("The element").
#   feed-extractor makes "One Three." of <p>One &lt; two.</p><p>Three.</p> of type html.
# Why it matters: release notes and programmers' weblogs are plain text with generics, tags and comparisons.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check feedparser-rs==0.7.1 podcastparser==0.6.11
npm init -y >npm.log
npm install --silent rss-parser@3.13.0 @extractus/feed-extractor@8.0.3 >>npm.log
chmod 755 .
apt-get -q download newsboat=2.21-1.5 libstfl0=0.22-3+b5 >apt.log 2>&1
for package in *.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH=$(dirname "$(find "$PWD/root" -name libstfl.so.0)")
export LD_LIBRARY_PATH HOME=$folder
cat >feed.xml <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>A feed</title><id>urn:x:1</id><updated>2026-11-30T06:00:00Z</updated>
<entry><title>The &lt;dialog&gt; element</title><link href="https://example.com/2"/><id>urn:x:2</id><updated>2026-11-30T07:00:00Z</updated>
<content type="text">Set List&lt;String&gt; when a &lt; b, then use the &lt;dialog&gt; element.</content></entry>
<entry><title>Two</title><link href="https://example.com/3"/><id>urn:x:3</id><updated>2026-11-30T06:00:00Z</updated>
<summary type="html">&lt;p&gt;One &amp;lt; two.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;</summary></entry></feed>
XML
cat >read.mjs <<'JS'
import assert from 'node:assert'
import fs from 'node:fs'
import Parser from 'rss-parser'
import { extractFromXml } from '@extractus/feed-extractor'
const xml = fs.readFileSync('feed.xml', 'utf8')
const [parsed] = (await new Parser().parseString(xml)).items
const [first, second] = extractFromXml(xml).entries
console.log(parsed.contentSnippet, '|', first.description, '|', second.description)
assert.equal(parsed.contentSnippet, 'Set List when a  element.')
assert.equal(first.description, 'Set List when a  element.')
assert.equal(second.description, 'One Three.')
JS
node read.mjs
env/bin/python - <<'PY'
import feedparser_rs
import podcastparser

text = podcastparser.parse("https://example.com/feed", open("feed.xml", "rb"))["episodes"][0]["description"]
title = feedparser_rs.parse(open("feed.xml", "rb").read()).entries[0].title
print(text, "|", title)
assert text == "Set List when a  element." and title.split() == ["The", "element"]
PY
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
python3 -m http.server --bind 127.0.0.1 "$port" >server.log 2>&1 &
server=$!
trap 'kill $server; rm -rf "$folder"' EXIT
for _ in $(seq 50); do if python3 -c "import socket; socket.create_connection(('127.0.0.1', $port))" 2>/dev/null; then break; fi; sleep .1; done
echo "http://127.0.0.1:$port/feed.xml" >urls
newsboat=root/usr/bin/newsboat
$newsboat -u urls -c cache.db -C /dev/null -x reload
# Open the feed, its first story, and pipe what is shown into a file.
python3 - "$newsboat" <<'PY'
import os
import pty
import sys
import threading
import time

pid, terminal = pty.fork()
if pid == 0:
    os.environ.update(TERM="xterm", LINES="24", COLUMNS="80")
    os.execv(sys.argv[1], ["newsboat", "-u", "urls", "-c", "cache.db", "-C", "/dev/null"])


def drain() -> None:
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        return


threading.Thread(target=drain, daemon=True).start()
for keys in b"\r", b"\r", b"|", b"cat >shown.txt\r", b"\r", b"q", b"q", b"q", b"q":
    time.sleep(1)
    try:
        os.write(terminal, keys)
    except OSError:
        break
os.waitpid(pid, 0)
PY
cat shown.txt
grep -q 'Title: The <dialog> element' shown.txt
grep -q '^Set List when a element' shown.txt
