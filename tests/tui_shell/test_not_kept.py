"""Where nothing can be kept, every key that keeps something says so, and no key says so that keeps nothing."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from termread.article import Article, Figure, Paragraph, Prose
from termread.config import Config, folders
from termread.desk import Desk
from termread.document import Reading, Receipt
from termread.tui.app import Termread
from waiting import settled

NOT_KEPT = "Not kept after you quit: "


@asynccontextmanager
async def running(home):
    (home / "data").write_text("a file stands where the library would be")
    desk = Desk(Config(), folders())
    text = tuple(Paragraph(Prose("Nothing of note. " * 30)) for _ in range(20))
    story = Article(title="Story", language="en", blocks=(*text, Figure(Prose("A boat."))))
    desk.keep(Reading(story, Receipt("https://example.com/1", charset="utf-8")))
    assert desk.temporary
    app = Termread(desk)
    async with app.run_test(size=(110, 24)) as pilot:
        await settled(pilot)
        yield app, pilot
    desk.close()


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settled(pilot)
    return shown(pilot.app)


def shown(app):
    view = getattr(app.screen, "view", None)
    if view is not None:
        return "\n".join(view.render_line(y).text.rstrip() for y in range(view.size.height))
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("H U", "undone: highlight in “Story”"),
        ("H U ctrl+r", "redone: highlight in “Story”"),
        ("J", "justified"),
        ("full_stop", "loose lines"),
        ("minus", "68 columns wide"),
        ("plus", "76 columns wide"),
        ("equals_sign", "72 columns wide"),
        ("T", "theme: "),
    ],
)
async def test_in_an_article(home, keys, said):
    async with running(home) as (_, pilot):
        await press(pilot, "enter", "semicolon")
        assert NOT_KEPT + said in await press(pilot, *keys.split())


async def test_the_status_row_that_hides_is_told_beside_it(home):
    async with running(home) as (app, pilot):
        await press(pilot, "enter", "z")
        await press(pilot, "z")
        told = [each.message for each in app._notifications]
        assert told[-2:] == [NOT_KEPT + "status row hidden", NOT_KEPT + "status row shown"]


async def test_what_is_said_is_seen_where_the_status_row_is_hidden(home):
    async with running(home) as (_, pilot):
        await press(pilot, "enter", "semicolon", "z")
        assert NOT_KEPT + "bookmarked “Story”" in await press(pilot, "B")
        last = (await press(pilot, "j")).split("\n")[-1]
        assert "Not kept" not in last


async def test_what_did_nothing_is_not_said_to_be_lost(home):
    async with running(home) as (_, pilot):
        for keys in (("U",), ("ctrl+r",), ("enter", "U"), ("ctrl+r",)):
            text = await press(pilot, *keys)
            assert "Nothing to " in text
            assert "Not kept" not in text


async def test_in_the_list_of_marks(home):
    async with running(home) as (app, pilot):
        await press(pilot, "enter", "B", "semicolon", "down", "H", "apostrophe")
        assert NOT_KEPT + "named “sea”" in await press(pilot, "plus", *"sea", "enter")
        assert "enter: go there" in await press(pilot, "down")
        assert NOT_KEPT + "note saved" in await press(pilot, "plus", *"wave", "enter")
        assert NOT_KEPT + "highlight removed" in await press(pilot, "minus")
        assert NOT_KEPT + "bookmark removed" in await press(pilot, "minus")
        assert app.desk.library.bookmarks() == app.desk.library.highlights() == []


async def test_on_the_shelf(home):
    async with running(home) as (_, pilot):
        await press(pilot, "asterisk")
        assert NOT_KEPT + "undone: adding “Story” to the favorites" in await press(pilot, "U")
        assert NOT_KEPT + "redone: adding “Story” to the favorites" in await press(pilot, "ctrl+r")
        assert NOT_KEPT + "theme: " in await press(pilot, "T")
