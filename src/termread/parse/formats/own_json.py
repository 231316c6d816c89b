"""JSON: an article in termread's schema is restored, anything else is shown as code."""

from __future__ import annotations

import json

from termread.article import Article, Code, Notice, Prose, leaves
from termread.codec import article_of, uncollected
from termread.document import Document
from termread.parse.charset import decode
from termread.parse.parsed import Parsed, Settings
from termread.text import clean, clean_json

NOTICE = Notice(
    "data",
    "This is data (JSON), not an article; it is shown as it stands. Use termread import if another program exported it.",
)


def read_data(document: Document, settings: Settings) -> Parsed:
    """Return the article that termread wrote as JSON, or the JSON itself as a code block."""
    del settings
    decoded = decode(document.data, declared=document.charset, chosen=document.chosen)
    article = _own(decoded.text)
    if article is None:
        article = Article(blocks=(Code(clean(decoded.text).strip("\n"), "json"),), notices=(NOTICE,))
    return Parsed(article, decoded.charset, decoded.by)


@uncollected()
def _own(text: str) -> Article | None:
    """Return the article in *text*, or None if it is not in termread's schema."""
    try:
        record = json.loads(text)
        if not isinstance(record, dict) or "schema" not in record or "blocks" not in record:
            return None
        article = article_of(clean_json(record))
        sound = all(_is_sound(leaf) for block in article.blocks for leaf in leaves(block))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, AssertionError):
        return None
    return article if sound else None


def _is_sound(prose: Prose) -> bool:
    return all(0 <= m.start <= m.end <= len(prose.text) for m in prose.marks)
