"""Where the headline stands among a page's runs, and where the story begins below it."""

from __future__ import annotations

from termread.parse.page.model import Page, is_prose
from termread.parse.text_shape import key

TITLE_CAP = 400
"""Characters of a run up to which it may be the headline."""


def titled(page: Page) -> int | None:
    """Return the index of the heading that is the title: one of the first level, else one that leads nowhere."""
    wanted = key(page.metadata.title)
    same = [
        (run.level != 1, i)
        for i, run in enumerate(page.runs)
        if run.level and run.excluded != "hidden" and (run.level == 1 or not run.linked) and run.key == wanted
    ]
    return min(same)[1] if same else None


def headline_of(page: Page) -> int | None:
    """Return the index of the headline: the heading that is the title, else the first of the first level, else its words."""
    found = titled(page)
    if found is not None:
        return found
    first = next((i for i, run in enumerate(page.runs) if run.level == 1 and run.excluded != "hidden"), None)
    if first is not None or not (wanted := key(page.metadata.title)):
        return first
    return next(
        (i for i, run in enumerate(page.runs) if len(wanted) <= len(run.text) < TITLE_CAP and run.key == wanted), None
    )


def first_paragraph(page: Page) -> int:
    """Return the index of the first ordinary paragraph of the story."""
    grammar = page.grammar
    for i, run in enumerate(page.runs):
        if is_prose(run) and run.caption_for is None and (run.signature in grammar.ordinary or not grammar.trusted):
            return i
    return 0
