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
from termread.layout.line import ORNAMENT, Line, Run
from termread.layout.sheet import GUTTER, Sheet
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


class Row(NamedTuple):
    """A drawn line: its cells, and how many of them from the left hold anything but ground."""

    strip: Strip
    extent: int


Piece = tuple[str, Drawn]

MORE_LEFT, MORE_RIGHT = "‹", "›"
"""What tells that a wide line goes on."""


def draw(
    line: Line, sheet: Sheet, inks: Inks, over: Sequence[Over] = (), gutter: Gutter | None = None, shift: int = 0
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
    for text, style in pieces:
        if merged and merged[-1][1] is style:
            merged[-1] = merged[-1][0] + text, style
        elif text:
            merged.append((text, style))
    cells = sum(cell_len(text) for text, _ in merged)
    if cells < columns:
        rest = " " * (columns - cells)
        if merged and merged[-1][1] is plain:
            merged[-1] = merged[-1][0] + rest, plain
        else:
            merged.append((rest, plain))
    strip = Strip([Segment(text, style) for text, style in merged], max(cells, columns))
    return Row(strip if cells <= columns else strip.crop(0, columns), min(cells, columns))


def blank(sheet: Sheet, inks: Inks) -> Row:
    """Return a row with nothing on it."""
    return Row(Strip([Segment(" " * sheet.columns, inks.style())], sheet.columns), 0)


def with_thumb(row: Row, sheet: Sheet, inks: Inks, thumb: str) -> Row:
    """Return *row* with the scrollbar in its last cell."""
    body = row.strip.crop(0, sheet.columns - 1)
    return Row(Strip([*body, Segment(thumb, inks.style("scrollbar"))], sheet.columns), sheet.columns)


def with_label(row: Row, cell: int, label: str, inks: Inks, role: Role = "hint") -> Row:
    """Return *row* with *label* over what stands from *cell* on."""
    strip, end = row.strip, cell + cell_len(label)
    if cell < 0 or end > strip.cell_length:
        return row
    pieces = [*strip.crop(0, cell), Segment(label, inks.style(role)), *strip.crop(end)]
    return Row(Strip(pieces, strip.cell_length), max(row.extent, end))


def _margin(left: int, inks: Inks, gutter: Gutter | None) -> Iterator[Piece]:
    plain = inks.style()
    if gutter is None or left == 0:
        yield " " * left, plain
        return
    room = max(1, left - GUTTER + 1)
    yield " " * (room - 1), plain
    yield gutter.text, inks.style(gutter.role)
    yield " " * (left - room - cell_len(gutter.text) + 1), plain


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
