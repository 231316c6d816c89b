"""Taking back the last change, with what hangs on it: the index, the shelf's filter, a story that was kept anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.errors import LibraryError
from termread.library.changes import Before, last_change, put_back
from termread.library.kept import Kept
from termread.library.merging import absorb, put_names
from termread.library.rows import find_kept, find_known, put_kept
from termread.library.texts import annotate

if TYPE_CHECKING:
    from sqlite3 import Connection


def take_back(connection: Connection) -> str | None:
    """Take back the last change that still can be, and return its words, or None."""
    while change := last_change(connection):
        words, before = change
        entries = [entry for entry in (_entry_of(connection, row) for row in before) if entry]
        if entries and _restored(connection, entries[0], before):
            return words
    return None


def _entry_of(connection: Connection, row: Before) -> int | None:
    """Return the number of the entry that a row of the journal is about; None where that row is gone for good."""
    table, number, columns = row
    if table == "entries":
        return number
    if columns and "entry" in columns:
        return int(columns["entry"])
    found = connection.execute("SELECT entry FROM marks WHERE id = ?", (number,)).fetchone()
    return found and int(found[0])


def _restored(connection: Connection, entry: int, before: list[Before]) -> bool:
    if before[0][2] == {"deleted": None}:
        return _brought_back(connection, entry)
    try:
        find_kept(connection, entry)
    except LibraryError:
        return False
    done = [put_back(connection, *row) for row in before]
    kept = find_kept(connection, entry)
    put_kept(connection, kept)
    annotate(connection, kept)
    return any(done)


def _brought_back(connection: Connection, entry: int) -> bool:
    """Bring back a deleted entry; where its story was kept anew meanwhile, the two become one."""
    if not put_back(connection, "entries", entry, {"deleted": None}):
        return False
    kept = find_kept(connection, entry)
    put_kept(connection, kept)
    for other in _kept_anew(connection, kept):
        kept = absorb(connection, kept, other)
    put_names(connection, entry, {kept.key: kept.address})
    return True


def _kept_anew(connection: Connection, kept: Kept) -> list[Kept]:
    return [other for other in find_known(connection, (kept.key,)) if other.id != kept.id]
