#!/usr/bin/env bash
# newsboat keeps of nested xml:base only the innermost, as written, ignores them for links, and takes the last sound file for the episode.
#
# Expected: `xml:base="z/"` in `xml:base="y/"` in `xml:base="http://host/x/"` is http://host/x/y/z/, and holds for the entry's link too;
#   of an episode in two qualities the first file is the one to play; a guid that is no address opens nothing.
# Seen: newsboat 2.21 gives the entry's link as http://host/a, without any base, and stores the base of its text as "z/". Of three
#   enclosures (picture, first and second sound) it keeps the second sound. An item without a link whose guid is "a14" has the link "a14".
# Why it matters: `o` opens a page that does not exist, pictures and links in a story lead nowhere, podcasts load the other quality.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
chmod 755 .
apt-get -q download newsboat=2.21-1.5 libstfl0=0.22-3+b5 >apt.log 2>&1
for package in *.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH=$(dirname "$(find "$PWD/root" -name libstfl.so.0)")
export LD_LIBRARY_PATH HOME=$folder
python3 -u -m http.server 0 --bind 127.0.0.1 >server.log 2>&1 &
server=$!
for _ in $(seq 50); do grep -q port server.log && break; sleep .1; done
host="http://127.0.0.1:$(grep -o 'port [0-9]*' server.log | cut -d' ' -f2)"
cat >atom.xml <<XML
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="$host/x/"><title>Q</title><id>q</id><updated>2026-05-04T10:00:00Z</updated><link href="."/>
<entry xml:base="y/"><id>b1</id><title>A</title><link href="a"/><updated>2026-05-04T10:00:00Z</updated>
<content type="html" xml:base="z/">&lt;a href="q"&gt;q&lt;/a&gt;</content></entry></feed>
XML
cat >rss.xml <<XML
<rss version="2.0"><channel><title>P</title><link>$host/</link><description>d</description>
<item><title>Episode</title><link>$host/9</link><guid isPermaLink="false">a9</guid><enclosure url="$host/a.jpg" type="image/jpeg" length="1"/>
<enclosure url="$host/b.mp3" type="audio/mpeg" length="1"/><enclosure url="$host/c.mp3" type="audio/mpeg" length="1"/></item>
<item><title>No link</title><guid>a14</guid></item></channel></rss>
XML
printf '%s\n' "$host/atom.xml" "$host/rss.xml" >urls
root/usr/bin/newsboat -u urls -c cache.db -C /dev/null -x reload
python3 - "$host" <<'PY'
import sqlite3
import sys

host = sys.argv[1]
query = "select guid, url, base, enclosure_url from rss_item order by guid"
seen = {guid: rest for guid, *rest in sqlite3.connect("cache.db").execute(query)}
for guid, rest in seen.items():
    print(guid, *(text.replace(host, "http://host") or "-" for text in rest))
assert seen["b1"][:2] == [f"{host}/a", "z/"]
assert seen["a9"][2] == f"{host}/c.mp3"
assert seen["a14"][0] == "a14"
PY
