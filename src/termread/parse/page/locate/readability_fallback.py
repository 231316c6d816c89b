"""readability-lxml's answer to where the story is: a candidate where our own choice is unsure of itself."""

from __future__ import annotations

import logging
import re

from termread.parse.page.model import Page
from termread.parse.page.tree import without_controls
from termread.parse.text_shape import key

FEW = 300
"""Characters of the shortest answer that is a story."""
MORE, PART = 1.5, 0.3
"""How many times our own choice the answer holds at least, and what share of the text that is no boilerplate."""
_READABLE = 400_000
"""Characters of page beyond which it would take too long."""
_TAGS = re.compile(r"<[^<>]*>")


def readability_text(text: str) -> str:
    """Return, as a comparison key, the text that readability-lxml takes for the article; empty where it finds none."""
    from readability import Document
    from readability.readability import Unparseable

    if len(text) > _READABLE:
        return ""
    # Its log would print a traceback on the reader's screen for each page it cannot read.
    logging.getLogger("readability.readability").disabled = True
    try:
        summary = Document(without_controls(text)).summary(html_partial=True)
    except (Unparseable, ValueError, TypeError, AttributeError, IndexError, RecursionError):
        return ""
    from html import unescape

    return key(unescape(_TAGS.sub(" ", summary)))


def adopt(page: Page, said: str) -> bool:
    """Take the runs that the answer *said* holds, and leave out the rest; return whether it was enough to be followed.

    It is not where it is a mere part of what the page tells, or little more than our own choice.
    """
    chosen = [i for i, run in enumerate(page.runs) if run.size >= 20 and run.text and run.key in said]
    heard = sum(page.runs[i].size for i in chosen if page.runs[i].is_running)
    if not chosen or heard < max(FEW, MORE * page.prose_size(), PART * page.good):
        return False
    taken = set(chosen)
    first, last = chosen[0], chosen[-1]
    for i, run in enumerate(page.runs):
        if i in taken or (first < i < last and run.kind != "text" and run.excluded == "outside"):
            page.admit(run)
        else:
            page.exclude(run, "outside")
    return True
