"""What stands on the terminal after all that a program has written."""

from __future__ import annotations

import re

import pyte
from pyte.screens import Char

KEYBOARD = re.compile(rb"\x1b\[[<>=][0-9;]*u")
"""Questions about the keyboard, which the model would print."""
BEGUN = re.compile(rb"\x1b(?:\[[?<>=]?[0-9;]*)?\Z")
"""A sequence of which only the beginning has been read."""
ALTERNATE = b"\x1b[?1049h"


class Screen:
    """A model of the terminal: slow, so it is fed only when nobody looks at the clock."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._begun = b""

    def feed(self, data: bytes) -> None:
        """Take in what was written."""
        data = self._begun + data
        begun = BEGUN.search(data)
        self._begun = begun.group() if begun else b""
        data = KEYBOARD.sub(b"", data[: len(data) - len(self._begun)])
        # A terminal comes to its alternate screen empty; pyte knows no such screen.
        self._stream.feed(data.replace(ALTERNATE, ALTERNATE + b"\x1b[2J"))

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self._screen.resize(rows, columns)

    def cells(self) -> list[list[Char]]:
        """Return the cells, row by row; the second half of a wide character is a cell without data."""
        cells, columns = self._screen.buffer, range(self._screen.columns)
        return [[cells[y][x] for x in columns] for y in range(self._screen.lines)]

    def rows(self, *, margin: int = 0) -> list[str]:
        """Return the rows as text, without the last *margin* columns."""
        # pyte's own display fails on the second half of a wide character whose first half was written over.
        return ["".join(cell.data for cell in row[: len(row) - margin]).rstrip() for row in self.cells()]

    def shows(self, words: str) -> bool:
        """Return whether *words* stand on the screen, over as many rows as it may be."""
        return "".join(words.split()) in "".join("".join(self.rows()).split())
