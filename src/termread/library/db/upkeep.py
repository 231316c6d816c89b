"""What of the news is dropped in time: texts that nobody opened, and sources that are no longer followed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from termread.errors import LibraryError
from termread.library.db import delete, update_many
from termread.library.db.intake import forget_stories

if TYPE_CHECKING:
    from sqlite3 import Connection

MONTH = 30
"""Days for which an unfollowed source can be followed again with all its stories."""
FORGOTTEN_AT_ONCE = 200
"""Stories that are deleted in one transaction."""
_UNTOUCHED = (
    "state = 'news' AND deleted IS NULL AND opened IS NULL AND NOT favourite AND tags = '' AND note = '' "
    "AND NOT EXISTS (SELECT 1 FROM marks WHERE marks.entry = entries.id)"
)


def drop_old(write: Callable[[Callable[[Connection], int]], int], now: str, days: float, seconds: float) -> int:
    """Drop all that is old *now*, in transactions of *seconds* each, which *write* makes; return how many entries."""
    old, month = _before(now, days), _before(now, MONTH)
    dropped = 0
    while some := write(partial(drop_texts, before=old, seconds=seconds)):
        dropped += some
    while write(partial(drop_own_texts, before=old)):
        pass
    while write(partial(forget_sources, before=month)):
        pass
    return dropped


def _before(moment: str, days: float) -> str:
    """Return the moment *days* earlier, ISO 8601 UTC."""
    earlier = datetime.fromisoformat(moment) - timedelta(days=days)
    return earlier.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def drop_texts(connection: Connection, before: str, seconds: float) -> int:
    """Delete entries of state "news" from before a moment that the reader never touched, until *seconds* are over.

    Their stories stay, and their pages are not fetched again. Returns how many were dropped.
    """
    from termread.library.db.entries import find_kept
    from termread.library.db.stories import remove

    end, dropped = monotonic() + seconds, 0
    old = f"SELECT id FROM entries WHERE {_UNTOUCHED} AND added < ? LIMIT 100"
    for (entry,) in connection.execute(old, (before,)).fetchall():
        try:
            kept = find_kept(connection, entry)
        except LibraryError:
            continue  # it is damaged, so a check has to see it first
        stories = connection.execute("SELECT id FROM stories WHERE entry = ?", (entry,)).fetchall()
        update_many(connection, "stories", [story["id"] for story in stories], {"entry": None, "tries": 3})
        remove(connection, kept)
        dropped += 1
        if monotonic() > end:
            break
    return dropped


def drop_own_texts(connection: Connection, before: str) -> int:
    """Delete some of the texts from feeds that came before a moment, and what finds texts like them; return how many."""
    last = connection.execute("SELECT max(id) FROM stories WHERE seen < ?", (before,)).fetchone()[0] or 0
    old = "story IN (SELECT story FROM {} WHERE story <= ? LIMIT 500)"
    return sum(
        connection.execute(f"DELETE FROM {table} WHERE {old.format(table)}", (last,)).rowcount
        for table in ("own_texts", "shingles")
    )


def forget_sources(connection: Connection, before: str) -> int:
    """Delete some stories of the sources that were unfollowed before a moment, and those left without any; return how many."""
    gone = [row["id"] for row in connection.execute("SELECT id FROM sources WHERE removed < ?", (before,))]
    for source in gone:
        some = connection.execute("SELECT id FROM stories WHERE source = ? LIMIT ?", (source, FORGOTTEN_AT_ONCE))
        stories = [row["id"] for row in some]
        forget_stories(connection, stories)
        if stories:
            return len(stories)
        for table, column in (("appearances", "source"), ("tallies", "source"), ("sources", "id")):
            delete(connection, table, f"{column} = ?", (source,))
    return 0
