"""What a page is when it is not a whole article, said in notices."""

from __future__ import annotations

import re

from termread.article import Article, Block, Item, Listing, Notice, Paragraph
from termread.parse.page.compose.blocks import Links, prose_of
from termread.parse.page.locate.story import is_prose
from termread.parse.page.model import Piece, Sheet
from termread.parse.phrasebook import Phrases

LINKS_ENOUGH = 12
"""Links to stories that make a list of a page with little text."""
FEW_LINKS = 5
"""The same for a page that says it is a site and no article."""
FEW_WORDS = 300
"""Characters of running text on a page of links that may stand among what was cut."""
SHORT = 600
"""Characters of running text below which a page may be something else than an article."""
PREVIEW = 2_500
"""Characters of running text below which a page that is not free may be only a preview."""

BARE = 400
"""Characters that a page may show at most, if it is one that waits for its script."""
WALL = 240
"""Characters of the longest line that asks for a subscription."""
BEHIND = 8
"""Pieces behind the text among which that line stands."""

_ERROR = re.compile(r"\b(?:404|403|410|500|502|503)\b|\bforbidden\b", re.IGNORECASE)
_SCRIPT = re.compile(
    r"(?:enable|turn on|requires?|need|activate|without) .{0,20}javascript|javascript .{0,40}(?:disabled|enabled|required|aktivier|activ)|aktivieren sie .{0,20}javascript",
    re.IGNORECASE,
)
_CONSENT = re.compile(r"cookie|consent|gdpr|datenschutz|privacy", re.IGNORECASE)

TEXTS = {
    "list": "This page is a list of stories, not an article; its links are listed to be opened.",
    "feed": "This is a feed, not an article; its entries are listed to be opened.",
    "chapters": "Chapters that could not be read: {missing}.",
    "error-page": "This looks like an error page, not an article.",
    "robot": "This page asks whether you are human; open it in a browser.",
    "javascript": "This page needs JavaScript to show its text.",
    "consent": "This page asks for consent before it shows its text.",
    "preview": "This is only a preview: the whole article is for subscribers.",
    "video": "This page is about a video; only its text is shown.",
    "json": "The text comes from the page's data, since the page itself shows none.",
    "visible": "No article was found; this is the page's visible text.",
    "flattened": "The page nests its elements too deep; they were flattened.",
    "cut-short": "The page is too large: the end of it, {percent} % of the whole, was left off.",
    "loss": "{percent} % of this page could not be read.",
    "live": "A live blog, newest entry first.",
    "stale-rule": "The site rule no longer fits this page; it was not followed.",
    "second-voice": "It was hard to tell the article from the rest of this page: something may be missing.",
}


def notice(code: str, **told: int) -> Notice:
    """Return the notice of this code, with the figures it tells."""
    return Notice(code, TEXTS[code].format(**told))


def stories_of(sheet: Sheet, links: Links) -> list[Item]:
    """Return the links on the page that look like headlines of stories, each once."""
    items: list[Item] = []
    seen: set[str] = set()
    for piece in sheet.pieces:
        href = _story(piece, links)
        if href is None or href in seen:
            continue
        seen.add(href)
        items.append(Item(prose_of(piece.text, piece.spans, links)))
    return items


def _story(piece: Piece, links: Links) -> str | None:
    if piece.kind not in ("text", "heading") or piece.size < 20 or piece.linked < 0.8 * len(piece.text):
        return None
    if piece.cut in ("navigation", "footer", "consent", "share", "comments", "advertisement") or (
        len(piece.text.split()) < 3 and piece.text.isascii()
    ):
        return None
    found = next((links(span.value) for span in piece.spans if span.style == "link"), None)
    return found if found and not found.startswith("#") else None


def offered(items: list[Item]) -> Block:
    """Return the links of a list page as a list to open."""
    return Listing(ordered=False, items=tuple(items))


def words_in(blocks: tuple[Block, ...]) -> int:
    """Return how many characters of paragraphs there are."""
    return sum(len(block.prose.text) for block in blocks if isinstance(block, Paragraph))


def is_error(article: Article, size: int, phrases: Phrases) -> bool:
    """Return whether a page says of itself that it could not be found."""
    return size < SHORT and bool(_ERROR.search(article.title) or phrases.holds("missing", article.title))


def suspects_robot(article: Article, size: int, phrases: Phrases) -> bool:
    """Return whether a page only asks who is there."""
    return size < BARE and phrases.holds("robot", article.title) is not None


def needs_script(sheet: Sheet, text: str, size: int) -> bool:
    """Return whether a page with little text says that it needs JavaScript; in any language the word is the same."""
    if size >= SHORT:
        return False
    bare = len(text) < BARE and "javascript" in f"{sheet.unscripted} {text}".lower()
    return bare or bool(_SCRIPT.search(sheet.unscripted) or (size < 200 and _SCRIPT.search(text)))


def asks_consent(sheet: Sheet, size: int, phrases: Phrases) -> bool:
    """Return whether a page with little text of its own asks for consent."""
    if size >= SHORT:
        return False
    asked = [p for p in sheet.pieces if p.size > 40 and (_CONSENT.search(p.text) or phrases.holds("consent", p.text))]
    return sum(p.size for p in asked) >= max(size, 1)


def is_preview(sheet: Sheet, size: int, phrases: Phrases, *, free: bool | None) -> bool:
    """Return whether an article is shown in part only: it is not free, or it ends with a line that asks to subscribe."""
    walled = any(piece.cut == "paywall" for piece in sheet.pieces)
    if free is False:
        return size < SHORT * 2 or walled
    return free is None and 0 < size < PREVIEW and _ends_at_wall(sheet, phrases)


def _ends_at_wall(sheet: Sheet, phrases: Phrases) -> bool:
    last = max((i for i, piece in enumerate(sheet.pieces) if is_prose(piece)), default=None)
    if last is None:
        return False
    behind = [
        p for p in sheet.pieces[last : last + BEHIND] if p.cut not in ("hidden", "dialog", "newsletter") and p.text
    ]
    return any(piece.size <= WALL and phrases.holds("subscribe", piece.text) for piece in behind)
