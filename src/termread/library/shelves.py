"""The shelf in the database: which entries, in which order, and how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.library.folding import folded
from termread.library.kept import Counts, Kept, Shelf, Sort
from termread.library.rows import KEPT, kept_of, line, shown_of
from termread.library.sealing import is_whole

if TYPE_CHECKING:
    from sqlite3 import Connection

_FINISHED = "FROM entries INDEXED BY finished WHERE deleted IS NULL AND state = 'reading' AND progress >= 1"
SHELVES: dict[Shelf, str] = {
    "continue": f"state = 'reading' AND id NOT IN (SELECT id {_FINISHED})",
    "inbox": "state = 'inbox'",
    "favourites": "favourite = 1",
    "archive": "state = 'archived'",
    "all": "1",
}
_ORDERS: dict[Sort, str] = {
    "opened": "coalesce(opened, added) DESC, id DESC",
    "added": "added DESC, id DESC",
    "title": "title COLLATE NOCASE, id",
    "site": "coalesce(site, '') COLLATE NOCASE, id",
    "published": "coalesce(published, '') DESC, id DESC",
    "length": "words DESC, id DESC",
}


def find_shelf(
    connection: Connection, shelf: Shelf, tag: str, words: str, sort: Sort, offset: int, limit: int
) -> list[Kept]:
    """Return entries of a shelf (`Library.shelf`). Each order is an index that holds the state, so that only what is shown is read."""
    conditions, values = ["deleted IS NULL", SHELVES[shelf]], []
    if tag:
        conditions.append("id IN (SELECT entry FROM tags WHERE tag = ?)")
        values.append(tag)
    for word in folded(words).split():
        conditions.append("id IN (SELECT entry FROM labels WHERE instr(label, ?))")
        values.append(word)
    statement = (
        f"SELECT {KEPT} FROM entries INDEXED BY by_{sort} WHERE {' AND '.join(conditions)} "
        f"ORDER BY {_ORDERS[sort]} LIMIT ? OFFSET ?"
    )
    return [shown_of(row) for row in connection.execute(statement, (*values, limit, offset))]


def find_pending(connection: Connection) -> list[Kept]:
    """Return the entries without text, oldest first."""
    statement = f"SELECT {KEPT} FROM entries WHERE deleted IS NULL AND NOT has_text ORDER BY added, id"
    return [kept_of(row) for row in connection.execute(statement) if is_whole(row)]


def count(connection: Connection) -> Counts:
    """Return how many entries there are on each shelf and under each tag."""
    shelves: dict[Shelf, int] = dict.fromkeys(SHELVES, 0)
    names: dict[str, Shelf] = {"reading": "continue", "inbox": "inbox", "archived": "archive"}
    grouped = "SELECT state, favourite, count(*) FROM entries INDEXED BY by_shelf WHERE deleted IS NULL GROUP BY 1, 2"
    for state, favourite, number in connection.execute(grouped):
        shelves[names.get(state, "inbox")] += number
        shelves["all"] += number
        shelves["favourites"] += number if favourite else 0
    shelves["continue"] -= connection.execute(f"SELECT count(*) {_FINISHED}").fetchone()[0]
    tags = {line(tag): n for tag, n in connection.execute("SELECT tag, count(*) FROM tags GROUP BY tag ORDER BY tag")}
    marks = dict(
        connection.execute(
            "SELECT kind, count(*) FROM marks CROSS JOIN entries ON entries.id = marks.entry WHERE deleted IS NULL GROUP BY kind"
        )
    )
    return Counts(shelves, tags, marks.get("highlight", 0), marks.get("bookmark", 0))
