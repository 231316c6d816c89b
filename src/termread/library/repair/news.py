"""Damage in what is followed: told, repaired from the newest backup that has it, or left to be brought again."""

from __future__ import annotations

from collections.abc import Callable
from json import dumps
from typing import TYPE_CHECKING, Any

from termread.library.db import AMONG, delete, find, is_intact_data, stamp, update
from termread.library.db.intake import forget_stories
from termread.library.items import web_address

if TYPE_CHECKING:
    from sqlite3 import Connection

Restore = Callable[[str, list[Any]], int]
"""Replaces the rows of a table with these keys by those in the backups, and returns for how many there is none."""

_TALLIES = (
    "SELECT sources.id, count(stories.id) FILTER (WHERE NOT stories.muted), "
    "count(stories.id) FILTER (WHERE stories.read IS NULL AND NOT stories.muted) "
    "FROM sources LEFT JOIN stories ON stories.source = sources.id GROUP BY sources.id"
)


def repair_news(connection: Connection, rows: dict[str, list[Any]], restore: Restore) -> list[str]:
    """Repair the damaged *rows* of what is followed, by table; return what was done as sentences."""
    sentences = [_source(connection, row, restore) for row in rows["sources"]]
    if stories := [row["id"] for row in rows["stories"]]:
        lost = restore("stories", stories)
        there = f"SELECT id FROM stories WHERE id {AMONG}"
        left = {row[0] for row in connection.execute(there, (dumps(stories),))}
        forget_stories(connection, [story for story in stories if story not in left])
        sentences.append(
            f"Damaged stories: {len(stories):,}. {_restored(len(stories) - lost)}{_LOST.format(lost) if lost else ''}"
        )
    if appearances := [row["key"] for row in rows["appearances"]]:
        restore("appearances", appearances)
        sentences.append("Records of which stories a source has were damaged and were repaired.")
    for row in rows["server_marks"]:
        delete(connection, "server_marks", "remote = ?", (row["remote"],))
        # So that the server brings all that is unread or starred there once more, and the story is met anew.
        delete(connection, "settings", "name = ?", ("server_since",))
    if mutes := [row["key"] for row in rows["mutes"]]:
        lost = restore("mutes", mutes)
        rest = f" In no backup, so mute them again: {lost:,}." if lost else ""
        sentences.append(f"Damaged mutes: {len(mutes):,}. {_restored(len(mutes) - lost)}{rest}")
    return sentences


_LOST = " In no backup, so the next refresh brings them: {:,}."


def _restored(count: int) -> str:
    return f"Restored from the backup: {count:,}."


def _source(connection: Connection, row: Any, restore: Restore) -> str:
    """Restore a source: from a backup, else from what can be read of it, so that it goes on being followed."""
    source, address = row["id"], str(row["address"])
    if not restore("sources", [source]):
        return (
            f"The source {find(connection, 'sources', source)['address']} was damaged; it was restored from the backup."  # type: ignore[index]
        )
    names = list(row.keys())
    places = ", ".join("?" * len(names))
    connection.execute(f"INSERT INTO sources ({', '.join(names)}) VALUES ({places})", tuple(row))
    readable = bool(web_address(address) or address.startswith("/"))
    update(
        connection, "sources", source, {"ended": int(not readable), "etag": None, "last_modified": None, "digest": ""}
    )
    stamp(connection, "sources", "id = ?", (source,))
    return f"The source {web_address(address) or 'with an address that cannot be read'} was damaged and is in no backup; check it with `termread following`."


def damaged_own_texts(connection: Connection) -> list[int]:
    """Return the stories whose text from their feed is damaged."""
    rows = connection.execute("SELECT story, data, checksum FROM own_texts")
    return [story for story, *text in rows if not is_intact_data(*text)]


def drop_own_texts(connection: Connection, stories: list[int]) -> str:
    """Delete damaged texts from feeds."""
    delete(connection, "own_texts", f"story {AMONG}", (dumps(stories),))
    return f"Damaged texts of feeds, dropped because their pages have them: {len(stories):,}."


def tallies_hold(connection: Connection) -> bool:
    """Whether the kept counts of stories are right."""
    there = {row[0]: tuple(row)[1:] for row in connection.execute("SELECT source, stories, unread FROM tallies")}
    return all(there.get(row[0]) == tuple(row)[1:] for row in connection.execute(_TALLIES))


def count_again(connection: Connection) -> None:
    """Count the stories of every source again."""
    connection.execute("DELETE FROM tallies")
    connection.execute(f"INSERT INTO tallies {_TALLIES}")
