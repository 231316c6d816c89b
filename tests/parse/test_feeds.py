"""Feeds: RSS, Atom and JSON Feed open as a list of what they tell of."""

import json

import pytest

from termread.article import Listing, flatten
from termread.document import Document
from termread.errors import Empty, Unreadable
from termread.parse import parse
from termread.parse.sniff import kind_of

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Post</title>
<description>News of the quay</description><link>https://news.example.com/</link>
<item><title>The ferry stays &amp;amp; sails</title><link>https://news.example.com/ferry</link>
<pubDate>Mon, 04 May 2026 10:00:00 +0200</pubDate><description>&lt;p&gt;All &lt;b&gt;winter&lt;/b&gt;.&lt;/p&gt;</description></item>
<item><guid>https://news.example.com/bridge</guid><description>The bridge stays open.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title><subtitle>News of the quay</subtitle>
<entry><title type="html">The ferry stays</title><link rel="self" href="/api/1"/><link href="/ferry"/>
<updated>2026-05-04T10:00:00Z</updated><summary>All winter.</summary></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Post",
        "items": [
            {
                "title": "The ferry stays",
                "url": "https://news.example.com/ferry",
                "date_published": "2026-05-04T10:00:00Z",
            },
            "broken",
        ],
    }
)


def read(text: str, media_type: str | None = None):
    url = "https://news.example.com/feed"
    return parse(Document(address=url, data=text.encode(), url=url, media_type=media_type)).article


@pytest.mark.parametrize("text", [RSS, ATOM, JSON])
@pytest.mark.parametrize("media_type", [None, "text/xml", "application/json"])
def test_a_feed_is_a_list_of_links(text, media_type):
    found = read(text, media_type)
    assert found.title == "Harbour Post"
    assert [notice.code for notice in found.notices] == ["feed"]
    (listing,) = found.blocks
    assert isinstance(listing, Listing)
    first = listing.items[0].prose
    assert first.text.startswith("The ferry stays")
    assert first.text.endswith("· 2026-05-04")
    assert first.marks[0].href == "https://news.example.com/ferry"


def test_markup_in_a_feed_is_read_as_text():
    found = read(RSS)
    assert found.dek == "News of the quay"
    assert "The ferry stays & sails" in flatten(found.blocks[0])
    assert "All winter." in flatten(found.blocks[0])
    assert found.blocks[0].items[1].prose.marks[0].href == "https://news.example.com/bridge"


def test_a_feed_reads_nothing_outside_itself(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hidden words")
    bomb = (
        f'<!DOCTYPE rss [<!ENTITY a SYSTEM "file://{secret}"><!ENTITY b "{"x" * 1000}"><!ENTITY c "{"&b;" * 1000}">]>'
    )
    text = f"{bomb}<rss><channel><title>Post</title><item><title>One &a; two &c;</title></item></channel></rss>"
    found = read(text, "text/xml") if kind_of(Document(address="x", data=text.encode())) == "feed" else None
    assert found is None or ("hidden words" not in flatten(found.blocks[0]) and len(flatten(found.blocks[0])) < 2000)


def test_only_links_of_the_web_are_links():
    found = read(RSS.replace("https://news.example.com/ferry", "javascript:alert(1)"))
    assert found.blocks[0].items[0].prose.marks == ()


def test_a_feed_without_entries_and_one_that_is_broken():
    with pytest.raises(Empty):
        read("<rss><channel><title>Post</title></channel></rss>")
    with pytest.raises(Unreadable):
        read('{"version": "https://jsonfeed.org/version/1", "items": [')


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_feed_is_read_in_the_charset_that_it_names(charset):
    text = f'<?xml version="1.0" encoding="{charset}"?><rss><channel><title>Café</title><item><title>Été</title></item></channel></rss>'
    found = parse(Document(address="feed.xml", data=text.encode(charset))).article
    assert (found.title, flatten(found.blocks[0])) == ("Café", "Été")


def entries(text: str) -> list[tuple[str, str | None]]:
    (listing,) = read(text).blocks
    assert isinstance(listing, Listing)
    return [(i.prose.text, i.prose.marks[0].href if i.prose.marks else None) for i in listing.items]


def test_links_are_relative_to_the_bases_that_a_feed_names():
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/paper/"><title>T</title>'
        '<entry xml:base="2026/"><title>A</title><link href="a.html"/></entry>'
        '<entry xml:base="/archive/"><title>B</title><link xml:base="old/" href="b.html"/></entry>'
        '<entry><title>C</title><link href="c.html"/></entry></feed>'
    )
    assert entries(feed) == [
        ("A", "https://example.org/paper/2026/a.html"),
        ("B", "https://example.org/archive/old/b.html"),
        ("C", "https://example.org/paper/c.html"),
    ]
    rss = '<rss version="2.0" xml:base="https://example.org/x/"><channel><title>T</title><item><title>A</title><link>a?b=1</link></item></channel></rss>'
    assert entries(rss) == [("A", "https://example.org/x/a?b=1")]


def test_bare_ampersands_and_entities_of_html_stay():
    feed = (
        "<rss><channel><title>T</title><item><title>Tea & caf&eacute; &amp; R&D &unknown; &#38;</title><link>https://example.com/?a=1&b=2&copy=3</link></item>"
        "<item><title><![CDATA[AT&T & co]]></title><link>https://example.com/2?x=1&amp;y=2</link></item></channel></rss>"
    )
    assert entries(feed) == [
        ("Tea & café & R&D &unknown; &", "https://example.com/?a=1&b=2&copy=3"),
        ("AT&T & co", "https://example.com/2?x=1&y=2"),
    ]


@pytest.mark.parametrize("name", ["description", "content:encoded", "summary"])
def test_markup_that_is_open_in_a_text_does_not_take_the_next_entry(name):
    feed = (
        f'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title><item><title>A</title><{name}><p>One.<p>Two <br>lines.</{name}>'
        f"</item><item><title>B</title><{name}>Three.</{name}></item></channel></rss>"
    )
    assert [title for title, _ in entries(feed)] == ["A", "B"]
    assert flatten(read(feed).blocks[0]).splitlines() == [
        "A",
        "One. Two lines.",
        "B",
        "Three.",
    ]
    assert [notice.code for notice in read(feed).notices] == ["feed", "feed-fault"]


def test_what_atom_calls_text_is_no_markup():
    def titled(title: str) -> str:
        return entries(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry>{title}</entry></feed>')[0][0]

    assert titled('<title type="text">Use &lt;b&gt; well</title>') == "Use <b> well"
    assert titled("<title>Use &lt;b&gt; well</title>") == "Use <b> well"
    assert titled('<title type="html">Use &lt;b&gt;it&lt;/b&gt; well</title>') == "Use it well"
    assert (
        titled('<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">H<sub>2</sub>O &lt;x&gt;</div></title>')
        == "H2O <x>"
    )


def test_stray_bytes_of_windows_1252_in_a_feed_of_utf_8_are_read():
    feed = '<?xml version="1.0" encoding="utf-8"?><rss><channel><title>Café</title><item><title>The ferry~s “old” quay</title></item></channel></rss>'
    data = feed.encode().replace(b"~", b"\x92")
    found = parse(Document(address="https://example.com/f", data=data, url="https://example.com/f")).article
    assert (found.title, flatten(found.blocks[0])) == ("Café", "The ferry’s “old” quay")
