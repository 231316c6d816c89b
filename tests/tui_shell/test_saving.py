"""Saving an article to a file: beside the keyboard, whole or not at all, and never over a file without asking."""

from __future__ import annotations

from contextlib import asynccontextmanager
from threading import Event

import pytest

from termread.article import Article, Paragraph, Place, Prose
from termread.config import Config, folders
from termread.desk import Desk
from termread.document import Reading, Receipt
from termread.formats import by_suffix
from termread.library.api import Library
from termread.tui.app import Start, Termread
from termread.tui.app.saver import SOON
from waiting import PATIENCE, settled, until


class Pen:
    """Stands for a writer that is slow: it writes a piece, and the next ones only when it may."""

    def __init__(self, monkeypatch) -> None:
        self.may, self.pieces = Event(), 0
        monkeypatch.setattr("termread.write.write_article", self._write)

    def _write(self, *_):
        for _ in range(3):
            self.pieces += 1
            yield b"some words\n"
            self.may.wait(PATIENCE)


@pytest.fixture
def pen(monkeypatch):
    slow = Pen(monkeypatch)
    yield slow
    slow.may.set()


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "copies"
    place.mkdir()
    return place


@pytest.fixture
def target(folder):
    return folder / "story.md"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@asynccontextmanager
async def reading():
    desk = Desk(Config(), folders(), library=Library())
    text = "The harbour was quiet in the morning. " * 20
    story = Article(title="A story", language="en", blocks=tuple(Paragraph(Prose(text)) for _ in range(30)))
    opened = desk.keep(Reading(story, Receipt("https://example.com/story")))
    app = Termread(desk, Start(("https://example.com/story",), opened))
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        yield pilot, app
    desk.close()


async def save(pilot, target):
    await pilot.press("S")
    pilot.app.reader.prompt.query_one("Input").value = str(target)
    await pilot.press("enter")


async def saved(pilot, target):
    await save(pilot, target)
    await settled(pilot)


@pytest.mark.parametrize("end", sorted(by_suffix("one")))
async def test_an_article_is_saved_in_every_format(home, folder, end):
    async with reading() as (pilot, app):
        target = folder / f"story{end}"
        await saved(pilot, target)
        assert target.stat().st_size > 100
        assert app.reader.pager.status.said.text == f"Saved to {target}"
        assert names(folder) == [target.name]


async def test_keys_are_obeyed_while_an_article_is_saved(home, target, pen):
    async with reading() as (pilot, app):
        await save(pilot, target)
        await until(pilot, lambda: pen.pieces)
        await pilot.press(*"jjjjj", "B")
        assert app.reader.pager.viewport.first > Place(-1)
        assert len(app.desk.library.bookmarks()) == 1
        assert not target.exists()
        pen.may.set()
        await settled(pilot)
        assert target.read_text() == "some words\n" * 3


async def test_how_far_it_is_is_told(home, target, pen):
    async with reading() as (pilot, app):
        await save(pilot, target)
        await until(
            pilot,
            lambda: app.reader.pager.status.said and app.reader.pager.status.said.text.startswith("Saving story.md"),
        )
        assert app.reader.pager.status.said.text == "Saving story.md 3 %; esc stops it"
        assert SOON <= 0.3


@pytest.mark.parametrize("before", [(), ("v",), ("/", "h", "a", "r", "enter")], ids=["alone", "selection", "search"])
async def test_escape_stops_it_and_leaves_nothing_behind(home, folder, target, pen, before):
    async with reading() as (pilot, app):
        target.write_text("mine")
        await pilot.press(*before)
        await save(pilot, target)
        await pilot.press("y")
        await until(pilot, lambda: pen.pieces)
        await pilot.press("escape")
        pen.may.set()
        await settled(pilot)
        assert app.reader.pager.status.said.text == "Stopped; story.md was not saved"
        assert target.read_text() == "mine"
        assert names(folder) == [target.name]


async def test_escape_on_the_shelf_stops_it_too(home, folder, target, pen):
    async with reading() as (pilot, app):
        await save(pilot, target)
        await until(pilot, lambda: pen.pieces)
        await pilot.press("s")
        await until(pilot, lambda: app.screen is app.shelf)
        await pilot.press("escape")
        pen.may.set()
        await settled(pilot)
        assert names(folder) == []


async def test_one_is_saved_at_a_time(home, folder, target, pen):
    async with reading() as (pilot, app):
        await save(pilot, target)
        await until(pilot, lambda: pen.pieces)
        await save(pilot, folder / "other.md")
        await pilot.pause()
        assert app.reader.pager.status.said.text == "story.md is still being saved; esc stops it"
        pen.may.set()
        await settled(pilot)
        assert names(folder) == [target.name]


async def test_who_quits_has_it_saved_first(home, target, pen):
    async with reading() as (pilot, app):
        await save(pilot, target)
        await until(pilot, lambda: pen.pieces)
        await pilot.press("q")
        await pilot.pause()
        assert app.is_running
        assert app.reader.pager.status.said.text.endswith("then quitting; esc stops both")
        pen.may.set()
        await until(pilot, lambda: app.left_with == 0)
    assert target.read_text() == "some words\n" * 3


async def test_who_quits_twice_quits_without_it(home, folder, target, pen, monkeypatch):
    monkeypatch.setattr("termread.tui.app.saver.PATIENCE", 0)
    async with reading() as (pilot, app):
        await save(pilot, target)
        await until(pilot, lambda: pen.pieces)
        await pilot.press("q", "q")
        await until(pilot, lambda: app.left_with == 0)
        pen.may.set()
        app.saver._thread.join(PATIENCE)
    assert names(folder) == []


async def test_escape_after_quit_stays(home, folder, target, pen):
    async with reading() as (pilot, app):
        await save(pilot, target)
        await until(pilot, lambda: pen.pieces)
        await pilot.press("q", "escape")
        pen.may.set()
        await settled(pilot)
        assert app.left_with is None
        assert names(folder) == []


async def ask_to_overwrite(pilot, target):
    target.write_text("mine", encoding="utf-8")
    await save(pilot, target)
    await pilot.pause()
    assert pilot.app.reader.pager.status.prompt == f"Overwrite? y/n ({target.name} exists)"


@pytest.mark.parametrize(
    "typed", [["y"], ["enter", "y"], ["j", "y", "enter"], ["y", "e", "s", "enter"], ["Y", "E", "S"]]
)
async def test_yes_overwrites_and_does_nothing_else(home, target, typed):
    async with reading() as (pilot, app):
        await ask_to_overwrite(pilot, target)
        place = app.reader.pager.viewport.first
        await pilot.press(*typed)
        await settled(pilot)
        assert target.read_text(encoding="utf-8") != "mine"
        assert app.reader.pager.viewport.first == place
        assert app.desk.library.entry(app.reader.entry).state != "archived"
        assert app.reader.pager.status.prompt == ""


@pytest.mark.parametrize("typed", [["n"], ["n", "o", "enter"], ["enter", "n"], ["escape"], ["x", "escape"]])
async def test_no_overwrites_nothing(home, target, typed):
    async with reading() as (pilot, app):
        await ask_to_overwrite(pilot, target)
        await pilot.press(*typed)
        await settled(pilot)
        assert target.read_text(encoding="utf-8") == "mine"
        assert not app.reader.prompt.asking


async def test_enter_asks_again(home, target):
    async with reading() as (pilot, app):
        await ask_to_overwrite(pilot, target)
        await pilot.press("enter", "enter", "space", "q")
        assert app.reader.pager.status.prompt.startswith("Overwrite? y/n")
        assert target.read_text(encoding="utf-8") == "mine"


async def test_after_the_answer_keys_are_commands_again(home, target):
    async with reading() as (pilot, app):
        await ask_to_overwrite(pilot, target)
        await pilot.press("n", "e")
        await pilot.pause()
        assert app.desk.library.entry(app.reader.entry).state == "archived"


async def test_a_file_that_is_replaced_keeps_its_permissions_and_its_link(home, folder, target):
    async with reading() as (pilot, _):
        own = folder / "own.md"
        own.write_text("mine")
        own.chmod(0o640)
        target.symlink_to(own)
        await save(pilot, target)
        await pilot.press("y")
        await settled(pilot)
        assert target.is_symlink()
        assert "A story" in own.read_text()
        assert own.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("story.doc", "Not saved: end the name in .txt"),
        ("story", "Not saved: end the name in .txt"),
        ("nowhere/story.md", "No such file or directory"),
        ("x" * 300 + ".md", "File name too long"),
        ("~nobody-of-this-name/story.md", "No such file or directory"),
    ],
)
async def test_what_cannot_be_saved_is_told_in_a_sentence(home, folder, monkeypatch, name, why):
    monkeypatch.chdir(folder)
    async with reading() as (pilot, app):
        await saved(pilot, name)
        assert app.reader.pager.status.said.role == "error"
        assert why in app.reader.pager.status.said.text
    assert names(folder) == []


async def test_a_name_that_is_no_format_is_refused_before_the_question(home, folder):
    async with reading() as (pilot, app):
        (folder / "story.pdf").write_text("mine")
        await saved(pilot, folder / "story.pdf")
        assert app.reader.pager.status.prompt == ""
        assert app.reader.pager.status.said.text.startswith("Not saved: end the name in")
