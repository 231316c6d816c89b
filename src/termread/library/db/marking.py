"""Stories marked as read or unread, and what the reader changed of what is followed, undone and redone."""

from __future__ import annotations

from collections.abc import Sequence
from json import dumps
from typing import TYPE_CHECKING, Any

from termread.library.db import AMONG, delete, find, is_intact, update, update_many
from termread.library.db.news import find_story
from termread.library.db.sources import hand_on, put_mute, remove_mute
from termread.library.news import CHANGED, Mute
from termread.library.undo_log import Row
from termread.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Connection

    from termread.library.model import Kept
    from termread.library.undo_log import Change, Columns


def mark(connection: Connection, stories: Sequence[int], read: str | None) -> tuple[list[Row], str]:
    """Set when *stories* were read, None for unread; return what changed, and the title of the first."""
    wanted = "read IS NULL" if read else "read IS NOT NULL"
    given = f"id {AMONG}"
    changes: Columns = {"read": read}
    before: dict[str | None, Columns] = {}
    statement = f"SELECT id, read, title FROM stories WHERE {given} AND {wanted}"
    marked = connection.execute(statement, (dumps(list(stories)),)).fetchall()
    rows = [Row("stories", story, before.setdefault(was, {"read": was}), changes) for story, was, _ in marked]
    update_many(connection, "stories", [row.number for row in rows], changes)
    noted = connection.execute(f"SELECT id FROM stories WHERE {given} AND note = ?", (dumps(list(stories)), CHANGED))
    if numbers := [story for (story,) in noted]:
        update_many(connection, "stories", numbers, {"note": ""})
    return rows, marked[0]["title"] if marked else ""


def link(connection: Connection, story: int, kept: Kept, note: str) -> None:
    """Note that the text of a story is that of an entry; its feed's own is dropped."""
    quick, slow = kept.minutes
    changes = {"entry": kept.id, "note": clean_line(note), "words": kept.words, "quick": quick, "slow": slow}
    update(connection, "stories", story, changes)
    delete(connection, "own_texts", "story = ?", (story,))


def miss(connection: Connection, story: int, note: str) -> int:
    """Note that the page of a story could not be had, and why; return how often so far."""
    tries = int(find_story(connection, story)["tries"]) + 1
    update(connection, "stories", story, {"tries": tries, "note": clean_line(note)})
    return tries


def mark_opened(connection: Connection, entry: int, moment: str) -> None:
    """Mark the stories with the text of an entry as read, because it is opened."""
    rows = connection.execute("SELECT id FROM stories WHERE entry = ? AND read IS NULL", (entry,)).fetchall()
    if rows:
        mark(connection, [row["id"] for row in rows], moment)


def turn(connection: Connection, change: Change, *, back: bool) -> bool:
    """Undo (*back*) or redo a change of what is followed; return False if that is no longer possible."""
    from termread.library.db.muting import apply_mutes

    done = False
    alike: dict[int, tuple[Columns, list[int]]] = {}
    for row in change.rows:
        given = row.before if back else row.after
        if row.table == "stories":
            if given is not None:
                alike.setdefault(id(given), (given, []))[1].append(row.number)
        elif row.table == "mutes":
            done |= _turn_mute(connection, row, given)
            muted: dict[str, Any] = row.before or row.after or {}
            apply_mutes(connection, muted["value"] if muted["kind"] == "source" else None)
        else:
            done |= _turn_source(connection, row.number, given)
    for given, stories in alike.values():
        update_many(connection, "stories", stories, given)
        done = True
    return done


def _turn_mute(connection: Connection, row: Row, given: Columns | None) -> bool:
    if given is not None:
        return put_mute(connection, Mute(**given))
    gone: dict[str, Any] = row.before or row.after or {}
    return remove_mute(connection, gone["kind"], gone["value"])


def _turn_source(connection: Connection, source: int, given: Columns | None) -> bool:
    row = find(connection, "sources", source)
    if row is None or not is_intact(row):
        return False
    if given is None:  # it was followed, and is no more
        from termread.library.model import now

        given = {"removed": now()}
    update(connection, "sources", source, given)
    if given.get("removed"):
        hand_on(connection, source)
    return True
