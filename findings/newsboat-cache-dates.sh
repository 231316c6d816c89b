#!/usr/bin/env bash
# newsboat's cache.db has a date, a guid and a link for every story, also where its feed gives none: they are made up.
#
# Expected: who reads cache.db finds what the feed said, and nothing (or 0) where it said nothing.
# Seen: newsboat 2.21 stores the time of the reload as pubDate of an item without a date, as if it were published then; as guid the link
#   as it is written ("/two.html", not the address in url), or the title if there is no link.
# Why it matters: a program that takes over unread marks by guid or date meets the same stories as new ones.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
chmod 755 .
apt-get -q download newsboat=2.21-1.5 libstfl0=0.22-3+b5 >apt.log 2>&1
for package in *.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH=$(dirname "$(find "$PWD/root" -name libstfl.so.0)")
export LD_LIBRARY_PATH HOME=$folder
newsboat() { root/usr/bin/newsboat -u urls -c cache.db -C /dev/null "$@"; }
cat >feed.xml <<'RSS'
<?xml version="1.0"?><rss version="2.0"><channel><title>The Example</title><link>https://example.com/</link><description>d</description>
<item><title>One</title><link>https://example.com/one.html</link><guid isPermaLink="false">1</guid><pubDate>Mon, 30 Nov 2020 06:00:00 GMT</pubDate></item>
<item><title>Two</title><link>/two.html</link></item>
<item><title>Three</title><description>No link.</description></item>
</channel></rss>
RSS
echo "file://$folder/feed.xml" >urls
before=$(date +%s)
newsboat -x reload
python3 - "$before" <<'PY'
import sqlite3
import sys

rows = {title: row for title, *row in sqlite3.connect("cache.db").execute("SELECT title, guid, url, pubDate FROM rss_item")}
print(rows)
assert rows["One"] == ["1", "https://example.com/one.html", 1606716000]
assert rows["Two"][0] == "/two.html" and rows["Three"][0] == "Three"
assert all(int(sys.argv[1]) <= rows[title][2] <= int(sys.argv[1]) + 60 for title in ("Two", "Three"))
PY
