"""Boxes that stand between the story's paragraphs, or before them, and are none of it: told by shape, whatever they are called."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from termread.parse.page.locate.story import grammar_in
from termread.parse.page.model import Box, Piece, Sheet, make_of, plain_name

_LARGEST, _BEFORE, _ALIKE = 0.15, 12, 2
"""What share of the text a box set apart holds at most, how far it stands before the story, how many are alike."""
_BOXES = frozenset(["div", "section", "article", "details"])
_UNSAID = frozenset(["control", "label"])
"""Reasons for which the heading of a box is left out, though it heads it: it opens and shuts, or is a mere word."""
_LABELS, _LABEL = 2, 80
"""How many lines beside its points a box of points has at most, and how long they are."""


def set_apart(sheet: Sheet, region: Box, total: int) -> set[Box]:
    """Return the boxes between the story's paragraphs that have a heading and text of their own, written otherwise.

    More than two that are alike are how this story is divided. A box of points before the first paragraph is one too.
    """
    grammar = grammar_in(sheet, region)
    ordinary = [i for i, p in enumerate(sheet.pieces) if p.cut is None and p.signature in grammar.ordinary]
    if not grammar.trusted or not ordinary:
        return set()
    around = {signature[2:] for signature in grammar.ordinary}
    makes: defaultdict[tuple[str, ...], list[Box]] = defaultdict(list)
    points: set[Box] = set()
    for box in sheet.boxes:
        if box.tag not in _BOXES or box.depth <= region.depth or box.weight > _LARGEST * total:
            continue
        if box.end - box.start < 2 or box.start < ordinary[0] - _BEFORE:
            continue
        position = bisect_left(ordinary, box.start)
        if position < len(ordinary) and ordinary[position] < box.end:
            continue
        if not position and _are_points(box, sheet):
            points.add(box)
        elif _stands_apart(box, sheet, around):
            makes[make_of(box)[: 2 if box.name else 4]].append(box)
    return points.union(*(boxes for boxes in makes.values() if len(boxes) <= _ALIKE))


def _stands_apart(box: Box, sheet: Sheet, around: set[tuple[str, str]]) -> bool:
    """Return whether a box is one heading and text under it, none of it in a box like those *around* the paragraphs."""
    inside = [p for p in sheet.pieces[box.start : box.end] if p.of is None and p.text and (p.cut is None or _heads(p))]
    if len(inside) < 2 or inside[0].kind != "heading" or any(p.kind == "heading" for p in inside[1:]):
        return False
    within = {(outer.tag, plain_name(outer.name)) for p in inside for outer in p.box.up() if outer.depth >= box.depth}
    return any(p.runs for p in inside) and not within & around and not any(tag == "table" for tag, _ in within)


def _heads(piece: Piece) -> bool:
    return piece.kind == "heading" and piece.cut in _UNSAID


def _are_points(box: Box, sheet: Sheet) -> bool:
    """Return whether a box holds a list of sentences and little else: what the story says, in a few points."""
    inside = [p for p in sheet.pieces[box.start : box.end] if p.cut is None and p.of is None and p.text]
    items = [p for p in inside if p.box.tag == "li" or (p.box.parent is not None and p.box.parent.tag == "li")]
    others = [p for p in inside if p not in items]
    return (
        len(items) > 1
        and any(p.runs for p in items)
        and len(others) <= _LABELS
        and all(p.size <= _LABEL for p in others)
    )
