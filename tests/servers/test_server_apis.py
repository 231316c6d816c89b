"""Both APIs against a server of our own with the documented shapes (docs/servers.md says where each is documented)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from accountserver import PASSWORD, TOKEN, USER, NewsServer
from termread.config import FetchSettings
from termread.engine import servers
from termread.engine.servers import converse, greader, miniflux
from termread.errors import TermreadError, TooLarge, UsageError
from termread.parse.servers.greader import id_of
from termread.server import Account, Mark, ServerAnswer, ServerKind, ServerOrder
from termread.values import replace

KINDS: tuple[ServerKind, ...] = ("miniflux", "greader")
SETTINGS = FetchSettings(retries=0, idle_seconds=2.0, total_seconds=5.0)


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with NewsServer() as running:
        yield running


def account(server: NewsServer, kind: ServerKind, **more: str) -> Account:
    return Account(kind, server.address, **{"user": USER, "secret": PASSWORD, **more})


def brought(account: Account, settings: FetchSettings = SETTINGS, **order: Any) -> ServerAnswer:
    """Return all that a server says, as one answer."""
    whole = ServerAnswer()
    for answer in converse(ServerOrder(account, **order), settings):
        whole = ServerAnswer(
            whole.feeds if answer.feeds is None else answer.feeds,
            whole.stories + answer.stories,
            whole.unread if answer.unread is None else answer.unread,
            whole.starred if answer.starred is None else answer.starred,
            answer.since or whole.since,
            whole.sent + answer.sent,
            whole.gone + answer.gone,
        )
    return whole


@pytest.mark.parametrize("kind", KINDS)
def test_feeds_come_with_their_folders(server: NewsServer, kind: ServerKind) -> None:
    server.add_feed("A paper \x1b[31m& more", category="Europe")
    (feed,) = brought(account(server, kind)).feeds or ()
    assert (feed.address, feed.tags) == ("https://example.com/1.xml?a=1&b=2", ("Europe",))
    assert feed.home == "https://example.com/"
    assert "\x1b" not in feed.title
    assert feed.title.startswith("A paper")


@pytest.mark.parametrize("kind", KINDS)
def test_stories_come_whole(server: NewsServer, kind: ServerKind) -> None:
    content = '<p>The <em>whole</em> text \x1b[31m.</p><p><img src="https://example.com/a.jpg"></p>'
    (entry,) = server.add(server.add_feed(), title="AT&T\x07 wins", content=content)
    (story,) = brought(account(server, kind)).stories
    item = story.item
    assert (story.unread, story.starred) == (True, False)
    assert (item.url, item.published, item.authors) == (entry.url, "2026-11-30T05:00:00Z", ("The Desk",))
    assert item.title.startswith("AT&T")
    assert "\x07" not in item.title
    assert "\x1b" not in item.content
    assert "<em>whole</em>" in item.content
    assert item.picture == "https://example.com/a.jpg"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 20, 35])
def test_every_page_of_a_long_list_comes_once(
    server: NewsServer, kind: ServerKind, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(miniflux, "PART", 10)
    monkeypatch.setattr(greader, "PART", 10)
    monkeypatch.setattr(greader, "IDS", 10)
    server.add(server.add_feed(), count)
    stories = brought(account(server, kind)).stories
    assert len(stories) == len({story.id for story in stories}) == count
    assert {story.item.title for story in stories} == {entry.title for entry in server.entries.values()}


@pytest.mark.parametrize("kind", KINDS)
def test_only_unread_and_starred_stories_come_the_first_time(server: NewsServer, kind: ServerKind) -> None:
    feed = server.add_feed()
    server.add(feed, title="Read", unread=False)
    server.add(feed, title="Unread")
    server.add(feed, title="Starred", unread=False, starred=True)
    stories = brought(account(server, kind)).stories
    assert {(story.item.title, story.unread, story.starred) for story in stories} == {
        ("Unread", True, False),
        ("Starred", False, True),
    }


def test_miniflux_brings_what_changed_since(server: NewsServer) -> None:
    feed = server.add_feed()
    one, two = server.add(feed, 2)
    first = brought(account(server, "miniflux"))
    assert len(first.stories) == 2
    assert first.since
    server.mark(one.id, unread=False)
    server.add(feed, title="New")
    second = brought(account(server, "miniflux"), since=first.since)
    told = {story.item.title: story.unread for story in second.stories}
    assert told[one.title] is False
    assert told["New"] is True
    third = brought(account(server, "miniflux"), since=second.since)
    assert two.title not in {story.item.title for story in third.stories}


def test_greader_tells_all_unread_and_starred_ids(server: NewsServer) -> None:
    one, two, three = server.add(server.add_feed(), 3)
    first = brought(account(server, "greader"))
    server.mark(one.id, unread=False, starred=True)
    known = tuple(story.id for story in first.stories)
    second = brought(account(server, "greader"), known=known, since=first.since)
    assert second.stories == ()
    assert second.starred == (f"{one.id:016x}",)
    assert set(second.unread or ()) == {f"{two.id:016x}", f"{three.id:016x}"}


@pytest.mark.parametrize("kind", KINDS)
def test_marks_go_there_and_twice_is_once(server: NewsServer, kind: ServerKind) -> None:
    entries = server.add(server.add_feed(), 4)
    server.mark(entries[1].id, unread=False, starred=True)
    names = [str(entry.id) if kind == "miniflux" else f"{entry.id:016x}" for entry in entries]
    marks = (
        Mark(names[0], unread=False, starred=True),
        Mark(names[1], unread=True, starred=False),
        Mark(names[2], unread=False),
    )
    for _ in range(2):
        sent = brought(account(server, kind), marks=marks).sent
        assert {(mark.story, mark.unread) for mark in sent if mark.unread is not None} == {
            (mark.story, mark.unread) for mark in marks
        }
        assert {(mark.story, mark.starred) for mark in sent if mark.starred is not None} == {
            (mark.story, mark.starred) for mark in marks[:2]
        }
        assert list(server.marks().values()) == [(False, True), (True, False), (False, False), (True, False)]


def test_miniflux_says_what_is_gone(server: NewsServer) -> None:
    (entry,) = server.add(server.add_feed())
    marks = (Mark("77", unread=False, starred=True), Mark(str(entry.id), unread=False))
    answer = brought(account(server, "miniflux"), marks=marks)
    assert set(answer.gone) == {"77"}
    assert not server.entries[entry.id].unread
    answer = brought(account(server, "miniflux"), marks=(Mark("77", unread=False), Mark("78", unread=False)))
    assert set(answer.gone) == {"77", "78"}
    assert answer.sent == ()


def test_greader_gets_a_new_edit_token(server: NewsServer) -> None:
    (entry,) = server.add(server.add_feed())

    def expire(handler: BaseHTTPRequestHandler) -> bool:
        if handler.path.endswith("/edit-tag"):
            server.edit_token = "edit-2".ljust(57, "Z")
            server.fault = lambda _handler: False
        return False

    server.fault = expire
    brought(account(server, "greader"), marks=(Mark(f"{entry.id:016x}", unread=False),))
    assert not server.entries[entry.id].unread


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_password_is_one_sentence_and_never_shown(server: NewsServer, kind: ServerKind) -> None:
    with pytest.raises(TermreadError) as raised:
        brought(account(server, kind, secret="wrong-secret"))
    assert raised.value.status == 69
    assert raised.value.code == "status-401"
    assert "refuses the name or the password" in raised.value.text
    assert "wrong-secret" not in raised.value.text


def test_tokens_work_in_place_of_passwords(server: NewsServer) -> None:
    server.add(server.add_feed())
    assert brought(account(server, "miniflux", user="", secret=TOKEN)).stories
    assert brought(account(server, "greader", user="", secret=f"{USER}/abc")).stories


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "does not understand"),
        (403, "refuses the name or the password"),
        (404, "no such API"),
        (429, "too many requests"),
        (500, "internal error"),
        (503, "overloaded"),
    ],
)
def test_each_status_is_one_sentence(server: NewsServer, kind: ServerKind, status: int, words: str) -> None:
    server.fault = lambda handler: handler.say(status, {"error_message": "\x1b[2Jno"}) or True  # type: ignore[attr-defined]
    with pytest.raises(TermreadError) as raised:
        brought(account(server, kind))
    assert words in raised.value.text
    assert "\x1b" not in raised.value.text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<!doctype html><title>Log in</title>", "a web page"),
        ('{"entries": [', "broken JSON"),
        ("", "something else"),
        ("[" * 100_000, "broken JSON"),
    ],
)
def test_no_json_is_one_sentence(server: NewsServer, kind: ServerKind, body: str, words: str) -> None:
    def html(handler: Any) -> bool:
        if handler.path.endswith("ClientLogin"):
            return False
        handler.say(200, body, "text/html")
        return True

    server.fault = html
    with pytest.raises(TermreadError) as raised:
        brought(account(server, kind))
    assert words in raised.value.text


@pytest.mark.parametrize("kind", KINDS)
def test_json_of_unexpected_types_is_left_out(server: NewsServer, kind: ServerKind) -> None:
    (entry,) = server.add(server.add_feed())
    for broken in ({"title": 5}, {"author": [1]}, {"enclosures": "no", "enclosure": [3]}, {"tags": {"a": 1}}):
        entry.more = broken
        assert len(brought(account(server, kind)).stories) == 1
    for gone in ({"id": "x" * 40}, {"id": None}, {"feed_id": True, "origin": 5}):
        entry.more = gone
        assert brought(account(server, kind)).stories == ()


@pytest.mark.parametrize("kind", KINDS)
def test_silence_ends(server: NewsServer, kind: ServerKind) -> None:
    server.fault = lambda _handler: time.sleep(1.5) or True  # type: ignore[func-returns-value]
    begun = time.monotonic()
    with pytest.raises(TermreadError, match=r"stopped responding|longer than"):
        brought(account(server, kind), replace(SETTINGS, idle_seconds=0.3, total_seconds=1.0))
    assert time.monotonic() - begun < 1.5


@pytest.mark.parametrize("kind", KINDS)
def test_large_answers_are_asked_for_in_smaller_parts(server: NewsServer, kind: ServerKind) -> None:
    server.add(server.add_feed(), 30, content="<p>" + "A long text of many words. " * 400 + "</p>")
    caps = replace(SETTINGS, wire_bytes=100_000)
    assert len(brought(account(server, kind), caps).stories) == 30
    server.add(server.feeds[1], content="<p>" + "x " * 200_000 + "</p>")
    with pytest.raises(TooLarge, match="more than termread takes"):
        brought(account(server, kind), caps)


@pytest.mark.parametrize("kind", KINDS)
def test_no_redirect_gets_the_password(server: NewsServer, kind: ServerKind) -> None:
    def elsewhere(handler: Any) -> bool:
        handler.send_response(302)
        handler.send_header("Location", "http://localhost:1/elsewhere")
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return True

    server.fault = elsewhere
    with pytest.raises(TermreadError, match=r"redirects to http://localhost:1/elsewhere"):
        brought(account(server, kind))


def test_no_password_crosses_the_internet_in_the_clear() -> None:
    with pytest.raises(UsageError, match="in the clear"):
        list(servers.converse(ServerOrder(Account("miniflux", "http://example.com", USER, PASSWORD)), SETTINGS))


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_below_a_path(server: NewsServer, kind: ServerKind) -> None:
    server.prefix = "/api/greader.php"
    server.add(server.add_feed())
    assert len(brought(account(server, kind)).stories) == 1


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("tag:google.com,2005:reader/item/00000000148b9369", "00000000148b9369"),
        ("tag:google.com,2005:reader/item/2f2", "00000000000002f2"),
        ("1700000000123456", f"{1700000000123456:016x}"),  # 16 digits, as FreshRSS has them, are decimal
        (344691561, "00000000148b9369"),
        ("-1", "ffffffffffffffff"),
        ("00000000000004 8c", ""),
        ("000000000000048c", "000000000000048c"),
        ("", ""),
        (None, ""),
        (True, ""),
        ("tag:google.com,2005:reader/item/" + "f" * 17, ""),
    ],
)
def test_ids_have_one_form(given: Any, wanted: str) -> None:
    assert id_of(given) == wanted
