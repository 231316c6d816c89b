"""Whether a refetched page may replace the kept copy."""

from __future__ import annotations

from termread.article import Article
from termread.pace import words

NO_ARTICLE = frozenset({"part", "error-page", "javascript", "consent", "preview", "plain", "visible"})
"""Notices that mean the page is less than the article, or something else."""
SHRUNK = 5
"""Maximum factor by which the word count may shrink: a page that only says it has moved carries no notice."""
LITTLE = 100
"""Articles below this many words may shrink by any factor."""


def why_not(fresh: Article, kept: Article) -> str | None:
    """Return a sentence saying why *fresh* must not replace *kept*, or None if it may."""
    known = {notice.code for notice in kept.notices}
    for notice in fresh.notices:
        if notice.code in NO_ARTICLE and notice.code not in known:
            return notice.text
    before = words(kept)
    if before > LITTLE and words(fresh) * SHRUNK < before:
        return "Hardly any of the article is left on the page. Look at it in a browser."
    return None
