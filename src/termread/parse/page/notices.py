"""Notices shown to the reader along with an article, by code."""

from __future__ import annotations

from termread.article import Notice

TEXTS = {
    "list": "This page is a list of stories, not an article; its links are listed to be opened.",
    "feed": "This is a feed, not an article; its entries are listed to be opened.",
    "opml": "This is a list of feeds (OPML), not an article; each opens as a list. Use termread import to keep them.",
    "sitemap": "This is a sitemap, not an article; its pages are listed to be opened.",
    "chapters": "Chapters that could not be read: {missing}.",
    "error-page": "This looks like an error page, not an article.",
    "robot": "This page asks whether you are human; open it in a browser.",
    "javascript": "This page needs JavaScript to show its text.",
    "consent": "This page asks for consent before it shows its text.",
    "preview": "This is only a preview: the whole article is for subscribers.",
    "video": "This page is about a video; only its text is shown.",
    "json": "The text comes from the page's data, since the page itself shows none.",
    "visible": "No article was found; this is the page's visible text.",
    "pages": "This is one page of several; the others were not joined.",
    "flattened": "The page nests its elements too deep; they were flattened.",
    "cut-short": "The page is too large: its last {percent} % was left out.",
    "loss": "{percent} % of this page could not be read.",
    "live": "A live blog, newest entry first.",
    "stale-rule": "The site rule no longer fits this page; it was not followed.",
    "doubtful": "Most of this page's text was left out; X shows it.",
    "second-voice": "It was hard to tell the article from the rest of this page: something may be missing.",
}


def notice(code: str, **told: int) -> Notice:
    """Return the notice with this code and these figures."""
    return Notice(code, TEXTS[code].format(**told))
