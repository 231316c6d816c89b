"""Whether what came when a page was read again may take the place of the copy that is kept."""

from __future__ import annotations

from termread.article import Article
from termread.pace import words

NO_ARTICLE = frozenset({"part", "error-page", "javascript", "consent", "preview", "plain", "visible"})
"""Notices of what is less than the article, or something else."""
SHRUNK = 5
"""How many times fewer words there may not be: a page that says only that it has moved has no notice."""
LITTLE = 100
"""Words under which an article may shrink as it likes."""


def why_not(fresh: Article, kept: Article) -> str | None:
    """Return the sentence that says why *fresh* must not take the place of *kept*; None where it may."""
    known = {notice.code for notice in kept.notices}
    for notice in fresh.notices:
        if notice.code in NO_ARTICLE and notice.code not in known:
            return notice.text
    before = words(kept)
    if before > LITTLE and words(fresh) * SHRUNK < before:
        return "Hardly any of the article is left on the page. Look at it in a browser."
    return None
