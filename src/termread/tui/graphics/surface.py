"""What pixels are on the screen: after each frame, what puts there those that are wanted."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from typing import Protocol

from termread.tui.graphics.drawn import PixelRow, Wanted


class Surface(Protocol):
    """The pixels on the screen."""

    @property
    def is_settled(self) -> bool:
        """Whether everything that is wanted shows."""

    def update(self, wanted: Wanted, written: Container[int]) -> str:
        """Return what shows the *wanted* pixels, after the text of the *written* rows was drawn anew."""

    def settle(self) -> str:
        """Return what shows those pixels that `update` leaves for when no key comes."""

    def clear(self) -> str:
        """Return what takes all pixels away; nothing of what was sent is relied on afterwards."""


class Painted:
    """Pixels that text erases: a row is drawn once no key comes, and stays until its text is drawn anew."""

    def __init__(self, draw: Callable[[PixelRow], str]) -> None:
        """Draw a row of a picture by what *draw* returns."""
        self._draw = draw
        self._wanted: Wanted = {}
        self._shown: Wanted = {}

    @property
    def is_settled(self) -> bool:
        """Whether everything that is wanted shows."""
        return len(self._shown) == len(self._wanted)

    def update(self, wanted: Wanted, written: Container[int]) -> str:
        """Draw nothing yet; the rows that were not *written* still show."""
        self._wanted = wanted
        self._shown = {y: row for y, row in self._shown.items() if y not in written and wanted.get(y) == row}
        return ""

    def settle(self) -> str:
        """Return what draws the rows that do not show."""
        missing = {y: row for y, row in self._wanted.items() if y not in self._shown}
        self._shown = dict(self._wanted)
        return at_cells((y, row.column, self._draw(row)) for y, row in missing.items())

    def clear(self) -> str:
        """Forget what is on the screen, which text erases."""
        self._shown = {}
        return ""


def at_cells(parts: Iterable[tuple[int, int, str]]) -> str:
    """Return what writes each of the *parts* at its row and column, and leaves the cursor where it was."""
    written = "".join(f"\x1b[{row + 1};{column + 1}H{data}" for row, column, data in parts)
    return f"\x1b7{written}\x1b8" if written else ""
