"""Second opinions on where the article is, asked only when our own finding is unsure of itself."""

from __future__ import annotations

import logging
import re

from termread.parse.page.locate.story import is_prose
from termread.parse.page.model import Sheet
from termread.parse.page.tree import without_controls
from termread.parse.text_shape import key

UNSURE = 0.45
"""The share of the page's good text below which our own choice is doubted."""
FEW = 300
"""Characters below which it is doubted too."""
_READABLE = 400_000
"""Characters of page beyond which the second voice would take too long."""
_TAGS = re.compile(r"<[^<>]*>")


def prose_size(sheet: Sheet) -> int:
    """Return how much running text is kept."""
    return sum(piece.size for piece in sheet.pieces if is_prose(piece) and piece.of is None)


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


def listen(sheet: Sheet, said: str) -> bool:
    """Take the pieces that the other voice says, and leave out the rest; return whether it said enough to be followed."""
    chosen = [i for i, piece in enumerate(sheet.pieces) if piece.size >= 20 and piece.text and piece.key in said]
    heard = sum(sheet.pieces[i].size for i in chosen if sheet.pieces[i].runs)
    if not chosen or heard < FEW or heard < 1.5 * prose_size(sheet):
        return False
    taken = set(chosen)
    first, last = chosen[0], chosen[-1]
    for i, piece in enumerate(sheet.pieces):
        if i in taken or (first < i < last and piece.kind != "text" and piece.cut == "outside"):
            piece.cut = None
        elif piece.cut is None:
            piece.cut = "outside"
    return True
