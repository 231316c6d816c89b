"""U undoes what was done here, and says what and where; ctrl-r does it again."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from termread.article import Article, Mark, Paragraph, Prose
from termread.config import Config, folders
from termread.desk import Desk
from termread.document import Reading, Receipt
from termread.library.api import Library
from termread.tui.app import Termread
from termread.tui.messages import ReadAgain
from waiting import settled

LINK = "https://example.com/linked"


class Engine:
    """Answers every order with an article, in which the charset can be seen."""

    def run(self, order):
        told = Article(title="Linked", blocks=(Paragraph(Prose(f"In {order.charset}. " * 9)),))
        yield Reading(told, Receipt(order.address, charset=order.charset or "utf-8", data=b"x"))

    def start(self): ...
    def cancel(self): ...
    def close(self): ...


@pytest.fixture(params=["on disk", "in memory"])
def kept(request, tmp_path):
    library = Library(tmp_path / "data" if request.param == "on disk" else None)
    for number in (1, 2):
        link = Paragraph(Prose(f"A link in story {number}. " * 9, (Mark(2, 6, "link", LINK),)))
        text = tuple(Paragraph(Prose("Nothing of note. " * 30)) for _ in range(20))
        told = Article(title=f"Story {number}", language="en", blocks=(link, *text))
        library.keep(Reading(told, Receipt(f"https://example.com/{number}", charset="utf-8", data=_packed(b"x"))))
    return library


@asynccontextmanager
async def running(kept, monkeypatch):
    monkeypatch.setattr("termread.tui.app.tasks.Engine", lambda _: Engine())
    desk = Desk(Config(), folders(), library=kept, engine=Engine())
    app = Termread(desk)
    async with app.run_test(size=(90, 24)) as pilot:
        await settled(pilot)
        yield app, pilot
    desk.close()


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settled(pilot)
    await settled(pilot)
    view = getattr(pilot.app.screen, "view", None)
    if view is not None:
        return "\n".join(view.render_line(y).text.rstrip() for y in range(view.size.height))
    return "\n".join(strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips())


def _packed(data):
    import zlib

    return zlib.compress(data)


async def test_each_article_undoes_its_own(kept, monkeypatch):
    async with running(kept, monkeypatch) as (app, pilot):
        await press(pilot, "enter", ";", "H", "B")
        second = app.reader.entry
        await press(pilot, "s", "j", "enter")
        first = app.reader.entry
        assert first != second
        await press(pilot, "#", *"news", "enter")
        assert "Undone: tags of “Story 1”" in await press(pilot, "U")
        assert "Nothing to undo in this article" in await press(pilot, "U")
        assert len(kept.bookmarks(second)) == len(kept.highlights(second)) == 1
        assert "Redone: tags of “Story 1”" in await press(pilot, "ctrl+r")
        assert kept.entry(first).tags == ("news",)
        assert "Nothing to redo in this article" in await press(pilot, "ctrl+r")
        assert "Nothing to undo on the shelf" in await press(pilot, "s", "U")


async def test_a_collected_link_is_undone(kept, monkeypatch):
    async with running(kept, monkeypatch) as (app, pilot):
        await press(pilot, "enter", "tab", "c")
        assert kept.find(LINK).has_text
        assert "Undone: saving “link” for later" in await press(pilot, "U")
        assert kept.find(LINK) is None
        await press(pilot, "ctrl+r")
        assert kept.find(LINK).has_text
        assert app.reader.article.title == "Story 2"


async def test_a_link_whose_collecting_was_undone_does_not_come_back_with_its_text(kept, monkeypatch):
    class Slow(Engine):
        def run(self, order):
            kept.undo(kept.find("https://example.com/2").id)
            yield from super().run(order)

    async with running(kept, monkeypatch) as (_, pilot):
        monkeypatch.setattr("termread.tui.app.tasks.Engine", lambda _: Slow())
        await press(pilot, "enter", "tab", "c")
        assert kept.find(LINK) is None


async def test_the_charset_is_undone_on_the_page(kept, monkeypatch):
    async with running(kept, monkeypatch) as (app, pilot):
        await press(pilot, "enter")
        app.screen.post_message(ReadAgain(app.screen.entry, "koi8-r"))
        assert "In koi8-r." in await press(pilot)
        shown = await press(pilot, "U")
        assert "Undone: charset of “Story 2”" in shown
        assert "A link in story 2." in shown
        assert "In koi8-r." in await press(pilot, "ctrl+r")


async def test_the_shelf_undoes_what_it_did(kept, monkeypatch):
    async with running(kept, monkeypatch) as (_, pilot):
        await press(pilot, "enter", "B", "s", "asterisk", "D")
        assert "Undone: deleting “Story 2”" in await press(pilot, "U")
        assert "Undone: adding “Story 2” to the favorites" in await press(pilot, "U")
        assert "Nothing to undo on the shelf" in await press(pilot, "U")
        assert len(kept.bookmarks()) == 1
        assert "Redone: adding “Story 2” to the favorites" in await press(pilot, "ctrl+r")


async def test_a_mark_removed_on_the_shelf_is_undone_there(kept, monkeypatch):
    async with running(kept, monkeypatch) as (app, pilot):
        await press(pilot, "enter", "B", "s", "shift+tab", "shift+tab")
        while app.screen.shelf.tab.name != "marks":
            await press(pilot, "tab")
        await press(pilot, "D")
        assert kept.bookmarks() == []
        assert "Undone: removing a bookmark in “Story 2”" in await press(pilot, "U")
        assert len(kept.bookmarks()) == 1


async def test_a_long_title_leaves_what_was_undone_in_sight(kept, monkeypatch):
    told = Article(title="A title that goes on and on " * 9, blocks=(Paragraph(Prose("Text. " * 99)),))
    kept.keep(Reading(told, Receipt("https://example.com/long")))
    async with running(kept, monkeypatch) as (app, pilot):
        await pilot.resize_terminal(40, 20)
        await press(pilot, "enter", "B")
        assert app.reader.article.title == told.title
        assert "Undone: bookmark in “A title" in await press(pilot, "U")


def test_the_keys_of_every_preset_are_free_of_clashes():
    from dataclasses import replace

    from termread.commands.keymaps import PRESETS, clashes, keys_of

    for preset in PRESETS:
        keys = keys_of(replace(Config(), keymap=preset))
        assert list(clashes(keys)) == []
        assert keys["redo"]
