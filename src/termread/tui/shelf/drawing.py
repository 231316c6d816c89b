"""How the shelf divides the screen, and its rows but for the list and the preview. It knows no Textual."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from termread.layout.geometry import fit, status_row
from termread.palette import Ink, Role
from termread.text import width
from termread.tui.page.rows import Inks, Row, joined
from termread.tui.shelf.contents import Tab, fitting

LIST = 84
"""Cells that the text of the list is wide where the screen has them."""
SPLIT = 140
"""From this many columns on, a preview stands beside the list."""
NARROWEST, WIDEST = 48, 70
"""Cells that the text of the preview is wide."""
GAP = 5
"""Cells between the list and the preview, with a line in the middle."""
MARGIN = 3
"""Cells on either side, the cursor's included, where the screen is narrow."""
CURSOR = 2
"""Cells of the cursor on either side of the list's text."""


class Panes(NamedTuple):
    """How wide the text of the list and of the preview is, and where the first begins; no preview has no width."""

    left: int
    list: int
    preview: int

    @property
    def room(self) -> int:
        """The cells from the beginning of the list to the end of the preview."""
        return self.list + GAP + self.preview if self.preview else self.list


def panes(columns: int) -> Panes:
    """Return how a screen of *columns* cells is divided."""
    room = columns - 2 * MARGIN if columns > 3 * MARGIN else columns
    preview = max(NARROWEST, min(WIDEST, room - LIST - GAP)) if columns >= SPLIT else 0
    taken = preview + GAP if preview else 0
    list_ = min(LIST, room - taken)
    return Panes(max(0, (columns - list_ - taken) // 2), list_, preview)


def heads(inks: Inks, columns: int, found: Panes, tab: Tab, counted: Mapping[Tab, int]) -> list[Row]:
    """Return the name of the program, how much is saved or else unread, and the *counted* tabs, the one that shows in weight."""
    ink, plain, margin = inks.ink, inks.ink(), " " * found.left
    nothing = joined((), plain, columns)
    counts = {each.name: count for each, count in counted.items()}
    much = f"{counts['today']:,} unread" if counts.get("today") and not counts["all"] else f"{counts['all']:,} saved"
    name = margin + status_row("termread", much, found.room)
    shown, before, after = fitting(counted, tab, found.room)
    tabs = [(margin, ink("site")), ("‹ " if before else "", ink("site"))]
    for number, (each, title) in enumerate(shown):
        tabs.append(("   " if number else "", ink("site")))
        tabs.append((title, ink("site", (), ("heading", "link") if each is tab else ("byline",))))
    tabs.append((" ›" if after else "", ink("site")))
    return [joined([(name, ink("site"))], plain, columns), nothing, joined(tabs, plain, columns), nothing]


def footer(columns: int, found: Panes) -> tuple[int, int]:
    """Return the first column and the width of what stands in the last row, as on a page."""
    return fit(columns, 0, found.room).footer


def last(inks: Inks, columns: int, left: int, text: str, role: Role) -> Row:
    """Return the status row, which says *text* from cell *left* on."""
    ink = inks.ink("status", (), (role,) if role != "status" else ())
    return Row(joined([(" " * left + text, ink)], ink, columns).pieces, columns, columns)


def prompt(inks: Inks, columns: int, found: Panes, words: str) -> Row:
    """Return the row that asks for the *words* of the filter, as the app draws it."""
    theme = inks.theme
    text, ground, accent = theme.ink("text"), theme.ink("status").ground, theme.ink("kicker").colour
    plain = Ink(text.colour, ground)
    left, room = footer(columns, found)
    while width(words) > room - 3:
        words = words[1:]
    pieces = [(" " * left, plain), ("/", Ink(accent, ground, bold=True)), (f" {words}", plain)]
    cursor = Ink(reverse=True) if theme.ansi else Ink(text.ground, text.colour)
    return Row(joined([*pieces, (" ", cursor)], plain, columns).pieces, columns, columns)


def beside(inks: Inks, columns: int, found: Panes, list_: list[Row], preview: list[Row]) -> list[Row]:
    """Return the rows of the list, each but the first with one of the preview beside it, as rows of the whole screen."""
    plain = inks.ink()
    before, between = " " * max(0, found.left - CURSOR - 1), " " * (GAP - CURSOR - 1)
    rows = []
    for y, row in enumerate(list_):
        pieces = [(before, plain), *row.pieces]
        if 0 < y <= len(preview):
            pieces += [(between, plain), *preview[y - 1].pieces]
        rows.append(joined(pieces, plain, columns))
    return rows
