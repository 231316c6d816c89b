"""What stands where a page could not show something: a small box that says the same words at one place after another."""

from __future__ import annotations

from collections import defaultdict

from termread.parse.page.boilerplate.trim import cut_range
from termread.parse.page.model import RUNNING, Box, Sheet

_OFTEN = 3
"""At how many places a box says the same words, if it stands for something."""
_MOST = 6
"""Pieces of the largest such box."""
_BOXES = frozenset(["div", "section", "aside", "article", "figure"])


def cut_placeholders(sheet: Sheet) -> None:
    """Cut small boxes without pictures that say the same words at three places or more: nobody tells a story so."""
    said: defaultdict[tuple[str, ...], list[Box]] = defaultdict(list)
    for box in sheet.boxes:
        if box.tag not in _BOXES or not 2 <= box.end - box.start <= _MOST:
            continue
        inside = sheet.pieces[box.start : box.end]
        if all(piece.text for piece in inside) and sum(piece.size for piece in inside) >= RUNNING:
            said[tuple(piece.key for piece in inside)].append(box)
    for boxes in said.values():
        # A box in a box says it at one place.
        if len({box.start for box in boxes}) >= _OFTEN:
            for box in boxes:
                cut_range(sheet, box, "repeat")
