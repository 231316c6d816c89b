"""What a feed says, by its format: each value as a reader of that format expects it."""

from __future__ import annotations

import json

import pytest

from termread.feed import Enclosure
from termread.parse.formats.feeds import MOST, feed_of, is_feed

ADDRESS = "https://example.com/news/feed.xml"
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
)


def rss(item: str = "", channel: str = ""):
    data = f'<rss version="2.0" {SPACES}><channel><title>Post</title>{channel}<item><title>A</title>{item}</item></channel></rss>'
    return feed_of(data.encode(), None, ADDRESS)


def only(item: str, channel: str = ""):
    (found,) = rss(item, channel).items
    return found


def atom(entry: str, feed: str = "", more: str = ""):
    data = f'<feed xmlns="http://www.w3.org/2005/Atom" {more}><title>Post</title>{feed}<entry><id>1</id>{entry}</entry></feed>'
    return feed_of(data.encode(), None, ADDRESS)


def entry(text: str, feed: str = "", more: str = ""):
    (found,) = atom(text, feed, more).items
    return found


VERSIONS = {
    "0.90": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>Post</title><link>https://example.com/</link></channel><item><title>A tale</title><link>https://example.com/a</link></item></rdf:RDF>',
    "0.91": '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Post</title><link>https://example.com/</link><item><title>A tale</title><link>https://example.com/a</link></item></channel></rss>',
    "0.92": '<rss version="0.92"><channel><title>Post</title><link>https://example.com/</link><item><title>A tale</title><link>https://example.com/a</link><source url="https://example.com/x">Other</source></item></channel></rss>',
    "1.0": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>Post</title><link>https://example.com/</link><items><rdf:Seq><rdf:li rdf:resource="https://example.com/a"/></rdf:Seq></items></channel><item rdf:about="https://example.com/a"><title>A tale</title><link>https://example.com/a</link></item></rdf:RDF>',
    "2.0": '<rss version="2.0"><channel><title>Post</title><link>https://example.com/</link><item><title>A tale</title><link>https://example.com/a</link></item></channel></rss>',
    "Atom 0.3": '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Post</title><link rel="alternate" type="text/html" href="https://example.com/"/><entry><title mode="escaped" type="text/html">A &lt;i&gt;tale&lt;/i&gt;</title><link rel="alternate" type="text/html" href="https://example.com/a"/><issued>2026-05-04T10:00:00+02:00</issued></entry></feed>',
    "Atom 1.0": '<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><link href="https://example.com/"/><entry><title>A tale</title><link href="https://example.com/a"/></entry></feed>',
    "Atom with a prefix": '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Post</a:title><a:link href="https://example.com/"/><a:entry><a:title>A tale</a:title><a:link href="https://example.com/a"/></a:entry></a:feed>',
    "RSS in a namespace of its own": '<rss version="2.0" xmlns="http://example.com/ours"><channel><title>Post</title><link>https://example.com/</link><item><title>A tale</title><link>https://example.com/a</link></item></channel></rss>',
    "RSS in capitals": "<RSS><CHANNEL><TITLE>Post</TITLE><LINK>https://example.com/</LINK><ITEM><TITLE>A tale</TITLE><LINK>https://example.com/a</LINK></ITEM></CHANNEL></RSS>",
    "JSON Feed": '{"version": "https://jsonfeed.org/version/1", "title": "Post", "home_page_url": "https://example.com/", "items": [{"id": 1, "title": "A tale", "url": "https://example.com/a"}]}',
}  # fmt: skip


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_is_read(version):
    data = VERSIONS[version].encode()
    feed = feed_of(data, None, ADDRESS)
    assert (feed.title, feed.home, feed.fault) == ("Post", "https://example.com/", "")
    assert [(item.title, item.url) for item in feed.items] == [("A tale", "https://example.com/a")]
    assert is_feed(data)


def test_a_news_sitemap_is_a_feed_and_an_index_of_sitemaps_is_none():
    data = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
    <url><loc>https://example.com/a?x=1&amp;y=2</loc><n:news><n:publication><n:name>The Example</n:name><n:language>en</n:language></n:publication>
    <n:publication_date>2026-05-04T10:00:00+02:00</n:publication_date><n:title>A ferry returns</n:title><n:keywords>boats, sea</n:keywords></n:news>
    <image:image><image:loc>https://example.com/a.jpg</image:loc></image:image></url>
    <url><loc>https://example.com/the-old-pier</loc><lastmod>2026-05-03</lastmod></url></urlset>"""
    feed = feed_of(data)
    first, second = feed.items
    assert (feed.title, feed.language, feed.fault) == ("The Example", "en", "")
    assert (first.url, first.title, first.published) == (
        "https://example.com/a?x=1&y=2",
        "A ferry returns",
        "2026-05-04T08:00:00Z",
    )
    assert (first.tags, first.language, first.picture) == (("boats", "sea"), "en", "https://example.com/a.jpg")
    assert (second.title, second.published) == ("the old pier", "2026-05-03")
    index = feed_of(b"<sitemapindex><sitemap><loc>https://example.com/news.xml</loc></sitemap></sitemapindex>")
    assert index.items == ()
    assert index.fault == "This is a list of sitemaps, not of stories; follow one of the sitemaps in it."


def test_json_feed_with_authors_attachments_and_language():
    feed = feed_of(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "Post",
                "language": "de",
                "authors": [{"name": "The Desk"}],
                "items": [
                    {
                        "id": "x1",
                        "url": "/a",
                        "title": "A &amp; B",
                        "content_html": '<p>Go <a href="b.html">on</a></p>',
                        "authors": [{"name": "Ann Ode"}, {"name": "Bert Sample"}],
                        "date_published": "2026-05-04T10:00:00.123+02:00",
                        "image": "/a.jpg",
                        "tags": ["one", "two"],
                        "attachments": [
                            {
                                "url": "a.mp3",
                                "mime_type": "audio/mpeg",
                                "size_in_bytes": 12,
                                "duration_in_seconds": 61.5,
                            }
                        ],
                    },
                    {"id": 2, "content_text": "Plain & <b>simple</b>", "external_url": "https://example.com/e"},
                ],
            }
        ).encode(),
        None,
        "https://example.com/news/feed.json",
    )
    first, second = feed.items
    assert (feed.language, first.authors, second.authors) == ("de", ("Ann Ode", "Bert Sample"), ("The Desk",))
    assert (first.url, first.title, first.picture) == ("https://example.com/a", "A & B", "https://example.com/a.jpg")
    assert first.content == '<p>Go <a href="https://example.com/b.html">on</a></p>'
    assert first.enclosures == (Enclosure("https://example.com/news/a.mp3", "audio/mpeg", 12, 61),)
    assert (first.published, first.tags, first.medium) == ("2026-05-04T08:00:00Z", ("one", "two"), "audio")
    assert (second.guid, second.url, second.dek) == ("2", "https://example.com/e", "Plain & <b>simple</b>")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ('type="text">Use &lt;b&gt; well', "Use <b> well"),
        (">Use &lt;b&gt; &amp;amp; well", "Use <b> &amp; well"),
        ('type="html">Use &lt;b&gt;it&lt;/b&gt; &amp;amp; well', "Use it & well"),
        ('type="html"><![CDATA[Use <b>it</b> &amp; well]]>', "Use it & well"),
        ('type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">H<sub>2</sub>O &lt;x&gt;</div>', "H2O <x>"),
        ('type="xhtml" xmlns:x="http://www.w3.org/1999/xhtml"><x:div>Old <x:em>pier</x:em></x:div>', "Old pier"),
    ],
)
def test_a_title_of_atom_is_what_its_type_says(title, shown):
    assert entry(f"<title {title}</title>").title == shown


def test_a_title_of_rss_is_html():
    assert only("<title>2nd</title>").title == "A"
    data = (
        b"<rss><channel><item><title>Tea &amp;amp; &lt;i&gt;cake&lt;/i&gt; &amp;#163;5</title></item></channel></rss>"
    )
    assert feed_of(data).items[0].title == "Tea & cake £5"


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link>https://example.com/a?x=1&amp;y=2</link>", "https://example.com/a?x=1&y=2"),
        ("<link>\n  /a  \n</link>", "https://example.com/a"),
        ("<link>b.html</link>", "https://example.com/news/b.html"),
        ("<link><![CDATA[https://example.com/a?x=1&y=2]]></link>", "https://example.com/a?x=1&y=2"),
        ('<guid>https://example.com/g</guid>', "https://example.com/g"),
        ('<guid isPermaLink="true">https://example.com/g</guid>', "https://example.com/g"),
        ('<guid isPermaLink="false">https://example.com/g</guid>', ""),
        ('<atom:link rel="self" href="https://example.com/s"/><atom:link href="https://example.com/a"/>', "https://example.com/a"),
        ('<link/><atom:link rel="alternate" href="/x"/>', "https://example.com/x"),
        ('<enclosure url="/e.mp3" type="audio/mpeg" length="5"/>', "https://example.com/e.mp3"),
        ("<link>javascript:alert(1)</link>", ""),
    ],
)  # fmt: skip
def test_the_address_of_an_item(item, url):
    assert only(item).url == url


def test_bases_hold_on_every_level():
    found = atom(
        '<title>A</title><link href="a.html"/><content type="xhtml" xml:base="text/"><div xmlns="http://www.w3.org/1999/xhtml">'
        '<p xml:base="deep/"><a href="b.html">b</a> <img src="/c.png" alt=""/></p><a href="d.html">d</a><a href="#e">e</a></div></content>',
        '<link href="."/>',
        'xml:base="https://example.org/blog/"',
    )
    (item,) = found.items
    assert (found.home, item.url) == ("https://example.org/blog/", "https://example.org/blog/a.html")
    assert item.content == (
        '<p><a href="https://example.org/blog/text/deep/b.html">b</a> <img src="https://example.org/c.png" alt=""></p>'
        '<a href="https://example.org/blog/text/d.html">d</a><a href="#e">e</a>'
    )
    assert item.picture == "https://example.org/c.png"
    html = entry(
        '<content type="html" xml:base="/x/">&lt;a href="y"&gt;y&lt;/a&gt;&lt;div xml:base="z/"&gt;&lt;a href="w"&gt;w&lt;/a&gt;&lt;/div&gt;</content>'
    )
    assert 'href="https://example.com/x/y"' in html.content
    assert 'href="https://example.com/x/z/w"' in html.content


def test_addresses_in_the_text_are_absolute():
    text = (
        '&lt;p&gt;&lt;a href="b.html"&gt;b&lt;/a&gt; &lt;img src=/i.png srcset="/i.png 1x, ii.png 2x"&gt; &lt;a href="mailto:x@example.com"&gt;m&lt;/a&gt;'
        ' href="no" &lt;a href="//cdn.example.com/z"&gt;z&lt;/a&gt;&lt;/p&gt;'
    )
    content = only(f"<link>https://example.com/2026/a/</link><description>{text}</description>").content
    assert 'href="https://example.com/2026/a/b.html"' in content
    assert 'src="https://example.com/i.png"' in content
    assert "https://example.com/i.png 1x, https://example.com/2026/a/ii.png 2x" in content
    assert 'href="mailto:x@example.com"' in content
    assert ' href="no" ' in content
    assert 'href="https://cdn.example.com/z"' in content


def test_the_longest_text_is_the_content_and_the_summary_is_short():
    item = only(
        f"<description>Short.</description><content:encoded><![CDATA[<p>{'Long words. ' * 60}</p>]]></content:encoded>"
    )
    assert item.dek == "Short."
    assert item.content.startswith("<p>Long words.")
    alone = only(f"<description>&lt;p&gt;{'Long words. ' * 60}&lt;/p&gt;</description>")
    assert len(alone.dek) <= 301
    assert alone.dek.endswith("…")
    assert only("<description>Only this.</description>").content == ""
    assert only("<description>A</description>").dek == ""
    assert only("<description>One.\n\nTwo &amp;amp; three.</description>").content == ""


def test_markup_that_is_escaped_twice_or_in_cdata_is_markup():
    assert (
        only(
            "<description>&amp;lt;p&amp;gt;All &amp;lt;b&amp;gt;winter&amp;lt;/b&amp;gt;&amp;lt;/p&amp;gt;</description>"
        ).dek
        == "All winter"
    )
    nested = only("<description><![CDATA[<p>a ]]]]><![CDATA[> b</p>]]></description>")
    assert nested.dek == "a ]]> b"
    inline = only('<description><p>All <a href="x">winter</a></p></description>')
    assert inline.content == '<p>All <a href="https://example.com/news/x">winter</a></p>'


@pytest.mark.parametrize(
    ("item", "authors"),
    [
        ("<author>ann@example.com (Ann Ode)</author>", ("Ann Ode",)),
        ("<author>Ann Ode &lt;ann@example.com&gt;</author>", ("Ann Ode",)),
        ("<author>ann@example.com</author>", ("ann@example.com",)),
        ("<dc:creator>Ann Ode</dc:creator><dc:creator>Bert Sample</dc:creator>", ("Ann Ode", "Bert Sample")),
        ("<dc:creator>Ann Ode and Bert Sample</dc:creator>", ("Ann Ode", "Bert Sample")),
        ("<dc:creator>Ode, Ann</dc:creator>", ("Ode, Ann",)),
        ('<dc:creator>&lt;a href="/ann"&gt;Ann Ode&lt;/a&gt;</dc:creator>', ("Ann Ode",)),
        ("<itunes:author>The Example Hour</itunes:author>", ("The Example Hour",)),
        ('<media:credit role="author">Ann Ode</media:credit><media:credit role="photo">Bert</media:credit>', ("Ann Ode",)),
        ("<author></author><dc:creator>Ann Ode</dc:creator>", ("Ann Ode",)),
    ],
)  # fmt: skip
def test_the_authors_of_an_item_of_rss(item, authors):
    assert only(item).authors == authors


def test_the_authors_of_an_entry_of_atom():
    of_feed = "<author><name>The Desk</name></author>"
    assert entry("<title>A</title>", of_feed).authors == ("The Desk",)
    two = "<author><name>Ann Ode</name><email>ann@example.com</email></author><author><name>Bert</name></author>"
    assert entry(f"<title>A</title>{two}", of_feed).authors == ("Ann Ode", "Bert")
    taken = entry("<source><title>Other Post</title><author><name>Cy</name></author></source><title>A</title>", of_feed)
    assert (taken.authors, taken.site, taken.title) == (("Cy",), "Other Post", "A")
    assert only('<source url="https://example.com/x">Other Post</source>').site == "Other Post"


def test_a_podcast():
    channel = (
        "<itunes:author>The Hour</itunes:author><itunes:new-feed-url>https://example.com/new.xml</itunes:new-feed-url>"
    )
    feed = rss(
        '<enclosure url="https://example.com/1.mp3" length="12345" type="audio/mpeg"/><itunes:duration>1:02:03</itunes:duration>'
        '<itunes:image href="/1.jpg"/><itunes:summary>About boats.</itunes:summary><link>https://example.com/1</link>',
        channel,
    )
    (item,) = feed.items
    assert feed.moved == "https://example.com/new.xml"
    assert item.enclosures == (Enclosure("https://example.com/1.mp3", "audio/mpeg", 12345, 3723),)
    assert (item.medium, item.picture, item.dek) == ("audio", "https://example.com/1.jpg", "About boats.")
    assert item.url == "https://example.com/1"
    assert only('<enclosure url="/s.mp3" type="audio/mpeg"/><link>/a</link>').medium == ""


def test_a_video_channel():
    item = entry(
        '<yt:videoId>abc</yt:videoId><title>Boats</title><link rel="alternate" href="https://www.youtube.com/watch?v=abc"/>'
        "<author><name>The Channel</name></author><published>2026-05-04T10:00:00+00:00</published><media:group><media:title>Boats</media:title>"
        '<media:content url="https://www.youtube.com/v/abc" type="application/x-shockwave-flash" width="640" height="390"/>'
        '<media:thumbnail url="https://example.com/hq.jpg" width="480" height="360"/><media:description>All about boats.\n\nAnd the sea.</media:description></media:group>',
        more='xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/"',
    )
    assert (item.medium, item.picture) == ("video", "https://example.com/hq.jpg")
    assert (item.dek, item.authors) == ("All about boats. And the sea.", ("The Channel",))


def test_releases():
    item = entry(
        '<title>v1.2</title><link rel="alternate" type="text/html" href="https://example.com/ann/boat/releases/tag/v1.2"/>'
        '<content type="html">&lt;p&gt;Fixes.&lt;/p&gt;</content>'
    )
    assert (item.medium, item.dek) == ("release", "Fixes.")
    assert only("<link>https://example.com/press/releases/2026-new-ferry</link>").medium == ""


@pytest.mark.parametrize(
    ("item", "picture"),
    [
        ('<media:thumbnail url="/s.jpg" width="10"/><media:thumbnail url="/l.jpg" width="900"/>', "l.jpg"),
        ('<media:content url="/v.mp4" type="video/mp4"><media:thumbnail url="/t.jpg"/></media:content>', "t.jpg"),
        ('<media:content url="/m.jpg" medium="image" width="900"/>', "m.jpg"),
        ('<media:group><media:content url="/a.jpg" width="90"/><media:content url="/b.jpg" width="800"/></media:group>', "b.jpg"),
        ('<enclosure url="/e.png" type="image/png" length="1"/>', "e.png"),
        ('<description>&lt;img width="1" height="1" src="/pixel.gif"&gt;&lt;img src="/real.jpg"&gt;</description>', "real.jpg"),
        ("<description>None</description>", None),
    ],
)  # fmt: skip
def test_the_picture_of_an_item(item, picture):
    assert only(item).picture == (f"https://example.com/{picture}" if picture else None)


def test_when_a_feed_wants_to_be_left_alone():
    feed = rss(
        channel="<ttl>90</ttl><skipHours><hour>0</hour><hour>24</hour><hour>13</hour><hour>x</hour></skipHours>"
        "<skipDays><day>Sunday</day><day>Monday</day></skipDays><language>en_GB</language>"
    )
    assert (feed.ttl, feed.skip_hours, feed.skip_days, feed.language) == (90, (0, 13), (0, 6), "en-GB")
    period = "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
    assert rss(channel=period).ttl == 360
    assert rss(channel="<ttl>99999999</ttl>").ttl == 7 * 24 * 60
    assert rss(channel="<ttl>soon</ttl>").ttl == 0


def test_a_caption_is_no_text_of_the_story():
    picture = '<media:content url="/a.jpg" medium="image"><media:description>A photograph of the bridge, taken in May.</media:description></media:content>'
    item = only(f"<description>The bridge stays.</description>{picture}")
    assert (item.dek, item.content) == ("The bridge stays.", "")
    item = only(
        "<description>It stays.</description><media:description>A photograph, taken in May.</media:description>"
    )
    assert (item.dek, item.content) == ("It stays.", "")
    assert only(picture).dek == ""
    assert only("<media:description>All about boats.</media:description>").dek == "All about boats."


def test_categories_are_tags():
    assert only("<category>Sea</category><category>Sea</category><dc:subject>Boats</dc:subject>").tags == (
        "Sea",
        "Boats",
    )
    assert entry('<title>A</title><category term="sea" label="The sea"/><category term="boats"/>').tags == (
        "The sea",
        "boats",
    )


def test_odd_prefixes_mean_what_their_namespace_says():
    data = (
        '<rss xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:who="http://purl.org/dc/elements/1.1/" xmlns:title="http://example.com/x" '
        'xmlns:m="https://search.yahoo.com/mrss"><channel><title>Post</title><item><title:title>Not this</title:title><title>A</title><who:creator>Ann Ode</who:creator>'
        '<m:thumbnail url="https://example.com/t.jpg"/><c:encoded>&lt;p&gt;Text with &lt;a href="https://example.com/"&gt;a link&lt;/a&gt;&lt;/p&gt;</c:encoded></item></channel></rss>'
    )
    (item,) = feed_of(data.encode()).items
    assert (item.title, item.authors, item.picture) == ("A", ("Ann Ode",), "https://example.com/t.jpg")
    assert item.content.startswith("<p>Text with")


def test_the_newest_of_very_many_items_are_kept():
    items = "".join(
        f"<item><title>{i}</title><pubDate>{'Mon, 04 May 2026' if i % 2 else 'Sun, 04 May 2025'} 10:00:00 GMT</pubDate></item>"
        for i in range(2 * MOST)
    )
    feed = feed_of(f"<rss><channel><title>Post</title>{items}</channel></rss>".encode())
    assert [item.title for item in feed.items] == [str(i) for i in range(1, 2 * MOST, 2)]
    assert feed.fault == "This feed has 10,000 items; only the newest 5,000 were read."


def test_nothing_in_a_feed_can_control_the_terminal():
    data = "<rss><channel><title>Po\u202est</title><item><title>A\u009b2J</title><description>&lt;p&gt;x\u202ey&lt;/p&gt;&lt;img src='/a'&gt;</description><author>Ann\u202e</author></item></channel></rss>"
    feed = feed_of(data.encode())
    assert not any(sign in repr(feed) for sign in ("\\u202e", "\\x9b", "\u202e", "\x9b"))
