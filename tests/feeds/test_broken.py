"""Broken feeds: none crashes, none loses what can be read, and each says in one sentence what is wrong."""

from __future__ import annotations

import random
import time

import pytest
from broken import INSTEAD, Broken, broken_feeds
from hypothesis import given, settings
from hypothesis import strategies as st

from termread.parse.formats.feeds import LARGEST, feed_of

ALL = list(broken_feeds(300))


def lost(broken: Broken) -> list[str]:
    """Return the stories of a broken feed that were not read, or not with their address and date."""
    feed = feed_of(broken.data, broken.charset, "https://example.com/feed.xml")
    read = {(item.title, item.url, item.published) for item in feed.items}
    return [story.title for story in broken.readable if (story.title, story.url, story.date) not in read]


def test_there_are_300_of_every_kind():
    assert len(ALL) == 300
    assert sum(len(broken.readable) for broken in ALL) > 1_000


@pytest.mark.parametrize("kind", sorted({broken.kind for broken in ALL}))
def test_what_can_be_read_of_a_broken_feed_is_read(kind):
    for broken in (each for each in ALL if each.kind == kind):
        assert lost(broken) == [], broken.data.decode("utf-8", "replace")


@pytest.mark.parametrize("kind", sorted({broken.kind for broken in ALL}))
def test_a_broken_feed_says_what_is_wrong_once(kind):
    for broken in (each for each in ALL if each.kind == kind):
        fault = feed_of(broken.data, broken.charset).fault
        assert fault.endswith(".")
        assert fault.count(". ") == 0
        assert len(fault) < 160
        assert "\n" not in fault


def test_what_stands_in_place_of_a_feed_is_named():
    faults = {name: feed_of(data).fault for name, data in INSTEAD.items()}
    assert faults["a page"] == faults["a page in XML"] == "This is a web page (HTML), not a feed."
    assert faults["nothing"] == faults["blanks"] == "This feed is empty."
    assert faults["JSON of another kind"] == "This is data (JSON), not a feed."
    assert faults["a list of feeds"] == "This is a list of feeds (OPML), not a feed."
    assert faults["words"] == faults["binary data"] == "This is not a feed."


@pytest.mark.parametrize(
    ("declared", "charset", "encoding", "says"),
    [
        ("Shift_JIS", None, "shift_jis", ""),
        ("iso-8859-1", None, "cp1252", ""),
        ("UTF-8", "utf-8", "utf-8", ""),
        ("utf-16", None, "utf-16", ""),
        (
            "windows-1251",
            None,
            "utf-8",
            "This feed is not in the character set that it declares (windows-1251); it was read as utf-8.",
        ),
        ("utf-8", "iso-8859-5", "utf-8", "The server calls this feed iso-8859-5, but it is in UTF-8."),
        (None, None, "euc-jp", "This feed declares no character set and is not in UTF-8; it was read as euc_jp."),
    ],
)
def test_the_character_set_of_a_feed(declared, charset, encoding, says):
    title = "naïve café, “harbour”" if encoding == "cp1252" else "渡し船が残ることになった、市議会は火曜日の夜に決めた"
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    text = f"{declaration}<rss><channel><title>{title}</title><item><title>{title}</title></item></channel></rss>"
    feed = feed_of(text.encode(encoding), charset)
    assert (feed.title, feed.items[0].title, feed.fault) == (title, title, says)


def test_a_feed_that_is_cut_anywhere_is_read_as_far_as_it_came():
    whole = next(each for each in ALL if each.kind.startswith("nothing but its end"))
    for end in range(0, len(whole.data), 7):
        feed = feed_of(whole.data[:end])
        complete = whole.data[:end].count(b"</item>")
        assert [item.title for item in feed.items][:complete] == [story.title for story in whole.readable[:complete]]
        assert complete <= len(feed.items) <= complete + 1
        assert feed.fault


def test_a_link_that_is_cut_is_no_address():
    data = b"<rss><channel><item><title>A</title><link>https://example.com/a</link></item><item><title>B</title><link>https://exam"
    assert [item.url for item in feed_of(data).items] == ["https://example.com/a"]


def test_whatever_comes_gives_a_feed():
    chance = random.Random(3)
    for broken in ALL[::3]:
        data = bytearray(broken.data)
        for _ in range(max(1, len(data) // 60)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        feed_of(
            bytes(data),
            chance.choice([None, "utf-8", "koi8-r", "x"]),
            chance.choice([None, "https://example.com/", "http://["]),
        )


PIECES = [
    "<rss>", "<channel>", "<item>", "</item>", "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://['>", "<entry>", "<title type='html'>",
    "</title>", "<link href='//['/>", "<link>", "<guid>", "<description>", "<content type='xhtml'>", "<![CDATA[", "]]>", "<!--", "&", "&#0;",
    "<pubDate>Mon, 99 Foo 2026 99:99</pubDate>", "<media:group>", "<enclosure length='-1' url='http://[::1'/>", "<ttl>-1</ttl>", "é", "\x00", "<", "'", "</",
    '{"version": "https://jsonfeed.org/version/1.1", "items": [', '{"id": 1, "url": "http://["}', "{}", "[", "]}", "null,", '"', "<urlset><url><loc>http://[", "<!DOCTYPE rss [",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.sampled_from([None, "https://example.com/", "http://[", "x"]),
)
@settings(max_examples=300)
def test_whatever_pieces_come_give_a_feed(text, address):
    feed = feed_of(text.encode(), None, address)
    assert all(item.url or item.title or item.content or item.dek for item in feed.items)


def test_entities_do_not_grow_and_nothing_outside_is_read(tmp_path):
    (tmp_path / "secret").write_text("hidden words")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12))
    data = f'<!DOCTYPE rss [{bomb}<!ENTITY s SYSTEM "file://{tmp_path}/secret"><!ENTITY paper "The Post">]><rss><channel><title>&paper;</title><item><title>A &e11; &s; b</title></item></channel></rss>'
    begin = time.process_time()
    feed = feed_of(data.encode())
    assert time.process_time() - begin < 1
    assert feed.title == "The Post"
    assert len(feed.items[0].title) < 400
    assert "hidden" not in feed.items[0].title


@pytest.mark.parametrize(
    "data",
    [
        b"<rss><channel><item><title>A</title><description>" + b"<div>" * 50_000,
        b"<rss><channel>" + b"<item><title>A" * 20_000,
        b"<rss><channel><item><description>" + b"<![CDATA[" * 20_000,
        b"<rss><channel>" + b"<!-- <item> " * 20_000,
        b"<rss><channel><item><title>" + b"&" * 200_000,
        b"<rss><channel>" + b"<description>" * 20_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": [' + b"[" * 50_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": [' + b'{"id": "' * 20_000,
        b"<" * 200_000,
        b"<!DOCTYPE " * 20_000,
        b"<rss " + b"a='" * 50_000,
    ],
    ids=lambda data: data[:60].decode().replace("<", ""),
)
def test_a_hostile_feed_takes_little_time(data):
    begin = time.process_time()
    feed = feed_of(data)
    assert time.process_time() - begin < 5
    assert feed.fault


def test_a_feed_that_is_too_large_is_read_in_part(monkeypatch):
    from termread.parse.formats import feeds

    monkeypatch.setattr(feeds, "LARGEST", 2_000)
    data = (
        b"<rss><channel><title>Post</title>"
        + b"<item><title>A tale</title><link>/a</link></item>" * 100
        + b"</channel></rss>"
    )
    feed = feed_of(data)
    assert len(feed.items) > 30
    assert feed.fault == "This feed is larger than 0 MB; its beginning was read."
    assert LARGEST == 50_000_000
