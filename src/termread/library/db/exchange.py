"""What is followed, as the rows of a `library` file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from termread.feed import FeedItem
from termread.followed import FollowedRow, ImportedMute, ImportedStory, Subscription
from termread.library.db import is_intact, select
from termread.library.db.news import story_of
from termread.library.db.sources import all_sources, find_mutes
from termread.library.news import Story

if TYPE_CHECKING:
    from sqlite3 import Connection

AT_ONCE = 500
"""Stories read in one snapshot."""


def exported(reading: Callable[[], AbstractContextManager[Connection]]) -> Iterator[FollowedRow]:
    """Yield all that is kept of what is followed, some stories from each snapshot that *reading* gives."""
    with reading() as connection:
        rows = list(followed(connection))
    yield from rows
    before, last = -1, 0
    while before != last:
        before = last
        with reading() as connection:
            stories, last = marked(connection, before)
        yield from stories


def followed(connection: Connection) -> Iterator[FollowedRow]:
    """Yield the sources and what is muted."""
    sources = [source for source in all_sources(connection) if source.address]
    named = {row[0] for row in connection.execute("SELECT id FROM sources WHERE title != ''")}
    for source in sources:
        title = source.title if source.id in named else ""
        yield Subscription(source.address, title, source.home, source.tags, source.kind)
    followed_now = {source.address for source in sources}
    for mute in find_mutes(connection):
        if mute.kind != "source" or mute.value in followed_now:
            yield ImportedMute(mute.kind, mute.value)


def marked(connection: Connection, last: int) -> tuple[list[ImportedStory], int]:
    """Return the stories after the id *last*, some at once, once for each of their sources; and the last of them."""
    addresses = {source.id: source.address for source in all_sources(connection) if source.address}
    rows = select(connection, "stories", "WHERE id > ? ORDER BY id LIMIT ?", (last, AT_ONCE)).fetchall()
    found: list[ImportedStory] = []
    for row in filter(is_intact, rows):
        others = connection.execute(
            "SELECT DISTINCT source FROM appearances WHERE extra AND story = ? ORDER BY source", (row["id"],)
        )
        story = story_of(row)
        sources = (row["source"], *(other[0] for other in others))
        found += [_exported(story, addresses[source]) for source in sources if source in addresses]
    return found, rows[-1]["id"] if rows else last


def _exported(story: Story, address: str) -> ImportedStory:
    item = FeedItem(
        story.guid,
        story.url,
        story.title,
        story.dek,
        authors=story.authors,
        published=story.published,
        picture=story.picture,
        medium=story.medium,
    )
    return ImportedStory(address, item, story.unread)
