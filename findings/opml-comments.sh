#!/usr/bin/env bash
# Subscriptions that an OPML file has commented out (isComment="true") come back to life; npm's opml names a wrong charset.
#
# Expected: OPML 2.0 has isComment for outlines that are not to be used, with all below them; a file says the charset that it has.
# Seen: newsboat 2.21, sfeed 1.7 and listparser 0.20 follow such feeds, and those in a commented folder, like all others. npm's opml
#   0.5.8 writes encoding="ISO-8859-1" over any text, so what an XML parser reads from the file it makes is "ZÃ¼rich".
# Why it matters: an import follows what its owner had switched off, and a moved list has broken names.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check listparser==0.20 lxml==6.1.3
npm init -y >npm.log
npm install --silent opml@0.5.8 >>npm.log
chmod 755 .
apt-get -q download newsboat=2.21-1.5 libstfl0=0.22-3+b5 sfeed=1.7-1 >apt.log 2>&1
for package in *.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH=$(dirname "$(find "$PWD/root" -name libstfl.so.0)")
export LD_LIBRARY_PATH HOME=$folder
cat >in.opml <<'OPML'
<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0"><head><title>Subscriptions</title></head><body>
<outline text="On" type="rss" xmlUrl="https://example.com/on.xml"/>
<outline text="Off" type="rss" isComment="true" xmlUrl="https://example.com/off.xml"/>
<outline text="Folder" isComment="true"><outline text="In" type="rss" xmlUrl="https://example.com/in.xml"/></outline>
</body></opml>
OPML
: >urls
root/usr/bin/newsboat -u urls -c cache.db -C /dev/null -i in.opml
cat urls
test "$(grep -c https urls)" = 3
root/usr/bin/sfeed_opml_import <in.opml >sfeedrc
test "$(grep -c "^.feed '" sfeedrc)" = 3
cat >write.mjs <<'JS'
import fs from 'node:fs'
import opml from 'opml'
const outline = { text: 'Zürich', type: 'rss', xmlUrl: 'https://example.com/feed.xml' }
fs.writeFileSync('out.opml', opml.stringify({ opml: { head: { title: 'A' }, body: { subs: [outline] } } }))
JS
node write.mjs
head -1 out.opml
env/bin/python - <<'PY'
import listparser
import lxml.etree

feeds = [feed.url for feed in listparser.parse(open("in.opml").read()).feeds]
(outline,) = lxml.etree.parse("out.opml").iter("outline")
print(feeds, outline.get("text"))
assert len(feeds) == 3 and outline.get("text") == "ZÃ¼rich"
PY
