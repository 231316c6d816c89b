"""The database: rows are read and written with a checksum each, so that data corrupted on disk is never trusted.

Every row with a checksum is written here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from sqlite3 import Connection, Cursor, Row

Record = Mapping[str, Any]
"""A row's values by column name."""

AMONG = "IN (SELECT value FROM json_each(?))"
"""A condition that a column has one of many values, given as a JSON array: any number of them is one parameter."""

COLUMNS: dict[str, str] = {
    "entries": "id, key, address, url, title, site, byline, authors, language, published, words, quick, slow, added, "
    "opened, state, favourite, tags, note, block, offset, progress, has_text, blocks, deleted",
    "names": "key, entry, address",
    "receipts": "entry, address, url, media_type, charset, charset_by, size, etag, last_modified, fetched",
    "marks": "id, entry, first_block, first_offset, last_block, last_offset, quote, prefix, suffix, label, colour, note, "
    "created, kind",
    "settings": "name, value",
    "sources": "id, address, key, kind, title, named, home, tags, added, checked, due, etag, last_modified, digest, near, "
    "failures, fault, ended, ttl, skips, removed",
    "stories": "id, source, key, guid, url, title, dek, authors, published, day, seen, read, quick, slow, words, muted, "
    "entry, tries, medium, picture, note, name, digest, likeness, kin",
    "appearances": "key, source, story, extra",
    "mutes": "key, kind, value, added",
    "server_marks": "remote, story, unread, starred, owed",
}
"""Tables whose rows end with a checksum of all their values, and their columns, the key first."""

_NUMBERED = ("entries", "marks", "sources")
"""Tables that assign their own row ids, so that the checksum is only known after insertion."""

DATA_COLUMNS: dict[str, str] = {"parts": "id, first, data", "pages": "entry, data", "own_texts": "story, data"}
"""Tables whose rows end with a checksum of their data alone."""


def checksum_of(*values: Any) -> int:
    """Return the checksum of a row's values; also registered as an SQL function."""
    return crc32("\x1f".join(map(str, values)).encode("utf-8", "surrogatepass"))


def columns(table: str) -> str:
    """Return the columns of *table* in the order `is_intact` expects: all of them, the checksum last."""
    return f"{COLUMNS.get(table) or DATA_COLUMNS[table]}, checksum"


def columns_there(connection: Connection, table: str) -> set[str]:
    """Return the columns that *table* has in the file, which may be of an earlier version."""
    return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


def key_of(table: str) -> str:
    """Return the row id column of *table*."""
    return columns(table).partition(",")[0]


def select(connection: Connection, table: str, rest: str = "", values: Sequence[Any] = ()) -> Cursor:
    """Select whole rows of *table*, with their checksums; *rest* is what follows in the statement."""
    return connection.execute(f"SELECT {columns(table)} FROM {table} {rest}", values)


def find(connection: Connection, table: str, key: object) -> Row | None:
    """Return the row of *table* with this *key*, which may be damaged, or None."""
    row: Row | None = select(connection, table, f"WHERE {key_of(table)} = ?", (key,)).fetchone()
    return row


def find_setting(connection: Connection, name: str) -> str | None:
    """Return a value remembered between runs as stored, or None."""
    row = find(connection, "settings", name)
    return row["value"] if row and is_intact(row) else None


def is_intact(row: Sequence[Any]) -> bool:
    """Whether the checksum of a row, with the `columns` of a table in `COLUMNS`, is right."""
    return bool(checksum_of(*row[:-1]) == row[-1])


def is_intact_data(data: object, checksum: int) -> bool:
    """Whether the checksum of the *data* in a row of a table in `DATA_COLUMNS` is right."""
    return isinstance(data, bytes) and crc32(data) == checksum


def insert(connection: Connection, table: str, record: Record, *, verb: str = "INSERT", conflict: str = "") -> int:
    """Insert a row and return its id; columns missing from *record* take their defaults.

    *conflict* is the SQL clause for a row that already exists.
    """
    if table in DATA_COLUMNS:
        record = {"checksum": crc32(record["data"]), **record}
    elif table not in _NUMBERED:
        record = {**record, "checksum": checksum_of(*(record[name] for name in COLUMNS[table].split(", ")))}
    names, places = ", ".join(record), ", ".join("?" * len(record))
    cursor = connection.execute(f"{verb} INTO {table} ({names}) VALUES ({places}) {conflict}", tuple(record.values()))
    number = cursor.lastrowid or 0
    if table in _NUMBERED:
        stamp(connection, table, "id = ?", (record.get("id", number),))
    return number


def put(connection: Connection, table: str, record: Record) -> None:
    """Insert a row, replacing any with the same key."""
    insert(connection, table, record, verb="REPLACE")


def update(connection: Connection, table: str, key: object, changes: Record) -> bool:
    """Update the row with the given *key*; return whether there is one."""
    name = key_of(table)
    assignments = ", ".join(f"{column} = ?" for column in changes)
    done = connection.execute(f"UPDATE {table} SET {assignments} WHERE {name} = ?", (*changes.values(), key))
    stamp(connection, table, f"{name} = ?", (key,))
    return done.rowcount > 0


def insert_many(connection: Connection, table: str, rows: Sequence[Sequence[Any]]) -> None:
    """Insert whole rows of a table in `COLUMNS`, each with the values of all its columns."""
    if rows:
        places = ", ".join("?" * (len(rows[0]) + 1))
        stamped = [(*row, checksum_of(*row)) for row in rows]
        connection.executemany(f"INSERT INTO {table} ({columns(table)}) VALUES ({places})", stamped)


def update_many(connection: Connection, table: str, keys: Iterable[Any], changes: Record) -> None:
    """Make the same *changes* to all rows with these *keys* that are intact, in one statement."""
    from json import dumps

    given = {column: f":{column}" for column in changes}
    names = COLUMNS[table].split(", ")
    after = ", ".join(given.get(name, name) for name in names)
    assignments = ", ".join(f"{column} = :{column}" for column in changes)
    connection.execute(
        f"UPDATE {table} SET {assignments}, checksum = checksum({after}) "
        f"WHERE {key_of(table)} IN (SELECT value FROM json_each(:keys)) AND checksum = checksum({', '.join(names)})",
        {**changes, "keys": dumps(list(keys))},
    )


def reassign(connection: Connection, table: str, giver: int, taker: int) -> None:
    """Move the rows of the entry *giver* to *taker*; a damaged row is still detected as damaged."""
    rows = select(connection, table, "WHERE entry = ?", (giver,)).fetchall()
    connection.execute(f"UPDATE {table} SET entry = ? WHERE entry = ?", (taker, giver))
    for row in filter(is_intact, rows):
        stamp(connection, table, f"{key_of(table)} = ?", row[:1])


def delete(connection: Connection, table: str, where: str, values: Sequence[Any]) -> bool:
    """Delete the rows of *table* matching *where*; return whether there were any."""
    return connection.execute(f"DELETE FROM {table} WHERE {where}", values).rowcount > 0


def stamp(connection: Connection, table: str, where: str = "true", values: Sequence[Any] = ()) -> None:
    """Recompute the checksums of the rows of *table* matching *where*."""
    connection.execute(f"UPDATE {table} SET checksum = checksum({COLUMNS[table]}) WHERE {where}", values)
