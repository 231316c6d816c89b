#!/usr/bin/env bash
# feedparser-rs finds no link in RSS items that have only an atom:link, and resolves links but no text; fastfeedparser empties XHTML titles.
#
# Expected: what calls itself a quick feedparser reads what feedparser reads: <atom:link rel="alternate"> in an item of RSS, a title of type
#   xhtml, markup in a description that is not escaped, xml:base in the entry's text as in its link.
# Seen: feedparser-rs 0.7.1: no link for the first; the link of an Atom entry is absolute, the addresses in its text stay relative; every
#   link in a text gets rel="nofollow noopener noreferrer". fastfeedparser 0.6.5: the XHTML title is "" and the markup's words are gone.
#   feedparser 6.0.14 has all of it. Nothing warns of any of this (feedparser-rs says bozo False).
# Why it matters: stories without a headline, without a link, and pictures that never load.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check feedparser==6.0.14 fastfeedparser==0.6.5 feedparser-rs==0.7.1
"$folder/env/bin/python" - <<'PY'
import fastfeedparser
import feedparser
import feedparser_rs


def rss(item):
    head = "<title>P</title><link>https://example.com/</link><description>d</description>"
    return f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>{head}<item><title>A</title>{item}</item></channel></rss>'


def atom(entry):
    head = "<id>urn:a</id><updated>2026-05-04T10:00:00Z</updated>"
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/x/"><title>P</title>{head}<entry>{head}<link href="a"/>{entry}</entry></feed>'


linked = rss('<guid isPermaLink="false">1</guid><atom:link rel="alternate" href="https://example.com/a"/>')
result = feedparser_rs.parse(linked)
print("link:", feedparser.parse(linked).entries[0].link, "and", result.entries[0].link)
assert feedparser.parse(linked).entries[0].link == "https://example.com/a"
assert (result.entries[0].link, result.bozo) == (None, False)

based = atom('<title>A</title><content type="html">&lt;a href="q"&gt;q&lt;/a&gt;</content>')
one, other = feedparser.parse(based).entries[0], feedparser_rs.parse(based).entries[0]
print("text:", one.content[0].value, "and", other.content[0].value)
assert one.link == other.link == "https://example.org/x/a"
assert one.content[0].value == '<a href="https://example.org/x/q">q</a>'
assert other.content[0].value == '<a href="q" rel="nofollow noopener noreferrer">q</a>'

titled = atom('<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Old <em>pier</em></div></title>')
print("title:", repr(feedparser.parse(titled).entries[0].title), "and", repr(fastfeedparser.parse(titled).entries[0]["title"]))
assert feedparser.parse(titled).entries[0].title == "Old <em>pier</em>"
assert fastfeedparser.parse(titled).entries[0]["title"] == ""
marked = rss("<link>https://example.com/a</link><description><p>All <b>winter</b></p></description>")
print("markup:", repr(feedparser.parse(marked).entries[0].summary), "and", repr(fastfeedparser.parse(marked).entries[0]["description"]))
assert feedparser.parse(marked).entries[0].summary == "<p>All <b>winter</b></p>"
assert fastfeedparser.parse(marked).entries[0]["description"] == ""
PY
