"""Refreshing what is followed, from the server to the library."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from threading import Thread

import pytest

from feedserver import FeedServer, feed
from termread.config import Config, FetchSettings, folders
from termread.desk import Desk, news
from termread.desk.texts import fetch_text, open_story
from termread.errors import Unreachable
from termread.feed import SourceAnswer
from termread.library.api import open_library
from termread.library.repair import check
from termread.parse.formats.feeds import feed_of

QUICK = FetchSettings(connect_seconds=5, idle_seconds=5, total_seconds=20, retries=0)


def story_page(words: int, more: str = "") -> tuple[int, dict[str, str], bytes]:
    text = " ".join(f"word{number}" for number in range(words))
    html = (
        f"<!doctype html><html lang=en><title>One</title>{more}<article><h1>One</h1><p>It began. {text}.</p></article>"
    )
    return 200, {"Content-Type": "text/html"}, html.encode()


@pytest.fixture
def server():
    server = FeedServer(3)
    yield server
    server.close()


@pytest.fixture
def desk():
    desk = Desk(Config(fetch=QUICK), folders(), insist=True)
    yield desk
    desk.close()


def follow(desk, server, *titles, path="/feed", **more):
    """Follow a feed with stories of these *titles*, each with its page, and return its source."""
    server.pages[path] = feed(*titles, home=server.url("/story/"), **more)
    server.pages |= {f"/story/{title}": story_page(300) for title in titles}
    return desk.library.sources.follow(server.url(path))


def last(refreshing):
    return list(refreshing)[-1]


def test_new_stories_come_whole_and_can_be_read_without_a_net(desk, server):
    follow(desk, server, "one", "two")
    done = last(news.refresh(desk))
    assert (done.done, done.total, done.new, done.failed, done.texts) == (1, 1, 2, (), (2, 2))
    server.close()
    stories = desk.library.sources.stories()
    assert [story.words > 290 for story in stories] == [True, True]
    opened = list(open_story(desk, stories[0]))[-1]
    assert "word299" in str(opened.article.blocks)
    assert desk.library.entry(stories[0].entry).state == "news"


def test_what_is_not_due_is_not_asked_and_nothing_new_costs_one_request(desk, server):
    follow(desk, server, "one")
    last(news.refresh(desk))
    assert last(news.refresh(desk)).total == 0
    again = last(news.refresh(desk, everything=True))
    assert (again.total, again.new, again.texts) == (1, 0, (0, 0))
    assert server.times("/feed") == 2
    assert server.asked[-1][2]["if-none-match"]


def test_a_source_that_failed_is_named_once_and_the_others_come(desk, server):
    follow(desk, server, "one")
    desk.library.sources.follow(server.url("/none", 2), title="The Gazette")
    done = last(news.refresh(desk, texts=False))
    assert [(each.title, each.readable) for each in done.failed] == [("The Gazette", False)]
    assert "404" in done.failed[0].text
    assert done.new == 1


def test_a_feed_that_moved_is_asked_at_its_new_address_from_then_on(desk, server):
    source = follow(desk, server, "one")
    server.pages["/new"] = server.pages["/feed"]
    server.pages["/feed"] = (301, {"Location": "/new"}, b"")
    last(news.refresh(desk, texts=False))
    last(news.refresh(desk, everything=True))
    assert (server.times("/feed"), server.times("/new")) == (1, 2)
    assert [each.id for each in desk.library.sources.all()] == [source.id]


def test_a_feed_that_is_gone_for_good_is_not_asked_again(desk, server):
    follow(desk, server, "one")
    server.pages["/feed"] = (410, {}, b"")
    assert last(news.refresh(desk)).failed
    assert last(news.refresh(desk, everything=True)).total == 0


def test_only_the_chosen_sources_are_asked(desk, server):
    source = follow(desk, server, "one")
    follow(desk, server, "two", path="/other")
    last(news.refresh(desk, only=[source.id]))
    assert (server.times("/feed"), server.times("/other")) == (1, 0)


def test_the_feeds_own_text_is_taken_if_the_page_has_less(desk, server):
    follow(desk, server, "one")
    long = " ".join(f"own{number}" for number in range(400))
    server.pages["/feed"] = feed("one", home=server.url("/story/")).replace(b"About one.", long.encode())
    server.pages["/story/one"] = story_page(30)
    last(news.refresh(desk))
    story = desk.library.sources.stories()[0]
    assert "own399" in str(desk.library.article(story.entry).blocks)


def test_a_paywall_is_noted_at_the_story(desk, server):
    follow(desk, server, "one")
    data = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    server.pages["/story/one"] = story_page(40, data)
    last(news.refresh(desk))
    assert desk.library.sources.stories()[0].note == "Preview only: the rest is for subscribers"


def test_a_page_that_fails_is_tried_three_times_then_the_summary_has_to_do(desk, server):
    follow(desk, server, "one")
    server.pages["/story/one"] = (404, {}, b"")
    for texts in ((0, 1), (0, 1), (1, 1), (0, 0)):
        assert last(news.refresh(desk, everything=True)).texts == texts
    assert server.times("/story/one") == 3
    story = desk.library.sources.stories()[0]
    assert "About one." in str(desk.library.article(story.entry).blocks)
    assert story.note.startswith("The text is the feed's own: there is no such page")


def test_a_story_that_is_opened_first_falls_back_at_once(desk, server):
    follow(desk, server, "one")
    server.pages["/story/one"] = (404, {}, b"")
    last(news.refresh(desk, texts=False))
    opened = list(open_story(desk, desk.library.sources.stories()[0]))[-1]
    assert "About one." in str(opened.article.blocks)


def test_no_page_is_fetched_for_an_episode(desk, server):
    follow(desk, server, "one")
    enclosure = b'<itunes:duration>60</itunes:duration><enclosure url="http://127.0.0.1/one.mp3" type="audio/mpeg" length="9"/></item>'
    server.pages["/feed"] = (
        server.pages["/feed"]
        .replace(b"</item>", enclosure)
        .replace(b"<rss ", b'<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" ')
    )
    assert last(news.refresh(desk)).texts == (0, 0)
    opened = list(open_story(desk, desk.library.sources.stories()[0]))[-1]
    assert "About one." in str(opened.article.blocks)
    assert server.times("/story/one") == 0


def test_stories_of_a_feed_from_the_internet_do_not_come_from_the_own_network(desk, server):
    source = follow(desk, server, "one")
    desk.library.sources.take([SourceAnswer(source.id, "new", feed=feed_of(server.pages["/feed"]), near=0)])
    job = desk.library.sources.waiting(9)[0]
    with pytest.raises(Unreachable, match="this computer"):
        list(fetch_text(desk, desk.engine, job, desk.library.sources.all()[0]))
    assert server.times("/story/one") == 0


def test_cancelling_keeps_what_came(desk, server):
    def slow():
        time.sleep(30)
        return 200, {}, feed("late")

    follow(desk, server, "one")
    server.pages["/slow"] = slow
    desk.library.sources.follow(server.url("/slow", 2))
    refreshing = news.refresh(desk, texts=False)
    for event in refreshing:
        if event.done:
            Thread(target=refreshing.cancel, daemon=True).start()
    assert event.done == 1
    assert [story.title for story in desk.library.sources.stories()] == ["one"]


@pytest.mark.parametrize("begun", [0, 1])
def test_cancelling_at_once_asks_nothing(desk, server, begun):
    follow(desk, server, "one")
    server.pages["/slow"] = lambda: (time.sleep(30), (200, {}, feed("late")))[1]
    desk.library.sources.follow(server.url("/slow", 2))
    refreshing = news.refresh(desk)
    events = iter(refreshing)
    for _ in range(begun):
        assert next(events).done == 0
    refreshing.cancel()
    assert {event.done for event in events} <= {0}
    assert server.asked == []


def test_a_feed_that_breaks_the_child_fails_alone(desk, server, monkeypatch):
    follow(desk, server, "one")
    bad = follow(desk, server, "two", path="/bad")
    monkeypatch.setattr("termread.engine.engine.CHILD", CRASHING)
    done = last(news.refresh(desk, texts=False))
    assert [each.source for each in done.failed] == [bad.id]
    assert (done.done, done.new) == (2, 1)


CRASHING = """
from termread.engine import refresh
def feed(source, document, before=refresh._feed):
    if source.address.endswith("/bad"):
        import os, signal
        os.kill(os.getpid(), signal.SIGSEGV)
    return before(source, document)
refresh._feed = feed
from termread.engine.child import main; main()
"""


def test_one_process_refreshes_at_a_time(desk, server):
    follow(desk, server, "one")
    refreshing = iter(news.refresh(desk))
    next(refreshing)
    with pytest.raises(Unreachable) as caught:
        list(news.refresh(desk))
    assert caught.value.code == "refreshing"
    refreshing.close()
    assert last(news.refresh(desk)).new == 1


def test_a_refresh_that_is_killed_loses_nothing(desk, server):
    for number in range(40):
        follow(desk, server, f"story{number}", path=f"/{number}")
    server.pause = 0.05
    command = [sys.executable, "-m", "termread", "sync", "--no-texts"]
    process = subprocess.Popen(command, env=dict(os.environ))
    while server.times("/20") == 0:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    server.pause = 0.0
    last(news.refresh(desk, texts=False))
    assert desk.library.sources.count() == 40
    desk.close()
    assert check(folders().data).sentences[0].startswith("No damage")
    open_library(folders().data).close()
