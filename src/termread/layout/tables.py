"""Sets tables: in columns within the measure if they fit, else wider than it or as records."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from termread.article import Cell, Place, Prose, Table
from termread.layout.model import Frame, Line, Run, cells
from termread.layout.text_block import ParagraphStyle, Span, TextBlock
from termread.text import regex, width
from termread.values import dataclass

if TYPE_CHECKING:
    from termread.layout.text_block import Typesetter

BETWEEN = 2
"""Blank cells between two columns."""

NARROW, BROAD, LONGEST = 12, 48, 16
"""Least width of a column with as much text, greatest width in a wide table, most width kept for a long word."""

HELD = 20
"""The first column of a wide table stays in place when scrolled if it is at most this many cells wide."""

_NUMBER = regex(r"[\s$€£¥₹+−–-]*\d[\d\s.,:/]*+(?:%|[A-Za-z€£°]{1,3})?\*?$|[-–—]?$")


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths of columns, which of them are right-aligned, and whether together they exceed the measure."""

    widths: tuple[int, ...]
    right: tuple[bool, ...]
    wide: bool

    @property
    def held(self) -> int:
        """The number of cells that stay in place when the table is scrolled."""
        return self.widths[0] + BETWEEN if self.wide and self.widths[0] <= HELD else 0


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: a text block for each column, or None."""

    texts: tuple[TextBlock | None, ...]
    frame: Frame
    columns: Columns
    start: int
    height: int

    def line(self, row: int, block: int) -> Line:
        """Return row *row* of all texts side by side."""
        runs = list(self.frame.rest)
        blank = 0
        for text, column, right in zip(self.texts, self.columns.widths, self.columns.right, strict=False):
            shown = text.line(row, block).runs if text is not None and row < text.height else ()
            missing = column - cells(shown)
            blank += missing if right else 0
            if shown and blank:
                runs.append(Run(" " * blank))
                blank = 0
            runs += shown
            blank += BETWEEN + (0 if right else missing)
        held = cells(self.frame.rest) + self.columns.held if self.columns.held else 0
        return Line(tuple(runs), Place(block, self.start), 0, self.columns.wide, held)

    def row_of(self, offset: int) -> int:
        """Return the row that shows *offset* in the text that contains it."""
        found = [text for text in self.texts if text is not None and text.start <= offset]
        return found[-1].row_of(offset) if found else 0


def compose_table(typesetter: Typesetter, table: Table, frame: Frame) -> None:
    """Set *table*: caption, head above a rule, and rows."""
    frame = typesetter.set(frame, typesetter.span(table.caption or Prose(), "table_caption"))
    rows = [[typesetter.span(c.prose, "table_head" if c.header else "table") for c in row] for row in table.rows]
    columns = _columns(rows, frame.width)
    if not columns.widths:
        return
    if columns.wide and typesetter.page.tables == "records":
        _records(typesetter, rows, frame)
        return
    head = len(list(takewhile(_is_head, table.rows)))
    for number, row in enumerate(rows, 1):
        typesetter.pieces.append(_row(typesetter, row, frame, columns))
        if number == head < len(rows):
            rule = "─" * (sum(columns.widths) + BETWEEN * (len(columns.widths) - 1))
            style = ParagraphStyle("rows" if columns.wide else "greedy")
            typesetter.pieces.append(TextBlock((Span(rule, "table_line"),), frame, typesetter.offset, style))


def _is_head(row: tuple[Cell, ...]) -> bool:
    return any(cell.header for cell in row) and all(cell.header or not cell.prose.text for cell in row)


def _columns(rows: list[list[Span]], measure: int) -> Columns:
    """Return the columns of *rows*, within *measure* cells if possible."""
    cells_of: list[list[Span]] = [[] for _ in range(max(map(len, rows), default=0))]
    for row in rows:
        for cell, column in zip(row, cells_of, strict=False):
            column.append(cell)
    natural = [max(1, *(width(cell.text) for cell in column)) for column in cells_of]
    longest = [max(1, 1, *(width(word) for cell in column for word in cell.text.split())) for column in cells_of]
    # Keeps words whole and cells from growing too high.
    least = [max(min(word, LONGEST), min(cells, NARROW)) for word, cells in zip(longest, natural, strict=True)]
    fitted = _fitted(natural, least, measure)
    widths = fitted or [min(cells, BROAD) for cells in natural]
    return Columns(tuple(widths), tuple(map(_is_numeric, cells_of)), fitted is None)


def _is_numeric(column: Sequence[Span]) -> bool:
    """Return whether *column* contains numbers and nothing else, apart from its head."""
    texts = [cell.text for cell in column if cell.role != "table_head"]
    return any(texts) and all(map(_NUMBER.match, texts))


def _row(typesetter: Typesetter, row: list[Span], frame: Frame, columns: Columns) -> Row:
    texts = [
        TextBlock((span,), Frame(column), span.start, typesetter.plain) if span.text else None
        for span, column in zip(row, columns.widths, strict=False)
    ]
    height = max((text.height for text in texts if text is not None), default=1)
    return Row(tuple(texts), frame, columns, row[0].start if row else typesetter.offset, height)


def _records(typesetter: Typesetter, rows: list[list[Span]], frame: Frame) -> None:
    """Set each row as lines of "head: cell", with the heads from the first row."""
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


def _fitted(natural: list[int], least: list[int], measure: int) -> list[int] | None:
    """Return column widths that fit *measure*, shrinking the widest first, or None if even the *least* do not fit."""
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
