"""What belongs to an entry, as rows of the database, and back: bookmarks and highlights, and the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from termread.article import Passage, Place
from termread.document import Receipt
from termread.errors import LibraryError
from termread.library.kept import START, Bookmark, Highlight
from termread.library.rows import line, line_or_none
from termread.library.sealing import is_whole, put, seal, sealed
from termread.library.texts import find_page
from termread.text import clean
from termread.values import asdict, replace

if TYPE_CHECKING:
    from sqlite3 import Connection

    from termread.library.entries import Kind, Marked

Row = Sequence[Any]

_MARK = sealed("marks")
_RECEIPT = sealed("receipts")
_DAMAGED = Passage(START, START, "Damaged: `termread check` mends it", "", "")


def find_marks(connection: Connection, kind: Kind, entry: int | None) -> list[Row]:
    """Return marks of a *kind* as rows, without those that are damaged: of one entry in reading order, of all newest first."""
    return list(filter(is_whole, all_marks(connection, kind, entry)))


def all_marks(connection: Connection, kind: Kind, entry: int | None) -> list[Row]:
    """Return what `find_marks` does, with those that are damaged."""
    if entry is None:
        there = "(SELECT deleted IS NULL FROM entries WHERE entries.id = marks.entry)"
        statement = f"SELECT {_MARK} FROM marks WHERE kind = ? AND {there} ORDER BY created DESC, id DESC"
        return connection.execute(statement, (kind,)).fetchall()
    order = "first_block, first_offset, last_block, last_offset, id"
    statement = f"SELECT {_MARK} FROM marks WHERE kind = ? AND entry = ? ORDER BY {order}"
    return connection.execute(statement, (kind, entry)).fetchall()


def find_mark(connection: Connection, kind: Kind, mark: int) -> Row:
    """Return one mark as a row; raises LibraryError, "gone"."""
    statement = f"SELECT {_MARK} FROM marks WHERE id = ? AND kind = ? AND (SELECT deleted IS NULL FROM entries WHERE entries.id = marks.entry)"
    row: Row | None = connection.execute(statement, (mark, kind)).fetchone()
    if row is not None and not is_whole(row):
        raise LibraryError(f"This {kind} is damaged; `termread check` mends it.", code="damaged")
    if row is None:
        raise LibraryError(f"This {kind} is no longer there.", code="gone")
    return row


def bookmark_of(row: Row) -> Bookmark:
    """Return the bookmark in a row; one that is damaged says so."""
    if not is_whole(row):
        return Bookmark(row[0], row[1], _DAMAGED)
    return Bookmark(row[0], row[1], passage_of(row), line(row[9]), line(row[12]))


def highlight_of(row: Row) -> Highlight:
    """Return the highlight in a row; one that is damaged says so."""
    if not is_whole(row):
        return Highlight(row[0], row[1], _DAMAGED)
    return Highlight(row[0], row[1], passage_of(row), row[10], clean(row[11]), line(row[12]))


def passage_of(row: Row) -> Passage:
    """Return the passage of the mark in a row."""
    return Passage(Place(row[2], row[3]), Place(row[4], row[5]), clean(row[6]), clean(row[7]), clean(row[8]))


def put_mark(connection: Connection, entry: int, mark: Marked) -> int:
    """Write a mark and return its number."""
    passage = mark.passage
    values = (
        *(entry, mark.kind, passage.start.block, passage.start.offset, passage.end.block, passage.end.offset),
        *(passage.quote, passage.prefix, passage.suffix, mark.label, mark.colour, mark.note, mark.created),
    )
    statement = (
        "INSERT INTO marks (entry, kind, first_block, first_offset, last_block, last_offset, "
        "quote, prefix, suffix, label, colour, note, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    )
    number = cast("int", connection.execute(statement, values).lastrowid)
    seal(connection, "marks", "id = ?", (number,))
    return number


def move_mark(connection: Connection, mark: int, passage: Passage) -> None:
    """Write where a mark stands now."""
    connection.execute(
        "UPDATE marks SET first_block = ?, first_offset = ?, last_block = ?, last_offset = ?, quote = ?, prefix = ?, suffix = ? WHERE id = ?",
        (
            *(passage.start.block, passage.start.offset, passage.end.block, passage.end.offset),
            *(passage.quote, passage.prefix, passage.suffix, mark),
        ),
    )
    seal(connection, "marks", "id = ?", (mark,))


def find_receipt(connection: Connection, entry: int) -> Receipt | None:
    """Return the receipt of an entry without its bytes, or None; raises LibraryError, "damaged"."""
    row = connection.execute(f"SELECT {_RECEIPT} FROM receipts WHERE entry = ?", (entry,)).fetchone()
    if row is None:
        return None
    if not is_whole(row):
        raise LibraryError(
            "The record of where this article came from is damaged; `termread check` mends it.", code="damaged"
        )
    url, media_type, charset, charset_by = map(line_or_none, row[2:6])
    etag, last_modified, fetched = map(line_or_none, row[7:10])
    return Receipt(line(row[1]), url, media_type, charset, charset_by, row[6], etag, last_modified, fetched)


def full_receipt(connection: Connection, entry: int) -> Receipt | None:
    """Return the receipt of an entry with its bytes, or None."""
    receipt = find_receipt(connection, entry)
    return receipt and replace(receipt, data=find_page(connection, entry))


def put_receipt(connection: Connection, entry: int, receipt: Receipt) -> None:
    """Write the receipt of an entry, without its bytes."""
    put(connection, "receipts", asdict(receipt) | {"entry": entry})
