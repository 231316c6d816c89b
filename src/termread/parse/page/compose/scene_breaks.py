"""Scene breaks: lines of signs between paragraphs, which divide a story as a rule does."""

from __future__ import annotations

from itertools import pairwise

from termread.parse.page.boilerplate.lines import STRUCTURES
from termread.parse.page.model import Element, Page, Run, nearest

LONGEST = 40
"""Characters of the longest line of signs."""
_SIGNS = frozenset("*⁂⁎⁑∗＊✱—–―─━⸻-_~〜～§¶#•·・●○◦∘◆◇♦♢■□▪▫★☆✦✧✶✻✽❖❦❧☙※+=×.…†‡༺༻❀♠♣♥⚘")
_PARTED = 3
"""How many runs a cell or an item holds at least whose scenes a line of signs may part."""
_LETTERS = frozenset(["oOo", "ooOoo", "o0o", "0o0", "xXx", "XoX"])
"""Letters that printers set between scenes."""
_ALONE = frozenset(".")
"""Signs that break nothing where they stand alone: what is left of a sentence."""


def mark_breaks(page: Page) -> None:
    """Make a rule of each line of nothing but signs that stands between two texts of the story."""
    order = [i for i in page.kept() if page.runs[i].kind in ("text", "heading", "rule")]
    holders: dict[Element, Element | None] = {}
    seen = False
    for here, following in pairwise(order):
        run = page.runs[here]
        between = seen and is_break(run) and not is_break(page.runs[following])
        holder = nearest(run.element, STRUCTURES, holders) if between else None
        if between and (holder is None or holder.end - holder.start >= _PARTED) and not page.calls(run):
            page.becomes(run, "rule")
        seen = seen or run.kind == "text"


def is_break(run: Run) -> bool:
    """Return whether a run is a line of nothing but the signs that part scenes."""
    if run.kind not in ("text", "heading") or len(run.text) > LONGEST or run.linked:
        return False
    signs = "".join(run.text.split())
    return bool(signs) and signs not in _ALONE and (_SIGNS.issuperset(signs) or signs.strip("-–—~=*") in _LETTERS)


def has_scenes(page: Page) -> bool:
    """Return whether lines of signs part the story, whose only rule is then none below which it ends."""
    return any(run.kind == "rule" and run.text and run.excluded is None for run in page.runs)
