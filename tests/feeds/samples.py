"""Small feeds of every kind, to be compared with what feedparser reads: a name, the feed, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)
TEXT = "&lt;p&gt;All &lt;b&gt;winter&lt;/b&gt; long &amp;amp; more, said the &lt;a href=&quot;https://example.com/x&quot;&gt;harbour&lt;/a&gt;.&lt;/p&gt;"
LINK = "<link>https://example.com/a</link>"

RSS_ITEMS = {
    "plain": f"<title>A tale</title>{LINK}<description>Words.</description>",
    "escaped HTML": f"<title>A tale</title>{LINK}<description>{TEXT}</description>",
    "HTML in CDATA": f"<title><![CDATA[Tea &amp; cake]]></title>{LINK}<description><![CDATA[<p>All <i>winter</i> &amp; more</p>]]></description>",
    "content encoded": f"<title>A</title>{LINK}<description>Short.</description><content:encoded>{TEXT}{TEXT}</content:encoded>",
    "an entity in a title": f"<title>Tea &amp;amp; cake &amp;#163;5</title>{LINK}",
    "letters beyond ASCII": f"<title>Café – “über” 港町</title>{LINK}<description>Señor Ø, naïve.</description>",
    "a query in a link": "<title>A</title><link>https://example.com/?a=1&amp;b=2#c</link>",
    "blanks around": "<title>\n  A\n  tale\n</title><link>\n https://example.com/a \n</link><pubDate> Mon, 04 May 2026 10:00:00 GMT </pubDate>",
    "guid as a link": '<title>A</title><guid>https://example.com/g</guid>',
    "guid and a link": f'<title>A</title>{LINK}<guid isPermaLink="true">https://example.com/g</guid>',
    "a relative link": "<title>A</title><link>/b/c.html</link>",
    "dc creator": f"<title>A</title>{LINK}<dc:creator>Ann Ode</dc:creator><dc:date>2026-05-04T10:00:00+02:00</dc:date>",
    "author with mail": f"<title>A</title>{LINK}<author>ann@example.com (Ann Ode)</author>",
    "author with mail behind": f"<title>A</title>{LINK}<author>Ann Ode &lt;ann@example.com&gt;</author>",
    "itunes author": f"<title>A</title>{LINK}<itunes:author>The Hour</itunes:author><enclosure url='https://example.com/a.mp3' type='audio/mpeg' length='1'/>",
    "dcterms": f"<title>A</title>{LINK}<dcterms:modified>2026-05-04T10:00:00Z</dcterms:modified>",
    "media description": f"<title>A</title>{LINK}<media:group><media:title>Other</media:title></media:group><description>Own words.</description>",
    "feedburner": f"<title>A</title>{LINK}<feedburner:origLink>https://example.com/a</feedburner:origLink>",
    "atom link": '<title>A</title><atom:link rel="alternate" href="https://example.com/a"/>',
    "a source": f'<title>A</title>{LINK}<source url="https://example.org/">Other</source>',
    "markup that is not escaped": f"<title>A</title>{LINK}<description><p>All <b>winter</b></p></description>",
    "relative addresses in text": f"<title>A</title>{LINK}<description>&lt;p&gt;See &lt;a href='/z'&gt;this&lt;/a&gt;&lt;/p&gt;</description>",
    "two creators": f"<title>A</title>{LINK}<dc:creator>Ann Ode</dc:creator><dc:creator>Bert Sample</dc:creator>",
}  # fmt: skip
ATOM_ENTRIES = {
    "plain": '<title>A tale</title><link href="https://example.com/a"/><summary>Words.</summary><updated>2026-05-04T10:00:00Z</updated>',
    "title html": '<title type="html">Tea &amp;amp; &lt;i&gt;cake&lt;/i&gt;</title><link href="https://example.com/a"/>',
    "title text": '<title type="text">Use &lt;b&gt; well</title><link href="https://example.com/a"/>',
    "title xhtml": '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Old <em>pier</em></div></title><link href="https://example.com/a"/>',
    "content html": f'<title>A</title><link href="https://example.com/a"/><content type="html">{TEXT}</content>',
    "content xhtml": '<title>A</title><link href="https://example.com/a"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>All <b>winter</b></p></div></content>',
    "content and summary": f'<title>A</title><link href="https://example.com/a"/><summary>Short.</summary><content type="html">{TEXT}{TEXT}</content>',
    "self before alternate": '<title>A</title><link rel="self" href="https://example.com/s"/><link rel="alternate" href="https://example.com/a"/>',
    "enclosure before alternate": '<title>A</title><link rel="enclosure" href="https://example.com/e.mp3"/><link href="https://example.com/a"/>',
    "an author": '<title>A</title><link href="https://example.com/a"/><author><name>Ann Ode</name><email>ann@example.com</email></author>',
    "two authors": '<title>A</title><link href="https://example.com/a"/><author><name>Ann Ode</name></author><author><name>Bert Sample</name></author>',
    "published and updated": '<title>A</title><link href="https://example.com/a"/><published>2026-05-03T23:30:00-04:00</published><updated>2026-05-06T00:00:00Z</updated>',
    "parts of seconds": '<title>A</title><link href="https://example.com/a"/><updated>2026-05-03T23:30:00.123456+05:30</updated>',
    "a base": '<title>A</title><link xml:base="https://example.org/x/" href="y"/><content type="html" xml:base="https://example.org/">&lt;a href="z"&gt;z&lt;/a&gt;</content>',
    "summary html": f'<title>A</title><link href="https://example.com/a"/><summary type="html">{TEXT}</summary>',
    "a contributor": '<title>A</title><link href="https://example.com/a"/><author><name>Ann Ode</name></author><contributor><name>Cy</name></contributor>',
}  # fmt: skip
DATES = {
    "RFC 822": "Mon, 04 May 2026 10:00:00 +0200",
    "GMT": "Mon, 04 May 2026 10:00:00 GMT",
    "EST": "Mon, 04 May 2026 10:00:00 EST",
    "PDT": "Mon, 04 May 2026 10:00:00 PDT",
    "CEST": "Mon, 04 May 2026 10:00:00 CEST",
    "BST": "Mon, 04 May 2026 10:00:00 BST",
    "JST": "Mon, 04 May 2026 10:00:00 JST",
    "MSK": "Mon, 04 May 2026 10:00:00 MSK",
    "IST": "Mon, 04 May 2026 10:00:00 IST",
    "AEST": "Mon, 04 May 2026 10:00:00 AEST",
    "no weekday": "04 May 2026 10:00:00 +0200",
    "no seconds": "Mon, 04 May 2026 10:00 +0200",
    "one digit": "Mon, 4 May 2026 10:00:00 +0200",
    "two-digit year": "Mon, 04 May 26 10:00:00 GMT",
    "wrong weekday": "Fri, 04 May 2026 10:00:00 GMT",
    "full names": "Monday, 04 May 2026 10:00:00 GMT",
    "no zone": "Mon, 04 May 2026 10:00:00",
    "zone with a colon": "Mon, 04 May 2026 10:00:00 +02:00",
    "a time behind midnight": "Mon, 04 May 2026 00:30:00 +0200",
    "asctime": "Mon May  4 10:00:00 2026",
    "ISO": "2026-05-04T10:00:00Z",
    "ISO with a zone": "2026-05-04T10:00:00-04:00",
    "ISO with a blank": "2026-05-04 10:00:00",
    "ISO without seconds": "2026-05-04T10:00Z",
    "a day": "2026-05-04",
    "basic ISO": "20260504T100000Z",
    "month first": "May 4, 2026",
}


def samples() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each feed."""
    for name, item in RSS_ITEMS.items():
        yield (
            f"RSS 2.0, {name}",
            f'<rss version="2.0" {SPACES}><channel><title>Post</title><link>https://example.com/</link><item>{item}</item></channel></rss>',
        )
    for name in ("plain", "dc creator", "escaped HTML", "a query in a link"):
        yield (
            f"RSS 1.0, {name}",
            f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" {SPACES}><channel rdf:about="c"><title>Post</title>'
            f'<link>https://example.com/</link></channel><item rdf:about="https://example.com/a">{RSS_ITEMS[name]}</item></rdf:RDF>',
        )
    for name, entry in ATOM_ENTRIES.items():
        yield (
            f"Atom, {name}",
            f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><link href="https://example.com/"/><entry><id>tag:1</id>{entry}</entry></feed>',
        )
    for name, date in DATES.items():
        yield (
            f"date, {name}",
            f"<rss version='2.0'><channel><title>Post</title><item><title>A</title>{LINK}<pubDate>{date}</pubDate></item></channel></rss>",
        )
