"""Tables: which hold data and which are only a layout, and the cells of those that hold data."""

from __future__ import annotations

from termread.article import Block, Cell, Prose, Table
from termread.parse.page.model import Box, Piece
from termread.parse.page.tree import Element

SPAN_CAP = 100
"""Columns or rows that a cell may be said to span."""


def is_data(box: Box, pieces: list[Piece], total: int) -> bool:
    """Return whether the table in *box* holds data; one that carries the story, or another table, is a layout."""
    if box.element.get("role") in ("presentation", "none") or box.weight > 0.35 * total > 0:
        return False
    if box.element.find(".//table") is not None:
        return False
    rows = [row for row in box.element.iter("tr") if len(row)]
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return False
    inside = pieces[box.start : box.end]
    return sum(piece.size > 400 for piece in inside) * 4 <= len(inside)


def table_of(box: Box, leaves: list[tuple[Piece, Prose]]) -> Block | None:
    """Return the table in *box* with the pieces that were kept of it; a spanned place holds an empty cell."""
    texts: dict[Element, list[Prose]] = {}
    caption: Prose | None = None
    for piece, prose in leaves:
        cell = next((outer for outer in piece.box.up() if outer.tag in ("td", "th", "caption")), None)
        if cell is None or cell.tag == "caption":
            caption = prose
        else:
            texts.setdefault(cell.element, []).append(prose)
    rows: list[tuple[Cell, ...]] = []
    hanging: dict[int, int] = {}
    for row in box.element.iter("tr"):
        cells = _row(row, texts, hanging)
        if any(cell.prose.text for cell in cells):
            rows.append(tuple(cells))
    return Table(tuple(rows), caption) if rows else None


def _row(row: Element, texts: dict[Element, list[Prose]], hanging: dict[int, int]) -> list[Cell]:
    cells: list[Cell] = []

    def fill() -> None:
        while hanging.get(len(cells), 0) > 0 and len(cells) < SPAN_CAP:
            hanging[len(cells)] -= 1
            cells.append(Cell(Prose()))

    for element in row:
        if element.tag not in ("td", "th"):
            continue
        fill()
        column, rows = len(cells), _span(element, "rowspan")
        cells.append(Cell(joined(texts.get(element, [])), element.tag == "th"))
        cells.extend(Cell(Prose()) for _ in range(min(_span(element, "colspan"), SPAN_CAP) - 1))
        if rows > 1:
            hanging.update(dict.fromkeys(range(column, len(cells)), min(rows, SPAN_CAP) - 1))
    fill()
    return cells


def joined(parts: list[Prose]) -> Prose:
    """Return several pieces of running text as one, a space between them."""
    if len(parts) < 2:
        return parts[0] if parts else Prose()
    text, marks = "", []
    for part in parts:
        text += " " if text else ""
        marks += [type(m)(m.start + len(text), m.end + len(text), m.style, m.href) for m in part.marks]
        text += part.text
    return Prose(text, tuple(marks))


def _span(element: Element, name: str) -> int:
    value = element.get(name) or "1"
    return max(1, int(value)) if value.isdigit() and len(value) < 6 else 1
