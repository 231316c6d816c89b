"""What stands on the terminal after all that a program has written."""

from __future__ import annotations

import re

import pyte

KEYBOARD = re.compile(rb"\x1b\[[<>=][0-9;]*u")
"""Questions about the keyboard, which the model would print."""


class Screen:
    """A model of the terminal: slow, so it is fed only when nobody looks at the clock."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)

    def feed(self, data: bytes) -> None:
        """Take in what was written."""
        self._stream.feed(KEYBOARD.sub(b"", data))

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self._screen.resize(rows, columns)

    def rows(self, *, margin: int = 0) -> list[str]:
        """Return the rows as text, without the last *margin* columns."""
        # pyte's own display fails on the second half of a wide character whose first half was written over.
        cells, columns = self._screen.buffer, range(self._screen.columns - margin)
        return ["".join(cells[y][x].data for x in columns).rstrip() for y in range(self._screen.lines)]

    def shows(self, words: str) -> bool:
        """Return whether *words* stand on the screen, over as many rows as it may be."""
        return "".join(words.split()) in "".join("".join(self.rows()).split())
