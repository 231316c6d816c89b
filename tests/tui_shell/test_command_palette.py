"""The command palette: what it finds and in which order, how fast, and themes tried out in it."""

from __future__ import annotations

from threading import Event

import pytest
from test_shell_stories import PAGE, library, press, running, seen

from termread.config.file import parse
from termread.tui.app import Start
from termread.tui.dialogs.palette import HINTS, Offer, Offers, PaletteScreen
from waiting import settled, until


def words(app):
    return [offer.words for offer in (*app.screen._found, *app.screen._later)]


async def opened(pilot, typed=""):
    await pilot.press("ctrl+p")
    await until(pilot, lambda: isinstance(pilot.app.screen, PaletteScreen) and pilot.app.screen._found)
    await pilot.press(*typed)
    await until(pilot, lambda: pilot.app.screen.query_one("Answer").value == typed)
    await settled(pilot)
    await pilot.pause(0.1)


def test_first_letters_find_and_words_count_more():
    offers = Offers([Offer(each, print) for each in ("Go to the end", "Save as Text", "Get a title", "The gate")])
    assert [each.words for each in offers.matching("gt")] == ["Go to the end", "Get a title"]
    assert [each.words for each in offers.matching("ti")] == ["Get a title"]
    assert [each.words for each in offers.matching("te")] == ["Save as Text", "The gate", "Go to the end"]
    assert offers.matching("zz") == []
    assert len(offers.matching("  ")) == 4


def test_of_ten_thousand_offers_the_best_come_first():
    offers = Offers([Offer(f"Story {n} of the harbour, with ferries and cafés", print) for n in range(10_000)])
    assert [each.words[:10] for each in offers.matching("story 99")[:2]] == ["Story 99 o", "Story 990 "]
    assert offers.matching("zzz") == []


async def test_it_does_not_wait_for_the_library(monkeypatch):
    async with running(library("Quiet ports")) as (app, pilot):
        gate = Event()
        find = app.desk.library.shelf

        def slow(*given, **narrowed):
            if "words" in narrowed:
                gate.wait(10)
            return find(*given, **narrowed)

        monkeypatch.setattr(app.desk.library, "shelf", slow)
        await pilot.press("ctrl+p", *"quiet")
        await until(pilot, lambda: app.screen.query_one("Answer").value == "quiet")
        assert words(app) == []
        gate.set()
        await until(pilot, lambda: words(app) == ["Quiet ports · Courier"])
        await pilot.press("enter")
        await until(pilot, lambda: app.reader is not None)


async def test_what_is_found_once_the_palette_closes_is_left_alone():
    async with running(library("Quiet ports")) as (app, pilot):
        await pilot.press("ctrl+p")
        palette, asked = app.screen, []
        palette.offers.later = lambda query, take: asked.append(take)
        await pilot.press("q")
        await until(pilot, lambda: asked)
        await palette.query_one("Answer").remove()
        asked[0]([])


async def test_headings_and_themes_are_found_there():
    async with running(config=parse('[themes.forest]\ntext = "#ffffff"'), start=Start((PAGE,))) as (app, pilot):
        await opened(pilot, "what happened")
        assert words(app)[0] == "What happened next"
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.reader)
        await opened(pilot, "forest")
        assert words(app)[0] == "Theme: forest"


async def test_a_theme_shows_while_one_moves_and_esc_takes_it_back():
    async with running(start=Start((PAGE,))) as (app, pilot):
        before = app.palette.name
        await opened(pilot, "theme:")
        assert (words(app)[0], app.palette.name) == ("Theme: auto", before)
        await pilot.press("down")
        await until(pilot, lambda: app.palette.name == "paper")
        assert app.reader.pager.inks.theme.name == app.screen.list.inks.theme.name == "paper"
        await pilot.press("down", "escape")
        await until(pilot, lambda: app.screen is app.reader)
        assert app.palette.name == app.reader.pager.inks.theme.name == before
        assert app.desk.look.theme == "auto"
        await opened(pilot, "theme:")
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: app.desk.look.theme == "sepia")
        assert app.palette.name == "sepia"


async def test_what_was_used_last_comes_first_and_is_remembered():
    kept = library("Quiet ports")
    async with running(kept) as (app, pilot):
        await opened(pilot, "sort")
        await press(pilot, "enter")
        await opened(pilot, "theme: paper")
        await press(pilot, "enter")
        await opened(pilot)
        assert words(app)[0] == "Theme: paper"
        assert words(app)[1].startswith("Next order")
        assert kept.setting("palette") == "theme:paper sort"


@pytest.mark.parametrize("size", [(40, 24), (30, 10), (200, 50)])
async def test_it_is_whole_on_any_screen(size):
    async with running(start=Start((PAGE,)), size=size) as (app, pilot):
        await opened(pilot, "theme")
        shown = seen(app)
        rows = [row.strip("│ ") for row in shown.split("\n")]
        assert "╰" in shown
        assert "╯" in shown
        assert all(any(hint in row for row in rows) for hint in HINTS)
        assert any("Theme: auto" in row and "theme" in row.split("auto")[1] for row in rows)
        assert app.screen.list.size.height >= 2


async def test_the_keys_stand_beside_the_words():
    async with running(start=Start((PAGE,))) as (app, pilot):
        await opened(pilot, "go back")
        (row,) = (line for line in seen(app).split("\n") if "Go back" in line)
        assert "backspace ctrl-o alt-←" in row


async def test_nothing_is_offered_over_a_dialog():
    async with running(start=Start((PAGE,))) as (app, pilot):
        await press(pilot, "o")
        await press(pilot, "ctrl+p")
        assert not isinstance(app.screen, PaletteScreen)
