"""Feeds that a page names, and front pages that are followed without one."""

from __future__ import annotations

from pathlib import Path

from termread.document import Document
from termread.parse.feed_links import WELL_KNOWN, FeedLink, feeds_in
from termread.parse.front_page import stories_in

PAGES = Path(__file__).parents[1] / "pages"
HEAD = """<html><head><base href="/blog/"><title>Post</title>
<link rel="alternate" type="application/rss+xml" title="Post &raquo; Comments" href="comments/feed/">
<link rel="alternate" type="application/json+oembed" href="/oembed?url=x">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
<link rel="alternate" hreflang="de" href="/de/">
<link rel="alternate" type="application/rss+xml" title="Boats" href="/tag/boats/feed/">
<link rel="alternate" type="application/rss+xml" title="Post" href="feed/">
<link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="https://example.com/atom.xml">
<link rel="alternate" type="application/feed+json" title="Post (JSON)" href="/feed.json"></head><body>%s</body></html>"""


def found(page: str, address: str = "https://example.com/blog/a"):
    return feeds_in(page.encode(), address)


def test_feeds_in_the_head_come_likeliest_first():
    assert found(HEAD % "") == (
        FeedLink("https://example.com/blog/feed/", "Post"),
        FeedLink("https://example.com/atom.xml"),
        FeedLink("https://example.com/feed.json", "Post (JSON)"),
        FeedLink("https://example.com/tag/boats/feed/", "Boats"),
        FeedLink("https://example.com/blog/comments/feed/", "Post » Comments"),
    )


def test_links_in_the_text_that_look_like_feeds_come_after():
    page = (
        '<a href="/feedback">Feedback</a><a href="/about-rss.html">What is RSS?</a><a href="/rss">RSS</a><a href="/news.rss?x=1">News</a>'
        '<a href="feed://example.com/all.atom"> All </a><a href="https://other.example.org/feed">Elsewhere</a><a href="/?feed=rss2">More</a>'
    )
    assert found(page) == (
        FeedLink("https://example.com/rss", "RSS"),
        FeedLink("https://example.com/news.rss?x=1", "News"),
        FeedLink("http://example.com/all.atom", "All"),
        FeedLink("https://example.com/?feed=rss2", "More"),
    )
    assert [link.url for link in found(HEAD % page)][:2] == [
        "https://example.com/blog/feed/",
        "https://example.com/atom.xml",
    ]


def test_a_page_without_feeds_and_no_page_name_none():
    assert found("<p>Words.</p>") == found("") == found("\0\1") == ()
    assert all(path.startswith("/") for path in WELL_KNOWN)


def front(name: str):
    data = (PAGES / name / "page.html").read_bytes()
    return stories_in(Document("https://example.com/", data, url="https://example.com/", media_type="text/html"))


def test_a_front_page_is_a_list_of_stories():
    feed = front("front")
    assert (feed.title, feed.home, feed.fault) == ("The Example Courier", "https://example.com/", "")
    assert [item.url.removeprefix("https://example.com/") for item in feed.items] == [
        *("story/bridge", "story/storm", "story/chess"),
        *("opinion/slower-ports", "opinion/trees", "culture/choir", "culture/film", "culture/book"),
    ]
    assert feed.items[0].dek == "A long night ends with a narrow vote."


def test_a_story_has_what_stands_beside_its_headline():
    first = front("category").items[0]
    assert (first.title, first.published, first.authors) == (
        "The middle pier has moved again",
        "2026-05-04",
        ("Ann Example",),
    )
    assert first.dek == "Divers measured it in May, and nobody at the town hall likes the figure."
    assert first.picture == "https://example.com/pier.jpg"


def test_the_time_beside_a_headline_is_its_date():
    cards = "".join(
        f'<li><article><img src="/i/{i}.jpg"><h3><a href="/story/{i}-of-the-harbour">Story {i} of the harbour and its old ferry</a></h3>'
        f'<time datetime="2026-05-0{i}T10:00:00+02:00">then</time><p>The council met about it for four hours, number {i}.</p></article></li>'
        for i in range(1, 9)
    )
    page = f"<html><head><title>Post</title></head><body><nav><a href='/sport'>Sport</a></nav><main><ul>{cards}</ul></main></body></html>"
    feed = stories_in(
        Document("https://example.com/", page.encode(), url="https://example.com/", media_type="text/html")
    )
    assert len(feed.items) == 8
    assert (feed.items[2].published, feed.items[2].picture) == ("2026-05-03T08:00:00Z", "https://example.com/i/3.jpg")


def test_an_article_is_no_list_of_stories():
    text = "<p>The council met on Monday and voted for the bridge, after four hours and many words.</p>" * 20
    page = f"<html><body><article><h1>The bridge</h1>{text}</article></body></html>"
    feed = stories_in(Document("https://example.com/2026/05/the-bridge-vote", page.encode(), media_type="text/html"))
    assert (feed.items, feed.fault) == ((), "No list of stories was found on this page.")
