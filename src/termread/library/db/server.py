"""The marks that the library and a server agreed on, as rows; each is compared with what the story is now.

`unread` and `starred` are what the server has. A star whose story has no entry yet, since its text is not there, is
`owed`: it is set once there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from json import dumps
from typing import TYPE_CHECKING, Any

from termread.errors import LibraryError
from termread.library.db import AMONG, find, insert, is_intact, select, update, update_many
from termread.library.db.marking import mark as mark_stories
from termread.library.db.sources import find_by_address, put_source
from termread.library.merge import tidy
from termread.library.news import Source
from termread.server import Mark, ServerFeed
from termread.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Connection, Row

ENDED = "Your server no longer follows this feed."
_NOW = (
    "SELECT stories.id AS story, stories.read IS NULL AS unread, entries.id AS entry, entries.favourite AS favourite "
    "FROM stories LEFT JOIN entries ON entries.id = stories.entry AND entries.deleted IS NULL WHERE stories.id = ?"
)


def follow_feeds(connection: Connection, feeds: Sequence[ServerFeed], moment: str) -> dict[str, int]:
    """Follow *feeds*, and let those end that the server does not have any more; return the source of each."""
    found: dict[str, int] = {}
    for feed in feeds:
        row = find_by_address(connection, feed.address, removed=True)
        if row is None:
            tags = tidy(feed.tags)
            given = Source(0, feed.address, "server", clean_line(feed.title), clean_line(feed.home), tags, moment)
            found[feed.id] = put_source(connection, given, named=False)
        elif row["removed"] is None:
            found[feed.id] = row["id"]
    well = {"checked": moment, "fault": "", "failures": 0, "ended": 0}
    for row in _of_server(connection):
        update(connection, "sources", row["id"], well if row["id"] in found.values() else {"ended": 1, "fault": ENDED})
    return found


def fail(connection: Connection, fault: str) -> None:
    """Note what is wrong with the server at each source that is followed through it."""
    for row in _of_server(connection):
        if not row["ended"]:
            update(connection, "sources", row["id"], {"fault": fault, "failures": row["failures"] + 1})


def _of_server(connection: Connection) -> list[Row]:
    """Return the sources that are followed through a server."""
    rows = select(connection, "sources", "WHERE kind = 'server' AND removed IS NULL").fetchall()
    return list(filter(is_intact, rows))


def meet(connection: Connection, marks: Sequence[Mark], appearances: Mapping[str, str], moment: str) -> None:
    """Bring the marks of stories together with what the server has, which *marks* are."""
    read: list[int] = []
    unread: list[int] = []
    for mark in marks:
        row = find(connection, "server_marks", mark.story)
        if row is None or not is_intact(row):
            row = _first(connection, mark, appearances.get(mark.story, ""))
        if row is not None:
            now = connection.execute(_NOW, (row["story"],)).fetchone()
            if now is not None:
                _settle(connection, row, now, mark, (read, unread))
    mark_stories(connection, read, moment)
    mark_stories(connection, unread, None)


def _first(connection: Connection, mark: Mark, appearance: str) -> Row | None:
    """Write what is agreed on for a story that is met for the first time, as if it had been neither read nor starred."""
    known = find(connection, "appearances", appearance) if appearance else None
    if known is None or not is_intact(known):
        return None
    record = {"remote": mark.story, "story": known["story"], "unread": 1, "starred": 0, "owed": 0}
    insert(connection, "server_marks", record, verb="REPLACE")
    return find(connection, "server_marks", mark.story)


def _settle(connection: Connection, agreed: Row, now: Row, there: Mark, lists: tuple[list[int], list[int]]) -> None:
    """Change the story, of *now*, where only the server changed since what was *agreed*; note what the server has."""
    changes: dict[str, Any] = {}
    if there.unread is not None and there.unread != bool(agreed["unread"]):
        changes["unread"] = int(there.unread)
        if bool(now["unread"]) == bool(agreed["unread"]):
            lists[int(there.unread)].append(now["story"])
    starred = bool(agreed["starred"])
    if there.starred is not None and there.starred != starred:
        changes |= {"starred": int(there.starred), "owed": 0}
        if now["entry"] is None:
            changes["owed"] = int(there.starred)
        elif agreed["owed"] or bool(now["favourite"]) == starred:
            _star(connection, now["entry"], there.starred)
    elif agreed["owed"] and now["entry"] is not None:
        changes["owed"] = 0
        _star(connection, now["entry"], True)
    if changes:
        update(connection, "server_marks", agreed["remote"], changes)


def _star(connection: Connection, entry: int, starred: bool) -> None:
    from termread.library.db.entries import find_kept, put_kept
    from termread.values import replace

    with suppress(LibraryError):  # one that is damaged
        kept = find_kept(connection, entry)
        state = "inbox" if starred and kept.state == "news" else kept.state
        put_kept(connection, replace(kept, favourite=starred, state=state))


def settle_owed(connection: Connection) -> None:
    """Star the entries that have come since the server said that their story is starred."""
    for row in select(connection, "server_marks", "WHERE owed").fetchall():
        now = connection.execute(_NOW, (row["story"],)).fetchone()
        if is_intact(row) and now is not None and now["entry"] is not None:
            _settle(connection, row, now, Mark(row["remote"]), ([], []))


def waiting(connection: Connection) -> Iterable[Mark]:
    """Yield the marks of stories that differ from what was agreed on."""
    rows = connection.execute(
        "SELECT remote, stories.read IS NULL AS unread, agreed.unread AS was_unread, favourite, starred, owed "
        "FROM server_marks AS agreed JOIN stories ON stories.id = agreed.story "
        "LEFT JOIN entries ON entries.id = stories.entry AND entries.deleted IS NULL "
        "WHERE (stories.read IS NULL) != agreed.unread OR (favourite IS NOT NULL AND NOT owed AND favourite != starred)"
    )
    for row in rows.fetchall():
        agreed = find(connection, "server_marks", row["remote"])
        if agreed is not None and is_intact(agreed):
            is_changed = row["favourite"] is not None and not row["owed"] and row["favourite"] != row["starred"]
            unread = bool(row["unread"]) if row["unread"] != row["was_unread"] else None
            yield Mark(row["remote"], unread, bool(row["favourite"]) if is_changed else None)


def agree(connection: Connection, marks: Iterable[Mark]) -> None:
    """Note what the server has now."""
    for name in ("unread", "starred"):
        for value in (False, True):
            stories = [mark.story for mark in marks if getattr(mark, name) is value]
            update_many(connection, "server_marks", stories, {name: int(value)})


def forget(connection: Connection, stories: Iterable[str]) -> None:
    """Forget what was agreed on about *stories*."""
    given = dumps(list(stories))
    connection.execute(f"DELETE FROM server_marks WHERE remote {AMONG}", (given,))
