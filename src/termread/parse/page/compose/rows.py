"""Rows: short lines in boxes of one make, right below each other, that are one list or the lines of one verse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from termread.article import Block, Item, Listing, Paragraph, Prose
from termread.parse.page.boilerplate.lines import LINE
from termread.parse.page.class_names import words_of
from termread.parse.page.compose.links import joined
from termread.parse.page.model import Page, Run

_ROWS = frozenset(["div", "p", "span", "section"])
_NAMED = frozenset(
    ["ingredient", "ingredients", "ing", "item", "items", "list", "checklist", "step", "steps", "result", "results",
     "score", "scores", "fact", "facts", "bullet", "bullets", "zutat", "zutaten", "ingredientes", "ingrediente"]
)  # fmt: skip
"""Words by which a page calls the rows of a list, or the box around them."""


def rows_of(page: Page, chosen: Iterable[tuple[int, Run]]) -> dict[int, int]:
    """Return, for each of the *chosen* runs that is a row, the first run of the rows that it is one of."""
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
    """Return the runs of a *row* that are read as one block: no more than half of them, nor the first, are sentences."""
    stopped = sum(page.runs[i].stops for i in row)
    return row if len(row) > 1 and stopped * 2 <= len(row) and not page.runs[row[0]].stops else []


def block_of(runs: Sequence[Run], lines: Sequence[Prose]) -> Block:
    """Return rows as a list, where the page calls them so, else as the lines of a verse."""
    element = runs[0].element
    name = f"{element.name} {element.parent.name if element.parent is not None else ''}"
    if not _NAMED.isdisjoint(words_of(name).split()):
        return Listing(False, tuple(map(Item, lines)))
    return Paragraph(joined(lines, "\n"))
