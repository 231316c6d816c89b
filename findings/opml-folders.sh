#!/usr/bin/env bash
# A feed in two folders of an OPML file keeps one of them in newsboat; in a folder of a folder it has no tag in listparser.
#
# Expected: Feedly and Inoreader write a feed once in each of its folders, so an import gives it both; nested folders are tags, too.
# Seen: newsboat 2.21 keeps the first folder of a feed and drops the others without a word. listparser 0.20 gives both, but a feed two
#   folders deep has no tags at all (its categories alone know), and of "/world/asia" in category nothing becomes a tag.
#   opyml 0.1.2 reads XMLURL, as some write it, as an outline without an address, and writes it back so.
# Why it matters: the folders of a reader's subscriptions are half of the work that went into them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check listparser==0.20 opyml==0.1.2
chmod 755 .
apt-get -q download newsboat=2.21-1.5 libstfl0=0.22-3+b5 >apt.log 2>&1
for package in *.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH=$(dirname "$(find "$PWD/root" -name libstfl.so.0)")
export LD_LIBRARY_PATH HOME=$folder
newsboat() { root/usr/bin/newsboat -u urls -c cache.db -C /dev/null "$@"; }
cat >in.opml <<'OPML'
<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News"><outline text="Both" type="rss" xmlUrl="https://example.com/both.xml"/></outline>
<outline text="Sea"><outline text="Both" type="rss" xmlUrl="https://example.com/both.xml"/>
<outline text="Boats"><outline text="Deep" type="rss" xmlUrl="https://example.com/deep.xml" category="/world/asia"/></outline></outline>
<outline text="Loud" type="rss" XMLURL="https://example.com/loud.xml"/>
</body></opml>
OPML
: >urls
newsboat -i in.opml
cat urls
grep -qx 'https://example.com/both.xml "News"' urls
test "$(grep -c both.xml urls)" = 1
env/bin/python - <<'PY'
import listparser
import opyml

given = open("in.opml").read()
tags = {feed.url[20:]: (feed.tags, feed.categories) for feed in listparser.parse(given).feeds}
again = opyml.OPML.from_xml(given).to_xml()
print(tags)
print(again[again.index("Loud") - 15 :])
assert tags["both.xml"][0] == ["News", "Sea"]
assert tags["deep.xml"] == ([], [["world", "asia"], ["Sea", "Boats"]])
assert "loud.xml" not in again
PY
