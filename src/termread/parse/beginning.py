"""The beginning of a large page, parsed before the rest so that reading can start."""

from __future__ import annotations

from termread.article import Article
from termread.document import Document
from termread.errors import TermreadError
from termread.pace import words
from termread.parse.parsed import Settings
from termread.parse.sniff import kind_of
from termread.values import replace

LARGE = 8
"""A page is large if it is this many times as long as the part parsed first."""
ENOUGH = 200
"""The fewest words worth showing first."""


def begin(document: Document, settings: Settings, size: int) -> Article | None:
    """Return the article in the first *size* bytes of a large HTML page, or None if there is too little to trust."""
    from termread.parse.page.pipeline import read_html

    data = document.data
    if not size or len(data) < LARGE * size or b"\0" in data[:size] or kind_of(document) != "html":
        return None
    # Cut between two tags, so that no character or word is split.
    first = replace(document, data=data[: data.rfind(b">", 0, size) + 1])
    try:
        article = read_html(first, settings).article
    except TermreadError:
        return None
    return article if not article.notices and words(article) >= ENOUGH else None
