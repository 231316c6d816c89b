"""Rows as what is written to a terminal: only the cells that change, each ink only where it begins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from termread.palette import Ink
from termread.tui.page.rows import Piece, Row
from termread.write.terminal import RESET, Depth, sgr

DEPTHS: dict[str | None, Depth] = {"truecolor": "true", "256": "256", "standard": "16", "windows": "16", None: "none"}
"""How many colors a terminal has, by rich's name for it."""


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


def write(changes: Iterable[Change], depth: Depth) -> str:
    """Return what draws *changes* on a terminal of so many colors.

    An ink is written only where it changes, from one row to the next as well, which halves the bytes of a step.
    """
    written: list[str] = []
    # By identity: to hash an ink takes longer than to write it.
    begins: dict[int, str] = {}
    inked: Ink | None = None
    for change in changes:
        left = _margin(change)
        written.append(f"\x1b[{change.y + 1};{left + 1}H")
        for text, ink in _pieces(change, left):
            if ink is not inked:
                written.append(begins.get(id(ink)) or begins.setdefault(id(ink), sgr(ink, depth)))
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
