"""The widget that shows the shelf, and reads how the article under the cursor begins once the cursor rests."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from termread.article import Article
from termread.errors import TermreadError
from termread.tui.background import Workers
from termread.tui.entry_list import EntryList
from termread.tui.page.rows import Row
from termread.tui.shelf.model import ABOVE, Shelf

REST = 0.04
"""Seconds that the cursor rests before the beginning of its article is read."""


class ShelfRows(EntryList):
    """Shows the shelf: its tabs, its entries, the preview, and the status row."""

    above = ABOVE

    def __init__(self, shelf: Shelf, workers: Workers, fail: Callable[[TermreadError], None]) -> None:
        super().__init__(shelf.entries, shelf.inks.theme)
        self._shelf = shelf
        self._workers = workers
        self._fail = fail
        self._reading: int | None = None

    def fit(self, columns: int, rows: int) -> None:
        """Be drawn on *columns* by *rows* cells."""
        self._shelf.resize(columns, rows)
        self._read_soon()

    def frame(self) -> Sequence[Row]:
        """Return the rows of the shelf."""
        return self._shelf.frame()

    def paint(self) -> None:
        """Paint what has changed, and have the preview read if it is missing."""
        super().paint()
        self._read_soon()

    def _read_soon(self) -> None:
        entry = self._shelf.beginning
        if entry is not None and entry != self._reading and self.is_mounted:
            self._reading = entry
            self.set_timer(REST, lambda: self._read(entry))

    def _read(self, entry: int) -> None:
        if entry == self._shelf.beginning:
            self._workers.run(
                lambda: self._shelf.read_beginning(entry), lambda article: self._take(entry, article), self._fail
            )
        elif entry == self._reading:
            self._reading = None

    def _take(self, entry: int, article: Article | None) -> None:
        if entry == self._reading:
            self._reading = None
        self._shelf.preview.take(entry, article)
        self.paint()
