"""A picture as the terminal gets it, and one row of it."""

from __future__ import annotations

import os
from itertools import count
from typing import TYPE_CHECKING

from termread.tui.graphics.mosaic import mosaic_row
from termread.values import dataclass

if TYPE_CHECKING:
    from termread.engine.messages import Picture
    from termread.tui.graphics.ability import Ability
    from termread.write.terminal import Depth

_NUMBERS = count()


def _number() -> int:
    """Return a number of 24 bits that another program on the same terminal is unlikely to use."""
    return (os.getpid() % 0xFFFF + 1) << 8 | next(_NUMBERS) % 0x100


class Drawn:
    """A picture as the terminal gets it; each is equal only to itself."""

    def __init__(self, picture: Picture, ability: Ability, number: int = 0) -> None:
        """Take *picture* as it was drawn for *ability*; *number* is what the terminal is to call it."""
        self.picture = picture
        self.ability = ability
        self.number = number or _number()
        width, height = ability.cell
        self.columns = -(-picture.width // width)
        """Cells that it takes, the last ones perhaps in part."""
        self.rows = -(-picture.height // height)
        self._lines: dict[int, str] = {}

    def line(self, number: int, depth: Depth) -> str | None:
        """Return what writes row *number* at the cursor; None where its pieces do, or where a surface draws it."""
        if self.ability.protocol != "half blocks" or depth != "true":
            return None
        if number not in self._lines:
            self._lines[number] = mosaic_row(self.picture, number)
        return self._lines[number]


@dataclass(frozen=True, slots=True)
class PixelRow:
    """Row *number* of a picture, at a *column* of a row of the screen."""

    drawn: Drawn
    number: int
    column: int

    def line(self, depth: Depth) -> str | None:
        """Return what writes it at the cursor, if that is text other than its pieces."""
        return self.drawn.line(self.number, depth)

    @property
    def end(self) -> int:
        """The first column behind it."""
        return self.column + self.drawn.columns


Wanted = dict[int, PixelRow]
"""What is to show: a row of a picture by the row of the screen."""
