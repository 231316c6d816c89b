"""The layout of an article for a page: the height of each block, and its lines on demand."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from time import perf_counter
from typing import TYPE_CHECKING

from termread.article import HEADER, Article, Block, Cut, Figure, Heading, Paragraph, Place, flatten
from termread.layout.compose import Composer, compose_cuts, cuts_by_block, gap_after, indent_of
from termread.layout.header import compose_header
from termread.layout.model import Frame, Heights, Line, Page
from termread.layout.places import folded_words, hidden_by, replies
from termread.layout.text_block import ParagraphStyle, TextBlock, broken, high, styles_of
from termread.text import is_plain
from termread.values import dataclass, replace

if TYPE_CHECKING:
    from termread.layout.line_fit import Breaks
    from termread.layout.model import Piece

EXACT = 60_000
"""Articles of up to this many cells get exact heights at once; those of longer ones are estimated until needed."""

_KEPT = 64
"""How many composed blocks are cached, so that a screen is not laid out anew for each of its lines."""


@dataclass(frozen=True, slots=True)
class SetBlock:
    """A composed block: its pieces, the first row of each and the row after the last, and the length of its text."""

    pieces: list[Piece]
    rows: list[int]
    length: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Where to draw a picture: from line *y* on, possibly above the requested range, *left* cells into the measure."""

    y: int
    left: int
    cells: int
    rows: int
    src: str


class Layout:
    """An article laid out for a page. Only heights are kept; lines are made on demand.

    Estimated heights become exact where lines are requested, so `height` may change and the lines below may move; use
    `line_of` to find a place again.
    """

    def __init__(self, article: Article, page: Page, cells: array[int] | None = None) -> None:
        self.article = article
        self.page = page
        self._cells = cells if cells is not None else _cells_of(article)
        self._set: dict[int, SetBlock] = {}
        self._breaks: dict[int, Breaks] = {}
        """Line breaks that take long to find, by block: those of headings, and of text that is not plain."""
        self._cuts: dict[int, list[Cut]] | None = None
        self._styles = styles_of(page, article.language)
        self._indent = indent_of(page, article.language)
        self._heights = Heights(self._estimates())
        self._exact = bytearray(len(self._heights))
        self.hidden = hidden_by(article, page.folded)
        """The hidden blocks, each mapped to the folded post above it."""
        for block in self.hidden:
            self._heights[block + 1], self._exact[block + 1] = 0, 1
        self.settled = 0
        """How many heights, from the header on, are exact."""
        self.changes = 0
        """How many heights turned out to differ from their estimates, each moving the lines below it."""
        if sum(self._cells) <= EXACT:
            self.settle(float("inf"))

    def on(self, page: Page) -> Layout:
        """Return the layout of the same article for another page, faster than by starting anew."""
        return Layout(self.article, page, self._cells)

    @property
    def heights(self) -> array[int]:
        """The heights of the header and each block, with the blank lines after it; some may be estimates."""
        return self._heights.values

    @property
    def height(self) -> int:
        """The number of lines of the page."""
        return self._heights.total

    def line(self, y: int) -> Line:
        """Return line *y* of the page."""
        return self.lines(y, y + 1)[0]

    def lines(self, top: int, bottom: int) -> list[Line]:
        """Return the lines from *top* up to *bottom* or the end of the page."""
        found: list[Line] = []
        for index, first in self.blocks(max(0, top)):
            begin = max(0, top - first)
            end = min(self._heights[index], bottom - first)
            found += self._lines(index, begin, end)
            if first + self._heights[index] >= bottom:
                break
        return found

    def all_lines(self) -> Iterator[list[Line]]:
        """Yield the lines of the header and of each block in turn, all complete since their heights are made exact."""
        for index in range(len(self._heights)):
            self._make_exact(index)
            yield list(self._lines(index, 0, self._heights[index]))

    def place_at(self, y: int) -> Place:
        """Return the place of the first character on line *y*, or on the nearest existing line."""
        for index, first in self.blocks(max(0, min(y, self.height - 1))):
            row = max(0, min(y - first, self._heights[index] - 1))
            return next(self._lines(index, row, row + 1)).place if self._heights[index] else Place(index + HEADER)
        return Place(HEADER)

    def line_of(self, place: Place) -> int:
        """Return the line that shows *place*; for the start of a block, its first line, even if a frame's edge."""
        index = min(max(place.block - HEADER, 0), len(self._heights) - 1)
        self._make_exact(index)
        top = self._heights.top(index)
        if place.offset <= 0 or place.block < HEADER:
            return top
        found = self._setting(index)
        chosen = 0
        for number, piece in enumerate(found.pieces):
            if piece.start <= place.offset:
                chosen = number
        return top + found.rows[chosen] + found.pieces[chosen].row_of(place.offset) if found.pieces else top

    def settle(self, seconds: float) -> bool:
        """Make estimated heights exact for about *seconds*, and return whether all are exact now."""
        until = perf_counter() + seconds
        while self.settled < len(self._exact):
            self._make_exact(self.settled)
            self.settled += 1
            if self.settled % 16 == 0 and perf_counter() >= until:
                break
        return self.settled == len(self._exact)

    def settle_above(self, place: Place, lines: int) -> None:
        """Make the heights of the block at *place*, and of the blocks with the *lines* above it, exact."""
        index = min(max(place.block - HEADER, 0), len(self._heights) - 1)
        self._make_exact(index)
        while index and lines > 0:
            index -= 1
            self._make_exact(index)
            lines -= self._heights[index]

    def pictures(self, top: int, bottom: int) -> list[Picture]:
        """Return the pictures that overlap the lines from *top* up to *bottom*."""
        from termread.layout.figures import Room

        found: list[Picture] = []
        for index, first in self.blocks(max(0, top)):
            if first >= bottom:
                break
            there = self._setting(index)
            for piece, row in zip(there.pieces, there.rows, strict=False):
                y = first + row
                if isinstance(piece, Room) and y < bottom and y + piece.height > top:
                    found.append(Picture(y, piece.left, piece.frame.width, piece.height, piece.figure.src))
        return found

    def figure_at(self, y: int) -> Figure | None:
        """Return the figure that line *y* belongs to; None for other lines, and for a credit on a row of its own."""
        for index, first in self.blocks(max(0, y)):
            there = self._setting(index)
            row = y - first
            if not 0 <= row < there.rows[-1]:
                return None
            return getattr(there.pieces[bisect_right(there.rows, row) - 1], "figure", None)
        return None

    def blocks(self, y: int) -> Iterator[tuple[int, int]]:
        """Yield the index and first line of the block at line *y* and of those after it, making heights exact."""
        index = self._heights.index(y)
        first = self._heights.top(index)
        while index < len(self._heights):
            self._setting(index)  # its lines are asked for next, so it is not broken into lines for its height alone
            self._make_exact(index)
            if first + self._heights[index] > y or index + 1 == len(self._heights):
                yield index, first
            first += self._heights[index]
            index += 1

    def _lines(self, index: int, begin: int, end: int) -> Iterator[Line]:
        """Yield the rows from *begin* up to *end* of block *index* (0 is the header)."""
        found = self._setting(index)
        pieces, rows, block = found.pieces, found.rows, index + HEADER
        for row in range(begin, end):
            if row >= rows[-1]:
                yield Line((), Place(block, found.length))
                continue
            number = bisect_right(rows, row) - 1
            line = pieces[number].line(row - rows[number], block)
            yield line if line.place.offset <= found.length else replace(line, place=Place(block, found.length))

    def _make_exact(self, index: int) -> None:
        if not self._exact[index]:
            height = self._rows_of(index) + self._gap(index)
            self.changes += height != self._heights[index]
            self._heights[index] = height
            self._exact[index] = 1

    def _rows_of(self, index: int) -> int:
        """Return the height of block *index* (0 is the header) without its gap, if possible without composing it."""
        block = self.article.blocks[index - 1] if index else None
        if type(block) is Paragraph and index not in self._set and "\n" not in block.prose.text and not self.page.cuts:
            text, style = block.prose.text, self._body(index - 1)
            if not text:
                return 0
            breaks = broken(text, self.page.width, style)
            if not is_plain(text):
                self._remember(index, breaks)
            return high(breaks, style)
        return self._setting(index).rows[-1]

    def _setting(self, index: int) -> SetBlock:
        found = self._set.get(index)
        if found is None:
            if len(self._set) >= _KEPT:
                self._set.clear()
            composer = self._compose(index + HEADER)
            rows = list(accumulate((piece.height for piece in composer.pieces), initial=0))
            if index and type(self.article.blocks[index - 1]) is Heading:
                for piece in composer.pieces[:1]:
                    if isinstance(piece, TextBlock):
                        self._remember(index, piece.breaks)
            found = self._set[index] = SetBlock(composer.pieces, rows, max(0, composer.offset - 1))
        return found

    def _remember(self, index: int, breaks: Breaks) -> None:
        if not breaks.hyphens:  # those of a hyphenated paragraph are larger than its text
            self._breaks[index] = breaks

    def _compose(self, block: int) -> Composer:
        article, page = self.article, self.page
        composer = Composer(page, article.language, self._styles)
        frame = Frame(page.width, rtl=article.direction == "rtl")
        if block == HEADER:
            compose_header(composer, article, frame)
        elif block in page.folded:
            composer.folded_entry(article.blocks[block], frame, folded_words(len(replies(article, block))))
        else:
            composer.body = self._body(block)
            composer.known = self._breaks.get(block - HEADER)
            composer.block(article.blocks[block], frame)
            composer.known = None
        if page.cuts:
            if self._cuts is None:
                self._cuts = cuts_by_block(article)
            compose_cuts(composer, self._cuts.get(block, ()), frame)
        return composer

    def _body(self, block: int) -> ParagraphStyle:
        """Return the paragraph style of *block*."""
        body = self._styles.body
        return replace(body, indent=self._indent) if self._indent and self._follows_paragraph(block) else body

    def _follows_paragraph(self, block: int) -> bool:
        blocks = self.article.blocks
        return isinstance(blocks[block], Paragraph) and block > 0 and isinstance(blocks[block - 1], Paragraph)

    def _gap(self, index: int) -> int:
        """Return the number of blank lines after block *index* (0 is the header)."""
        blocks = self.article.blocks
        if index == 0:
            return 1 if blocks and self._setting(0).rows[-1] else 0
        return gap_after(blocks[index - 1], blocks[index] if index < len(blocks) else None, self.page)

    def _estimates(self) -> Iterator[int]:
        width, spacing = self.page.width, 1 + self.page.spacing
        gap = 0 if self.page.paragraphs == "indent" else spacing
        if spacing == 1:
            return (gap + 1 + cells // width for cells in self._cells)
        return (gap + spacing * (1 + cells // width) for cells in self._cells)


def lay_out(article: Article, page: Page) -> Layout:
    """Return the layout of *article* for *page*."""
    return Layout(article, page)


def _cells_of(article: Article) -> array[int]:
    """Return the approximate number of cells of text in the header and in each block."""
    header = len(article.title) + len(article.dek or "") + 4 * 72
    return array("i", [header, *map(_length, article.blocks)])


def _length(block: Block) -> int:
    text = block.prose.text if type(block) is Paragraph or type(block) is Heading else flatten(block)
    return len(text) if text.isascii() or text[len(text) // 2] < "\u1100" else 2 * len(text)
