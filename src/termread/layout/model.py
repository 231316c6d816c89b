"""The data types of a layout: the page, its lines and runs, and the frames and pieces they are made from."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Protocol

from termread.article import Place, Style
from termread.config import PageSettings
from termread.palette import Role
from termread.text import width
from termread.values import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Page(PageSettings):
    """All that a layout depends on besides the article: the reader's settings, and options for this article.

    *width*, the measure in cells, is at least 1.
    """

    shapes: Mapping[str, float] = field(default_factory=dict)
    """Height by width of pictures by address, if known more reliably than from the page.

    0 means that the picture could not be loaded and gets no room.
    """
    cuts: bool = False
    """Whether text that was cut is shown in its place."""
    folded: frozenset[int] = frozenset()
    """The blocks that are folded posts, whose text and replies are hidden."""
    today: str | None = None
    """ISO date of today: entries of that day show only their time. None means that dates are always shown."""
    head: bool = False
    """Whether there is a blank line above the header and below the end, as margins on a screen."""
    minutes: tuple[int, int] | None = None
    """Reading time from and to, in minutes, for the header; None if it is not shown."""


ORNAMENT = -1
"""The `start` of a run that is not part of the article's text: a bar, frame, bullet, hyphen or padding."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one role. *start* is the offset of its first character in the block's flattened text, or `ORNAMENT`.

    The characters of a run with an offset correspond one to one to those of the flattened text.
    """

    text: str
    role: Role = "text"
    marks: tuple[Style, ...] = ()
    href: str | None = None
    start: int = ORNAMENT


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the page: its runs from the left edge of the measure, and the place of its first character."""

    runs: tuple[Run, ...]
    place: Place
    indent: int = 0
    """Blank cells before the first run."""
    wide: bool = False
    """Whether it may be wider than the measure, like rows of tables and code, which scroll sideways."""
    held: int = 0
    """Cells on the left that stay in place when the rest is scrolled: the first column of a table."""

    @property
    def text(self) -> str:
        """The row as plain text."""
        return " " * self.indent + "".join(run.text for run in self.runs)


_UNSEEN = "[\xad\u200b\u2060\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_TAB = 4
"""Width of a tab in code, in cells."""


def cells(runs: Sequence[Run]) -> int:
    """Return the width of *runs* in cells."""
    return sum(width(run.text) for run in runs)


def justified(runs: list[Run], measure: int, *, from_left: bool) -> list[Run]:
    """Return *runs* with blanks added between words to fill *measure*, or unchanged if the gaps would be too large.

    No space is more than doubled; the doubled ones are spread evenly, counted from the left or right end.
    """
    missing = measure - cells(runs)
    gaps = sum(run.text.count(" ") for run in runs)
    if not 0 < missing <= gaps:
        return runs
    spread = [(2 * number + 1) * gaps // (2 * missing) for number in range(missing)]
    chosen = frozenset(spread if from_left else (gaps - 1 - gap for gap in spread))
    filled: list[Run] = []
    gap = 0
    for run in runs:
        at = 0
        for found in re.finditer(" ", run.text):
            if gap in chosen:
                filled += [_part(run, at, found.end()), Run(" ", run.role, run.marks)]
                at = found.end()
            gap += 1
        filled.append(_part(run, at, len(run.text)))
    return [run for run in filled if run.text]


def _part(run: Run, first: int, last: int) -> Run:
    start = run.start if run.start == ORNAMENT else run.start + first
    return Run(run.text[first:last], run.role, run.marks, run.href, start)


def seen_parts(run: Run) -> Iterator[Run]:
    """Yield the visible parts of *run*: without invisible characters such as soft hyphens, and tabs as blanks."""
    at = 0
    for found in re.finditer(_UNSEEN, run.text):
        if found.start() > at:
            yield from _drawn(_part(run, at, found.start()))
        at = found.end()
    if at < len(run.text):
        yield from _drawn(_part(run, at, len(run.text)))


def _drawn(run: Run) -> Iterator[Run]:
    """Yield *run* with each tab as a blank, followed by padding in code."""
    if "\t" not in run.text or run.role != "code":
        yield Run(run.text.replace("\t", " "), run.role, run.marks, run.href, run.start)
        return
    at = 0
    for found in re.finditer("\t", run.text):
        part = _part(run, at, found.end())
        yield Run(part.text[:-1] + " ", run.role, run.marks, run.href, part.start)
        yield Run(" " * (_TAB - 1), run.role)
        at = found.end()
    if at < len(run.text):
        yield _part(run, at, len(run.text))


NARROWEST = 6
"""Fewest cells that ornaments may leave for text; otherwise they are omitted."""


@dataclass(frozen=True, slots=True)
class Frame:
    """*width* cells for text next to ornaments: *rest* on every line, except *first* on the first line if given."""

    width: int
    rest: tuple[Run, ...] = ()
    first: tuple[Run, ...] | None = None
    rtl: bool = False
    """Whether the page is read from right to left, with ornaments on the right."""

    def inset(self, rest: str, first: str | None = None, role: Role = "text") -> Frame:
        """Return the frame inside further ornaments, *rest*, or *first* (of the same width) on the first line."""
        from termread.text import width

        left = self.width - width(rest)
        if left < NARROWEST:
            return self
        lines = (*self.rest, _run(rest, role))
        opening = lines if first is None else (*(self.first or self.rest), _run(first, role))
        if first is None and self.first is not None:
            opening = (*self.first, _run(rest, role))
        return replace(self, width=left, rest=lines, first=opening)

    def opened(self) -> Frame:
        """Return this frame as it is after its first line."""
        return self if self.first is None else replace(self, first=None)


def _run(text: str, role: Role) -> Run:
    return Run(text, role if text.strip() else "text")


class Piece(Protocol):
    """Some rows of a block."""

    @property
    def height(self) -> int:
        """Number of rows."""

    @property
    def start(self) -> int:
        """Offset of the first character in the block's flattened text."""

    def line(self, row: int, block: int) -> Line:
        """Return row *row* as a line of the block with index *block*."""

    def row_of(self, offset: int) -> int:
        """Return the row that shows the character at *offset*."""


@dataclass(frozen=True, slots=True)
class FixedRow:
    """A ready-made row: a rule, the edge of a frame, or a gap next to a bar."""

    runs: tuple[Run, ...]
    start: int
    indent: int = 0
    height: int = 1

    def line(self, row: int, block: int) -> Line:  # noqa: ARG002
        """Return the row."""
        return Line(self.runs, Place(block, self.start), self.indent)

    def row_of(self, offset: int) -> int:  # noqa: ARG002
        """Return the only row."""
        return 0


def bars(leads: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return the ornaments of a row without text: *leads* without trailing blanks."""
    while leads and not leads[-1].text.strip():
        leads = leads[:-1]
    return (*leads[:-1], Run(leads[-1].text.rstrip(), leads[-1].role)) if leads else ()


def mirrored(leads: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return ornaments of the left side mirrored for the right side of a text."""
    turned = [Run(" " * (len(lead.text) - len(lead.text.rstrip())) + lead.text.rstrip(), lead.role) for lead in leads]
    return tuple(reversed(turned))


_CHUNK = 64


class Heights:
    """The heights of blocks; finding a line takes `_CHUNK` additions, plus one per chunk after a change."""

    __slots__ = ("_ends", "_sums", "values")

    def __init__(self, heights: Iterable[int]) -> None:
        self.values = array("i", heights)
        self._sums = array("i", (sum(self.values[at : at + _CHUNK]) for at in range(0, len(self.values), _CHUNK)))
        self._ends: list[int] | None = None
        """The line after each chunk, cached until a height changes."""

    @property
    def total(self) -> int:
        """The sum of all heights."""
        return self._lines()[-1]

    def __setitem__(self, index: int, height: int) -> None:
        if height != self.values[index]:
            self._sums[index // _CHUNK] += height - self.values[index]
            self.values[index] = height
            self._ends = None

    def __getitem__(self, index: int) -> int:
        return self.values[index]

    def __len__(self) -> int:
        return len(self.values)

    def top(self, index: int) -> int:
        """Return the first line of block *index*."""
        chunk = index // _CHUNK
        return (self._lines()[chunk - 1] if chunk else 0) + sum(self.values[chunk * _CHUNK : index])

    def index(self, line: int) -> int:
        """Return the index of the block that contains *line*, or of the last block beyond the end."""
        ends = self._lines()
        chunk = min(bisect_right(ends, line), len(ends) - 1)
        first = chunk * _CHUNK
        own = list(accumulate(self.values[first : first + _CHUNK]))
        below = line - (ends[chunk - 1] if chunk else 0)
        return first + min(bisect_right(own, below), len(own) - 1)

    def _lines(self) -> list[int]:
        if self._ends is None:
            self._ends = list(accumulate(self._sums))
        return self._ends
