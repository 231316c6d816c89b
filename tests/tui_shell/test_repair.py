"""A damaged library is told, and mending it is a question."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from termread.article import Article, Paragraph, Prose
from termread.config import Config, folders
from termread.desk import Desk
from termread.document import Reading, Receipt
from termread.errors import LibraryError
from termread.library.api import open_library
from termread.library.backups import backup
from termread.library.db.schema import NAME
from termread.tui.app import Start, Termread
from waiting import settled, until


@pytest.fixture
def data(tmp_path):
    """The folder of a library that has a backup."""
    library = open_library(tmp_path)
    for number in range(40):
        text = tuple(Paragraph(Prose(f"{n} word " * 200)) for n in range(5))
        library.keep(Reading(Article(f"Story {number}", blocks=text), Receipt(f"https://example.com/{number}")))
    library.close()
    backup(tmp_path)
    return tmp_path


async def sees(pilot, text):
    """Return once *text* is on the screen."""
    await until(pilot, lambda: text in seen(pilot.app))


def seen(app):
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


def desk_on(data):
    return Desk(Config(), replace(folders(), data=data))


async def test_a_library_that_cannot_be_opened_is_mended_when_asked_to(data):
    (data / NAME).write_bytes(b"rubbish " * 20_000)
    app = Termread(desk_on(data))
    async with app.run_test(size=(100, 30)) as pilot:
        await sees(pilot, "Repair it now? y/n")
        app.desk.library.keep(Reading(Article("Read meanwhile"), Receipt("https://example.com/meanwhile")))
        await pilot.press("y", "enter")
        await sees(pilot, "is repaired")
        assert app.desk.trouble is None
        assert app.desk.library.counts().shelves["all"] == 41
        assert "Story 39" in seen(app)
    app.desk.close()
    assert list(data.glob("library-damaged-*.db"))


async def test_a_library_that_is_found_damaged_later_is_offered_to_be_mended(data):
    connection = sqlite3.connect(data / NAME)
    connection.execute("UPDATE entries SET note = 'x' WHERE id = 40")
    connection.commit()
    connection.close()
    app = Termread(desk_on(data))
    async with app.run_test(size=(100, 30)) as pilot:
        await sees(pilot, "A damaged entry")
        await pilot.press("enter")
        await sees(pilot, "Repair it now? y/n")
        await pilot.press("y", "enter")
        await sees(pilot, "is repaired")
        assert "Story 39" in seen(app)
        assert "A damaged entry" not in seen(app)
    app.desk.close()


@pytest.mark.parametrize("typed", [["y"], ["enter", "y"], ["j", "y", "enter"], ["y", "e", "s", "enter"], ["Y"]])
async def test_one_key_answers_and_what_is_typed_with_it_is_no_command(data, typed):
    (data / NAME).write_bytes(b"rubbish " * 20_000)
    app = Termread(desk_on(data))
    async with app.run_test(size=(100, 30)) as pilot:
        await sees(pilot, "Repair it now? y/n")
        await pilot.press(*typed)
        await sees(pilot, "is repaired")
        assert app.reader is None
        assert app.desk.library.counts().shelves.get("archive", 0) == 0
    app.desk.close()


async def test_enter_asks_again_and_a_key_after_the_answer_is_a_command(data):
    damaged = b"rubbish " * 20_000
    (data / NAME).write_bytes(damaged)
    app = Termread(desk_on(data))
    async with app.run_test(size=(50, 30)) as pilot:
        await sees(pilot, "Repair it now? y/n")
        await pilot.press("enter", "q", "space")
        assert "Repair it now? y/n" in seen(app)
        await pilot.press("n", "question_mark")
        await until(pilot, lambda: type(app.screen).__name__ == "HelpScreen")
    app.desk.close()
    assert (data / NAME).read_bytes() == damaged


async def test_who_says_no_reads_on_and_is_not_asked_again(data):
    damaged = b"rubbish " * 20_000
    (data / NAME).write_bytes(damaged)
    app = Termread(desk_on(data))
    async with app.run_test(size=(100, 30)) as pilot:
        await sees(pilot, "Repair it now? y/n")
        await pilot.press("n", "enter")
        await sees(pilot, "`termread check` repairs it")
        app.shelf.look_again()
        await settled(pilot)
        assert "Repair it now" not in seen(app)
    app.desk.close()
    assert (data / NAME).read_bytes() == damaged


async def test_a_shelf_that_cannot_be_read_on_says_so(data, monkeypatch):
    app = Termread(desk_on(data))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        for size in ("FIRST", "PAGE"):
            monkeypatch.setattr(f"termread.tui.entries.{size}", 10)
        app.shelf.look_again()

        def shelf(*_, **__):
            raise LibraryError("It cannot be read.")

        monkeypatch.setattr(app.desk.library, "shelf", shelf)
        await pilot.press("G")
        await sees(pilot, "It cannot be read.")
    app.desk.close()


async def test_a_library_that_can_only_be_read_says_so_and_is_read(data, monkeypatch):
    def refuse(_):
        error = sqlite3.OperationalError("attempt to write a readonly database")
        error.sqlite_errorcode = sqlite3.SQLITE_READONLY
        raise error

    monkeypatch.setattr("termread.library.db.connection.Database._open_to_write", refuse)
    app = Termread(desk_on(data))
    async with app.run_test(size=(120, 30)) as pilot:
        await sees(pilot, "Story 39")
        assert "The library is read-only, so nothing is saved." in seen(app)
        assert "Story 39" in seen(app)
        await pilot.press("enter")
        await sees(pilot, "0 word 0 word")
    app.desk.close()


async def test_an_article_that_is_open_is_the_same_one_in_the_mended_library(data):
    (data / NAME).write_bytes(b"rubbish " * 20_000)
    page = Path(__file__).parents[1] / "pages" / "opinion" / "page.html"
    app = Termread(desk_on(data), Start((str(page),)))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.reader is not None and "Repair it now? y/n" in seen(app))
        await pilot.press("y", "enter")
        await sees(pilot, "is repaired")
        await pilot.press("B")
        (mark,) = app.desk.library.bookmarks()
        assert app.desk.library.entry(mark.article).address == str(page)
        assert app.desk.library.entry(1).title == "Story 0"
    app.desk.close()


async def test_a_missing_library_is_brought_back_when_asked_to(data):
    (data / NAME).unlink()
    app = Termread(desk_on(data))
    async with app.run_test(size=(110, 30)) as pilot:
        await sees(pilot, "Restore the backup? y/n")
        await pilot.press("enter")
        await sees(pilot, "Restore the backup? y/n")
        app.desk.library.keep(Reading(Article("Read meanwhile"), Receipt("https://example.com/meanwhile")))
        await pilot.press("y", "enter")
        await sees(pilot, "Restored from library-00001")
        assert app.desk.library.counts().shelves["all"] == 41
        assert "Story 39" in seen(app)
    app.desk.close()


async def test_who_wants_a_new_library_beside_a_backup_gets_one_and_is_not_asked_again(data):
    (data / NAME).unlink()
    app = Termread(desk_on(data))
    async with app.run_test(size=(110, 30)) as pilot:
        await sees(pilot, "Restore the backup? y/n")
        await pilot.press("n", "enter")
        await sees(pilot, "Started a new library")
    app.desk.close()
    desk = desk_on(data)
    assert desk.library.shelf() == []
    assert not desk.lost
    desk.close()
    assert len(list((data / "backups").iterdir())) == 1


async def test_who_gives_no_answer_about_a_missing_library_is_asked_again_the_next_time(data):
    (data / NAME).unlink()
    app = Termread(desk_on(data))
    async with app.run_test(size=(110, 30)) as pilot:
        await sees(pilot, "Restore the backup? y/n")
        await pilot.press("escape")
        await sees(pilot, "Nothing is saved this time")
    app.desk.close()
    assert not (data / NAME).exists()
