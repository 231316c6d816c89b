"""What feed readers export: subscriptions with their folders, and stories with their marks."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import threading
from contextlib import closing, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from export_samples import NOON, SECONDS, A, B, zipped
from hypothesis import given
from hypothesis import strategies as st

from termread.errors import TermreadError, Unreadable
from termread.feed import Enclosure, FeedItem
from termread.followed import ImportedStory, Subscription
from termread.interchange import ImportedEntry, Skipped, UnknownField, import_row_of, import_row_record
from termread.parse.imports import fields, newsboat_cache, read_export
from termread.sound import is_sound

HOME = "https://example.com/"


def read(data):
    given = data if isinstance(data, str | bytes) else json.dumps(data)
    rows = list(read_export(given if isinstance(given, bytes) else given.encode()))
    for row in rows:
        assert is_sound(row)
        assert import_row_of(json.loads(json.dumps(import_row_record(row)))) == row
    return [row for row in rows if not isinstance(row, UnknownField)]


def opml(*outlines):
    return '<?xml version="1.0"?>\n<opml version="2.0"><head><title>Mine</title></head><body>\n' + "\n".join(outlines) + "</body></opml>"  # fmt: skip


OUTLINES = {
    "folders and categories": (
        f'<outline text="News"><outline text="Sea"><outline type="rss" text="One" xmlUrl="{A}" htmlUrl="{HOME}" category="/x/y,z"/></outline></outline>',
        Subscription(A, "One", HOME, ("News", "Sea", "x", "y", "z"), line=3),
    ),
    "feedly": (
        f'<outline text="News" title="News"><outline type="rss" text="One" title="One" xmlUrl="{A}" htmlUrl="{HOME}"/></outline>',
        Subscription(A, "One", HOME, ("News",), line=3),
    ),
    "inoreader": (
        f'<outline text="News" title="News"><outline text="One" title="One" type="rss" xmlUrl="{A}" htmlUrl="{HOME}" inoreader:x="1" xmlns:inoreader="https://example.com/ns"/></outline>',
        Subscription(A, "One", HOME, ("News",), line=3),
    ),
    "miniflux": (
        f'<outline text="News"><outline title="One" text="One" xmlUrl="{A}" htmlUrl="{HOME}" description="d" crawler="true"></outline></outline>',
        Subscription(A, "One", HOME, ("News",), line=3),
    ),
    "freshrss by xpath": (
        f'<outline text="News"><outline text="One" type="HTML+XPath" xmlUrl="{A}" htmlUrl="{HOME}" xmlns:frss="https://freshrss.org/opml" frss:xPathItem="//a"/></outline>',
        Subscription(A, "One", HOME, ("News",), "page", line=3),
    ),
    "newsboat": (
        f'<outline type="rss" xmlUrl="{A}" htmlUrl="" title="One"/>',
        Subscription(A, "One", line=3),
    ),
    "other cases": (
        f'<Outline TYPE="RSS" XMLURL="{A}" HtmlURL="{HOME}" TEXT="One"/>',
        Subscription(A, "One", HOME, line=3),
    ),
    "a feed without xmlUrl": (f'<outline type="rss" text="One" url="{A}"/>', Subscription(A, "One", line=3)),
    "the scheme of feeds": (f'<outline text="One" xmlUrl="feed:{A}"/>', Subscription(A, "One", line=3)),
    "its address for a title": (f'<outline text="{A}" title="{A}" xmlUrl="{A}"/>', Subscription(A, line=3)),
    "a feed with feeds in it": (
        f'<outline text="One" xmlUrl="{A}"><outline text="nothing"/></outline>',
        Subscription(A, "One", line=3),
    ),
    "a page": (f'<outline type="link" text="One" url="{A}"/>', ImportedEntry(A, "One", line=3)),
    "only a page": (f'<outline type="link" text="One" htmlUrl="{A}"/>', ImportedEntry(A, "One", line=3)),
}  # fmt: skip


@pytest.mark.parametrize("shape", OUTLINES)
def test_outlines(shape):
    written, expected = OUTLINES[shape]
    assert read(opml(written))[0] == expected


def test_what_is_commented_out_is_not_followed():
    folder = f'<outline text="x" isComment="true"><outline xmlUrl="{A}"/></outline>'
    assert read(opml(folder, f'<outline xmlUrl="{A}" isComment="true"/>', f'<outline xmlUrl="{B}"/>')) == [
        Subscription(B, line=5)
    ]


def test_an_outline_without_an_address_costs_itself():
    assert read(opml('<outline text="nothing"/>', f'<outline xmlUrl="{A}"/>')) == [
        Skipped(3, "it has no address"),
        Subscription(A, line=4),
    ]


def test_a_broken_file_gives_what_can_be_read():
    whole = opml(f'<outline text="A & B" xmlUrl="{A}"/>', f'<outline text="Two" xmlUrl="{B}"/>')
    assert [row.address for row in read(whole)] == [A, B]
    assert read(whole)[0].title == "A & B"
    assert [type(row) for row in read(whole[: whole.index("Two")])] == [Subscription, Skipped]


def test_a_hundred_thousand_outlines():
    rows = read_export(opml(*(f'<outline text="{n}" xmlUrl="{A}/{n}"/>' for n in range(100_000))).encode())
    assert sum(isinstance(row, Subscription) for row in rows) == 100_000


def test_deep_folders_keep_the_innermost_names():
    deep = "".join(f'<outline text="{n}">' for n in range(200)) + f'<outline xmlUrl="{A}"/>' + "</outline>" * 200
    assert read(opml(deep)) == [Subscription(A, tags=tuple(map(str, range(180, 200))), line=3)]


def test_escapes_in_every_field_are_gone():
    outline = "<outline text={0} title={0} category={0} htmlUrl={0} type={0} xmlUrl={1}/>".format(
        '"&#x9b;31m\u202e\x7f tab&#9;line&#10;"', f'"{A}"'
    )
    (row,) = read(opml(f'<outline text="&#x9b;f">{outline}</outline>'))
    for text in (row.title, row.home, row.address, *row.tags):
        assert text == fields.line(text)
        assert not set(text) & set("\x1b\x9b\u202e\x07\x7f\n\t")


URLS = {
    f'{A} news "long reads" "~My \\"paper\\"" "!hid"': Subscription(A, 'My "paper"', tags=("news", "long reads", "hid"), line=2),
    f'{A} "~Two\\nlines"': Subscription(A, "Two lines", line=2),
    f'{A} "a # b" c # "~a comment"': Subscription(A, tags=("a # b", "c"), line=2),
    f'"{A}" x ~Bare': Subscription(A, "Bare", tags=("x",), line=2),
    f'{A} "~never closed': Subscription(A, "never closed", line=2),
    f'{A}\ttab\t"~One"': Subscription(A, "One", tags=("tab",), line=2),
    '"query:Unread:unread = \\"yes\\""': Skipped(2, "it is a search in newsboat, not a feed"),
    '"exec:~/bin/feed" news': Skipped(2, "it is a program that newsboat runs, not a feed"),
    f'"filter:~/bin/x:{A}" news': Skipped(2, "it is a feed that newsboat runs a program on"),
    "file:///tmp/feed.xml news": Skipped(2, "file:///tmp/feed.xml is not a web address"),
}  # fmt: skip


@pytest.mark.parametrize("line", URLS)
def test_a_line_of_newsboats_urls(line):
    assert read(f'# mine\n{line}\n  # more\n{B} "!y"\n') == [URLS[line], Subscription(B, tags=("y",), line=4)]


def test_a_bare_list_of_addresses_is_a_list_of_pages():
    assert read(f"{A}\n{B}\n") == [ImportedEntry(A, line=1), ImportedEntry(B, line=2)]


LISTS = {
    "miniflux": (
        [{"id": 1, "user_id": 1, "feed_url": A, "site_url": HOME, "title": "One", "category": {"id": 1, "title": "News"}}, {"feed_url": "", "title": "x"}],
        [Subscription(A, "One", HOME, ("News",), line=1), Skipped(2, "it has no address")],
    ),
    "inoreader": (
        {"subscriptions": [{"id": f"feed/{A}", "title": "One", "categories": [{"id": "user/1/label/News", "label": "News"}], "sortid": "0001", "url": A, "htmlUrl": HOME, "iconUrl": ""}]},
        [Subscription(A, "One", HOME, ("News",), line=1)],
    ),
    "google reader": (
        [{"id": f"feed/{A}", "title": "One", "categories": [{"id": "user/-/label/News"}], "htmlUrl": HOME}, 3],
        [Subscription(A, "One", HOME, ("News",), line=1), Skipped(2, "it is not an entry")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("program", LISTS)
def test_subscriptions_in_json(program):
    data, expected = LISTS[program]
    assert read(data) == expected


def freshrss_item(number, *states, **more):
    return {"id": f"g{number}", "timestampUsec": f"{SECONDS}000000", "title": f"Story {number}", "author": "A. Writer", "published": SECONDS, "updated": SECONDS, "alternate": [{"href": f"{A}/{number}", "type": "text/html"}], "content": {"content": "<p>Words.</p>"}, "origin": {"streamId": "3", "title": "One", "htmlUrl": HOME, "feedUrl": A}, "categories": ["a word of the feed", *(f"user/-/state/com.google/{state}" for state in states)], **more}  # fmt: skip


def story(number, unread):
    item = FeedItem(f"g{number}", f"{A}/{number}", f"Story {number}", content="<p>Words.</p>", authors=("A. Writer",), published=NOON)  # fmt: skip
    return ImportedStory(A, item, unread, number)


def test_an_export_of_freshrss_has_feeds_stories_and_what_was_starred():
    feed = {"id": "user/me/state/org.freshrss/feed/3", "title": "One", "author": "me", "items": [freshrss_item(1, "read"), freshrss_item(2, "unread"), freshrss_item(3, "read", "starred")]}  # fmt: skip
    starred = {"id": "user/me/state/com.google/starred", "title": "Starred", "items": [freshrss_item(1, "read", "starred", origin={"title": "One", "feedUrl": A})]}  # fmt: skip
    rows = read(
        zipped(
            [
                ("feeds_2024-05-01.opml.xml", opml(f'<outline text="One" type="rss" xmlUrl="{A}"/>')),
                ("feed_2024-05-01_3_One.json", json.dumps(feed)),
                ("starred_2024-05-01.json", json.dumps(starred)),
            ]
        )
    )
    assert rows[:2] == [Subscription(A, "One", line=3), Subscription(A, "One", HOME, line=1)]
    assert rows[2:4] == [story(1, False), story(2, True)]
    assert [(row.url, row.favourite) for row in rows[4:]] == [(f"{A}/3", True), (f"{A}/1", True)]


FEEDS = "CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT NULL, lastmodified INTEGER(11) NOT NULL DEFAULT 0)"
ITEMS = "CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024), deleted INTEGER(1) NOT NULL DEFAULT 0)"


def cache(path, items, feeds=((A, HOME, "One"),)):
    """Write a cache.db with *items*: guid, title, author, url, feed, time, content, unread, enclosure, type, deleted."""
    with closing(sqlite3.connect(path)) as made:
        made.execute(FEEDS)
        made.execute(ITEMS)
        made.executemany("INSERT INTO rss_feed (rssurl, url, title) VALUES (?, ?, ?)", feeds)
        names = "guid, title, author, url, feedurl, pubDate, content, unread, enclosure_url, enclosure_type, deleted"
        made.executemany(f"INSERT INTO rss_item ({names}) VALUES (?,?,?,?,?,?,?,?,?,?,?)", items)
        made.commit()
    return path


ITEM = ("g1", "One", "A. Writer", f"{A}/1", A, SECONDS, "<p>Words.</p>", 1, None, None, 0)


def both_ways(path):
    """What is in a cache.db: as a file in its place, and as bytes that came otherwise."""
    rows, total = newsboat_cache.read_file(str(path))
    found = list(rows)
    assert read(path.read_bytes()) == found
    return found, total


def test_the_stories_of_newsboat_come_with_their_marks(tmp_path):
    made = cache(
        tmp_path / "cache.db",
        [
            ITEM,
            ("Two", "Two", "", "", A, 0, "", 0, f"{A}.mp3", "audio/mpeg", 0),
            (f"{A}/3", "Three", "", f"{A}/3", A, SECONDS, "", 1, None, None, 1),
            ("g4", "Four", "", f"{B}/4", "exec:x", SECONDS, "", 1, None, None, 0),
        ],
        [(A, HOME, "One"), ("exec:x", "", "")],
    )
    assert both_ways(made) == (
        [
            Subscription(A, "One", HOME, line=1),
            Skipped(2, "exec:x: it is a program that newsboat runs, not a feed"),
            ImportedStory(A, FeedItem("g1", f"{A}/1", "One", content="<p>Words.</p>", authors=("A. Writer",), published=NOON), True, 4),
            ImportedStory(A, FeedItem(title="Two", enclosures=(Enclosure(f"{A}.mp3", "audio/mpeg"),)), False, 5),
            ImportedStory(A, FeedItem(url=f"{A}/3", title="Three", published=NOON), False, 6),
        ],
        6,
    )  # fmt: skip


def test_a_cache_of_any_size_is_read_where_it_is(tmp_path):
    made = cache(tmp_path / "cache.db", [(f"g{n}", *ITEM[1:]) for n in range(20_000)])
    rows, total = newsboat_cache.read_file(str(made))
    assert total == 20_001
    assert sum(isinstance(row, ImportedStory) for row in rows) == 20_000


def test_a_cache_that_newsboat_is_writing_says_so(tmp_path):
    made = cache(tmp_path / "cache.db", [ITEM])
    with closing(sqlite3.connect(made)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Unreadable, match="Quit newsboat"):
            newsboat_cache.read_file(str(made))


def test_a_cache_is_not_changed_by_reading_it(tmp_path):
    made = cache(tmp_path / "a ? b#.db", [ITEM])
    before = made.read_bytes()
    assert len(both_ways(made)[0]) == 2
    assert made.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a ? b#.db", "home"] or len(list(tmp_path.iterdir())) == 2


def test_another_database_is_refused(tmp_path):
    with closing(sqlite3.connect(tmp_path / "other.db")) as made:
        made.execute("CREATE TABLE x (y)")
    with pytest.raises(Unreadable, match="not newsboat's"):
        read((tmp_path / "other.db").read_bytes())


@given(at=st.integers(100, 16_000), byte=st.integers(0, 255), length=st.integers(0, 16_384))
def test_a_damaged_cache_ends_in_a_sentence(tmp_path_factory, at, byte, length):
    made = tmp_path_factory.getbasetemp() / "damaged.db"
    if not made.exists():
        cache(made, [(f"g{n}", *ITEM[1:]) for n in range(50)])
    data = bytearray(made.read_bytes())
    data[min(at, len(data) - 1)] = byte
    for spoilt in (bytes(data), bytes(data[:length])):
        with suppress(TermreadError):
            rows = read(b"SQLite format 3\0" + spoilt[16:])
            assert all(isinstance(row, Subscription | ImportedStory | Skipped) for row in rows)


NEWS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Example</title><link>{0}/</link><description>d</description>
<item><title>One &amp; only</title><link>{0}/one</link><guid isPermaLink="false">g1</guid><pubDate>Wed, 01 May 2024 12:00:00 GMT</pubDate><author>a@example.com (A. Writer)</author><description>&lt;p&gt;First&lt;/p&gt;</description></item>
<item><title>Two</title><link>{0}/two</link><description>Second</description></item></channel></rss>"""


@pytest.fixture
def served(tmp_path):
    """The address of a folder on loopback, and the folder."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    folder = tmp_path / "served"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()


@pytest.mark.skipif(shutil.which("newsboat") is None, reason="newsboat is not installed")
def test_what_newsboat_has_made_comes_in(served, tmp_path):
    address, folder = served
    (folder / "news.xml").write_text(NEWS.format(address))
    (tmp_path / "urls").write_text(f'{address}/news.xml sea "~Mine"\n')
    newsboat = ["newsboat", "-u", tmp_path / "urls", "-c", tmp_path / "cache.db", "-C", os.devnull]
    environment = {**os.environ, "HOME": str(tmp_path)}
    subprocess.run([*newsboat, "-x", "reload"], env=environment, check=True, timeout=60)
    with closing(sqlite3.connect(tmp_path / "cache.db")) as made:
        made.execute("UPDATE rss_item SET unread = 0 WHERE guid = 'g1'")
        made.commit()
    subscription, *stories = both_ways(tmp_path / "cache.db")[0]
    assert subscription == Subscription(f"{address}/news.xml", "The Example", f"{address}/", line=1)
    assert {(story.item.guid, story.item.url, story.item.title, story.unread) for story in stories} == {
        ("g1", f"{address}/one", "One & only", False),
        ("", f"{address}/two", "Two", True),
    }
    assert next(story.item for story in stories if story.item.guid).published == NOON
    assert read((tmp_path / "urls").read_bytes()) == [Subscription(subscription.address, "Mine", tags=("sea",), line=1)]
