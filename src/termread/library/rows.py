"""Rows of the database as values, and values as rows. What comes off the disk is cleaned, as all that is from outside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from termread.article import Passage, Place
from termread.document import Receipt
from termread.errors import LibraryError
from termread.library.entries import Kind, Marked, gone
from termread.library.folding import folded
from termread.library.kept import Bookmark, Highlight, Kept
from termread.text import clean, clean_line

if TYPE_CHECKING:
    from sqlite3 import Connection

Row = Sequence[Any]

KEPT = (
    "id, key, address, url, title, site, byline, authors, language, published, words, quick, slow, added, opened, "
    "state, favourite, tags, note, block, offset, progress, has_text"
)
"""The columns that `kept_of` wants, in its order."""
_CHANGING = tuple(KEPT.split(", ")[1:])
_INSERT = f"INSERT INTO entries ({', '.join(_CHANGING)}) VALUES ({', '.join('?' * len(_CHANGING))})"
_UPDATE = f"UPDATE entries SET {', '.join(f'{name} = ?' for name in _CHANGING)} WHERE id = ?"

_MARK = (
    "id, entry, first_block, first_offset, last_block, last_offset, quote, prefix, suffix, label, colour, note, created"
)
_RECEIPT = "address, url, media_type, charset, charset_by, size, etag, last_modified, fetched"


def kept_of(row: Row) -> Kept:
    """Return the entry in a row of `KEPT`."""
    return Kept(
        row[0],
        row[1],
        _line(row[2]),
        _line_or_none(row[3]),
        _line(row[4]),
        _line_or_none(row[5]),
        _line_or_none(row[6]),
        tuple(map(_line, row[7].split("\n"))) if row[7] else (),
        _line_or_none(row[8]),
        _line_or_none(row[9]),
        row[10],
        (row[11], row[12]),
        _line(row[13]),
        _line_or_none(row[14]),
        row[15] if row[15] in ("inbox", "reading", "archived") else "inbox",
        bool(row[16]),
        tuple(map(_line, row[17].split("\n"))) if row[17] else (),
        clean(row[18]),
        Place(row[19], row[20]),
        row[21],
        bool(row[22]),
    )


def find_kept(connection: Connection, entry: int) -> Kept:
    """Return the entry numbered *entry*; raises LibraryError, "gone"."""
    row = connection.execute(f"SELECT {KEPT} FROM entries WHERE id = ? AND deleted IS NULL", (entry,)).fetchone()
    if row is None:
        raise gone()
    return kept_of(row)


def put_kept(connection: Connection, kept: Kept) -> int:
    """Write *kept*, a new entry if its id is 0, with its tags and what the shelf's filter sees; returns its id."""
    values = (
        *(kept.key, kept.address, kept.url, kept.title, kept.site, kept.byline),
        *("\n".join(kept.authors), kept.language, kept.published),
        *(kept.words, *kept.minutes, kept.added, kept.opened, kept.state, kept.favourite),
        *("\n".join(kept.tags), kept.note, kept.place.block, kept.place.offset, kept.progress, kept.has_text),
    )
    entry = kept.id
    if entry:
        connection.execute(_UPDATE, (*values, entry))
        connection.execute("DELETE FROM tags WHERE entry = ?", (entry,))
    else:
        entry = cast("int", connection.execute(_INSERT, values).lastrowid)
    connection.executemany("INSERT INTO tags VALUES (?, ?)", [(tag, entry) for tag in kept.tags])
    connection.execute("REPLACE INTO labels VALUES (?, ?)", (entry, label_of(kept.title, kept.site, kept.byline)))
    return entry


def label_of(title: str, site: str | None, byline: str | None) -> str:
    """Return what the filter of the shelf looks at."""
    return folded("\n".join((title, site or "", byline or "")))


def find_marks(connection: Connection, kind: Kind, entry: int | None) -> list[Row]:
    """Return marks of a *kind* as rows: of one entry in reading order, of all newest first."""
    if entry is None:
        there = "entry IN (SELECT id FROM entries WHERE deleted IS NULL)"
        statement = f"SELECT {_MARK} FROM marks WHERE kind = ? AND {there} ORDER BY created DESC, id DESC"
        return connection.execute(statement, (kind,)).fetchall()
    order = "first_block, first_offset, last_block, last_offset, id"
    statement = f"SELECT {_MARK} FROM marks WHERE kind = ? AND entry = ? ORDER BY {order}"
    return connection.execute(statement, (kind, entry)).fetchall()


def find_mark(connection: Connection, kind: Kind, mark: int) -> Row:
    """Return one mark as a row; raises LibraryError, "gone"."""
    statement = f"SELECT {_MARK} FROM marks WHERE id = ? AND kind = ? AND entry IN (SELECT id FROM entries WHERE deleted IS NULL)"
    row: Row | None = connection.execute(statement, (mark, kind)).fetchone()
    if row is None:
        raise LibraryError(f"This {kind} is no longer there.", code="gone")
    return row


def bookmark_of(row: Row) -> Bookmark:
    """Return the bookmark in a row."""
    return Bookmark(row[0], row[1], passage_of(row), _line(row[9]), _line(row[12]))


def highlight_of(row: Row) -> Highlight:
    """Return the highlight in a row."""
    return Highlight(row[0], row[1], passage_of(row), row[10], clean(row[11]), _line(row[12]))


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
    return cast("int", connection.execute(statement, values).lastrowid)


def move_mark(connection: Connection, mark: int, passage: Passage) -> None:
    """Write where a mark stands now."""
    connection.execute(
        "UPDATE marks SET first_block = ?, first_offset = ?, last_block = ?, last_offset = ?, quote = ?, prefix = ?, suffix = ? WHERE id = ?",
        (
            *(passage.start.block, passage.start.offset, passage.end.block, passage.end.offset),
            *(passage.quote, passage.prefix, passage.suffix, mark),
        ),
    )


def find_receipt(connection: Connection, entry: int) -> Receipt | None:
    """Return the receipt of an entry without its bytes, or None."""
    row = connection.execute(f"SELECT {_RECEIPT} FROM receipts WHERE entry = ?", (entry,)).fetchone()
    if row is None:
        return None
    url, media_type, charset, charset_by = map(_line_or_none, row[1:5])
    etag, last_modified, fetched = map(_line_or_none, row[6:9])
    return Receipt(_line(row[0]), url, media_type, charset, charset_by, row[5], etag, last_modified, fetched)


def put_receipt(connection: Connection, entry: int, receipt: Receipt) -> None:
    """Write the receipt of an entry, without its bytes."""
    values = tuple(getattr(receipt, name) for name in _RECEIPT.split(", "))
    connection.execute("REPLACE INTO receipts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (entry, *values))


def _line(text: str) -> str:
    return text if text.isascii() and text.isprintable() else clean_line(text)


def _line_or_none(text: str | None) -> str | None:
    return None if text is None else _line(text)
