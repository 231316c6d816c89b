"""An article set for a page: how high each block is, and its lines when they are asked for."""

from __future__ import annotations

from array import array
from bisect import bisect_right

from termread.article import HEADER, Article, Place
from termread.layout.compose import Composer, gap_after, rows
from termread.layout.frame import Frame
from termread.layout.galley import Piece
from termread.layout.header import compose_header
from termread.layout.line import Line
from termread.layout.page import Page

_KEPT = 32
"""Blocks whose breaks are kept, so that a screen is not broken anew for each of its lines."""


class Layout:
    """An article set for a page. Only heights are kept; lines are made on demand."""

    def __init__(self, article: Article, page: Page) -> None:
        self.article = article
        self.page = page
        self._set: dict[int, list[Piece]] = {}
        self.heights = array("i", (self._measure(block) for block in range(HEADER, len(article.blocks))))
        self._tops = array("i", [0])
        for height in self.heights:
            self._tops.append(self._tops[-1] + height)

    @property
    def height(self) -> int:
        """All lines of the page."""
        return self._tops[-1]

    def line(self, y: int) -> Line:
        """Return line *y* of the page."""
        return self.lines(y, y + 1)[0]

    def lines(self, top: int, bottom: int) -> list[Line]:
        """Return the lines from *top* up to *bottom*, or to the end of the page."""
        return [self._line(y) for y in range(max(0, top), min(bottom, self.height))]

    def place_at(self, y: int) -> Place:
        """Return the place of the first character on line *y*."""
        return self.line(min(max(y, 0), self.height - 1)).place if self.height else Place(HEADER)

    def line_of(self, place: Place) -> int:
        """Return the line that shows *place*."""
        index = min(max(place.block - HEADER, 0), len(self.heights) - 1)
        pieces = self._pieces(index + HEADER)
        starts = rows(pieces)
        top = self._tops[index]
        chosen = 0
        for number, piece in enumerate(pieces):
            if piece.start <= place.offset:
                chosen = number
        return top + starts[chosen] + pieces[chosen].row_of(place.offset) if pieces else top

    def settle(self, seconds: float) -> bool:
        """Make estimated heights exact for *seconds*; return whether all are."""
        return True

    def _line(self, y: int) -> Line:
        index = bisect_right(self._tops, y) - 1
        row = y - self._tops[index]
        pieces = self._pieces(index + HEADER)
        starts = rows(pieces)
        if row >= starts[-1]:
            end = pieces[-1].line(pieces[-1].height - 1, index + HEADER).place if pieces else Place(index + HEADER)
            return Line((), end)
        number = bisect_right(starts, row) - 1
        return pieces[number].line(row - starts[number], index + HEADER)

    def _measure(self, block: int) -> int:
        height = sum(piece.height for piece in self._pieces(block))
        blocks = self.article.blocks
        if block == HEADER:
            return height + 1 if height and blocks else height
        return height + gap_after(blocks[block], blocks[block + 1] if block + 1 < len(blocks) else None, self.page)

    def _pieces(self, block: int) -> list[Piece]:
        found = self._set.get(block)
        if found is None:
            composer = Composer(self.page, self.article.language)
            frame = Frame(self.page.width, rtl=self.article.direction == "rtl")
            if block == HEADER:
                compose_header(composer, self.article, frame)
            else:
                composer.block(self.article.blocks[block], frame)
            if len(self._set) >= _KEPT:
                self._set.pop(next(iter(self._set)))
            found = self._set[block] = composer.pieces
        return found


def lay_out(article: Article, page: Page) -> Layout:
    """Return *article* set for *page*."""
    return Layout(article, page)
