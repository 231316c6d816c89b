"""Copy set in a frame: line by line, each made when it is asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from termread.article import Mark, Place, Style
from termread.layout.breaking import break_lines
from termread.layout.frame import Frame
from termread.layout.line import ORNAMENT, Line, Run
from termread.palette import Role
from termread.text import width


class Piece(Protocol):
    """Some rows of a block."""

    @property
    def height(self) -> int:
        """How many rows it has."""

    @property
    def start(self) -> int:
        """The offset of its first character in the block's flattened text."""

    def line(self, row: int, block: int) -> Line:
        """Return row *row* of it, as a line of the block with index *block*."""

    def row_of(self, offset: int) -> int:
        """Return the row that shows the character at *offset*."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of copy in one role; *start* is its offset in the block's flattened text, or `ORNAMENT`."""

    text: str
    role: Role = "text"
    marks: tuple[Mark, ...] = ()
    start: int = ORNAMENT


@dataclass(frozen=True, slots=True)
class Fixed:
    """One row that is made already: a rule, the edge of a frame, a gap beside a bar."""

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


class Galley:
    """Spans set one after the other as one text."""

    __slots__ = ("_frame", "_spans", "_starts", "_text", "height", "start")

    def __init__(self, spans: tuple[Span, ...], frame: Frame, start: int) -> None:
        self._spans = spans
        self._frame = frame
        self._text = spans[0].text if len(spans) == 1 else "".join(span.text for span in spans)
        self._starts = break_lines(self._text, frame.width)
        self.start = start
        self.height = len(self._starts)

    def line(self, row: int, block: int) -> Line:
        """Return row *row*."""
        start = self._starts[row]
        end = self._starts[row + 1] if row + 1 < len(self._starts) else len(self._text)
        end = start + len(self._text[start:end].rstrip())
        frame = self._frame
        runs = tuple(self._runs(start, end))
        indent = 0
        if frame.rtl:
            indent = max(0, frame.width - sum(width(run.text) for run in runs))
        leads = frame.first if row == 0 and frame.first is not None else frame.rest
        return Line((*leads, *runs), Place(block, self._offset(start)), indent)

    def row_of(self, offset: int) -> int:
        """Return the row that shows the character at *offset*."""
        at = 0
        for span in self._spans:
            if span.start != ORNAMENT and offset < span.start + len(span.text):
                at += max(0, offset - span.start)
                break
            at += len(span.text)
        return max(0, bisect_right(self._starts, at) - 1)

    def _offset(self, at: int) -> int:
        """Return the offset in the flattened text of the first character at or after *at* that is of the article."""
        last = self.start
        for span in self._spans:
            if span.start != ORNAMENT:
                if at < len(span.text):
                    return span.start + max(0, at)
                last = span.start + len(span.text)
            at -= len(span.text)
        return last

    def _runs(self, start: int, end: int) -> Iterator[Run]:
        at = 0
        for span in self._spans:
            first, last = max(start - at, 0), min(end - at, len(span.text))
            if first < last:
                yield from _marked(span, first, last)
            at += len(span.text)


def _marked(span: Span, first: int, last: int) -> Iterator[Run]:
    """Yield the runs of characters *first* to *last* of *span*, cut where its marks begin and end."""
    shift = span.start
    touching = [mark for mark in span.marks if mark.start < last and mark.end > first]
    if not touching:
        yield Run(span.text[first:last], span.role, (), None, shift if shift < 0 else shift + first)
        return
    cuts = sorted({first, last, *(max(first, m.start) for m in touching), *(min(last, m.end) for m in touching)})
    for left, right in pairwise(cuts):
        over = [mark for mark in touching if mark.start <= left and mark.end >= right]
        marks: tuple[Style, ...] = tuple(dict.fromkeys(mark.style for mark in over))
        href = next((mark.href for mark in over if mark.href), None)
        yield Run(span.text[left:right], span.role, marks, href, shift if shift < 0 else shift + left)
