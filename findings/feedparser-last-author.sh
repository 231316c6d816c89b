#!/usr/bin/env bash
# `entry.author` of several authors: feedparser names the last, fastfeedparser the first, feedparser-rs the first in Atom and the last in RSS.
#
# Expected: the first, or all of them joined; parsers that offer the interface of feedparser do as it does.
# Seen: for an entry by Ann and Bert feedparser 6.0.14 says `author` "Bert" in Atom and in RSS (dc:creator twice); fastfeedparser 0.6.5
#   says "Ann" in both; feedparser-rs 0.7.1 says "Ann" in Atom, "Bert" in RSS. `authors` has both in feedparser and feedparser-rs.
# Why it matters: programs that show `author` credit a story to its last author, and to another one when they change the parser.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check feedparser==6.0.14 fastfeedparser==0.6.5 feedparser-rs==0.7.1
"$folder/env/bin/python" - <<'PY'
import fastfeedparser
import feedparser
import feedparser_rs

HEAD = "<title>A</title><id>urn:a</id><updated>2026-05-04T10:00:00Z</updated>"
FEEDS = {
    "Atom": f'<feed xmlns="http://www.w3.org/2005/Atom">{HEAD}<entry>{HEAD}<link href="https://example.com/a"/>'
    "<author><name>Ann</name></author><author><name>Bert</name></author></entry></feed>",
    "RSS": '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>P</title><link>https://example.com/</link>'
    "<description>d</description><item><title>A</title><link>https://example.com/a</link><dc:creator>Ann</dc:creator><dc:creator>Bert</dc:creator></item></channel></rss>",
}
SEEN = {"feedparser": ["Bert", "Bert"], "fastfeedparser": ["Ann", "Ann"], "feedparser_rs": ["Ann", "Bert"]}
for parser in (feedparser, fastfeedparser, feedparser_rs):
    entries = [parser.parse(text).entries[0] for text in FEEDS.values()]
    authors = [entry["author"] if parser is fastfeedparser else entry.author for entry in entries]
    print(parser.__name__, dict(zip(FEEDS, authors)))
    assert authors == SEEN[parser.__name__]
    if parser is not fastfeedparser:
        assert all(len(entry.authors) == 2 for entry in entries)
PY
