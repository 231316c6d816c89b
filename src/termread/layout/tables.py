"""Tables: columns within the measure if they fit, else as wide as they are, or as one record a row."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from termread.article import Cell, Place, Prose, Table
from termread.layout.model import Frame, Line, Run, cells
from termread.layout.text_block import ParagraphStyle, Span, TextBlock
from termread.text import width
from termread.values import dataclass

if TYPE_CHECKING:
    from termread.layout.text_block import Typesetter

BETWEEN = 2
"""Blank cells between two columns."""

NARROW, BROAD, LONGEST = 12, 48, 16
"""Cells that a column keeps if it has them, takes at most in a wide table, and keeps for its longest word."""

HELD = 20
"""Cells up to which the first column of a wide table stays when the others are scrolled."""

_NUMBER = re.compile(r"[\s$€£¥₹+−–-]*\d[\d\s.,:/]*+(?:%|[A-Za-z€£°]{1,3})?\*?$|[-–—]?$")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, each a text block in its column; *columns* are the cells of the columns, *right* which stand right."""

    cells: tuple[TextBlock | None, ...]
    frame: Frame
    columns: tuple[int, ...]
    right: tuple[bool, ...]
    start: int
    height: int
    wide: bool

    def line(self, row: int, block: int) -> Line:
        """Return row *row* of the cells, side by side."""
        runs = list(self.frame.rest)
        blank = 0
        place = Place(block, self.start)
        for cell, column, right in zip(self.cells, self.columns, self.right, strict=False):
            set_runs: tuple[Run, ...] = ()
            if cell is not None and row < cell.height:
                set_runs = cell.line(row, block).runs
            missing = column - cells(set_runs)
            blank += missing if right else 0
            if set_runs and blank:
                runs.append(Run(" " * blank))
                blank = 0
            runs += set_runs
            blank += BETWEEN + (0 if right else missing)
        return Line(tuple(runs), place, 0, self.wide, self._held)

    @property
    def _held(self) -> int:
        return cells(self.frame.rest) + self.columns[0] + BETWEEN if self.wide and self.columns[0] <= HELD else 0

    def row_of(self, offset: int) -> int:
        """Return the row of the cell that holds *offset* which shows it."""
        found = [cell for cell in self.cells if cell is not None and cell.start <= offset]
        return found[-1].row_of(offset) if found else 0


def compose_table(typesetter: Typesetter, table: Table, frame: Frame) -> None:
    """Set *table*: its caption, its head over a rule, its rows."""
    frame = typesetter.set(frame, typesetter.span(table.caption or Prose(), "caption"))
    rows = [[typesetter.span(c.prose, "table_head" if c.header else "table") for c in row] for row in table.rows]
    if not rows:
        return
    natural = _natural(rows)
    if not natural:
        return
    fitted = _fitted(natural, _least(rows, natural), frame.width)
    if fitted is None and typesetter.page.tables == "records":
        _records(typesetter, rows, frame)
        return
    columns = fitted or [min(cells, BROAD) for cells in natural]
    right = _numeric(rows, len(columns))
    head = len(list(takewhile(_is_head, table.rows)))
    for number, row in enumerate(rows):
        typesetter.pieces.append(_row(typesetter, row, frame, columns, right, wide=fitted is None))
        if number + 1 == head and len(rows) > head:
            _head_rule(typesetter, frame, columns, wide=fitted is None)


def _is_head(row: tuple[Cell, ...]) -> bool:
    return any(cell.header for cell in row) and all(cell.header or not cell.prose.text for cell in row)


def _head_rule(typesetter: Typesetter, frame: Frame, columns: list[int], *, wide: bool) -> None:
    rule = "─" * (sum(columns) + BETWEEN * (len(columns) - 1))
    line = TextBlock(
        (Span(rule, "table_line"),), frame, typesetter.offset, ParagraphStyle("rows" if wide else "greedy")
    )
    typesetter.pieces.append(line)


def _row(
    typesetter: Typesetter, row: list[Span], frame: Frame, columns: list[int], right: tuple[bool, ...], *, wide: bool
) -> Row:
    cells = [
        TextBlock((span,), Frame(column), span.start, typesetter.plain) if span.text else None
        for span, column in zip(row, columns, strict=False)
    ]
    height = max((cell.height for cell in cells if cell is not None), default=1)
    start = row[0].start if row else typesetter.offset
    return Row(tuple(cells), frame, tuple(columns), right, start, height, wide)


def _records(typesetter: Typesetter, rows: list[list[Span]], frame: Frame) -> None:
    """Set each row as lines "head: cell", with the heads of the first row."""
    heads = [span.text for span in rows[0]] if all(span.role == "table_head" for span in rows[0]) else []
    if heads:
        typesetter.set(frame, *_listed(rows[0]))
    for number, row in enumerate(rows[1:] if heads else rows):
        if number or heads:
            typesetter.gap(frame)
        for column, span in enumerate(row):
            label = f"{heads[column]}: " if column < len(heads) and heads[column] else ""
            typesetter.set(frame, Span(label if span.text else "", "table_head"), span)


def _listed(row: list[Span]) -> list[Span]:
    spans: list[Span] = []
    for span in row:
        if span.text:
            spans += [Span(" · ", "table_line"), span] if spans else [span]
    return spans


def _natural(rows: list[list[Span]]) -> list[int]:
    """Return the cells that each column would take on one line, at least one."""
    columns = [1] * max(map(len, rows))
    for row in rows:
        for number, cell in enumerate(row):
            columns[number] = max(columns[number], width(cell.text))
    return columns


def _least(rows: list[list[Span]], natural: list[int]) -> list[int]:
    """Return the cells that each column needs so that its words stay whole and its cells do not grow too high."""
    longest = [1] * len(natural)
    for row in rows:
        for number, cell in enumerate(row):
            longest[number] = max(longest[number], *map(width, cell.text.split()), 1)
    return [max(min(word, LONGEST), min(cells, NARROW)) for word, cells in zip(longest, natural, strict=True)]


def _fitted(natural: list[int], least: list[int], measure: int) -> list[int] | None:
    """Return column widths that fit *measure*: the widest column gives first; None where even the least do not fit."""
    room = measure - BETWEEN * (len(natural) - 1)
    if sum(least) > room:
        return [max(1, measure)] if len(natural) == 1 else None
    columns = list(natural)
    while sum(columns) > room:
        widest = max((i for i in range(len(columns)) if columns[i] > least[i]), key=columns.__getitem__)
        lower = max((c for c in columns if c < columns[widest]), default=0)
        columns[widest] = max(least[widest], lower, columns[widest] - (sum(columns) - room))
        if columns[widest] == lower > least[widest]:
            columns[widest] -= 1
    return columns


def _numeric(rows: list[list[Span]], count: int) -> tuple[bool, ...]:
    """Return which of *count* columns hold nothing but numbers, and some."""
    filled, others = set[int](), set[int]()
    for row in rows:
        for column, cell in enumerate(row):
            if cell.role != "table_head":
                filled |= {column} if cell.text else set()
                others |= set() if _NUMBER.match(cell.text) else {column}
    return tuple(column in filled and column not in others for column in range(count))
