"""The shelf without a framework: what it obeys, what it leaves to the app, and that both draw the same cells."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from termread.article import Article, Paragraph, Prose
from termread.config import Config, folders
from termread.desk import Desk
from termread.document import Reading, Receipt
from termread.library.api import Library
from termread.tui.app import Start, Termread
from termread.tui.page.article import EarlyArticle
from termread.tui.page.early import Early
from termread.tui.page.tty import keys_in
from termread.tui.shelf.early import EarlyShelf, shelf_of
from termread.values import replace
from waiting import settled


def desk_with(count: int, theme: str = "paper") -> Desk:
    library = Library()
    for number in reversed(range(count)):
        text = (Paragraph(Prose(f"{number}. A paragraph of some words. " * 40)),)
        story = Article(title=f"Story {number} 记者", site="example.com", language="en", blocks=text)
        kept = library.keep(Reading(story, Receipt(f"https://example.com/{number}")))
        if number == 3:
            library.set_tags(kept.id, ["sea"])
    return Desk(replace(Config(), theme=theme), folders(), library=library)


def typed(shelf: EarlyShelf, keys: str):
    """Type *keys*; returns what shows then, and which of them are left to the app."""
    shown, rest = shelf, list(keys_in(keys.encode()))
    while rest and (following := shown.key(rest[0])) is not None:
        if following is not shown:
            following.resize(100, 40)
        shown = following
        rest.pop(0)
    return shown, "".join(key.character or key.key for key in rest)


def seen(shelf: EarlyShelf) -> str:
    shelf.resize(100, 40)
    return "\n".join(row.text.rstrip() for row in shelf.frame())


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("jjk", "▌ Story 1"),
        ("G", "12 of 12"),
        ("Gg", "1 of 12"),
        (" ", "12 of 12"),
        ("/ory 7", "/ ory 7"),
        ("/ory 7x\x7f\rj", "▌ Story 7"),
        ("/nothing\r", "Nothing here matches"),
        ("/ory 7\x1b", "/ory 7   esc: show all"),
        ("/ory 7\r\x1b", "1 of 12"),
        ("/\x7fj", "2 of 12"),
        ("\t", "Your inbox is empty"),
        ("\x1b[Z\x1b[Z", "#sea"),
        ("\x1b[Z\x1b[Z\r", "▌ Story 3"),
        (",", "Newest first"),
    ],
)
def test_what_needs_only_the_shelf_is_obeyed(home, keys, shown):
    shelf = EarlyShelf(desk_with(12))
    shelf.resize(100, 40)
    assert typed(shelf, keys) == (shelf, "")
    assert shown in seen(shelf)


@pytest.mark.parametrize(
    ("keys", "left"),
    [("jD", "D"), ("*q", "*q"), ("Fword", "Fword"), ("j?q", "?q"), ("/st\x01x", "ctrl+ax"), ("xj", "xj")],
)
def test_the_rest_waits_for_the_app_in_order_and_changes_nothing(home, keys, left):
    shelf = EarlyShelf(desk_with(12))
    shelf.resize(100, 40)
    before = shelf.desk.library.counts()
    assert typed(shelf, keys) == (shelf, left)
    assert shelf.desk.library.counts() == before


def test_enter_opens_the_article_at_once(home):
    shelf = EarlyShelf(desk_with(12))
    shelf.resize(100, 40)
    shown, rest = typed(shelf, "jj\rj")
    assert isinstance(shown, EarlyArticle)
    assert rest == ""
    assert any("Story 2" in row.text for row in shown.frame())


@pytest.mark.parametrize(("keys", "status"), [("jq", 0), ("j\x03", 130), ("/abc\x03", 130)])
def test_leaving_ends_the_program(home, keys, status):
    with pytest.raises(SystemExit) as end:
        typed(EarlyShelf(desk_with(12)), keys)
    assert end.value.code == status


def cells(pieces):
    """Return each cell with its colors; a blank shows only its ground."""
    found = []
    for text, colour, ground, bold in pieces:
        for character in text:
            shown = (character, colour, ground, bold) if character.strip() else (" ", None, ground, False)
            found += [shown] * cell_len(character)
    return found


@pytest.mark.parametrize(("columns", "rows"), [(40, 12), (100, 40), (200, 50)])
@pytest.mark.parametrize("theme", ["paper", "night"])
@pytest.mark.parametrize("keys", ["", "jj", "/ory", "/ory 3\r", "\t", "\x1b[Z"])
async def test_the_app_goes_on_where_it_was_cell_for_cell(home, columns, rows, theme, keys):
    desk = desk_with(12, theme)
    shelf = EarlyShelf(desk)
    shelf.resize(columns, rows)
    typed(shelf, keys)
    shelf.rest()
    drawn = [cells((text, ink.colour, ink.ground, ink.bold) for text, ink in row.pieces) for row in shelf.frame()]
    app = Termread(desk, Start(early=Shown(shelf)))
    async with app.run_test(size=(columns, rows)) as pilot:
        await settled(pilot)
        strips = [
            cells(
                (text, style.color and style.color.name, style.bgcolor and style.bgcolor.name, bool(style.bold))
                for text, style, _ in strip
                if text and style
            )
            for strip in app.screen._compositor.render_strips()
        ]
    if keys == "/ory":  # the framework mixes the color of the question itself, and rounds it
        strips[-1], drawn[-1] = ([(cell[0], *cell[2:]) for cell in row] for row in (strips[-1], drawn[-1]))
    assert strips == drawn


class Shown(Early):
    """An early driver that has stopped."""

    def __init__(self, shelf: EarlyShelf) -> None:
        super().__init__(shelf, SystemExit)

    def hand_over(self) -> None:
        """Nothing runs."""


def test_a_driver_that_failed_hands_nothing_over(home):
    shelf = EarlyShelf(desk_with(3))
    early = Shown(shelf)
    assert shelf_of(early, shelf.desk, shelf.inks.theme) is shelf
    early.failed = True
    assert shelf_of(early, shelf.desk, shelf.inks.theme) is not shelf


@pytest.mark.parametrize(
    ("y", "cursor"), [(0, 0), (4, 0), (5, 0), (8, 1), (9, 1), (11, 2), (18, 4), (19, 0)]
)  # the last row says something else
async def test_a_click_moves_the_cursor_to_the_entry_below_the_mouse(home, y, cursor):
    app = Termread(desk_with(12), Start())
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        assert app.screen.rows.cursor == 0
        await pilot.click(offset=(10, y))
        await settled(pilot)
        if (y, cursor) == (5, 0):
            assert app.reader is not None  # it was there already
        else:
            assert app.screen.rows.cursor == cursor
