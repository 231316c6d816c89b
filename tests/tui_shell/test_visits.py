"""What a search, a mark or an address leads to is a visit: the place where one reads stays where it was."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from termread.article import Article, Mark, Paragraph, Place, Prose
from termread.config import Config, folders
from termread.desk import Desk
from termread.document import Reading, Receipt
from termread.layout.passages import passage
from termread.library.api import Library
from termread.tui.app import Start, Termread
from termread.tui.shelf.screen import ShelfScreen
from waiting import settled, until

HOME = Place(10)
FRAGMENT = "https://example.com/late#:~:text=A%20zeppelin"


def story(title: str, *first: Paragraph) -> Article:
    filler = tuple(Paragraph(Prose(f"Nothing of note, number {n}. " * 20)) for n in range(60))
    found = Paragraph(Prose("A zeppelin came at last." if title == "Late" else "Nothing came."))
    return Article(title=title, language="en", blocks=(*first, *filler[:40], found, *filler[40:]))


@asynccontextmanager
async def begun(start: Start | None = None):
    """Two kept stories, of which "Late" was read to HOME; Leads to it by a link."""
    kept = Library()
    link = Paragraph(Prose("A link", (Mark(2, 6, "link", FRAGMENT),)))
    kept.keep(Reading(story("Leads", link), Receipt("https://example.com/leads")))
    late = kept.keep(Reading(story("Late"), Receipt("https://example.com/late")))
    kept.read_to(late.id, HOME, 0.2)
    kept.add_highlight(late.id, passage(kept.article(late.id), Place(40, 2), Place(40, 10)))
    desk = Desk(Config(), folders(), library=kept)
    app = Termread(desk, start)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        yield app, pilot, late.id
    desk.close()


async def press(pilot, *keys):
    await pilot.press(*keys)
    await settled(pilot)


async def search(app, pilot):
    await press(pilot, "escape", "F", *"zeppelin")
    await until(pilot, lambda: app.screen.rows.count == 1)
    await press(pilot, "enter", "enter")


async def highlights(app, pilot):
    while app.screen.shelf.tab.name != "marks":
        await press(pilot, "tab")
    await press(pilot, "enter")


@pytest.mark.parametrize("way", [search, highlights])
async def test_what_the_shelf_leads_to_is_a_visit(way):
    async with begun() as (app, pilot, late):
        await way(app, pilot)
        assert app.reader.pager.viewport.sees(Place(40))
        await press(pilot, "q")
        assert app.desk.library.entry(late).place == HOME
        await way(app, pilot)
        await press(pilot, "backspace")
        assert app.reader.pager.viewport.place == HOME
        await press(pilot, "q")
        assert app.desk.library.entry(late).place == HOME


@pytest.mark.parametrize("way", [search, highlights])
async def test_who_reads_on_from_there_reads_there(way):
    async with begun() as (app, pilot, late):
        await way(app, pilot)
        await press(pilot, "j", "q")
        assert app.desk.library.entry(late).place > Place(38)


async def test_a_visit_to_an_open_article_leads_back_to_where_it_was_read():
    async with begun() as (app, pilot, late):
        await press(pilot, "enter", "space")
        assert app.reader.entry == late
        read = app.reader.pager.viewport.place
        await press(pilot, "s")
        await search(app, pilot)
        assert app.reader.pager.viewport.sees(Place(40))
        await press(pilot, "backspace")
        assert app.reader.pager.viewport.place == read
        await press(pilot, "s")
        assert app.desk.library.entry(late).place == read


async def test_a_text_fragment_that_is_followed_leads_back_to_the_page_with_the_link():
    async with begun() as (app, pilot, late):
        await press(pilot, "j", "enter")
        leads = app.reader.entry
        await press(pilot, "tab", "enter")
        assert app.reader.entry == late != leads
        assert app.reader.pager.viewport.sees(Place(40))
        await press(pilot, "backspace")
        assert app.reader.entry == leads
        assert app.desk.library.entry(late).place == HOME


async def test_a_text_fragment_on_the_command_line_is_a_visit():
    async with begun(Start((FRAGMENT,))) as (app, pilot, _):
        assert app.reader.pager.viewport.sees(Place(40))
        await press(pilot, "backspace")
        assert app.reader.pager.viewport.place == HOME


async def test_leaving_the_program_from_a_visit_keeps_the_place():
    async with begun() as (app, pilot, late):
        assert isinstance(app.screen, ShelfScreen)
        await search(app, pilot)
        app.save()
        assert app.desk.library.entry(late).place == HOME
        await press(pilot, "space")
        app.save()
        assert app.desk.library.entry(late).place > Place(38)
