"""Rows attached to an entry, read and written: bookmarks, highlights, the receipt, other addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from termread.article import Passage, Place
from termread.document import Receipt
from termread.errors import LibraryError
from termread.library.db.articles import find_page
from termread.library.db.entries import line, line_or_none
from termread.library.db.rows import columns, insert, is_intact, put, update
from termread.library.model import START, Bookmark, Highlight, Kind, NewMark
from termread.text import clean, clean_line
from termread.values import asdict, replace

if TYPE_CHECKING:
    from sqlite3 import Connection, Row

_MARK = columns("marks")
_MOVED = (
    "ON CONFLICT (key) DO UPDATE SET entry = excluded.entry, address = excluded.address, checksum = excluded.checksum "
    "WHERE names.entry != excluded.entry"
)
"""Conflict clause that takes over another entry's name, but keeps our own row even if damaged."""
_DAMAGED = Passage(START, START, "Damaged: `termread check` repairs it", "", "")


def find_marks(connection: Connection, kind: Kind, entry: int | None) -> list[Row]:
    """Return the intact marks of a *kind* as rows: of one entry in reading order, or all, newest first."""
    return list(filter(is_intact, all_marks(connection, kind, entry)))


def all_marks(connection: Connection, kind: Kind, entry: int | None) -> list[Row]:
    """Return the same as `find_marks`, including damaged rows."""
    if entry is None:
        there = "(SELECT deleted IS NULL FROM entries WHERE entries.id = marks.entry)"
        statement = f"SELECT {_MARK} FROM marks WHERE kind = ? AND {there} ORDER BY created DESC, id DESC"
        return connection.execute(statement, (kind,)).fetchall()
    order = "first_block, first_offset, last_block, last_offset, id"
    statement = f"SELECT {_MARK} FROM marks WHERE kind = ? AND entry = ? ORDER BY {order}"
    return connection.execute(statement, (kind, entry)).fetchall()


def find_mark(connection: Connection, kind: Kind, mark: int) -> Row:
    """Return one mark as a row; raises LibraryError, "gone" or "damaged"."""
    there = "(SELECT deleted IS NULL FROM entries WHERE entries.id = marks.entry)"
    statement = f"SELECT {_MARK} FROM marks WHERE id = ? AND kind = ? AND {there}"
    row = cast("Row | None", connection.execute(statement, (mark, kind)).fetchone())
    if row is None:
        raise LibraryError(f"This {kind} is no longer there.", code="gone")
    if not is_intact(row):
        raise LibraryError(f"This {kind} is damaged; `termread check` repairs it.", code="damaged")
    return row


def bookmark_of(row: Row) -> Bookmark:
    """Return the bookmark in a row; a damaged one has a passage that says so."""
    if not is_intact(row):
        return Bookmark(row["id"], row["entry"], _DAMAGED)
    return Bookmark(row["id"], row["entry"], passage_of(row), line(row["label"]), line(row["created"]))


def highlight_of(row: Row) -> Highlight:
    """Return the highlight in a row; a damaged one has a passage that says so."""
    if not is_intact(row):
        return Highlight(row["id"], row["entry"], _DAMAGED)
    note, created = clean(row["note"]), line(row["created"])
    return Highlight(row["id"], row["entry"], passage_of(row), row["colour"], note, created)


def passage_of(row: Row) -> Passage:
    """Return the passage of the mark in a row."""
    start, end = Place(row["first_block"], row["first_offset"]), Place(row["last_block"], row["last_offset"])
    return Passage(start, end, clean(row["quote"]), clean(row["prefix"]), clean(row["suffix"]))


def put_mark(connection: Connection, entry: int, mark: NewMark) -> int:
    """Write a mark and return its id."""
    of_mark = {
        "kind": mark.kind,
        "label": mark.label,
        "colour": mark.colour,
        "note": mark.note,
        "created": mark.created,
    }
    return insert(connection, "marks", {"entry": entry, **_columns_of(mark.passage), **of_mark})


def move_mark(connection: Connection, mark: int, passage: Passage) -> None:
    """Update a mark's position."""
    update(connection, "marks", mark, _columns_of(passage))


def put_names(connection: Connection, entry: int, names: dict[str, str]) -> None:
    """Write the keys of an entry and the addresses they come from."""
    for key, address in names.items():
        record = {"key": key, "entry": entry, "address": clean_line(address)}
        insert(connection, "names", record, conflict=_MOVED)


def find_receipt(connection: Connection, entry: int) -> Receipt | None:
    """Return an entry's receipt without its bytes, or None; raises LibraryError "damaged"."""
    row = connection.execute(f"SELECT {columns('receipts')} FROM receipts WHERE entry = ?", (entry,)).fetchone()
    if row is None:
        return None
    if not is_intact(row):
        raise LibraryError(
            "The record of where this article came from is damaged; `termread check` repairs it.", code="damaged"
        )
    return Receipt(
        address=line(row["address"]),
        url=line_or_none(row["url"]),
        media_type=line_or_none(row["media_type"]),
        charset=line_or_none(row["charset"]),
        charset_by=line_or_none(row["charset_by"]),
        size=row["size"],
        etag=line_or_none(row["etag"]),
        last_modified=line_or_none(row["last_modified"]),
        fetched=line_or_none(row["fetched"]),
    )


def full_receipt(connection: Connection, entry: int) -> Receipt | None:
    """Return an entry's receipt with its bytes, or None."""
    receipt = find_receipt(connection, entry)
    return receipt and replace(receipt, data=find_page(connection, entry))


def put_receipt(connection: Connection, entry: int, receipt: Receipt) -> None:
    """Write an entry's receipt, without its bytes."""
    record = asdict(receipt) | {"entry": entry}
    del record["data"]
    put(connection, "receipts", record)


def _columns_of(passage: Passage) -> dict[str, object]:
    return {
        "first_block": passage.start.block,
        "first_offset": passage.start.offset,
        "last_block": passage.end.block,
        "last_offset": passage.end.offset,
        "quote": passage.quote,
        "prefix": passage.prefix,
        "suffix": passage.suffix,
    }
