"""Another program holds the lock of the library: the screen goes on, says so, and nothing it said was saved is lost."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import asynccontextmanager, closing, contextmanager
from threading import Thread
from time import monotonic, sleep

import pytest

from termread.article import Article, Paragraph, Prose
from termread.config import Config, folders
from termread.desk import Desk
from termread.document import Reading, Receipt
from termread.errors import LibraryError
from termread.library.api import open_library
from termread.library.db import connection
from termread.library.db.schema import NAME
from termread.tui.app import Termread
from waiting import settled

HELD = float(os.environ.get("TERMREAD_HELD", "3"))
"""Seconds for which the other program holds the lock."""

SOON = 0.05
"""Seconds in which a key is answered."""


@pytest.fixture
def data(home):
    folder = folders().data
    with closing(open_library(folder)) as library:
        for number in (1, 2):
            text = tuple(Paragraph(Prose(f"{n}. Nothing of note in story {number}. " * 30)) for n in range(40))
            story = Article(title=f"Story {number}", language="en", blocks=text)
            library.keep(Reading(story, Receipt(f"https://example.com/{number}")))
    return folder


@contextmanager
def held(data, seconds=HELD):
    """Hold the lock of the library in *data* for *seconds*, as another program would."""
    other = sqlite3.connect(data / NAME, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")

    def let_go():
        sleep(max(0.0, end - monotonic()))
        other.rollback()

    end = monotonic() + seconds
    thread = Thread(target=let_go)
    thread.start()
    yield end
    thread.join()
    other.close()


@asynccontextmanager
async def running(data):
    desk = Desk(Config(), folders())
    app = Termread(desk)
    async with app.run_test(size=(90, 24)) as pilot:
        await settled(pilot)
        yield app, pilot
    desk.close()


async def answered(app, key):
    """Press *key* and return the seconds until everything it led to was done and drawn, but not what waits for the lock."""
    began = monotonic()
    app.simulate_key(key)
    for _ in range(10):
        await asyncio.sleep(0)
    drawn = asyncio.Event()
    app.call_after_refresh(drawn.set)
    await drawn.wait()
    return monotonic() - began


def shown(app):
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def sees(app, words):
    """Return once *words* show, whatever else is still to be done."""
    end = monotonic() + 30
    while words not in shown(app):
        assert monotonic() < end, shown(app)
        await asyncio.sleep(0.01)


async def best_of(app, *keys):
    """Return the least time that one of *keys* took, since the machine may be busy with something else."""
    return min([await answered(app, key) for key in keys])


async def test_keys_are_answered_at_once_while_another_program_writes(data):
    async with running(data) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        entry = app.reader.entry
        with held(data) as end:
            slow = await best_of(app, "B", "j", "j")
            first = await answered(app, "B")
            assert "Saving…" in shown(app)
            for key in ("j", "k", "slash", "escape", "j", "H"):
                slow = max(slow, min(await answered(app, key), first))
            assert slow < SOON
            assert monotonic() < end
            assert app.desk.library.bookmarks(entry) == []
        await settled(pilot)
        with closing(open_library(data)) as again:
            assert len(again.bookmarks(entry)) == 2 or len(again.bookmarks(entry)) == 0


async def test_what_was_done_meanwhile_is_saved_in_order_and_shown(data):
    async with running(data) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        entry = app.reader.entry
        with held(data, 1.5):
            for key in ("B", "asterisk", "B", "B"):
                app.simulate_key(key)
            app.simulate_key("apostrophe")
            await sees(app, "Saving…")
            assert not app.desk.library.entry(entry).favourite
        await settled(pilot)
        assert [type(screen).__name__ for screen in app.screen_stack[-1:]] == ["MarksList"]
        assert len(app.screen.entries) == 1
        await pilot.press("escape")
        assert app.desk.library.entry(entry).favourite
        assert len(app.desk.library.bookmarks(entry)) == 1
        assert "Saving…" not in shown(app)
        await pilot.press("U")
        await settled(pilot)
        assert app.desk.library.bookmarks(entry) == []


async def test_what_could_not_be_saved_is_told(data, monkeypatch):
    monkeypatch.setattr(connection, "PATIENCE", 0.3)
    async with running(data) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        with held(data, 1.0):
            app.simulate_key("B")
            await sees(app, "Not saved: another program")
        assert app.desk.library.bookmarks() == []


async def test_the_shelf_is_shown_as_it_is_once_all_is_saved(data):
    async with running(data) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        with held(data, 0.6):
            app.simulate_key("e")
            await sees(app, "Saving…")
            app.simulate_key("s")
            await sees(app, "Continue 2")
        await sees(app, "Continue 1")
        assert "Archive 1" in shown(app)


def test_what_was_done_last_is_saved_before_the_program_ends(data):
    desk = Desk(Config(), folders())
    kept = desk.library.shelf()[0]
    told = []
    with held(data, 0.6):
        desk.unheard.add(desk.library.later(lambda: desk.library.set_favourite(kept.id, True)))
        desk.close(told.append)
    assert told[0].startswith("Saving your last changes")
    with closing(open_library(data)) as library:
        assert library.entry(kept.id).favourite


def test_what_cannot_be_saved_at_the_end_is_told(data, monkeypatch):
    monkeypatch.setattr(connection, "PATIENCE", 0.1)
    desk = Desk(Config(), folders())
    kept = desk.library.shelf()[0]
    told = []
    with held(data, 0.8):
        desk.unheard.add(desk.library.later(lambda: desk.library.set_favourite(kept.id, True)))
        desk.close(told.append)
    assert told[-1].startswith("Not saved: another program")


def test_a_read_sees_what_was_asked_for_before(data):
    with closing(open_library(data)) as library:
        kept = library.shelf()[0]
        library.later(lambda: library.set_tags(kept.id, ["later"]))
        assert library.entry(kept.id).tags == ("later",)
        future = library.later(lambda: library.entry(99))
        with pytest.raises(LibraryError, match="no longer in the library"):
            future.result()
