"""Small pages of our own for the tests of parsing."""

from __future__ import annotations

import itertools
from itertools import islice

from termread.document import Document
from termread.parse import Settings, parse

URL = "https://news.example.com/story"

SENTENCES = (
    "The council met on Monday evening and voted, after four hours, to keep the old bridge open for another winter.",
    "Engineers had warned in spring that the middle pier was moving, by a hair's breadth a month, towards the sea.",
    "Shopkeepers on both banks said that a closed bridge would cost them more than any storm of the last ten years.",
    "The mayor, who had asked for the repair in three budgets, called the vote a promise with a date written on it.",
    "Nobody in the hall spoke against the bridge itself, which is older than the town hall and rather better loved.",
    "Work begins when the ice has gone, and the ferry will carry the market traffic until the first of September.",
)


_NUMBERS = itertools.count()


def story(count: int = 6, tag: str = "p") -> str:
    """Return paragraphs of a story, all different, within a test and between its calls."""
    return "".join(f"<{tag}>{n}: {SENTENCES[n % len(SENTENCES)]}</{tag}>" for n in islice(_NUMBERS, count))


def page(body: str, *, title: str = "Bridge stays open", head: str = "") -> str:
    """Return a page with a headline and *body*."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - Example Post</title>'
        f'<meta property="og:title" content="{title}">{head}</head>'
        f"<body><h1>{title}</h1>{body}</body></html>"
    )


def parsed(text: str, settings: Settings | None = None):
    """Return what parsing a page gives."""
    document = Document(address=URL, data=text.encode(), url=URL, media_type="text/html")
    return parse(document, settings or Settings())


def article(text: str, settings: Settings | None = None):
    """Return the article in a page."""
    return parsed(text, settings).article


def kinds(found) -> list[str]:
    """Return the kinds of the blocks of an article, in order."""
    return [type(block).__name__.lower() for block in found.blocks]


def words(found) -> str:
    """Return all text of an article's blocks."""
    from termread.article import flatten

    return "\n".join(flatten(block) for block in found.blocks)
