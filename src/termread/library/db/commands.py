"""The reader's changes to the library, and undoing and redoing them.

Each command returns the change it made. Undoing a change also updates what depends on it: the index, the shelf filter,
a story that was stored again in the meantime.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from termread.errors import LibraryError
from termread.library.db.articles import CHUNKS, annotate, find_text, span
from termread.library.db.entries import find_kept, find_known, put_kept
from termread.library.db.marks import bookmark_of, find_mark, find_marks, highlight_of, put_mark, put_names
from termread.library.db.rows import columns, delete, is_intact, put, update
from termread.library.db.stories import Content, absorb, add, anchor, keep_reading, put_aside, reindexing
from termread.library.identity import identities
from termread.library.merge import for_later
from termread.library.model import KINDS, Kind, NewMark
from termread.library.undo_log import Change, Columns, Row, Step, StoredText
from termread.text import clean, clean_line
from termread.values import replace

if TYPE_CHECKING:
    from sqlite3 import Connection

    from termread.article import Passage
    from termread.library.model import Bookmark, Highlight, Kept

Changed = Change | None
"""The change made by a command, or None."""


def change(connection: Connection, entry: int, what: str, **changed: object) -> Changed:
    """Change an entry; *what* names the change."""
    kept = find_kept(connection, entry)
    after = replace(kept, **changed)  # type: ignore[arg-type]
    if after == kept:
        return None
    before = row_of(connection, "entries", entry, *changed)
    put_kept(connection, after)
    if changed.keys() & {"tags", "note"}:
        annotate(connection, after)
    row = Row("entries", entry, before, row_of(connection, "entries", entry, *changed))
    return _change(kept, what, row)


def save_for_later(
    connection: Connection, address: str, title: str, tags: Iterable[str], moment: str
) -> tuple[Kept, Changed]:
    """Save an address to be fetched later; an existing entry is left unchanged."""
    names = identities(address)
    if known := find_known(connection, names):
        return known[0], None
    kept = add(connection, for_later(address, next(iter(names)), title, tags, moment), names)
    return kept, _change(kept, "save", _deleted(kept.id, moment, None))


def remove(connection: Connection, entry: int, moment: str) -> Changed:
    """Delete an entry; it can be restored for a month."""
    kept = find_kept(connection, entry)
    put_aside(connection, entry, moment)
    return _change(kept, "delete", _deleted(entry, None, moment))


def change_charset(connection: Connection, content: Content, moment: str) -> tuple[Kept, Changed]:
    """Replace an article's text with its bytes decoded in another charset."""
    article, receipt = content.article, content.receipt
    assert article is not None
    assert receipt is not None
    known = find_known(connection, identities(receipt.address, receipt.url, article.canonical_url))
    if len(known) != 1:
        return keep_reading(connection, content, moment, opened=True), None
    entry = known[0].id
    before, text = row_of(connection, "entries", entry) or {}, content_of(connection, entry)
    kept = keep_reading(connection, content, moment, opened=True)
    after = row_of(connection, "entries", entry) or {}
    described = [name for name in _DESCRIBED if before[name] != after[name]]
    row = Row("entries", entry, {n: before[n] for n in described}, {n: after[n] for n in described})
    step = Step(entry, (row,) if described else (), (text, content_of(connection, entry)))
    return kept, Change("charset", known[0].title or known[0].address, entry, step)


_DESCRIBED = ("url", "title", "site", "byline", "authors", "language", "published", "words", "quick", "slow", "blocks")
"""The fields of an entry that describe its text."""


def add_bookmark(
    connection: Connection, entry: int, passage: Passage, label: str, moment: str
) -> tuple[Bookmark, Changed]:
    """Add a bookmark; one with the same letter is moved."""
    label = clean_line(label)
    kept = find_kept(connection, entry)
    moved = []
    for row in find_marks(connection, "bookmark", entry):
        if len(label) == 1 and row["label"] == label:
            moved.append(Row("marks", row["id"], row_of(connection, "marks", row["id"]), None))
            delete(connection, "marks", "id = ?", (row["id"],))
    number = put_mark(connection, entry, NewMark("bookmark", passage, moment, label))
    added = Row("marks", number, None, row_of(connection, "marks", number))
    change = _change(kept, "bookmark", added, *moved)
    return bookmark_of(find_mark(connection, "bookmark", number)), change


def add_highlight(connection: Connection, entry: int, mark: NewMark) -> tuple[Highlight, Changed]:
    """Add a highlight."""
    kept = find_kept(connection, entry)
    number = put_mark(connection, entry, replace(mark, note=clean(mark.note)))
    annotate(connection, kept)
    change = _change(kept, "highlight", Row("marks", number, None, row_of(connection, "marks", number)))
    return highlight_of(find_mark(connection, "highlight", number)), change


def change_mark(connection: Connection, kind: Kind, mark: int, what: str, **changed: int | str) -> Changed:
    """Change a bookmark or a highlight; *what* names the change."""
    row = find_mark(connection, kind, mark)
    before = row_of(connection, "marks", mark, *changed) if changed else None
    if before is None or before == changed:
        return None
    kept = find_kept(connection, row["entry"])
    update(connection, "marks", mark, changed)
    annotate(connection, kept)
    return _change(kept, what, Row("marks", mark, before, dict(changed)))


def remove_mark(connection: Connection, kind: Kind, mark: int) -> Changed:
    """Remove a bookmark or a highlight."""
    row = find_mark(connection, kind, mark)
    before = row_of(connection, "marks", mark)
    kept = find_kept(connection, row["entry"])
    delete(connection, "marks", "id = ?", (mark,))
    annotate(connection, kept)
    return _change(kept, f"remove {kind}", Row("marks", mark, before, None))


def _change(kept: Kept, what: str, *rows: Row) -> Change:
    return Change(what, kept.title or kept.address, kept.id, Step(kept.id, rows))


def _deleted(entry: int, before: str | None, after: str | None) -> Row:
    return Row("entries", entry, {"deleted": before}, {"deleted": after})


def row_of(connection: Connection, table: str, number: int, *names: str) -> Columns | None:
    """Return the current values of the columns *names* of a row, or all of them."""
    row = connection.execute(f"SELECT {', '.join(names) or '*'} FROM {table} WHERE id = ?", (number,)).fetchone()
    return row and dict(row)


def content_of(connection: Connection, entry: int) -> StoredText:
    """Return the rows that hold the text of an entry."""
    return {
        table: [dict(row) for row in connection.execute(f"SELECT * FROM {table} WHERE {where}", values)]
        for table, where, values in _content(entry)
    }


def undo(connection: Connection, step: Step, moment: str) -> bool:
    """Restore an entry to its state before *step*; return False if that is no longer possible."""
    return _apply(connection, step, [(row.table, row.number, row.before) for row in step.rows], moment, back=True)


def redo(connection: Connection, step: Step, moment: str) -> bool:
    """Restore an entry to its state after *step*; return False if that is no longer possible."""
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
    """Apply *changes* to a row; return False if it is gone or has been damaged."""
    if changes is None:
        return delete(connection, table, "id = ?", (number,))
    if "id" in changes:
        put(connection, table, changes)
        return True
    there = connection.execute(f"SELECT {columns(table)} FROM {table} WHERE id = ?", (number,)).fetchone()
    return there is not None and is_intact(there) and update(connection, table, number, changes)


def _put_content(connection: Connection, entry: int, content: StoredText) -> None:
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
    """Restore a deleted entry; if its story has been stored again since, the two are merged."""
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
    """Delete an entry; with *untouched*, only if it was never opened or marked since it was saved for later."""
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
