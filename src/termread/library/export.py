"""Everything that is kept of an entry, as the plain value that leaves the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from termread.errors import LibraryError
from termread.interchange import COMMON, EntryBookmark, EntryHighlight, LibraryEntry
from termread.library.db.articles import find_text
from termread.library.db.entries import find_kept
from termread.library.db.marks import all_marks, bookmark_of, find_receipt, full_receipt, highlight_of
from termread.library.db.rows import columns, is_intact
from termread.library.model import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

Found = TypeVar("Found")


def exported(connection: Connection, entry: int) -> tuple[LibraryEntry | None, bool]:
    """Return everything that is kept of *entry*, without what is damaged of it, and whether that is all."""
    kept, is_kept = _sound(find_kept, connection, entry)
    if kept is None:
        return None, is_kept
    article, has_text = _sound(find_text, connection, entry)
    receipt, has_receipt = _sound(full_receipt, connection, entry)
    if not has_receipt:
        receipt, _ = _sound(find_receipt, connection, entry)
    names = connection.execute(f"SELECT {columns('names')} FROM names WHERE entry = ? AND key != ?", (entry, kept.key))
    marks = {kind: all_marks(connection, kind, entry) for kind in KINDS}
    bookmarks = [bookmark_of(row) for row in marks["bookmark"] if is_intact(row)]
    highlights = [highlight_of(row) for row in marks["highlight"] if is_intact(row)]
    whole = has_text and has_receipt and all(is_intact(row) for rows in marks.values() for row in rows)
    return LibraryEntry(
        **{name: getattr(kept, name) for name in COMMON},
        aliases=tuple(sorted(row["address"] for row in names if is_intact(row))),
        article=article,
        receipt=receipt,
        bookmarks=tuple(EntryBookmark(mark.passage, mark.label, mark.created) for mark in bookmarks),
        highlights=tuple(EntryHighlight(mark.passage, mark.colour, mark.note, mark.created) for mark in highlights),
    ), whole


def _sound(find: Callable[[Connection, int], Found], connection: Connection, entry: int) -> tuple[Found | None, bool]:
    """Return what *find* finds, and whether it is not damaged."""
    try:
        return find(connection, entry), True
    except LibraryError as error:
        if error.code != "damaged":
            raise
        return None, False
