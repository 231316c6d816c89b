"""The way back from an article that was asked for by its address, or chosen among those that are open."""

from __future__ import annotations

from pathlib import Path

from termread.config import Config, folders
from termread.desk import Desk
from termread.library.api import Library
from termread.tui.app import Start, Termread
from waiting import settled

PAGES = Path(__file__).parents[1] / "pages"


async def test_back_leads_to_the_article_before(home):
    desk = Desk(Config(), folders(), library=Library())
    app = Termread(desk, Start((str(PAGES / "opinion" / "page.html"),)))
    async with app.run_test(size=(90, 30)) as pilot:
        await settled(pilot)
        first = app.reader.entry
        await pilot.press("o", *str(PAGES / "wire" / "page.html"), "enter")
        await settled(pilot)
        second = app.reader.entry
        assert second != first
        await pilot.press("backspace")
        await settled(pilot)
        assert app.reader.entry == first
        await pilot.press("alt+right")
        await settled(pilot)
        assert app.reader.entry == second
        await pilot.press("A", "enter")
        await settled(pilot)
        assert app.reader.entry == first
        await pilot.press("backspace")
        await settled(pilot)
        assert app.reader.entry == second
    desk.close()
