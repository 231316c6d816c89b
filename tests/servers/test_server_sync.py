"""A library and a server of our own, in sync: what comes in, and marks both ways."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from accountserver import PASSWORD, USER, NewsServer
from termread.article import Article, Paragraph, Prose
from termread.config import Config, FetchSettings, Folders, ServerSettings
from termread.desk import Desk
from termread.desk import server as servers
from termread.desk.news import refresh
from termread.desk.server import Synced, account_of, sync, too_open
from termread.document import Reading, Receipt
from termread.errors import TermreadError, UsageError
from termread.library.repair import check
from termread.server import ServerKind
from termread.values import replace

KINDS: tuple[ServerKind, ...] = ("miniflux", "greader")


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with NewsServer() as running:
        yield running


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, server: NewsServer, tmp_path: Path) -> Iterator[Desk]:
    given = ServerSettings(request.param, server.address, USER, ("printf", "%s\n", PASSWORD))
    fetch = FetchSettings(retries=0, idle_seconds=2.0, total_seconds=5.0)
    desk = Desk(Config(server=given, fetch=fetch), Folders(*(tmp_path / name for name in "abcd")), insist=True)
    yield desk
    desk.close()


def synced(desk: Desk) -> Synced:
    return list(sync(desk, desk.engine))[-1]


def stories(desk: Desk) -> dict[str, bool]:
    """Return the stories of the library by title, and whether they are unread."""
    return {story.title: story.unread for story in desk.library.sources.stories()}


def by_title(desk: Desk) -> dict[str, int]:
    return {story.title: story.id for story in desk.library.sources.stories()}


def with_text(desk: Desk, story: int) -> int:
    """Keep a text for a story, as a refresh does, and return its entry."""
    article = Article(f"Story {story}", blocks=(Paragraph(Prose(f"The text of story {story}, all of it.")),))
    return desk.library.sources.keep(story, Reading(article, Receipt(f"https://example.com/text/{story}"))).id


def test_subscriptions_and_stories_come_in(desk: Desk, server: NewsServer) -> None:
    server.add(server.add_feed("Paper one", "Europe"), 3)
    server.add(server.add_feed("Paper two", "Science"), 2)
    assert synced(desk) == Synced(feeds=2, new=5)
    sources = desk.library.sources.all()
    assert [(source.title, source.kind, source.tags, source.unread) for source in sources] == [
        ("Paper one", "server", ("Europe",), 3),
        ("Paper two", "server", ("Science",), 2),
    ]
    story = desk.library.sources.stories()[0]
    assert "The whole text." in desk.library.sources.own_text(story.id)
    assert synced(desk) == Synced(feeds=2)


def test_marks_go_both_ways(desk: Desk, server: NewsServer) -> None:
    one, two, three, four = server.add(server.add_feed(), 4)
    synced(desk)
    ids = by_title(desk)
    entries = {entry.title: with_text(desk, ids[entry.title]) for entry in (one, two, three, four)}
    desk.library.sources.mark_read([ids[one.title]])
    desk.library.set_favourite(entries[two.title], True)
    server.mark(three.id, unread=False)
    server.mark(four.id, starred=True)
    synced(desk)
    assert stories(desk) == {one.title: False, two.title: True, three.title: False, four.title: True}
    starred = {title: desk.library.entry(entry).favourite for title, entry in entries.items()}
    assert starred == {one.title: False, two.title: True, three.title: False, four.title: True}
    assert list(server.marks().values()) == [(False, False), (True, True), (False, False), (True, True)]
    desk.library.sources.mark_read([ids[one.title]], read=False)
    desk.library.set_favourite(entries[four.title], False)
    server.mark(two.id, starred=False)
    synced(desk)
    assert list(server.marks().values()) == [(True, False), (True, False), (False, False), (True, False)]
    assert not any(desk.library.entry(entry).favourite for entry in entries.values())
    assert synced(desk).sent == 0


def test_marks_wait_while_the_server_is_away(desk: Desk, server: NewsServer) -> None:
    one, two = server.add(server.add_feed(), 2)
    synced(desk)
    desk.library.sources.mark_read([by_title(desk)[one.title]])
    server.fault = lambda handler: handler.say(503, "away") or True  # type: ignore[attr-defined]
    with pytest.raises(TermreadError, match="overloaded"):
        synced(desk)
    server.mark(two.id, unread=False)
    server.fault = lambda _handler: False
    synced(desk)
    assert stories(desk) == {one.title: False, two.title: False}
    assert not any(unread for unread, _ in server.marks().values())


def test_marks_that_are_only_half_sent_are_sent_again(desk: Desk, server: NewsServer) -> None:
    entries = server.add(server.add_feed(), 3)
    synced(desk)
    ids = by_title(desk)
    for entry in entries:
        desk.library.set_favourite(with_text(desk, ids[entry.title]), True)
    desk.library.sources.mark_read(ids.values())
    left = 1

    def breaks(handler: Any) -> bool:
        nonlocal left
        if handler.command == "GET" or "ClientLogin" in handler.path:
            return False
        left -= 1
        return left < 0 and (handler.say(502, "") or True)

    server.fault = breaks
    with pytest.raises(TermreadError):
        synced(desk)
    server.fault = lambda _handler: False
    synced(desk)
    assert set(server.marks().values()) == {(False, True)}
    assert desk.library.server.waiting() == ()


def test_a_star_waits_for_its_text(desk: Desk, server: NewsServer) -> None:
    (entry,) = server.add(server.add_feed(), starred=True)
    synced(desk)
    kept = with_text(desk, by_title(desk)[entry.title])
    assert desk.library.server.waiting() == ()
    synced(desk)
    assert desk.library.entry(kept).favourite
    assert desk.library.entry(kept).state == "inbox"
    assert server.marks() == {entry.id: (True, True)}


def test_stories_that_both_sides_had_are_read_if_either_says_so(desk: Desk, server: NewsServer) -> None:
    from termread.feed import Feed, FeedItem, SourceAnswer

    feed = server.add_feed()
    one, two = server.add(feed, 2)
    server.mark(two.id, unread=False, starred=True)
    own = desk.library.sources.follow(feed.url)
    items = tuple(FeedItem(f"own-{entry.id}", entry.url, entry.title, content=entry.content) for entry in (one, two))
    desk.library.sources.take([SourceAnswer(own.id, "new", Feed("A paper", items=items))])
    desk.library.sources.mark_read([by_title(desk)[one.title]])
    synced(desk)
    assert len(desk.library.sources.all()) == 1
    assert stories(desk) == {one.title: False, two.title: False}
    assert server.marks() == {one.id: (False, False), two.id: (False, True)}


def test_what_is_unfollowed_on_either_side_stays_so(desk: Desk, server: NewsServer) -> None:
    server.add(server.add_feed("Stays"), 1)
    server.add(server.add_feed("Leaves here"), 1)
    server.add(server.add_feed("Leaves there"), 1)
    synced(desk)
    here = next(source for source in desk.library.sources.all() if source.title == "Leaves here")
    desk.library.sources.unfollow(here.id)
    del server.feeds[3], server.entries[max(server.entries)]
    synced(desk)
    told = {source.title: (source.ended, source.fault) for source in desk.library.sources.all()}
    assert told == {"Stays": (False, ""), "Leaves there": (True, "Your server no longer follows this feed.")}
    assert "Leaves there" in {name for story in desk.library.sources.stories() for name in story.sources}


def test_another_account_begins_anew(desk: Desk, server: NewsServer) -> None:
    server.add(server.add_feed(), 2)
    synced(desk)
    desk.library.sources.mark_read(by_title(desk).values())
    with NewsServer() as other:
        feed = other.add_feed()
        other.add(feed, 2, title="Elsewhere", content="<p>Quite another text of another server.</p>")
        for entry in other.entries.values():
            entry.url += "/elsewhere"
        desk.config = replace(desk.config, server=replace(desk.config.server, address=other.address))
        synced(desk)
        assert all(unread for unread, _ in other.marks().values())
    assert list(stories(desk).values()).count(True) >= 1


def test_wrong_settings_are_one_sentence(desk: Desk, tmp_path: Path) -> None:
    given = desk.config.server

    def fails(words: str, **changed: Any) -> None:
        with pytest.raises(UsageError, match=words):
            account_of(Config(server=replace(given, **changed)))

    fails("failed with exit status 3", password_command=("sh", "-c", "exit 3"))
    fails("printed nothing", password_command=("true",))
    fails("could not be started", password_command=(str(tmp_path / "none"),))
    fails("set user and password_command", user="")
    assert account_of(Config(server=replace(given, address="example.com/v1/"))).address == "https://example.com"
    assert account_of(Config(server=replace(given, token="t"))).user == ""


def test_a_slow_program_for_the_password_ends(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "COMMAND_SECONDS", 0.2)
    with pytest.raises(UsageError, match="took longer"):
        account_of(Config(server=replace(desk.config.server, password_command=("sleep", "5"))))


def test_a_token_in_a_file_that_others_can_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("[server]\ntoken = 'x'\n")
    config = Config(server=ServerSettings(token="x"))
    file.chmod(0o644)
    assert "chmod 600" in too_open(config, file)
    file.chmod(0o600)
    assert too_open(config, file) == "" == too_open(Config(), file)


def test_a_refresh_talks_to_the_server_too(desk: Desk, server: NewsServer) -> None:
    (entry,) = server.add(server.add_feed(), starred=True, url="")
    done = list(refresh(desk))[-1]
    assert (done.done, done.total, done.new, done.failed) == (1, 1, 1, ())
    desk.library.sources.mark_read([by_title(desk)[entry.title]])
    list(refresh(desk))
    assert server.marks() == {entry.id: (False, True)}


def test_a_refresh_goes_on_without_the_server_and_names_it(desk: Desk, server: NewsServer, tmp_path: Path) -> None:
    own = tmp_path / "own.xml"
    own.write_text("<rss version='2.0'><channel><title>Own</title><item><title>Mine</title></item></channel></rss>")
    desk.library.sources.follow(str(own))
    desk.config = replace(desk.config, server=replace(desk.config.server, password_command=("echo", "wrong")))
    done = list(refresh(desk))[-1]
    assert (done.done, done.total, done.new) == (2, 2, 1)
    (failure,) = done.failed
    assert failure.title == server.address.partition("://")[2]
    assert "refuses the name or the password" in failure.text


def test_each_source_says_why_the_server_failed(desk: Desk, server: NewsServer) -> None:
    server.add(server.add_feed(), 1)
    server.add_feed("Quiet")
    list(refresh(desk, texts=False))
    server.fault = lambda handler: handler.say(500, "") or True  # type: ignore[attr-defined]
    list(refresh(desk, texts=False))
    assert ["internal error" in source.fault for source in desk.library.sources.all()] == [True, True]
    server.fault = lambda _handler: False
    list(refresh(desk, texts=False))
    told = [(source.fault, source.failures, bool(source.checked)) for source in desk.library.sources.all()]
    assert told == [("", 0, True), ("", 0, True)]


def test_damaged_marks_are_met_anew(desk: Desk, server: NewsServer) -> None:
    (entry,) = server.add(server.add_feed())
    synced(desk)
    desk.library.sources.mark_read(by_title(desk).values())
    folder = desk.folders.data
    desk.close()
    with closing(sqlite3.connect(folder / "library.db")) as connection, connection:
        connection.execute("UPDATE server_marks SET unread = 0")
    check(folder)
    assert not check(folder).repaired
    again = Desk(desk.config, desk.folders, insist=True)
    list(sync(again, again.engine))
    assert server.marks() == {entry.id: (False, False)}
    again.close()
