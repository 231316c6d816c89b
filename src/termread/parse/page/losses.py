"""How much of what a page shows was read: its source and its runs compared, wherever something may have been lost."""

from __future__ import annotations

import re

from termread.parse.page.model import Page
from termread.parse.page.tree import Node

DEEP = 250
"""The depth from which the parser may drop what nests deeper."""
HUGE = 10_000_000
"""The length of a source in which a single text may be too long for the parser."""
TOLD = 10
"""The per cent from which a loss is told; less is how text is counted."""
_TAIL = 4_000
"""Characters at the end of what an open node holds among which the end of the page stands."""
_SWALLOWING = ("script", "style", "textarea", "select", "svg", "noscript", "template", "iframe", "object")
"""Elements whose text nobody reads: one that is never closed hides all that follows."""
_UNSEEN = re.compile(rf"<!--.*?-->|<({'|'.join(_SWALLOWING)})\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>?")
_ENTITY = re.compile(r"&#?\w{1,31};")


def lost_percent(text: str, root: Node, page: Page) -> int:
    """Return how many per cent of what the source *text* shows stand in no run of *page*; 0 where none can be lost."""
    if page.depth <= DEEP and len(text) <= HUGE and not _hides(root):
        return 0
    shown = _size(_ENTITY.sub("x", _TAG.sub(" ", _UNSEEN.sub(" ", text))))
    read = sum(_size(run.text) for run in page.runs)
    lost = round(100 * (shown - read) / shown) if shown else 0
    return lost if lost >= TOLD else 0


def _hides(root: Node) -> bool:
    """Return whether a node whose text is not read holds what stands in no such node, being never closed."""
    for node in root.iter(*_SWALLOWING):
        text = node.text or ""
        if "</body" in text[-_TAIL:] or (node.tag != "script" and ("</p" in text or node.find(".//p") is not None)):
            return True
    return False


def _size(text: str) -> int:
    return len(text) - sum(map(text.count, " \t\n\r\xa0"))
