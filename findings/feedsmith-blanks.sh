#!/usr/bin/env bash
# feedsmith writes line breaks and blanks around every text with an ampersand, and rss-parser and newsboat keep them.
#
# Expected: <link>https://example.com/?a=1&amp;b=2</link>; white space in the text of an element is part of it.
# Seen: feedsmith 3.0.1 sets such a text as CDATA on a line of its own: the link, the guid and the title begin with a line break and eight
#   blanks. rss-parser 3.13.0 gives them so, and newsboat 2.21 keeps the guid with them (feedsmith's own parser trims). The same
#   story from another writer has another identity, and is new again.
# Why it matters: most addresses with a query have an ampersand.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --silent feedsmith@3.0.1 rss-parser@3.13.0 >>npm.log
chmod 755 .
apt-get -q download newsboat=2.21-1.5 libstfl0=0.22-3+b5 >apt.log 2>&1
for package in *.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH=$(dirname "$(find "$PWD/root" -name libstfl.so.0)")
export LD_LIBRARY_PATH HOME=$folder
cat >write.mjs <<'JS'
import assert from 'node:assert'
import fs from 'node:fs'
import { generateRssFeed, parseFeed } from 'feedsmith'
import Parser from 'rss-parser'
const address = 'https://example.com/1?a=1&b=2'
const item = { title: 'T & U', link: address, guid: { value: address }, description: 'd' }
const xml = generateRssFeed({ title: 'A', link: 'https://example.com/', description: 'd', items: [item] })
console.log(xml)
fs.writeFileSync('feed.xml', xml)
const [read] = (await new Parser().parseString(xml)).items
assert.deepEqual([read.link, read.title], [`\n        ${address}\n      `, '\n        T & U\n      '])
assert.equal(parseFeed(xml).feed.items[0].link, address)
JS
node write.mjs
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
python3 -m http.server --bind 127.0.0.1 "$port" >server.log 2>&1 &
server=$!
trap 'kill $server; rm -rf "$folder"' EXIT
for _ in $(seq 50); do if python3 -c "import socket; socket.create_connection(('127.0.0.1', $port))" 2>/dev/null; then break; fi; sleep .1; done
echo "http://127.0.0.1:$port/feed.xml" >urls
root/usr/bin/newsboat -u urls -c cache.db -C /dev/null -x reload
python3 - <<'PY'
import sqlite3

((guid,),) = sqlite3.connect("cache.db").execute("select guid from rss_item")
print(repr(guid))
assert guid == "\n        https://example.com/1?a=1&b=2\n      "
PY
