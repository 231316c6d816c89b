"""Entries and what is attached to them (marks, receipts, addresses) as rows and back; a shelf's order and counts.

Data from disk is untrusted and cleaned like any other input.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from termread.article import Passage, Place
from termread.document import Receipt
from termread.errors import LibraryError
from termread.library.db import delete, find, insert, is_intact, put, select, update
from termread.library.db.articles import find_page
from termread.library.identity import lasting
from termread.library.model import START, Bookmark, Counts, Highlight, Kept, Kind, Shelf, Sort
from termread.text import clean, clean_line
from termread.values import asdict, replace

if TYPE_CHECKING:
    from sqlite3 import Connection, Row

    from termread.interchange import EntryMark
    from termread.library.model import Narrowed

_MOVED = (
    "ON CONFLICT (key) DO UPDATE SET entry = excluded.entry, address = excluded.address, checksum = excluded.checksum "
    "WHERE names.entry != excluded.entry"
)
"""Conflict clause that takes over another entry's name, but keeps our own row even if damaged."""
_RECEIPT = ("url", "media_type", "charset", "charset_by", "etag", "last_modified", "fetched")
_THERE = "(SELECT deleted IS NULL FROM entries WHERE entries.id = marks.entry)"
_DAMAGED = Passage(START, START, "Damaged: `termread check` repairs it", "", "")

_ON_SHELVES = "deleted IS NULL AND state != 'news'"
_FINISHED = "FROM entries INDEXED BY finished WHERE deleted IS NULL AND state = 'reading' AND progress >= 1"
_SHELVES: dict[Shelf, str] = {
    "continue": f"state = 'reading' AND id NOT IN (SELECT id {_FINISHED})",
    "inbox": "state = 'inbox'",
    "favourites": "favourite = 1",
    "archive": "state = 'archived'",
    "all": "1",
}
_ORDERS: dict[Sort, str] = {
    "opened": "coalesce(opened, added) DESC, id DESC",
    "added": "added DESC, id DESC",
    "title": "title COLLATE NOCASE, id",
    "site": "coalesce(site, '') COLLATE NOCASE, id",
    "published": "coalesce(published, '') DESC, id DESC",
    "length": "words DESC, id DESC",
}


def kept_of(row: Row) -> Kept:
    """Return the entry in a whole row; raises LibraryError, "damaged"."""
    values = tuple(row)
    if not is_intact(values):
        raise LibraryError("This entry of the library is damaged; `termread check` repairs it.", code="damaged")
    number, key, address, url, title, site, byline, authors, language, published, words, quick, slow, *rest = values
    added, opened, state, favourite, tags, note, block, offset, progress, has_text, *_ = rest
    return Kept(
        number,
        key,
        lasting(address, key),
        _line_or_none(url),
        _line(title),
        _line_or_none(site),
        _line_or_none(byline),
        _lines(authors),
        _line_or_none(language),
        _line_or_none(published),
        words,
        (quick, slow),
        _line(added),
        _line_or_none(opened),
        state if state in ("inbox", "reading", "archived", "news") else "inbox",
        bool(favourite),
        _lines(tags),
        clean(note),
        Place(block, offset),
        progress,
        bool(has_text),
    )


def shown_of(row: Row) -> Kept:
    """Return the entry in a whole row for a list, in which a damaged one is shown as such."""
    try:
        return kept_of(row)
    except LibraryError:
        return Kept(row["id"], "", "", None, "A damaged entry: `termread check` repairs it")


def find_kept(connection: Connection, entry: int) -> Kept:
    """Return the entry with the id *entry*; raises LibraryError "gone" or "damaged"."""
    row = find(connection, "entries", entry)
    if row is None or row["deleted"] is not None:
        raise LibraryError("This article is no longer in the library.", code="gone")
    return kept_of(row)


def find_known(connection: Connection, keys: Iterable[str]) -> list[Kept]:
    """Return the entries with any of *keys*, in that order; raises LibraryError "damaged"."""
    found: dict[int, Kept] = {}
    for key in keys:
        name = find(connection, "names", key)
        if name is not None and is_intact(name) and name["entry"] not in found:
            row = find(connection, "entries", name["entry"])
            if row is not None and row["deleted"] is None:
                found[row["id"]] = kept_of(row)
    return list(found.values())


def record_of(kept: Kept) -> dict[str, object]:
    """Return the fields of *kept* as columns: all but its id, block count and deletion flag."""
    record: dict[str, object] = asdict(kept) | {"authors": "\n".join(kept.authors), "tags": "\n".join(kept.tags)}
    del record["id"], record["minutes"], record["place"]
    record["quick"], record["slow"] = kept.minutes
    return record | {"block": kept.place.block, "offset": kept.place.offset}


def put_kept(connection: Connection, kept: Kept) -> int:
    """Write *kept*, as a new entry if its id is 0, along with its derived rows; return its id."""
    if kept.id:
        update(connection, "entries", kept.id, record_of(kept))
        delete(connection, "tags", "entry = ?", (kept.id,))
    entry = kept.id or insert(connection, "entries", record_of(kept))
    put_derived(connection, replace(kept, id=entry))
    return entry


def put_derived(connection: Connection, kept: Kept) -> None:
    """Write an entry's derived data: one row per tag, and the text searched by the shelf filter."""
    connection.executemany("INSERT INTO tags VALUES (?, ?)", [(tag, kept.id) for tag in kept.tags])
    connection.execute("REPLACE INTO labels VALUES (?, ?)", (kept.id, label_of(kept.title, kept.site, kept.byline)))


def label_of(title: str, site: str | None, byline: str | None) -> str:
    """Return the text searched by the shelf filter."""
    from termread.library.query import folded

    return folded("\n".join((title, site or "", byline or "")))


def find_marks(connection: Connection, kind: Kind, entry: int | None) -> list[Row]:
    """Return the intact marks of a *kind* as rows: of one entry in reading order, or all, newest first."""
    return list(filter(is_intact, all_marks(connection, kind, entry)))


def all_marks(connection: Connection, kind: Kind, entry: int | None) -> list[Row]:
    """Return the same as `find_marks`, including damaged rows."""
    if entry is None:
        return select(
            connection, "marks", f"WHERE kind = ? AND {_THERE} ORDER BY created DESC, id DESC", (kind,)
        ).fetchall()
    order = "first_block, first_offset, last_block, last_offset, id"
    return select(connection, "marks", f"WHERE kind = ? AND entry = ? ORDER BY {order}", (kind, entry)).fetchall()


def find_mark(connection: Connection, kind: Kind, mark: int) -> Row:
    """Return one mark as a row; raises LibraryError, "gone" or "damaged"."""
    row: Row | None = select(connection, "marks", f"WHERE id = ? AND kind = ? AND {_THERE}", (mark, kind)).fetchone()
    if row is None:
        raise LibraryError(f"This {kind} is no longer there.", code="gone")
    if not is_intact(row):
        raise LibraryError(f"This {kind} is damaged; `termread check` repairs it.", code="damaged")
    return row


def bookmark_of(row: Row) -> Bookmark:
    """Return the bookmark in a row; a damaged one has a passage that says so."""
    if not is_intact(row):
        return Bookmark(row["id"], row["entry"], _DAMAGED)
    return Bookmark(row["id"], row["entry"], passage_of(row), _line(row["label"]), _line(row["created"]))


def highlight_of(row: Row) -> Highlight:
    """Return the highlight in a row; a damaged one has a passage that says so."""
    if not is_intact(row):
        return Highlight(row["id"], row["entry"], _DAMAGED)
    note, created = clean(row["note"]), _line(row["created"])
    return Highlight(row["id"], row["entry"], passage_of(row), row["colour"], note, created)


def passage_of(row: Row) -> Passage:
    """Return the passage of the mark in a row."""
    start, end = Place(row["first_block"], row["first_offset"]), Place(row["last_block"], row["last_offset"])
    return Passage(start, end, clean(row["quote"]), clean(row["prefix"]), clean(row["suffix"]))


def put_mark(connection: Connection, entry: int, mark: EntryMark) -> int:
    """Write a mark and return its id."""
    from termread.interchange import kind_of

    record = {"label": "", "colour": 0, "note": "", **asdict(mark), "kind": kind_of(mark), "entry": entry}
    del record["passage"]
    return insert(connection, "marks", record | columns_of(mark.passage))


def put_names(connection: Connection, entry: int, names: dict[str, str]) -> None:
    """Write the keys of an entry and the addresses they come from."""
    for key, address in names.items():
        record = {"key": key, "entry": entry, "address": clean_line(address)}
        insert(connection, "names", record, conflict=_MOVED)


def find_receipt(connection: Connection, entry: int) -> Receipt | None:
    """Return an entry's receipt without its bytes, or None; raises LibraryError "damaged"."""
    row = find(connection, "receipts", entry)
    if row is None:
        return None
    if not is_intact(row):
        said = "The record of where this article came from is damaged; `termread check` repairs it."
        raise LibraryError(said, code="damaged")
    lines: dict[str, Any] = {name: _line_or_none(row[name]) for name in _RECEIPT}
    return Receipt(_line(row["address"]), size=row["size"], **lines)


def full_receipt(connection: Connection, entry: int) -> Receipt | None:
    """Return an entry's receipt with its bytes, or None."""
    receipt = find_receipt(connection, entry)
    return receipt and replace(receipt, data=find_page(connection, entry))


def put_receipt(connection: Connection, entry: int, receipt: Receipt) -> None:
    """Write an entry's receipt, without its bytes."""
    record = asdict(receipt) | {"entry": entry}
    del record["data"]
    put(connection, "receipts", record)


def columns_of(passage: Passage) -> dict[str, object]:
    """Return a passage as columns of a mark."""
    return {
        "first_block": passage.start.block,
        "first_offset": passage.start.offset,
        "last_block": passage.end.block,
        "last_offset": passage.end.offset,
        "quote": passage.quote,
        "prefix": passage.prefix,
        "suffix": passage.suffix,
    }


def find_shelf(connection: Connection, shelf: Shelf, narrowed: Narrowed) -> list[Kept]:
    """Return entries of a shelf. Each order has an index that includes the state, so that only shown rows are read."""
    conditions = [_ON_SHELVES, _SHELVES[shelf]]
    values: list[str | int] = []
    if tag := narrowed.get("tag"):
        conditions.append("id IN (SELECT entry FROM tags WHERE tag = ?)")
        values.append(tag)
    if words := narrowed.get("words"):
        from termread.library.query import folded

        for word in folded(words).split():
            conditions.append("id IN (SELECT entry FROM labels WHERE instr(label, ?))")
            values.append(word)
    sort = narrowed.get("sort", "opened")
    values += narrowed.get("limit", 200), narrowed.get("offset", 0)
    which = f"INDEXED BY by_{sort} WHERE {' AND '.join(conditions)} ORDER BY {_ORDERS[sort]} LIMIT ? OFFSET ?"
    return [shown_of(row) for row in select(connection, "entries", which, values)]


def find_pending(connection: Connection) -> list[Kept]:
    """Return the entries without text, oldest first."""
    rows = select(connection, "entries", "WHERE deleted IS NULL AND NOT has_text ORDER BY added, id")
    return [kept_of(row) for row in rows if is_intact(row)]


def count(connection: Connection) -> Counts:
    """Return the number of entries on each shelf and under each tag."""
    shelves: dict[Shelf, int] = dict.fromkeys(_SHELVES, 0)
    names: dict[str, Shelf] = {"reading": "continue", "inbox": "inbox", "archived": "archive"}
    grouped = f"SELECT state, favourite, count(*) FROM entries INDEXED BY by_shelf WHERE {_ON_SHELVES} GROUP BY 1, 2"
    for state, favourite, number in connection.execute(grouped):
        shelves[names.get(state, "inbox")] += number
        shelves["all"] += number
        shelves["favourites"] += number if favourite else 0
    shelves["continue"] -= connection.execute(f"SELECT count(*) {_FINISHED}").fetchone()[0]
    tags = {_line(tag): n for tag, n in connection.execute("SELECT tag, count(*) FROM tags GROUP BY tag ORDER BY tag")}
    live = "FROM marks CROSS JOIN entries ON entries.id = marks.entry WHERE deleted IS NULL"
    marks = dict(map(tuple, connection.execute(f"SELECT kind, count(*) {live} GROUP BY kind")))
    return Counts(shelves, tags, marks.get("highlight", 0), marks.get("bookmark", 0))


def _line(text: str) -> str:
    """Return a single-line text from disk, cleaned."""
    return text if text.isascii() and text.isprintable() else clean_line(text)


def _line_or_none(text: str | None) -> str | None:
    """Return a single-line text from disk, cleaned, or None."""
    return None if text is None else _line(text)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(map(_line, text.split("\n"))) if text else ()
