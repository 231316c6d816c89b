"""The whole text of a story: that of its page, or that of its feed if there is more of it or the page cannot be had."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from termread.document import Reading
from termread.engine.messages import Order, Progress
from termread.errors import Cancelled, EngineLost, LibraryError, TermreadError
from termread.feed import FeedItem
from termread.fetch.addresses import is_url
from termread.values import replace

if TYPE_CHECKING:
    from termread.article import Article
    from termread.desk import Desk, Opened
    from termread.engine.engine import Engine
    from termread.library.model import Kept
    from termread.library.news import Source, Story

TRIES = 3
"""How often a story's page is asked for before its feed's own text has to do."""
NOTES = {
    "preview": "Preview only: the rest is for subscribers",
    "consent": "Its page asks for consent before it shows the text",
    "robot": "Its page asks whether you are human",
    "javascript": "Its page needs JavaScript to show the text",
    "error-page": "Its page looks like an error page",
    "part": "Only part of its page arrived",
}
"""What a story's note says if its page has this notice."""


def open_story(desk: Desk, story: Story) -> Iterator[Progress | Opened]:
    """Yield the events of opening *story*, an Opened last: its kept text, else its page, else its feed's own text.

    Raises TermreadError if none can be had.
    """
    if story.entry is not None:
        kept = desk.library.entry(story.entry)
        if kept.has_text:
            yield desk.from_shelf(kept)
            return
    source = next((each for each in desk.library.sources.all() if each.id == story.source), None)
    yield from fetch_text(desk, desk.engine, story, source, tries=1)


def fetch_text(
    desk: Desk, engine: Engine, story: Story, source: Source | None, *, tries: int = TRIES
) -> Iterator[Progress | Opened]:
    """Yield the events of fetching the text of *story* and keeping it, an Opened last.

    If its page cannot be had for the time *tries*, the feed's own text is kept instead, and the story's note says why;
    before that, the error is raised.
    """
    own = FeedItem(
        story.guid, story.url, story.title, story.dek, desk.library.sources.own_text(story.id), story.authors,
        story.published or None, medium=story.medium, picture=story.picture,
    )  # fmt: skip
    near, asked_from = (source.near, source.address) if source else (0, None)
    page = Order(story.url, near=near, named_by=asked_from, keep_data=desk.config.keep_pages, item=own)
    page = replace(page, join=desk.config.fetch.join_pages)
    note = ""
    if is_url(story.url) and not story.medium:
        try:
            yield from _kept(desk, engine, page, story)
        except (Cancelled, EngineLost, LibraryError):
            raise
        except TermreadError as error:
            note = f"The text is the feed's own: {error.text[:1].lower()}{error.text[1:]}"
            if desk.library.sources.missed(story.id, note) < tries or not (own.content or own.dek):
                raise
        else:
            return
    yield from _kept(desk, engine, Order(story.url or story.guid, "item", item=own), story, note)


def _kept(desk: Desk, engine: Engine, order: Order, story: Story, note: str = "") -> Iterator[Progress | Opened]:
    """Yield the events of *order*, and keep its reading as the text of *story*."""
    from termread.desk import Opened

    for event in engine.run(order):
        if isinstance(event, Reading):
            receipt = replace(event.receipt, address=order.address)
            kept: Kept = desk.library.sources.keep(
                story.id, replace(event, receipt=receipt), note=note or note_of(event.article)
            )
            yield Opened(kept, event.article, fresh=True)
        elif isinstance(event, Progress):
            yield event


def note_of(article: Article) -> str:
    """Return what there is to know about a story with this text, as a phrase, or an empty string."""
    return next((NOTES[notice.code] for notice in article.notices if notice.code in NOTES), "")
