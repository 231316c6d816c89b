"""The part of a page in view with the reader's place, which survives every change of the layout; and what stands in a cell of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from termread.article import HEADER, Article, Place
from termread.layout import Layout, lay_out
from termread.layout.geometry import progress
from termread.layout.model import ORNAMENT, Line, Page, Run
from termread.layout.places import heading_at, headings
from termread.text import drawn_width

_LEADS = frozenset({"heading", "subheading", "entry_time", "entry_title", "table_caption", "table_head", "table_line"})
_BESIDE = frozenset({"byline", "quote_bar", "note_bar"})
TOGETHER = 2
"""The fewest lines of a text that stay with the heading above it."""
_LEAST = 8
"""Rows of the smallest screen that has room to spare."""

EYE = 3
"""The reader's eye rests one line in *EYE* below the top: what is jumped to is put there."""


class Viewport:
    """A window of *rows* lines on a layout. Its place changes only when the reader moves, never with the layout."""

    def __init__(self, layout: Layout, rows: int, place: Place | None = None) -> None:
        self.layout = layout
        self.rows = max(1, rows)
        self.top = 0
        self.place = Place(HEADER)
        self.below = 0
        """How many lines the top is below the line of the place (above it if negative): it may be blank, or inside a frame."""
        self.withheld = 0
        """How many rows at the bottom stay blank: those of a heading whose text is not in view."""
        self.shifts: dict[int, int] = {}
        """How far wide lines are scrolled to the right, in cells, by block."""
        if place is not None:
            self.put(place)

    @classmethod
    def empty(cls) -> Viewport:
        """Return a viewport on a page with nothing on it."""
        return cls(lay_out(Article(), Page(1)), 1)

    @property
    def article(self) -> Article:
        """The article that is laid out."""
        return self.layout.article

    @cached_property
    def headings(self) -> list[tuple[int, str, Place]]:
        """The level, text and place of every heading of the article."""
        return headings(self.article)

    @property
    def limit(self) -> int:
        """The top line when the end is in view."""
        return max(0, self.layout.height - self.rows)

    @property
    def bottom(self) -> int:
        """The first line below what is in view."""
        return min(self.layout.height, self.top + self.rows - self.withheld)

    @property
    def done(self) -> float:
        """How far the reader is, from 0 to 1."""
        return progress(self.top, self.rows, self.layout.height)

    @property
    def eye(self) -> Place:
        """The place where the eye rests."""
        line = min(self.top + self.rows // EYE, self.layout.height - 1)
        return self.layout.place_at(max(0, line))

    @property
    def first(self) -> Place:
        """The first text in view: the place, unless its own line is above and a blank or a frame's edge is first."""
        if self.below:
            for line in self.layout.lines(self.top, self.bottom):
                if line.runs:
                    return line.place
        return self.place

    @property
    def last(self) -> Place:
        """The place of the last line in view."""
        return self.layout.place_at(max(0, self.bottom - 1))

    @property
    def heading(self) -> str:
        """The heading that the eye is under, or else the article's title."""
        return heading_at(self.headings, self.eye) or self.article.title

    def line_at(self, y: int) -> Line | None:
        """Return the line of the page that is *y* lines below the top, if that is in view."""
        line = self.top + y
        return self.layout.line(line) if self.top <= line < self.bottom else None

    def shift_of(self, line: Line) -> int:
        """Return how many cells to the right *line* is scrolled: only lines wider than the measure are."""
        return self.shifts.get(line.place.block, 0) if line.wide else 0

    def sees(self, place: Place) -> bool:
        """Return whether the line of *place* is in view."""
        return self.top <= self.layout.line_of(place) < self.bottom

    def sees_some(self, start: Place, end: Place) -> bool:
        """Return whether any line from *start* to *end* is in view."""
        return self.layout.line_of(start) < self.bottom and self.top <= self.layout.line_of(end)

    def scroll_to(self, top: int) -> bool:
        """Put line *top* first, or the nearest there is; returns whether anything moved."""
        if top >= self.limit:
            # The end itself is meant, wherever it turns out to be.
            self.layout.settle_above(Place(self._blocks - 1), self.rows)
            top = self.limit
        top = max(0, top)
        self.withheld = 0
        if top == self.top:
            return False
        self.top = top
        self._hold()
        return True

    def settle_above(self, lines: int) -> int:
        """Make the heights of the *lines* above the top exact; returns by how much that renumbers the top."""
        top = self.top
        self.layout.settle_above(self.place, lines)
        self.use(self.layout, self.rows)
        return self.top - top

    def put(self, place: Place, below: int = 0) -> bool:
        """Put *place* first, or the line *below* lines further down; returns whether anything moved."""
        before, self.withheld = self.top, 0
        self.place, self.below = place, below
        self.top = max(0, min(self._line() + below, self.limit))
        return self.top != before

    def reveal(self, start: Place, end: Place | None = None) -> bool:
        """Scroll the text from *start* to *end* into view if it is not; returns whether anything moved."""
        first = self.layout.line_of(start)
        last = first if end is None else max(first, self.layout.line_of(end))
        if self.top <= first and last < self.bottom:
            return False
        return self.scroll_to(first - (self.rows // EYE if last - first < self.rows - self.rows // EYE else 0))

    def use(self, layout: Layout, rows: int) -> None:
        """Show another layout of the same article, or another number of rows, at the same place."""
        if layout is not self.layout:
            self.withheld = 0
        self.layout, self.rows = layout, max(1, rows)
        line = self._line()
        following = (
            layout.line_of(Place(self.place.block + 1)) if self.place.block + 1 < self._blocks else layout.height
        )
        self.top = max(0, min(line + min(self.below, max(0, following - line - 1)), self.limit))

    def withhold_heading(self) -> None:
        """Leave blank the rows of a heading at the bottom if less than `TOGETHER` lines of its text are in view."""
        layout, bottom = self.layout, self.top + self.rows
        if layout.settled < len(layout.heights):
            for _, first in layout.blocks(self.top):  # makes the heights of all that is in view exact
                if first > bottom:
                    break
        if bottom >= layout.height or self.rows < _LEAST:
            return
        ends = not layout.line(bottom).runs  # what is at the bottom goes on, unless a blank line follows
        first = texts = 0
        for y in range(bottom - 1, self.top + self.rows // 2, -1):
            # A row of a picture counts as a line of text, though it may be blank.
            roles = {run.role for run in layout.line(y).runs if run.role == "picture" or run.text.strip()}
            if roles & _LEADS and not roles - _LEADS - _BESIDE:
                first = y
            elif first and roles:
                self.withheld = bottom - first
                return
            elif roles - _BESIDE:
                texts += 1
                if texts == TOGETHER or ends:
                    return

    def _line(self) -> int:
        return 0 if self.place == Place(HEADER) else self.layout.line_of(self.place)

    @property
    def _blocks(self) -> int:
        return len(self.layout.heights) - 1

    def _hold(self) -> None:
        """Set the place from the top line."""
        if self.top == 0:
            self.place, self.below = Place(HEADER), 0
            return
        self.place = self.layout.place_at(self.top)
        self.below = self.top - self.layout.line_of(self.place)


def run_at(line: Line, cell: int) -> Run | None:
    """Return the run that covers *cell* of *line*, if one does."""
    return next((run for run, left, right in _placed(line) if left <= cell < right), None)


def offset_at(line: Line, cell: int) -> int:
    """Return the offset of the character at *cell* of *line*, or of the nearest one if there is no text."""

    def distance(placed: tuple[Run, int, int]) -> int:
        _, left, right = placed
        return 0 if left <= cell < right else 1 + max(left - cell, cell - right)

    text = (placed for placed in _placed(line) if placed[0].start != ORNAMENT)
    run, left, _ = min(text, key=distance, default=(Run("", start=line.place.offset), 0, 0))
    return run.start + _characters(run.text, max(0, cell - left))


def cell_of(line: Line, offset: int) -> int | None:
    """Return the cell of the character at *offset*, or None if it is not on *line*."""
    for run, left, _ in _placed(line):
        if run.start != ORNAMENT and run.start <= offset < run.start + len(run.text):
            return left + drawn_width(run.text[: offset - run.start])
    return None


def text_end(line: Line) -> int:
    """Return the offset after the last character of the text on *line*."""
    ends = [run.start + len(run.text) for run in line.runs if run.start != ORNAMENT]
    return max(ends, default=line.place.offset)


def unscrolled(line: Line, cell: int, shift: int) -> int:
    """Return the cell of *line* that shows at *cell* when the line is scrolled *shift* cells to the right."""
    return cell if cell < line.held else cell + shift


def scrolled(line: Line, cell: int, shift: int) -> int | None:
    """Return where *cell* of *line* shows when the line is scrolled *shift* cells to the right, or None if out of view."""
    if cell < line.held:
        return cell
    return cell - shift if cell - shift >= line.held else None


def _placed(line: Line) -> Iterator[tuple[Run, int, int]]:
    """Yield each run of *line* with its first cell and the cell after its last."""
    left = line.indent
    for run in line.runs:
        right = left + drawn_width(run.text)
        yield run, left, right
        left = right


def _characters(text: str, cells: int) -> int:
    """Return how many characters of *text* are before its cell *cells*; a grapheme is never divided."""
    if text.isascii():
        return min(cells, len(text))
    from rich.cells import split_graphemes

    graphemes, _ = split_graphemes(text)
    for start, _, wide in graphemes:
        if cells < wide:
            return start
        cells -= wide
    return len(text)
