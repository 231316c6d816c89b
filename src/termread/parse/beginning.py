"""The beginning of a large page, understood before the rest, so that reading can begin."""

from __future__ import annotations

from termread.article import Article
from termread.document import Document
from termread.errors import TermreadError
from termread.pace import words
from termread.parse.parsed import Settings
from termread.parse.sniff import kind_of
from termread.values import replace

LARGE = 8
"""A page is large that is so many times as long as what is understood of it first."""
ENOUGH = 200
"""Words that are worth beginning with."""


def begin(document: Document, settings: Settings, size: int) -> Article | None:
    """Return what the first *size* bytes of a large HTML page say; None where that is too little, or not to be trusted."""
    from termread.parse.page.pipeline import read_html

    data = document.data
    if not size or len(data) < LARGE * size or b"\0" in data[:size] or kind_of(document) != "html":
        return None
    # Between two tags, so that no character and no word is cut.
    first = replace(document, data=data[: data.rfind(b">", 0, size) + 1])
    try:
        article = read_html(first, settings).article
    except TermreadError:
        return None
    return article if not article.notices and words(article) >= ENOUGH else None
