"""Looking for new stories while one reads on: progress, Esc, what failed, and following by a key, from a server of our own."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest
from front_page import desk_of, following

from feedserver import FeedServer, feed
from termread.library.api import Library
from termread.tui.app import Start, Termread
from termread.tui.dialogs.question import YesNo
from waiting import settled, until

PAGE = b"<!doctype html><html lang=en><title>One</title><article><h1>One</h1>" + b"<p>The ferry runs again.</p>" * 30


@pytest.fixture
def server():
    """Serve a paper of two stories on each of three hosts."""
    served = FeedServer(3)
    for host in (1, 2, 3):
        titles = [f"{host}-one", f"{host}-two"]
        served.pages[f"/{host}"] = feed(*titles, home=served.url("/", host))
        served.pages |= {f"/{title}": (200, {"Content-Type": "text/html"}, PAGE) for title in titles}
    yield served
    served.close()


@asynccontextmanager
async def running(library: Library, home):
    desk = desk_of(library)
    desk.folders.data.mkdir(parents=True, exist_ok=True)
    app = Termread(desk, Start())
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: not desk.library.busy)
        yield app, pilot
        app.news.stop()
        await settled(pilot)
    desk.close()


def seen(app: Termread) -> str:
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def test_new_stories_come_while_the_cursor_stays_on_its_own(server, home):
    library = following()
    for host in (1, 2, 3):
        library.sources.follow(server.url(f"/{host}", host))
    for source in library.sources.all()[:3]:
        library.sources.unfollow(source.id)
    library.sources.follow(server.url("/none", 1))
    async with running(library, home) as (app, pilot):
        await pilot.press("r")
        await until(pilot, lambda: app.news.running)
        await settled(pilot)
        assert "1 of 4 sources failed" in seen(app)
        assert "L says why" in seen(app)
        assert library.sources.counts().unread == 6
        assert all(story.entry for story in library.sources.stories())
        await pilot.press("L")
        assert "404" in seen(app)


async def test_escape_stops_it_and_what_came_stays(server, home):
    library = Library()
    for host in (1, 2, 3):
        library.sources.follow(server.url(f"/{host}", host))
    server.pause = 4.0
    async with running(library, home) as (app, pilot):
        await pilot.press("r")
        await until(pilot, lambda: "Looking for new stories" in seen(app))
        await pilot.press("escape")
        await until(pilot, lambda: not app.news.running)
        assert "Stopped after 0 of 3 sources: no new stories" in seen(app)
        assert "Looking for" not in seen(app)


async def test_following_by_a_key_is_said_asked_and_undone(server, home):
    library = Library()
    library.save_for_later(server.url("/2", 2), title="A paper")
    async with running(library, home) as (app, pilot):
        await pilot.press("at")
        await until(pilot, lambda: library.sources.counts().sources == 1)
        await until(pilot, lambda: "Following Paper" in seen(app))
        assert "Today 2" in seen(app)
        await pilot.press("at")
        await until(pilot, lambda: isinstance(app.screen, YesNo))
        assert "You follow Paper. Unfollow it? y/n" in seen(app)
        await pilot.press("n")
        await until(pilot, lambda: not isinstance(app.screen, YesNo))
        await pilot.press("U")
        await settled(pilot)
        assert library.sources.counts().sources == 0
