"""Which text of a story is the fuller one: that of its page, or that which its feed gives."""

from __future__ import annotations

from termread.article import Article
from termread.errors import Empty
from termread.feed import FeedItem
from termread.pace import words

CLEARLY = 1.2
"""How many times the words of its page the feed's own text must have to be taken, beside a few."""
A_FEW = 20
NO_PAGE = frozenset({"consent", "robot", "javascript", "error-page", "visible", "list"})
"""Notices of a page that is not the story."""


def fuller(page: Article, item: FeedItem) -> Article:
    """Return *page*, or the text of *item* if that has clearly more words or the page is something else."""
    from termread.parse.formats.feeds.item_article import article_of_item

    if not item.content and not item.dek:
        return page
    try:
        own = article_of_item(item)
    except Empty:
        return page
    elsewhere = any(notice.code in NO_PAGE for notice in page.notices)
    return own if elsewhere or words(own) > CLEARLY * words(page) + A_FEW else page
