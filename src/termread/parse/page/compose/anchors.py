"""Places that links inside the page can name."""

from __future__ import annotations

from termread.article import Anchor, Block, Place, flatten
from termread.parse.page.compose.blocks import WAYS_BACK
from termread.parse.page.model import Page
from termread.text import clean_line


def anchors_of(page: Page, made: list[tuple[Block, list[int]]]) -> tuple[Anchor, ...]:
    """Return the places of the names that links inside the page call; *made* are blocks and the runs they are of."""
    if not page.wanted:
        return ()
    anchors: dict[str, Anchor] = {}
    for number, (block, indices) in enumerate(made):
        flat, at = "", 0
        for index in indices:
            run = page.runs[index]
            names = [(name, offset) for name, offset in run.ids if name in page.wanted]
            if not names:
                continue
            flat = flat or flatten(block)
            start = max(flat.find(run.text.rstrip(WAYS_BACK), at), 0)
            at = max(at, start)
            for name, offset in names:
                place = Place(number, min(start + offset, len(flat)))
                anchors.setdefault(name, Anchor(clean_line(name), place))
    return tuple(anchors.values())
