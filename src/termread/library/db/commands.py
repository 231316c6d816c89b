"""The reader's changes to the library, and undoing and redoing them.

What a command changed is found by comparing the entry's rows before and after it. Undoing a change also updates what
depends on it: the index, the shelf filter, a story that was stored again in the meantime.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from termread.errors import LibraryError
from termread.interchange import EntryBookmark, EntryHighlight
from termread.library.db import COLUMNS, delete, find, is_intact, put, update
from termread.library.db.articles import CHUNKS, annotate, find_text, span
from termread.library.db.entries import (
    bookmark_of,
    find_kept,
    find_known,
    find_mark,
    find_marks,
    highlight_of,
    put_kept,
    put_mark,
    put_names,
)
from termread.library.db.stories import Content, absorb, add, anchor, keep_reading, put_aside, reindexing
from termread.library.identity import identities
from termread.library.merge import for_later, shelved
from termread.library.model import KINDS, Kind
from termread.library.undo_log import SHELF, Change, Columns, Row, StoredText
from termread.text import clean, clean_line
from termread.values import replace

if TYPE_CHECKING:
    from sqlite3 import Connection

    from termread.article import Passage
    from termread.library.model import Bookmark, Highlight, Kept

_VISIT = ("opened", "state")
"""The columns that reading an article changes, which undoing a change of its text leaves alone."""


class Commands:
    """The reader's changes, within one transaction at a *moment*; *made* is what the last one changed, for undo."""

    def __init__(self, connection: Connection, moment: str) -> None:
        self.made: Change | None = None
        self._connection = connection
        self._moment = moment

    def change(self, entry: int, what: str, **changed: object) -> None:
        """Change an entry; *what* names the change."""
        kept = find_kept(self._connection, entry)
        with self._recording(kept, what, ("entries", entry)):
            after = shelved(replace(kept, **changed))  # type: ignore[arg-type]
            put_kept(self._connection, after)
            if changed.keys() & {"tags", "note"}:
                annotate(self._connection, after)

    def save_for_later(self, address: str, title: str, tags: Iterable[str]) -> Kept:
        """Save an address to be fetched later; an existing entry is left unchanged."""
        names = identities(address)
        if known := find_known(self._connection, names):
            if known[0].state == "news":
                self.change(known[0].id, "save", state="inbox")
            return find_kept(self._connection, known[0].id)
        kept = add(self._connection, for_later(address, next(iter(names)), title, tags, self._moment), names)
        added = (Row("entries", kept.id, None, self._rows([("entries", kept.id)])["entries", kept.id]),)
        self.made = Change("save", kept.title or kept.address, kept.id, added)
        return kept

    def remove(self, entry: int) -> None:
        """Delete an entry; it can be restored for a month."""
        with self._recording(find_kept(self._connection, entry), "delete", ("entries", entry)):
            put_aside(self._connection, entry, self._moment)

    def change_charset(self, content: Content) -> Kept:
        """Replace an article's text with its bytes decoded in another charset."""
        article, receipt = content.article, content.receipt
        assert article is not None
        assert receipt is not None
        known = find_known(self._connection, identities(receipt.address, receipt.url, article.canonical_url))
        if len(known) != 1:
            return keep_reading(self._connection, content, self._moment, opened=True)
        entry = known[0].id
        marks = [("marks", row["id"]) for kind in KINDS for row in find_marks(self._connection, kind, entry)]
        with self._recording(known[0], "charset", ("entries", entry), *marks, text=True):
            return keep_reading(self._connection, content, self._moment, opened=True)

    def add_bookmark(self, entry: int, passage: Passage, label: str) -> Bookmark:
        """Add a bookmark; one with the same letter is moved."""
        label = clean_line(label)
        kept, there = find_kept(self._connection, entry), find_marks(self._connection, "bookmark", entry)
        moved = [("marks", row["id"]) for row in there if len(label) == 1 and row["label"] == label]
        with self._recording(kept, "bookmark", *moved) as rows:
            for table, mark in moved:
                delete(self._connection, table, "id = ?", (mark,))
            number = put_mark(self._connection, entry, EntryBookmark(passage, label, self._moment))
            rows.add(("marks", number))
        return bookmark_of(find_mark(self._connection, "bookmark", number))

    def add_highlight(self, entry: int, passage: Passage, colour: int, note: str) -> Highlight:
        """Add a highlight."""
        kept = find_kept(self._connection, entry)
        with self._recording(kept, "highlight") as rows:
            number = put_mark(self._connection, entry, EntryHighlight(passage, colour, clean(note), self._moment))
            rows.add(("marks", number))
            annotate(self._connection, kept)
        return highlight_of(find_mark(self._connection, "highlight", number))

    def change_mark(self, kind: Kind, mark: int, what: str, changed: Columns | None) -> None:
        """Change columns of a bookmark or a highlight, or remove it (None); *what* names the change."""
        kept = find_kept(self._connection, find_mark(self._connection, kind, mark)["entry"])
        with self._recording(kept, what, ("marks", mark)):
            if changed is None:
                delete(self._connection, "marks", "id = ?", (mark,))
            elif changed:
                update(self._connection, "marks", mark, changed)
            annotate(self._connection, kept)

    def undo(self, change: Change) -> bool:
        """Restore an entry to its state before *change*; return False if that is no longer possible."""
        return self._apply(change, back=True)

    def redo(self, change: Change) -> bool:
        """Restore an entry to its state after *change*; return False if that is no longer possible."""
        return self._apply(change, back=False)

    @contextmanager
    def _recording(
        self, kept: Kept, what: str, *given: tuple[str, int], text: bool = False
    ) -> Iterator[set[tuple[str, int]]]:
        """Record what is changed inside in the *given* rows of *kept* and those added, and with *text* in its text."""
        keys = set(given)
        before, was = self._rows(keys), self._content(kept.id) if text else None
        yield keys
        after = self._rows(keys)
        pairs = ((key, before.get(key), after.get(key)) for key in {**before, **after})
        rows = tuple(filter(None, (_difference(*pair, but=_VISIT if text else ()) for pair in pairs)))
        if rows or was:
            texts = (was, self._content(kept.id)) if was else None
            self.made = Change(what, kept.title or kept.address, kept.id, rows, texts)

    def _rows(self, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Columns]:
        """Return the rows with these tables and ids that are there, without their checksums."""
        return {
            (table, number): dict(row)
            for table, number in keys
            for row in self._connection.execute(f"SELECT {COLUMNS[table]} FROM {table} WHERE id = ?", (number,))
        }

    def _content(self, entry: int) -> StoredText:
        """Return the rows that hold the text of an entry."""
        return {
            table: [dict(row) for row in self._connection.execute(f"SELECT * FROM {table} WHERE {where}", values)]
            for table, where, values in _places_of_content(entry)
        }

    def _apply(self, change: Change, *, back: bool) -> bool:
        if change.entry == SHELF:
            from termread.library.db.marking import turn

            return turn(self._connection, change, back=back)
        rows = {(row.table, row.number): row.before if back else row.after for row in change.rows}
        whole = rows.get(("entries", change.entry), {})
        if whole is None or whole.get("deleted"):
            return self._remove_again(change.entry, untouched=back)
        if "deleted" in whole:
            return self._bring_back(change.entry)
        try:
            kept = find_kept(self._connection, change.entry)
        except LibraryError:
            return False
        if not change.text:
            return self._put_rows(change.entry, rows)
        with reindexing(self._connection, kept):
            for table, where, values in _places_of_content(change.entry):
                delete(self._connection, table, where, values)
                for row in change.text[0 if back else 1][table]:
                    put(self._connection, table, row)
            self._put_rows(change.entry, rows)
            if article := find_text(self._connection, change.entry):
                anchor(self._connection, change.entry, article)
        return True

    def _put_rows(self, entry: int, rows: dict[tuple[str, int], Columns | None]) -> bool:
        done = [self._put(*key, changes) for key, changes in rows.items()]
        kept = find_kept(self._connection, entry)
        put_kept(self._connection, kept)
        annotate(self._connection, kept)
        return any(done)

    def _put(self, table: str, number: int, changes: Columns | None) -> bool:
        """Apply *changes* to a row; return False if it is gone or has been damaged."""
        if changes is None:
            return delete(self._connection, table, "id = ?", (number,))
        if "id" in changes:
            put(self._connection, table, changes)
            return True
        there = find(self._connection, table, number)
        return there is not None and is_intact(there) and update(self._connection, table, number, changes)

    def _bring_back(self, entry: int) -> bool:
        """Restore a deleted entry; if its story has been stored again since, the two are merged."""
        gone = "SELECT 1 FROM entries WHERE id = ? AND deleted IS NOT NULL"
        there = self._connection.execute(gone, (entry,)).fetchone()
        if not there or not self._put("entries", entry, {"deleted": None}):
            return False
        kept = find_kept(self._connection, entry)
        put_kept(self._connection, kept)
        for other in find_known(self._connection, (kept.key,)):
            if other.id != entry:
                kept = absorb(self._connection, kept, other)
        put_names(self._connection, entry, {kept.key: kept.address})
        return True

    def _remove_again(self, entry: int, *, untouched: bool) -> bool:
        """Delete an entry; with *untouched*, only if it was never opened or marked since it was saved for later."""
        try:
            kept = find_kept(self._connection, entry)
        except LibraryError:
            return False
        if untouched and (kept.opened or any(find_marks(self._connection, kind, entry) for kind in KINDS)):
            return False
        put_aside(self._connection, entry, self._moment)
        return True


def _difference(
    key: tuple[str, int], before: Columns | None, after: Columns | None, but: tuple[str, ...]
) -> Row | None:
    """Return how a row changed: in columns other than *but*, or by coming or going; None if it did not."""
    if before is None or after is None:
        return Row(*key, before, after)
    names = [name for name in before if before[name] != after[name] and name not in but]
    return Row(*key, {name: before[name] for name in names}, {name: after[name] for name in names}) if names else None


def _places_of_content(entry: int) -> tuple[tuple[str, str, tuple[int, ...]], ...]:
    """Return the tables that hold an entry's text, with the condition and values that select its rows."""
    return (
        ("parts", CHUNKS, span(entry)),
        ("receipts", "entry = ?", (entry,)),
        ("pages", "entry = ?", (entry,)),
    )
