"""Rows as what is written to a terminal: only the cells that change, each ink only where it begins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from termread.palette import Ink
from termread.tui.page.inks import style_of
from termread.tui.page.rows import Piece, Row

if TYPE_CHECKING:
    from rich.color import ColorSystem
    from rich.console import Console

RESET = "\x1b[0m"


class Change(NamedTuple):
    """A row of the screen that differs from what is there: its number, what it was, and what it is."""

    y: int
    before: Row
    now: Row

    @property
    def extent(self) -> int:
        """The cell up to which it differs, at least one."""
        return max(self.before.extent, self.now.extent, 1)


def changes(before: Sequence[Row], now: Sequence[Row]) -> list[Change]:
    """Return the rows of two frames of one height that differ."""
    both = enumerate(zip(before, now, strict=True))
    return [Change(y, old, new) for y, (old, new) in both if old is not new and old.pieces != new.pieces]


def whole(rows: Iterable[Row]) -> list[Change]:
    """Return *rows* as changes of a screen of which nothing is known."""
    return [Change(y, Row((), row.columns, row.columns), row) for y, row in enumerate(rows)]


def write(changes: Iterable[Change], console: Console) -> str:
    """Return what draws *changes* on the terminal of *console*.

    An ink is written only where it changes, from one row to the next as well, which halves the bytes of a step.
    """
    colors = console.color_system
    written: list[str] = []
    inked: Ink | None = None
    for change in changes:
        left = _margin(change)
        written.append(f"\x1b[{change.y + 1};{left + 1}H")
        for text, ink in _pieces(change, left):
            if ink is not inked:
                written.append(_begin(ink, colors))
                inked = ink
            written.append(text)
    written.append(RESET)
    return "".join(written)


def _margin(change: Change) -> int:
    """Return the cells at the left that are blank before and after."""
    before, now = change.before.pieces, change.now.pieces
    if not before or not now or before[0][1] is not now[0][1]:
        return 0
    return min(_blanks(before[0][0]), _blanks(now[0][0]), change.extent - 1)


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _pieces(change: Change, left: int) -> Sequence[Piece]:
    """Return the cells of the row from *left* to its extent in their inks; outside of it there are only blanks."""
    pieces, right = change.now.pieces, change.now.columns - change.extent
    if len(pieces) == 1:
        text, ink = pieces[0]
        return [(text[left : len(text) - right], ink)]
    (first, begun), *middle, (last, ended) = pieces
    return [(first[left:], begun), *middle, (last[: len(last) - right], ended)]


@lru_cache(maxsize=4096)
def _begin(ink: Ink, colors: str | None) -> str:
    """Return what begins text in *ink* on a terminal of so many *colors*, whatever was written before."""
    codes = style_of(ink).render("|", color_system=_system(colors)).partition("|")[0]
    return f"\x1b[0;{codes.removeprefix(chr(27) + '[')}" if codes else RESET


def _system(name: str | None) -> ColorSystem | None:
    from rich.console import COLOR_SYSTEMS

    return COLOR_SYSTEMS[name] if name else None
