"""Undoing a change and redoing it, with what hangs on it: the index, the shelf's filter, a story that was kept anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.errors import LibraryError
from termread.library.db.articles import CHUNKS, annotate, find_text, span
from termread.library.db.entries import find_kept, find_known, put_kept
from termread.library.db.marks import find_marks, put_names
from termread.library.db.rows import columns, delete, is_intact, put, update
from termread.library.db.stories import absorb, anchor, put_aside, reindexing
from termread.library.model import KINDS, Kept
from termread.library.undo_log import Columns, Content, Step

if TYPE_CHECKING:
    from sqlite3 import Connection


def row_of(connection: Connection, table: str, number: int, *names: str) -> Columns | None:
    """Return the columns *names* of a row as they stand; all of them where none is named."""
    row = connection.execute(f"SELECT {', '.join(names) or '*'} FROM {table} WHERE id = ?", (number,)).fetchone()
    return row and dict(row)


def content_of(connection: Connection, entry: int) -> Content:
    """Return the rows that hold the text of an entry."""
    return {
        table: [dict(row) for row in connection.execute(f"SELECT * FROM {table} WHERE {where}", values)]
        for table, where, values in _content(entry)
    }


def undo(connection: Connection, step: Step, moment: str) -> bool:
    """Make an entry what it was before *step*; False where that cannot be any more."""
    return _apply(connection, step, [(row.table, row.number, row.before) for row in step.rows], moment, back=True)


def redo(connection: Connection, step: Step, moment: str) -> bool:
    """Make an entry what it was after *step*; False where that cannot be any more."""
    return _apply(connection, step, [(row.table, row.number, row.after) for row in step.rows], moment, back=False)


def _apply(
    connection: Connection, step: Step, rows: list[tuple[str, int, Columns | None]], moment: str, *, back: bool
) -> bool:
    columns = (rows[0][2] if rows else None) or {}
    if columns.keys() == {"deleted"}:
        if columns["deleted"] is None:
            return _bring_back(connection, step.entry)
        return _remove_again(connection, step.entry, moment, untouched=back)
    try:
        kept = find_kept(connection, step.entry)
    except LibraryError:
        return False
    if step.text:
        with reindexing(connection, kept):
            _put_content(connection, step.entry, step.text[0 if back else 1])
            _put_rows(connection, step.entry, rows)
            if article := find_text(connection, step.entry):
                anchor(connection, step.entry, article)
        return True
    return _put_rows(connection, step.entry, rows)


def _put_rows(connection: Connection, entry: int, rows: list[tuple[str, int, Columns | None]]) -> bool:
    done = [_put(connection, *row) for row in rows]
    kept = find_kept(connection, entry)
    put_kept(connection, kept)
    annotate(connection, kept)
    return any(done)


def _put(connection: Connection, table: str, number: int, changes: Columns | None) -> bool:
    """Make a row what *changes* say; False where it is gone or damaged since."""
    if changes is None:
        return delete(connection, table, "id = ?", (number,))
    if "id" in changes:
        put(connection, table, changes)
        return True
    there = connection.execute(f"SELECT {columns(table)} FROM {table} WHERE id = ?", (number,)).fetchone()
    return there is not None and is_intact(there) and update(connection, table, number, changes)


def _put_content(connection: Connection, entry: int, content: Content) -> None:
    for table, where, values in _content(entry):
        delete(connection, table, where, values)
        for row in content[table]:
            put(connection, table, row)


def _content(entry: int) -> tuple[tuple[str, str, tuple[int, ...]], ...]:
    return (
        ("parts", CHUNKS, span(entry)),
        ("receipts", "entry = ?", (entry,)),
        ("pages", "entry = ?", (entry,)),
    )


def _bring_back(connection: Connection, entry: int) -> bool:
    """Bring back a deleted entry; where its story was kept anew meanwhile, the two become one."""
    deleted = connection.execute("SELECT 1 FROM entries WHERE id = ? AND deleted IS NOT NULL", (entry,)).fetchone()
    if not deleted or not _put(connection, "entries", entry, {"deleted": None}):
        return False
    kept = find_kept(connection, entry)
    put_kept(connection, kept)
    for other in _kept_anew(connection, kept):
        kept = absorb(connection, kept, other)
    put_names(connection, entry, {kept.key: kept.address})
    return True


def _remove_again(connection: Connection, entry: int, moment: str, *, untouched: bool) -> bool:
    """Delete an entry; with *untouched*, only one that nobody has opened or marked since it was saved for later."""
    try:
        kept = find_kept(connection, entry)
    except LibraryError:
        return False
    marked = any(find_marks(connection, kind, entry) for kind in KINDS)
    if untouched and (kept.opened or marked):
        return False
    put_aside(connection, entry, moment)
    return True


def _kept_anew(connection: Connection, kept: Kept) -> list[Kept]:
    return [other for other in find_known(connection, (kept.key,)) if other.id != kept.id]
