"""The journal that undo reads: for each change its words, and what stood before it in each row it touched."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from termread.library.rows import line
from termread.library.sealing import is_whole, seal, sealed

if TYPE_CHECKING:
    from sqlite3 import Connection

LENGTH = 200
"""Changes that can be taken back."""

Before = tuple[str, int, dict[str, Any] | None]
"""A table, a row's number, and the columns as they were: None where there was no such row."""


def note_change(connection: Connection, words: str, before: Sequence[Before]) -> None:
    """Add a change to the journal."""
    row = connection.execute(
        "INSERT INTO changes (words, before) VALUES (?, ?)", (words, json.dumps(before, ensure_ascii=False))
    )
    seal(connection, "changes", "id = ?", (row.lastrowid,))
    connection.execute("DELETE FROM changes WHERE id <= (SELECT max(id) FROM changes) - ?", (LENGTH,))


def row_before(connection: Connection, table: str, number: int, *columns: str) -> Before:
    """Return the *columns* of a row as they stand; all of them where none is named."""
    cursor = connection.execute(f"SELECT {', '.join(columns) or '*'} FROM {table} WHERE id = ?", (number,))
    row = cursor.fetchone()
    return table, number, row and dict(zip((name for name, *_ in cursor.description), row, strict=True))


def last_change(connection: Connection) -> tuple[str, list[Before]] | None:
    """Take the last change that is not damaged off the journal and return its words and what stood before."""
    rows = connection.execute(f"SELECT {sealed('changes')} FROM changes ORDER BY id DESC").fetchall()
    for number, words, before, _ in filter(is_whole, rows):
        try:
            change = [(table, row, columns) for table, row, columns in json.loads(before)]
        except (ValueError, TypeError):
            continue
        connection.execute("DELETE FROM changes WHERE id >= ?", (number,))
        return line(words), change
    return None


def put_back(connection: Connection, table: str, number: int, columns: dict[str, Any] | None) -> bool:
    """Make a row what it was; False where it is gone or damaged since."""
    if columns is None:
        return connection.execute(f"DELETE FROM {table} WHERE id = ?", (number,)).rowcount > 0
    if "id" in columns:
        places = ", ".join("?" * len(columns))
        connection.execute(f"REPLACE INTO {table} ({', '.join(columns)}) VALUES ({places})", tuple(columns.values()))
        return True
    there = connection.execute(f"SELECT {sealed(table)} FROM {table} WHERE id = ?", (number,)).fetchone()
    if there is None or not is_whole(there):
        return False
    changed = ", ".join(f"{name} = ?" for name in columns)
    connection.execute(f"UPDATE {table} SET {changed} WHERE id = ?", (*columns.values(), number))
    seal(connection, table, "id = ?", (number,))
    return True
