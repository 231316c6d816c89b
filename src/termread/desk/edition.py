"""An edition: unread stories that fill a given time, of as many sources as possible, to read in one go or as one EPUB."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Unpack

if TYPE_CHECKING:
    from pathlib import Path

    from termread.desk import Desk
    from termread.interchange import LibraryEntry
    from termread.library.api import Library
    from termread.library.news import Chosen, Story

OVER = 0.05
"""By which share of the given time an edition may be longer."""
TO_READ = ("", "mail", "release")
"""What an edition is made of: all that is read, not heard or watched."""
ENOUGH = 2_000
"""Unread stories to choose from, the newest."""


def edition(library: Library, minutes: float, **chosen: Unpack[Chosen]) -> list[Story]:
    """Return unread stories of Today, or those *chosen* there, that take about *minutes* to read, in Today's order."""
    chosen = {**chosen, "unread": True}
    return pick(library.sources.stories(limit=ENOUGH, **chosen), minutes)


def pick(stories: Sequence[Story], minutes: float) -> list[Story]:
    """Return those of *stories* to read in about *minutes*, in the order given: none twice, and none without a text.

    The sources take turns, the one with the newest story first, and each gives its newest that still fits. Stories
    whose whole text is there go before those with only the text of their feed.
    """
    found = [story for story in stories if story.unread and any(story.minutes) and story.medium in TO_READ]
    picked: dict[int, Story] = {}
    barred: set[int] = set()
    room = minutes * (1 + OVER)
    for whole in (True, False):
        queues = _by_source(story for story in found if (story.entry is not None) is whole)
        while queues:
            for queue in sorted(queues, key=lambda queue: queue[0].published, reverse=True):
                while queue:
                    story = queue.popleft()
                    if reading_time(story) <= room and story.id not in barred and barred.isdisjoint(story.also):
                        room -= reading_time(story)
                        picked[story.id] = story
                        barred |= {story.id, *story.also}
                        break
            queues = [queue for queue in queues if queue]
    return [story for story in stories if story.id in picked]


def reading_time(story: Story) -> float:
    """Return the minutes that a story takes, between a fast and a slow reader."""
    return sum(story.minutes) / 2


def _by_source(stories: Iterable[Story]) -> list[deque[Story]]:
    queues: defaultdict[int, deque[Story]] = defaultdict(deque)
    for story in sorted(stories, key=lambda story: story.published, reverse=True):
        queues[story.source].append(story)
    return list(queues.values())


def entries_of(desk: Desk, stories: Iterable[Story]) -> Iterator[LibraryEntry]:
    """Yield the text of each of *stories*: its page as it is kept, else what its feed gives; nothing is fetched."""
    for story in stories:
        kept = _kept(desk.library, story)
        entry = kept if kept is not None and kept.article is not None else _own(desk, story)
        if entry is not None:
            yield entry


def save_edition(desk: Desk, stories: Sequence[Story], path: Path) -> None:
    """Write *stories* to *path* as one EPUB; raises OSError if that is not possible."""
    from termread.write import whole_file
    from termread.write.epub import write_epub_of

    book = write_epub_of(entries_of(desk, stories), title_of(stories))
    with whole_file(path) as file:
        file.write(book)


def title_of(stories: Sequence[Story]) -> str:
    """Return the title of an edition of today."""
    from datetime import date

    from termread.layout.words import written_date

    minutes = round(sum(map(reading_time, stories)))
    return f"{written_date(date.today().isoformat(), 'en')}: {minutes} minutes"


def _kept(library: Library, story: Story) -> LibraryEntry | None:
    from termread.errors import LibraryError

    if story.entry is None:
        return None
    try:
        return next(iter(library.everything([story.entry])), None)
    except LibraryError as error:
        if error.code != "gone":
            raise
        return None


def _own(desk: Desk, story: Story) -> LibraryEntry | None:
    """Return what the feed gives of *story*, or None if that is no text."""
    from termread.document import Reading
    from termread.engine.messages import Order
    from termread.errors import NOTHING_TO_READ
    from termread.feed import FeedItem
    from termread.interchange import LibraryEntry

    text = desk.library.sources.own_text(story.id)
    item = FeedItem(story.guid, story.url, story.title, story.dek, text, story.authors, story.published or None)
    address = story.url or story.guid
    try:
        for event in desk.engine.run(Order(address, "item", item=item)):
            if isinstance(event, Reading):
                return LibraryEntry(
                    address,
                    story.url or None,
                    title=story.title,
                    site=story.sources[0],
                    authors=story.authors,
                    published=story.published,
                    article=event.article,
                )
    except NOTHING_TO_READ:
        return None
    return None
