#!/usr/bin/env bash
# newsboat's OPML export leaves out feeds and tags without a word, and writes no `text`; its import drops every name.
#
# Expected: `newsboat -e` gives the subscriptions to move to another reader: each feed with its title and its tags or folder.
# Seen: newsboat 2.21 writes no feed that is run through a filter or a command and no query feed, no tag of any feed, and a `title`
#   but no `text` on an outline, which OPML requires; it ends with 0. On import, folders become one tag ("News/Europe"), a category and
#   the title are dropped (a feed that was never loaded has an empty one), so import and export give a flat list without names.
# Why it matters: who moves in from newsboat needs its `urls` file, not its OPML.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
chmod 755 .
apt-get -q download newsboat=2.21-1.5 libstfl0=0.22-3+b5 >apt.log 2>&1
for package in *.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH=$(dirname "$(find "$PWD/root" -name libstfl.so.0)")
export LD_LIBRARY_PATH HOME=$folder
newsboat() { root/usr/bin/newsboat -u "$1" -c "$1.db" -C /dev/null "${@:2}"; }
cat >urls <<'URLS'
http://127.0.0.1:9/plain.xml science "two words" "~A name"
"filter:/bin/cat:http://127.0.0.1:9/filtered.xml" news
"exec:/bin/true" news
"query:Unread:unread = \"yes\""
URLS
newsboat urls -e >exported.opml
cat exported.opml
test "$(grep -c '<outline' exported.opml)" = 1
grep -q 'title="A name"' exported.opml
if grep -qE ' text=|science|two words|filtered|query' exported.opml; then exit 1; fi
cat >in.opml <<'OPML'
<?xml version="1.0"?><opml version="2.0"><head><title>Subscriptions</title></head><body>
<outline text="News"><outline text="Europe"><outline type="rss" text="A paper" title="A paper" category="/daily"
  xmlUrl="http://127.0.0.1:9/paper.xml"/></outline></outline></body></opml>
OPML
: >imported
newsboat imported -i in.opml
cat imported
test "$(cat imported)" = 'http://127.0.0.1:9/paper.xml "News/Europe"'
newsboat imported -e >again.opml
grep outline again.opml
grep -q 'xmlUrl="http://127.0.0.1:9/paper.xml" htmlUrl="" title=""/>' again.opml
