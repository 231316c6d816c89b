#!/usr/bin/env bash
# feedparser gives the caption of a picture as the content of its entry, and PyPI's reader shows it in place of the story.
#
# Expected: <media:description> inside <media:content> describes that picture; an entry without content:encoded has no `content`.
# Seen: feedparser 6.0.14 puts it into entry.content as text/plain, the description stays in `summary`; an itunes:summary takes the place of
#   `summary`, and the description goes to `content`. Programs that take `content` if there is one, else `summary`, as reader 3.26
#   does in Entry.get_content, show "A photograph of the bridge." as the whole story. feedparser-rs 0.7.1 keeps them apart.
# Why it matters: many papers give a short description and a picture with a caption.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check feedparser==6.0.14 feedparser-rs==0.7.1 reader==3.26 sgmllib3k==1.0.0
cat >feed.xml <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
<title>A paper</title><link>https://example.com/</link><description>News</description>
<item><title>One</title><guid isPermaLink="false">1</guid><description>The council kept the old bridge open, nine votes to two.</description>
<media:content url="https://example.com/a.jpg" medium="image"><media:description>A photograph of the bridge.</media:description></media:content></item>
<item><title>Two</title><guid isPermaLink="false">2</guid><itunes:summary>For players.</itunes:summary><description>The story.</description></item>
</channel></rss>
XML
env/bin/python - <<'PY'
import os

import feedparser
import feedparser_rs
import reader

one, two = feedparser.parse(open("feed.xml", "rb").read()).entries
print("feedparser   ", one.summary, "|", one.content[0].value, "|", one.content[0].type)
assert one.summary.startswith("The council") and one.content[0].value == "A photograph of the bridge."
assert (two.summary, two.content[0].value) == ("For players.", "The story.")
first, _ = feedparser_rs.parse(open("feed.xml", "rb").read()).entries
assert first.summary.startswith("The council") and not first.content
store = reader.make_reader(":memory:", feed_root=os.getcwd())
store.add_feed("feed.xml")
store.update_feeds()
shown = store.get_entry(("feed.xml", "1")).get_content().value
print("reader shows ", shown)
assert shown == "A photograph of the bridge."
PY
