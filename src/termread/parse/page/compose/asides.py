"""Elements that stand between the story's paragraphs, or before them, and are none of it: told by shape, whatever they are called."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from termread.parse.page.class_names import plain_name
from termread.parse.page.locate.story import grammar_of
from termread.parse.page.model import Element, Page, Run

_LARGEST, _BEFORE, _ALIKE = 0.15, 12, 2
"""What share of the text an element set apart holds at most, how far it stands before the story, how many are alike."""
_BOXES = frozenset(["div", "section", "article", "details"])
_UNSAID = frozenset(["control", "label"])
"""Reasons for which the heading of an element is left out, though it heads it: it opens and shuts, or is a mere word."""
_LABELS, _LABEL = 2, 80
"""How many lines beside its points an element of points has at most, and how long they are."""


def set_apart(page: Page, region: Element) -> set[Element]:
    """Return the elements between the story's paragraphs that have a heading and text of their own, written otherwise.

    More than two that are alike are how this story is divided. An element of points before the first paragraph is one too.
    """
    grammar = grammar_of(page.runs[region.start : region.end])
    ordinary = [i for i, p in enumerate(page.runs) if p.excluded is None and p.signature in grammar.ordinary]
    if not grammar.trusted or not ordinary:
        return set()
    around = {signature[2:] for signature in grammar.ordinary}
    makes: defaultdict[tuple[str, ...], list[Element]] = defaultdict(list)
    points: set[Element] = set()
    for element in page.elements:
        if element.tag not in _BOXES or element.depth <= region.depth or element.weight > _LARGEST * page.total:
            continue
        if element.end - element.start < 2 or element.start < ordinary[0] - _BEFORE:
            continue
        position = bisect_left(ordinary, element.start)
        if position < len(ordinary) and ordinary[position] < element.end:
            continue
        if not position and _are_points(element, page):
            points.add(element)
        elif _stands_apart(element, page, around):
            makes[element.signature[: 2 if element.name else 4]].append(element)
    return points.union(*(elements for elements in makes.values() if len(elements) <= _ALIKE))


def _stands_apart(element: Element, page: Page, around: set[tuple[str, str]]) -> bool:
    """Return whether an element is one heading and text under it, none of it in an element like those *around* the paragraphs."""
    inside = [
        p
        for p in page.runs[element.start : element.end]
        if p.caption_for is None and p.text and (p.excluded is None or _heads(p))
    ]
    if len(inside) < 2 or inside[0].kind != "heading" or any(p.kind == "heading" for p in inside[1:]):
        return False
    within = {
        (outer.tag, plain_name(outer.name)) for p in inside for outer in p.element.up() if outer.depth >= element.depth
    }
    return any(p.is_running for p in inside) and not within & around and not any(tag == "table" for tag, _ in within)


def _heads(run: Run) -> bool:
    return run.kind == "heading" and run.excluded in _UNSAID


def _are_points(element: Element, page: Page) -> bool:
    """Return whether an element holds a list of sentences and little else: what the story says, in a few points."""
    inside = [
        p for p in page.runs[element.start : element.end] if p.excluded is None and p.caption_for is None and p.text
    ]
    items = [
        p for p in inside if p.element.tag == "li" or (p.element.parent is not None and p.element.parent.tag == "li")
    ]
    others = [p for p in inside if p not in items]
    return (
        len(items) > 1
        and any(p.is_running for p in items)
        and len(others) <= _LABELS
        and all(p.size <= _LABEL for p in others)
    )
