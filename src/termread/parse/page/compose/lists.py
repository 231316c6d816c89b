"""Lists, verse and tables: how items are numbered, which short lines are rows, and which tables contain data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from termread.article import Block, Cell, Item, Listing, Paragraph, Prose, Table
from termread.numerals import NUMBERINGS, Numbering, number_of, numeral
from termread.parse.page.boilerplate.lines import LINE
from termread.parse.page.class_names import words_of
from termread.parse.page.compose.links import joined
from termread.parse.page.model import Element, Page, Run
from termread.parse.page.tree import Node
from termread.text import regex
from termread.values import replace

_STYLED: dict[str, Numbering] = {
    "decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I",
}  # fmt: skip
_STYLE = regex(
    r"(?i)(?:^|;)\s*list-style(?:-type)?\s*:(?:[^;]*[\s:])?(decimal|(?:lower|upper)-(?:alpha|latin|roman))(?![\w-])"
)


def list_start(node: Any) -> int:
    """Return the `start` of a list, or 1 if it is missing or not a number."""
    number = _number(node.get("start"))
    return 1 if number is None else number


def list_labels(node: Any) -> dict[Any, str]:
    """Return the labels of an ordered list's items, or an empty dict if it simply counts up from its start."""
    items = list(node.iterchildren("li"))
    own = any(each.get("value") or _numbering(each) for each in (node, *items))
    if node.get("reversed") is None and not own:
        return {}
    step = 1 if node.get("reversed") is None else -1
    start = _number(node.get("start"))
    number = start if start is not None else 1 if step == 1 else len(items)
    labels = {}
    for item in items:
        value = _number(item.get("value"))
        number = number if value is None else value
        labels[item] = numeral(number, _numbering(item) or _numbering(node) or "1")
        number += step
    return labels


def numbered(items: Sequence[Item], start: int) -> tuple[tuple[Item, ...], int]:
    """Return *items* without the labels that counting yields anyway, and the number to count from."""
    first = number_of(items[0].label, "1") if items else None
    start = start if first is None else first
    counted = enumerate(items, start)
    return tuple(replace(item, label="") if item.label == str(n) else item for n, item in counted), start


def _numbering(node: Any) -> Numbering | None:
    """Return the numbering that an element sets by its style, which takes precedence in browsers, or its `type`."""
    styled = _STYLE.findall(node.get("style") or "")
    if styled:
        return _STYLED[styled[-1].lower()]
    named = (node.get("type") or "").strip()
    return next((numbering for numbering in NUMBERINGS if numbering == named), None)


def _number(value: str | None) -> int | None:
    """Return the number that an attribute begins with, as in HTML; None if there is none or it exceeds six digits."""
    found = re.match(r"\s*([+-]?[0-9]{1,6})(?![0-9])", value or "")
    return int(found[1]) if found else None


_ROWS = frozenset(["div", "p", "span", "section"])
_NAMED = frozenset(
    ["ingredient", "ingredients", "ing", "item", "items", "list", "checklist", "step", "steps", "result", "results",
     "score", "scores", "fact", "facts", "bullet", "bullets", "zutat", "zutaten", "ingredientes", "ingrediente"]
)  # fmt: skip
"""Class words for the rows of a list or the box around them."""


def rows_of(page: Page, chosen: Iterable[tuple[int, Run]]) -> dict[int, int]:
    """Map each of the *chosen* runs that is a row to the first run of its group of rows."""
    gaps = {
        (element.parent, element.start) for element in page.elements if element.start == element.end and element.parent
    }
    found: dict[int, int] = {}
    known: tuple[int, Run] | None = None
    first = -1
    for index, run in chosen:
        if not _may_be_row(page, run):
            known = None
            continue
        parent = run.element.parent
        follows = known is not None and known[0] == index - 1 and _alike(known[1], run)
        if not follows or (parent, index) in gaps:
            first = index
        found[index] = first
        known = index, run
    return {i: first for first, row in groupby(found, key=found.__getitem__) for i in _as_row(page, list(row))}


def _may_be_row(page: Page, run: Run) -> bool:
    grammar, element = page.grammar, run.element
    ordinary = run.signature in grammar.ordinary if grammar.trusted else element.tag == "p" and not element.name
    short = run.kind == "text" and run.size < LINE and run.linked * 2 < len(run.text)
    return short and not ordinary and run.role is None and element.tag in _ROWS


def _alike(one: Run, other: Run) -> bool:
    apart = one.element is not other.element
    return apart and one.element.parent is other.element.parent and one.signature == other.signature


def _as_row(page: Page, row: list[int]) -> list[int]:
    """Return *row* if it forms one block, else []: at most half of its runs, and not the first, may be sentences."""
    stopped = sum(page.runs[i].stops for i in row)
    return row if len(row) > 1 and stopped * 2 <= len(row) and not page.runs[row[0]].stops else []


def block_of(runs: Sequence[Run], lines: Sequence[Prose]) -> Block:
    """Return rows as a list if their class names say so, else as the lines of one paragraph."""
    element = runs[0].element
    name = f"{element.name} {element.parent.name if element.parent is not None else ''}"
    if not _NAMED.isdisjoint(words_of(name).split()):
        return Listing(False, tuple(map(Item, lines)))
    return Paragraph(joined(lines, "\n"))


SPAN_CAP = 100
"""Most columns or rows that a cell may span."""


def is_data(element: Element, page: Page) -> bool:
    """Return whether the table in *element* holds data; one with much of the story or a nested table is for layout."""
    if element.attributes.get("role") in ("presentation", "none") or element.weight > 0.35 * page.total > 0:
        return False
    if element.tag == "table" and element.node.find(".//table") is not None:
        return False
    rows = [row for row in element.node.iter("tr") if len(row)]
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return False
    inside = page.runs[element.start : element.end]
    return sum(run.size > 400 for run in inside) * 4 <= len(inside)


def table_of(element: Element, leaves: list[tuple[Run, Prose]]) -> Block | None:
    """Return the table in *element* with its kept runs, or None if empty; spanned positions get empty cells."""
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
