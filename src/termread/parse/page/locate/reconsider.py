"""Whether a choice of the story is to be doubted, and what might be chosen instead.

No rule may take most of a page's running text unchallenged: any word can stand on the element of the story itself, and a
story can look like a list of comments.
"""

from __future__ import annotations

from collections import Counter

from termread.parse.page.model import Element, Page

UNSURE = 0.45
"""The share of the text that is no boilerplate below which our own choice is doubted."""
FEW = 300
"""Characters below which it is doubted too."""
SURVIVES = 0.3
"""The share of the page's running text, what is surely none of the story not counted, below which it is challenged."""
SURE = frozenset(["navigation", "footer", "hidden", "dialog", "consent", "drawing"])
"""Reasons that are not challenged."""


def challenge_of(page: Page) -> tuple[str, str] | None:
    """Return the stage and the reason that took most of the page's running text, where little of it is left."""
    taken: Counter[tuple[str, str]] = Counter()
    sure = 0
    for stage, run, name, _ in page.moves:
        if name != "excluded" or isinstance(run, Element) or not run.prose or run.excluded is None:
            continue
        if run.excluded in SURE:
            sure += run.size
        elif stage != "exclude_outside":
            taken[stage, run.excluded] += run.size
    own = page.prose_size()
    if not taken or own >= SURVIVES * (page.total - sure):
        return None
    found, size = taken.most_common(1)[0]
    return found if size > own else None


def doubts(page: Page) -> bool:
    """Return whether the choice holds so little of the text that was not left out as boilerplate that it is unsure."""
    own = page.prose_size()
    return own < UNSURE * page.good or (own < FEW and page.good >= 2 * own)


def outer_of(page: Page) -> Element | None:
    """Return the element that the page itself calls its main part, if there is one."""
    return next((element for element in page.elements if element.tag in ("main", "article") and element.weight), None)
