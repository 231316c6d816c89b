"""Works out what a page is if not a complete article, and adds notices that say so."""

from __future__ import annotations

import re

from termread.article import Article, Block, Notice, Paragraph, Prose
from termread.errors import Empty
from termread.parse.page.model import Page, is_prose
from termread.text import clean, regex
from termread.values import replace

SHORT = 600
"""Characters of running text below which a page may be something other than an article."""
PREVIEW = 2_500
"""Characters of running text below which a page that is not free may be just a preview."""

BARE = 400
"""Most characters shown by a page that is waiting for its script."""
WALL = 240
"""Characters of the longest line that asks for a subscription."""
BEHIND = 8
"""How many runs after the text are searched for that line."""
_UNSAID = frozenset(["hidden", "dialog", "newsletter"])
"""Reasons for leaving out a line that make its call to subscribe irrelevant to this article."""
_ERROR = regex(r"\b(?:404|403|410|500|502|503)\b|\bforbidden\b", re.IGNORECASE)
_SCRIPT = regex(
    r"(?:enable|turn on|requires?|need|activate|without) .{0,20}javascript|javascript .{0,40}(?:disabled|enabled|required|aktivier|activ)|aktivieren sie .{0,20}javascript",
    re.IGNORECASE,
)
_CONSENT = regex(r"cookie|consent|gdpr|datenschutz|privacy", re.IGNORECASE)


def needs_script(page: Page, text: str, size: int) -> bool:
    """Return whether a page with little text says it needs JavaScript; the word is the same in every language."""
    bare = len(text) < BARE and "javascript" in f"{page.unscripted} {text}".lower()
    return bare or bool(_SCRIPT.search(page.unscripted) or (size < 200 and _SCRIPT.search(text)))


def asks_consent(page: Page, size: int) -> bool:
    """Return whether a page with little text of its own asks for consent."""
    asked = [p for p in page.runs if p.size > 40 and (_CONSENT.search(p.text) or page.phrases.holds("consent", p.text))]
    return sum(p.size for p in asked) >= max(size, 1)


def is_preview(page: Page, size: int) -> bool:
    """Return whether only part of an article is shown: it is not free, or it ends with a call to subscribe."""
    if page.metadata.free is False:
        return size < SHORT * 2 or any(run.excluded == "paywall" for run in page.runs)
    last = max((i for i, run in enumerate(page.runs) if is_prose(run)), default=None)
    if page.metadata.free or last is None or size >= PREVIEW:
        return False
    behind = (run for run in page.runs[last : last + BEHIND] if run.excluded not in _UNSAID and run.size <= WALL)
    return any(page.phrases.holds("subscribe", run.text) for run in behind if run.text)


def as_what_it_is(article: Article, page: Page) -> Article:
    """Return the article, or whatever else is readable on the page, with notices about what it is."""
    if page.posts:
        return article
    if page.listed is not None:
        return _telling(article, "list" if page.cards else "visible")
    size, body = page.prose_size(), page.metadata.article_body
    if body and len(body) > 2 * max(size, 200):
        return replace(_telling(article, "json"), blocks=_paragraphs(body.splitlines()), anchors=())
    visible = "\n".join(run.text for run in page.runs if run.text)
    if not visible.strip() and not article.title:
        raise Empty("The page has no text at all; it may need JavaScript. Open it in a browser.")
    if code := _what_else(article, page, visible, size):
        article = _telling(article, code)
    said = any(isinstance(block, Paragraph) and block.prose.text for block in article.blocks)
    if said or any(is_prose(run) for run in page.runs):
        return article
    article = replace(_telling(article, "visible"), anchors=())
    if article.blocks:
        return article
    shown = [run.text for run in page.runs if run.text and run.kind in ("text", "heading")] or [page.unscripted]
    return replace(article, blocks=_paragraphs(shown), cut=())


def _what_else(article: Article, page: Page, visible: str, size: int) -> str | None:
    """Return the code for what the page is if it is neither a complete article nor a list of stories, or None."""
    title, says = article.title, page.phrases.holds
    if size < SHORT and (_ERROR.search(title) or says("missing", title)):
        return "error-page"
    if size < BARE and says("robot", title) is not None:
        return "robot"
    if size < SHORT and needs_script(page, visible, size):
        return "javascript"
    if size < SHORT and asks_consent(page, size):
        return "consent"
    if is_preview(page, size):
        return "preview"
    return "video" if page.metadata.video and size < SHORT else None


def _telling(article: Article, code: str) -> Article:
    return replace(article, notices=(*article.notices, notice(code)))


def _paragraphs(texts: list[str]) -> tuple[Block, ...]:
    return tuple(Paragraph(Prose(text)) for each in texts if (text := clean(each).strip()))


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
