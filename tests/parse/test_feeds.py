"""Feeds: RSS, Atom and JSON Feed open as a list of what they tell of."""

import json

import pytest

from termread.article import Listing, flatten
from termread.document import Document
from termread.errors import Empty, Unreadable
from termread.parse import parse
from termread.parse.kinds import kind_of

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
