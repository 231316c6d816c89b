"""XML that is no article says what it is, and never comes out as an article of tags."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termread.article import Listing, flatten
from termread.document import Document
from termread.errors import NotText, TermreadError
from termread.parse import parse
from termread.parse.sniff import kind_of

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
OPML = """<opml version="2.0"><head><title>Mine</title></head><body><outline text="News"><outline type="rss" text="The Example"
xmlUrl="https://example.com/feed.xml"/></outline><outline text="Two" xmlUrl="https://example.com/two.xml"/></body></opml>"""
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://example.com/a</loc><news:news><news:publication><news:name>The Example</news:name></news:publication>
<news:publication_date>2025-10-31T08:00:00Z</news:publication_date><news:title>A ferry returns</news:title></news:news></url>
<url><loc>https://example.com/2025/the-old-pier</loc><lastmod>2025-10-30</lastmod></url></urlset>"""


def read(text, name="file", media_type=None):
    return parse(Document(name, text.encode(), media_type=media_type)).article


def lines(article):
    (listing,) = article.blocks
    assert isinstance(listing, Listing)
    return [(item.prose.text, [mark.href for mark in item.prose.marks]) for item in listing.items]


@pytest.mark.parametrize("text", [XML + OPML, OPML, f"{XML}<!-- made -->\n{OPML}", XML + "<!DOCTYPE opml>" + OPML])
@pytest.mark.parametrize(
    ("name", "media_type"), [("feeds.opml", None), ("a", "text/html"), ("a.html", None), ("a", "text/xml")]
)
def test_opml_is_a_list_of_feeds(text, name, media_type):
    article = read(text, name, media_type)
    assert lines(article) == [
        ("The Example", ["https://example.com/feed.xml"]),
        ("Two", ["https://example.com/two.xml"]),
    ]
    assert "OPML" in article.notices[0].text
    assert "termread import" in article.notices[0].text


def test_a_news_sitemap_is_a_list_of_pages():
    article = read(XML + NEWS)
    assert article.title == "The Example"
    assert lines(article) == [
        ("A ferry returns · 2025-10-31", ["https://example.com/a"]),
        ("the old pier · 2025-10-30", ["https://example.com/2025/the-old-pier"]),
    ]
    assert article.notices[0].code == "sitemap"


def test_an_index_of_sitemaps_is_a_list_of_them():
    index = "<sitemapindex><sitemap><loc>https://example.com/news.xml</loc></sitemap></sitemapindex>"
    assert lines(read(index)) == [("news.xml", ["https://example.com/news.xml"])]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (XML + "<!DOCTYPE en-export SYSTEM 'x'><en-export><note><content><![CDATA[<en-note><p>a</p><p>b</p><p>c</p></en-note>]]></content></note></en-export>", "an Evernote export (ENEX)"),
        ("url,title,tags\nhttps://example.com/a,One,x\n", "a table of addresses (CSV)"),
        ('Title;"URL";Tags\nOne;https://example.com/a;x\n', "a table of addresses (CSV)"),
        (XML + '<posts user="x"><post href="https://example.com/"/></posts>', "a list of bookmarks (XML)"),
        (XML + "<!DOCTYPE plist PUBLIC 'x' 'y'><plist><dict/></plist>", "a property list"),
    ],
)  # fmt: skip
def test_an_export_says_that_import_takes_it(text, says):
    with pytest.raises(NotText) as told:
        read(text)
    assert told.value.text.startswith(f"This is {says}")
    assert told.value.text.endswith("not an article; use termread import to take it in.")


@pytest.mark.parametrize(
    "text",
    [
        XML + "<catalog><book><title>One</title></book></catalog>",
        "<gpx xmlns='http://example.com/gpx'><trk/></gpx>",
        "<config>\n  <entry>words and words</entry>\n</config>\n",
        XML + "<x:root xmlns:x='y'><x:a>words</x:a></x:root>",
        XML + "<!DOCTYPE x [<!ENTITY b 'c'>]><x>words</x>",
    ],
)
def test_other_xml_is_no_article(text):
    with pytest.raises(NotText, match=r"This is data \(XML\)"):
        read(text, "a.xml")


STORY = "<p>The council met on Monday and voted for the bridge, after four hours and many words.</p>" * 4


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (XML + f'<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body>{STORY}</body></html>', "html"),
        (XML + f"<div>{STORY}</div>", "html"),
        (XML + f"<nitf><body>{STORY}</body></nitf>", "html"),
        (f"<article>{STORY}</article>", "html"),
        ('<article xmlns="http://example.com/ns/book"><para>Words.</para></article>', "html"),
        ("<Some title>\n\nWords that were copied.\n\nMore of them.", "copied"),
        ("Title, author and url\n\nWords about the url, the title and more.", "copied"),
        ("<rss version='2.0'><channel/></rss>", "feed"),
    ],
)
def test_pages_feeds_and_texts_stay_what_they_are(text, kind):
    assert kind_of(Document("a", text.encode())) == kind


PIECES = [XML, OPML, NEWS, "<opml>", "<urlset>", "<url><loc>", "https://[bad", "&x;", "\x00", "<!DOCTYPE a [", "<outline xmlUrl='", "'/>"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=5).map("".join))
@settings(max_examples=150, deadline=None)
def test_whatever_xml_gives_a_list_or_a_sentence(text):
    with suppress(TermreadError):
        assert all(isinstance(flatten(block), str) for block in read(text).blocks)
