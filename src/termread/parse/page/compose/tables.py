"""Tables: which hold data and which are only a layout, and the cells of those that hold data."""

from __future__ import annotations

from termread.article import Block, Cell, Prose, Table
from termread.parse.page.compose.links import joined
from termread.parse.page.model import Element, Page, Run
from termread.parse.page.tree import Node

SPAN_CAP = 100
"""Columns or rows that a cell may be said to span."""


def is_data(element: Element, page: Page) -> bool:
    """Return whether the table in *element* holds data; one that carries the story, or another table, is a layout."""
    if element.node.get("role") in ("presentation", "none") or element.weight > 0.35 * page.total > 0:
        return False
    if element.tag == "table" and element.node.find(".//table") is not None:
        return False
    rows = [row for row in element.node.iter("tr") if len(row)]
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return False
    inside = page.runs[element.start : element.end]
    return sum(run.size > 400 for run in inside) * 4 <= len(inside)


def table_of(element: Element, leaves: list[tuple[Run, Prose]]) -> Block | None:
    """Return the table in *element* with the runs that were kept of it; a spanned place holds an empty cell."""
    texts: dict[Node, list[Prose]] = {}
    caption: Prose | None = None
    for run, prose in leaves:
        cell = next((outer for outer in run.element.up() if outer.tag in ("td", "th", "caption")), None)
        if cell is None or cell.tag == "caption":
            caption = prose
        else:
            texts.setdefault(cell.node, []).append(prose)
    rows: list[tuple[Cell, ...]] = []
    hanging: dict[int, int] = {}
    for row in element.node.iter("tr"):
        cells = _row(row, texts, hanging)
        if any(cell.prose.text for cell in cells):
            rows.append(tuple(cells))
    return Table(tuple(rows), caption) if rows else None


def _row(row: Node, texts: dict[Node, list[Prose]], hanging: dict[int, int]) -> list[Cell]:
    cells: list[Cell] = []

    def fill() -> None:
        while hanging.get(len(cells), 0) > 0 and len(cells) < SPAN_CAP:
            hanging[len(cells)] -= 1
            cells.append(Cell(Prose()))

    for node in row:
        if node.tag not in ("td", "th"):
            continue
        fill()
        column, rows = len(cells), _span(node, "rowspan")
        cells.append(Cell(joined(texts.get(node, [])), node.tag == "th"))
        cells.extend(Cell(Prose()) for _ in range(min(_span(node, "colspan"), SPAN_CAP) - 1))
        if rows > 1:
            hanging.update(dict.fromkeys(range(column, len(cells)), min(rows, SPAN_CAP) - 1))
    fill()
    return cells


def _span(node: Node, name: str) -> int:
    value = node.get(name) or "1"
    return max(1, int(value)) if value.isdigit() and len(value) < 6 else 1
