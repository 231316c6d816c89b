#!/usr/bin/env bash
# A page that an OPML file links to, and another list that it includes, are followed as feeds, or both taken for lists.
#
# Expected: in OPML 2.0, type="link" is a page and type="include" another outline; only xmlUrl is a feed.
# Seen: newsboat 2.21 puts the url of both into its urls as feeds; listparser 0.20 gives both as subscription lists to read.
# Why it matters: a list of bookmarks and feeds, as outliners write it, becomes feeds that fail at every reload.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check listparser==0.20
chmod 755 .
apt-get -q download newsboat=2.21-1.5 libstfl0=0.22-3+b5 >apt.log 2>&1
for package in *.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH=$(dirname "$(find "$PWD/root" -name libstfl.so.0)")
export LD_LIBRARY_PATH HOME=$folder
newsboat() { root/usr/bin/newsboat -u urls -c cache.db -C /dev/null "$@"; }
cat >in.opml <<'OPML'
<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="A paper" type="rss" xmlUrl="https://example.com/feed.xml"/>
<outline text="A story" type="link" url="https://example.com/story.html"/>
<outline text="More" type="include" url="https://example.com/more.opml"/>
</body></opml>
OPML
: >urls
newsboat -i in.opml
cat urls
test "$(cat urls)" = "$(printf 'https://example.com/%s\n' feed.xml story.html more.opml)"
env/bin/python - <<'PY'
import listparser

found = listparser.parse(open("in.opml").read())
feeds, lists = [one.url for one in found.feeds], [one.url for one in found.lists]
print(feeds, lists)
assert feeds == ["https://example.com/feed.xml"]
assert lists == ["https://example.com/story.html", "https://example.com/more.opml"]
PY
