"""A checksum in every row that is nowhere else, so that a row that was overwritten is never taken for what was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from sqlite3 import Connection

Record = dict[str, Any]

SEALED: dict[str, str] = {
    "entries": "id, key, address, url, title, site, byline, authors, language, published, words, quick, slow, added, "
    "opened, state, favourite, tags, note, block, offset, progress, has_text, blocks, deleted",
    "names": "key, entry, address",
    "receipts": "entry, address, url, media_type, charset, charset_by, size, etag, last_modified, fetched",
    "marks": "id, entry, first_block, first_offset, last_block, last_offset, quote, prefix, suffix, label, colour, note, "
    "created, kind",
    "settings": "name, value",
}
"""The tables whose rows end with a checksum, and the columns it is of."""


def checksum_of(*values: Any) -> int:
    """Return the checksum of the values of a row; the database knows this function too."""
    return crc32("\x1f".join(map(str, values)).encode("utf-8", "surrogatepass"))


def seal(connection: Connection, table: str, where: str = "true", values: Sequence[Any] = ()) -> None:
    """Give the rows of *table* that were just written their checksum."""
    connection.execute(f"UPDATE {table} SET checksum = checksum({SEALED[table]}) WHERE {where}", values)


def put(connection: Connection, table: str, record: Record) -> None:
    """Write a row, sealed, over the one of its number."""
    names = SEALED[table].split(", ")
    values = [record[name] for name in names]
    connection.execute(f"REPLACE INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", values)
    seal(connection, table, f"{names[0]} = ?", values[:1])


def is_whole(row: Sequence[Any]) -> bool:
    """Whether a row, its checksum last, is as it was written."""
    return bool(checksum_of(*row[:-1]) == row[-1])


def sealed(table: str, within: str = "") -> str:
    """Return the columns of *table* with the checksum last, each with the name of its table before it if *within* says so."""
    names = f"{SEALED[table]}, checksum".split(", ")
    return ", ".join(f"{within}{name}" for name in names)
