"""A desk with a library in memory, an article with everything in it, and an app that holds one reader."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.app import App

from termread.article import (
    Anchor,
    Article,
    Cell,
    Code,
    Cut,
    Figure,
    Footnote,
    Footnotes,
    Heading,
    Item,
    Listing,
    Mark,
    Note,
    Paragraph,
    Place,
    Prose,
    Quote,
    Rule,
    Table,
)
from termread.config import Config, folders
from termread.desk import Desk, Opened
from termread.document import Reading, Receipt
from termread.library.api import Library
from termread.palette import THEMES
from termread.tui.reader import ReaderScreen
from termread.tui.terms import textual_theme
from waiting import idle

LONG = "The harbour wakes before the town does. Boats come in with the tide, and the market opens at their side. "


def paragraph(text, *marks):
    return Paragraph(Prose(text, marks))


def an_article(**changes):
    blocks = (
        Note("editor", (paragraph("This page was written for a test."),)),
        paragraph(
            "A first line with a link in it, and a note. " + LONG,
            Mark(20, 24, "link", "https://example.com/far"),
            Mark(38, 42, "link", "#note"),
        ),
        paragraph(LONG * 3),
        Heading(2, Prose("The market")),
        *(paragraph(f"Paragraph {n}. " + LONG * 2) for n in range(12)),
        Quote((paragraph("Nobody sleeps past five, says the café owner."),), "A café owner"),
        Heading(2, Prose("The boats")),
        Listing(False, (Item(Prose("A blue one")), Item(Prose("A red one")))),
        Table(tuple(tuple(Cell(Prose(f"r{r}c{c} some longer words"), r == 0) for c in range(8)) for r in range(4))),
        Code("ls -l " + "x" * 120 + "\nls"),
        Figure(Prose("The harbour at dawn."), "Own picture", "", "https://example.com/harbour.png", 600, 400),
        Rule(),
        *(paragraph(f"Later {n}. " + LONG * 2) for n in range(12)),
        Footnotes((Footnote("1", Prose("Seen from the pier.")),)),
    )
    article = Article(
        title="The harbour at five in the morning",
        byline="A Reporter",
        language="en",
        published="2026-03-01",
        site="Example News",
        url="https://example.com/harbour",
        blocks=blocks,
        anchors=(Anchor("note", Place(len(blocks) - 1)),),
        cut=(Cut("advertisement", "Buy a boat today", 2),),
    )
    return replace(article, **changes)


@pytest.fixture(autouse=True)
def certain(monkeypatch):
    """Wait until all is done that a key leads to, and not for a while."""
    for place in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{place}.wait_for_idle", idle)


@pytest.fixture
def article():
    return an_article()


class Bench(App):
    """Holds one reader and remembers what it asks for."""

    def __init__(self, desk, opened, **options):
        super().__init__()
        self.desk, self.opened, self.options = desk, opened, options
        self.asked = []
        self.copied = None

    def on_mount(self):
        for theme in THEMES.values():
            self.register_theme(textual_theme(theme))
        self.theme = "termread-paper"
        self.reader = ReaderScreen(self.desk, self.opened, self.desk.look, THEMES["paper"], **self.options)
        self.push_screen(self.reader)

    def action_theme(self):
        self.reader.set_look(replace(self.reader.look, theme="night"), THEMES["night"])

    def copy_to_clipboard(self, text):
        self.copied = text

    def remember(self, message):
        self.asked.append(message)

    on_open_address = on_open_entry = on_browse = on_collect = on_read_again = remember
    on_leave_article = on_show_shelf = on_look_changed = remember


@pytest.fixture
def reading(home, monkeypatch):
    """Give a function that opens an article: `async with reading(article) as (pilot, reader)`."""
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)

    @asynccontextmanager
    async def open_it(article=None, *, size=(80, 24), place=None, **options):
        desk = Desk(Config(), folders(), library=Library())
        receipt = Receipt(
            "https://example.com/harbour", "https://example.com/harbour", "text/html", "utf-8", "meta", 999
        )
        opened = desk.keep(Reading(article or an_article(), receipt))
        if place is not None:
            desk.library.read_to(opened.kept.id, place, 0.5)
            opened = Opened(desk.library.entry(opened.kept.id), opened.article)
        app = Bench(desk, opened, **options)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield pilot, app.reader

    return open_it
