"""One line of the page as one row of cells: margins, gutter, runs, and what lies over them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style as Drawn
from textual.strip import Strip

from termread.article import Place
from termread.layout.geometry import GUTTER, Geometry
from termread.layout.model import ORNAMENT, Line, Run
from termread.palette import Role
from termread.tui.widgets.inks import Inks


class Over(NamedTuple):
    """A role that lies over the characters from *start* to *end* of a block's flattened text."""

    start: int
    end: int
    role: Role


def lying(start: Place, end: Place, block: int, role: Role) -> Over:
    """Return what of the stretch from *start* to *end*, which touches *block*, lies over that block."""
    return Over(start.offset if start.block == block else 0, end.offset if end.block == block else sys.maxsize, role)


class Gutter(NamedTuple):
    """A mark in the margin beside a line."""

    text: str
    role: Role
    weak: bool = False
    """Any other mark goes before it."""


Piece = tuple[str, Drawn | None]
"""Text in one style."""


class Row:
    """A drawn line: its pieces, its *columns* cells, and how many of them from the left hold anything but ground.

    The framework's strips are only made where the framework draws: one costs more than all else in a row.
    """

    __slots__ = ("_strip", "columns", "extent", "pieces")

    def __init__(self, pieces: list[Piece], columns: int, extent: int, strip: Strip | None = None) -> None:
        self.pieces = pieces
        self.columns = columns
        self.extent = extent
        self._strip = strip

    @classmethod
    def of(cls, segments: Iterable[Segment], columns: int, extent: int) -> Row:
        """Return the row of *segments* that take *columns* cells."""
        return cls([(text, style) for text, style, _ in segments], columns, extent)

    @property
    def strip(self) -> Strip:
        """The row as the framework knows it."""
        if self._strip is None:
            self._strip = Strip([Segment(text, style) for text, style in self.pieces], self.columns)
        return self._strip


MORE_LEFT, MORE_RIGHT = "‹", "›"
"""What tells that a wide line goes on."""


def draw(
    line: Line, sheet: Geometry, inks: Inks, over: Sequence[Over] = (), gutter: Gutter | None = None, shift: int = 0
) -> Row:
    """Return *line* drawn over the whole width of *sheet*; *shift* cells of its text are pushed out left."""
    plain = inks.style()
    pieces: list[Piece] = [(" " * line.indent, plain)] if line.indent else []
    pieces += _pieces(line.runs, inks, over) if over else _plain_pieces(line.runs, inks)
    if shift:
        pieces = list(_without_cells(pieces, shift, line.held))
    row = joined([*_margin(sheet.left, inks, gutter), *pieces], plain, sheet.columns)
    if line.wide and shift and sheet.left + line.held:
        row = with_label(row, sheet.left + line.held - 1, MORE_LEFT, inks, "marker")
    if line.wide and row.extent == sheet.columns:
        row = with_label(row, sheet.columns - 2, MORE_RIGHT + " ", inks, "marker")
    return row


def joined(pieces: Iterable[Piece], plain: Drawn, columns: int) -> Row:
    """Return *pieces* as a row of *columns* cells, neighbours of one style made one segment.

    What is left is filled in the style *plain*, inside the last segment where that has it; what does not fit is cut.
    """
    merged: list[Piece] = []
    cells, last, before = 0, "", None
    for text, style in pieces:
        cells += len(text) if text.isascii() else cell_len(text)
        if style is before:
            last += text
        elif text:
            if last:
                merged.append((last, before))
            last, before = text, style
    if cells < columns and before is plain:
        last += " " * (columns - cells)
    if last:
        merged.append((last, before))
    if cells < columns and before is not plain:
        merged.append((" " * (columns - cells), plain))
    if cells > columns:
        return Row.of(Strip([Segment(*piece) for piece in merged], cells).crop(0, columns), columns, columns)
    return Row(merged, columns, cells)


def blank(sheet: Geometry, inks: Inks) -> Row:
    """Return a row with nothing on it."""
    return Row([(" " * sheet.columns, inks.style())], sheet.columns, 0)


def with_thumb(row: Row, sheet: Geometry, inks: Inks, thumb: str) -> Row:
    """Return *row* with the scrollbar in its last cell."""
    return laid_over(row, sheet.columns - 1, [Segment(thumb, inks.style("scrollbar"))], 1)


def with_label(row: Row, cell: int, label: str, inks: Inks, role: Role = "hint") -> Row:
    """Return *row* with *label* over what stands from *cell* on."""
    return laid_over(row, cell, [Segment(label, inks.style(role))], cell_len(label))


def laid_over(row: Row, cell: int, segments: list[Segment], cells: int) -> Row:
    """Return *row* with *segments* over the *cells* cells from *cell* on, or as it is where they have no room."""
    strip, end = row.strip, cell + cells
    if cell < 0 or end > row.columns:
        return row
    pieces = [*strip.crop(0, cell), *segments, *(strip.crop(end) if end < row.columns else ())]
    return Row.of(pieces, row.columns, max(row.extent, end))


def _margin(left: int, inks: Inks, gutter: Gutter | None) -> list[Piece]:
    plain = inks.style()
    if gutter is None or left == 0:
        return [(" " * left, plain)]
    room = max(1, left - GUTTER + 1)
    rest = left - room - cell_len(gutter.text) + 1
    return [(" " * (room - 1), plain), (gutter.text, inks.style(gutter.role)), (" " * rest, plain)]


def _plain_pieces(runs: Iterable[Run], inks: Inks) -> list[Piece]:
    return [(run.text, inks.style(run.role, run.marks)) for run in runs]


def _pieces(runs: Iterable[Run], inks: Inks, over: Sequence[Over]) -> Iterator[Piece]:
    for run in runs:
        if run.start == ORNAMENT:
            yield run.text, inks.style(run.role, run.marks)
            continue
        end = run.start + len(run.text)
        touching = [each for each in over if each.start < end and each.end > run.start]
        cuts = {run.start, end}
        for each in touching:
            cuts |= {max(run.start, each.start), min(end, each.end)}
        edges = sorted(cuts)
        for first, last in pairwise(edges):
            roles = tuple(each.role for each in touching if each.start <= first and each.end >= last)
            yield run.text[first - run.start : last - run.start], inks.style(run.role, run.marks, roles)


def _without_cells(pieces: Iterable[Piece], shift: int, held: int) -> Iterator[Piece]:
    """Yield *pieces* without *shift* cells of them, which are those behind the first *held* cells."""
    for text, style in pieces:
        kept, rest = Segment(text, style).split_cells(held) if held else (Segment("", style), Segment(text, style))
        gone, rest = rest.split_cells(shift) if shift else (Segment("", style), rest)
        held -= cell_len(kept.text)
        shift -= cell_len(gone.text)
        if kept.text or rest.text:
            yield kept.text + rest.text, style
