"""Places that links inside the page can name."""

from __future__ import annotations

from termread.article import Anchor, Block, Footnotes, Place, flatten
from termread.parse.footnotes import WAYS_BACK
from termread.parse.page.model import Page
from termread.text import clean_line

_BEGINNING = 20
"""Characters by which a run is found whose end is not in its block."""


def anchors_of(page: Page, made: list[tuple[Block, list[int]]]) -> tuple[Anchor, ...]:
    """Return the places of the names that links inside the page call; *made* are blocks and the runs they are of."""
    if not page.wanted:
        return ()
    anchors: dict[str, Anchor] = {}
    for number, (block, indices) in enumerate(made):
        waiting: list[tuple[str, int]] = []
        flat, at = "", 0
        for index in indices:
            run = page.runs[index]
            waiting += [(name, offset) for name, offset in run.ids if name in page.wanted]
            if not waiting:
                continue
            flat = flat or flatten(block)
            numbers = isinstance(block, Footnotes) and run.text.strip(" .[]()").isdecimal()
            start = -1 if numbers else _find(flat, run.text, at)
            if start < 0 and index != indices[-1]:
                continue  # the number of a note is none of its words: the name is that of what follows
            at = max(at, start)
            for name, offset in waiting:
                place = Place(number, min(at + offset, len(flat)))
                anchors.setdefault(name, Anchor(clean_line(name), place))
            waiting = []
    return tuple(anchors.values())


def _find(flat: str, text: str, at: int) -> int:
    """Return where a run's *text* stands in that of its block, whose lines and whose end may be written otherwise; else -1."""
    whole = text.rstrip(WAYS_BACK)
    pieces = (whole, whole.replace("\n", " "), whole[:_BEGINNING].rstrip())
    return next((start for piece in pieces if (start := flat.find(piece, at)) >= 0), -1)
