"""Entries as database rows and back; a shelf's contents, order and counts.

Data from disk is untrusted and cleaned like any other input.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from termread.article import Place
from termread.errors import LibraryError
from termread.library.db.rows import columns, delete, insert, is_intact, update
from termread.library.identity import lasting
from termread.library.model import Counts, Kept, Narrowed, Shelf, Sort
from termread.text import clean, clean_line
from termread.values import replace

if TYPE_CHECKING:
    from sqlite3 import Connection, Row

ENTRY = columns("entries")
"""The columns that `kept_of` needs."""

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
    """Return the entry in a row of `ENTRY`; raises LibraryError, "damaged"."""
    values = tuple(row)
    if not is_intact(values):
        raise LibraryError("This entry of the library is damaged; `termread check` repairs it.", code="damaged")
    number, key, address, url, title, site, byline, authors, language, published, words, quick, slow, *rest = values
    added, opened, state, favourite, tags, note, block, offset, progress, has_text, *_ = rest
    return Kept(
        number,
        key,
        lasting(address, key),
        line_or_none(url),
        line(title),
        line_or_none(site),
        line_or_none(byline),
        _lines(authors),
        line_or_none(language),
        line_or_none(published),
        words,
        (quick, slow),
        line(added),
        line_or_none(opened),
        state if state in ("inbox", "reading", "archived") else "inbox",
        bool(favourite),
        _lines(tags),
        clean(note),
        Place(block, offset),
        progress,
        bool(has_text),
    )


def shown_of(row: Row) -> Kept:
    """Return the entry in a row of `ENTRY` for a list, in which a damaged one is shown as such."""
    try:
        return kept_of(row)
    except LibraryError:
        return Kept(row["id"], "", "", None, "A damaged entry: `termread check` repairs it")


def find_kept(connection: Connection, entry: int) -> Kept:
    """Return the entry with the id *entry*; raises LibraryError "gone" or "damaged"."""
    row = connection.execute(f"SELECT {ENTRY} FROM entries WHERE id = ? AND deleted IS NULL", (entry,)).fetchone()
    if row is None:
        raise LibraryError("This article is no longer in the library.", code="gone")
    return kept_of(row)


def find_known(connection: Connection, keys: Iterable[str]) -> list[Kept]:
    """Return the entries with any of *keys*, in that order; raises LibraryError "damaged"."""
    found: dict[int, Kept] = {}
    for key in keys:
        name = connection.execute(f"SELECT {columns('names')} FROM names WHERE key = ?", (key,)).fetchone()
        if name is not None and is_intact(name) and name["entry"] not in found:
            entry = (name["entry"],)
            row = connection.execute(f"SELECT {ENTRY} FROM entries WHERE id = ? AND deleted IS NULL", entry).fetchone()
            if row is not None:
                found[row["id"]] = kept_of(row)
    return list(found.values())


def record_of(kept: Kept) -> dict[str, object]:
    """Return the fields of *kept* as columns: all but its id, block count and deletion flag."""
    return {
        "key": kept.key,
        "address": kept.address,
        "url": kept.url,
        "title": kept.title,
        "site": kept.site,
        "byline": kept.byline,
        "authors": "\n".join(kept.authors),
        "language": kept.language,
        "published": kept.published,
        "words": kept.words,
        "quick": kept.minutes[0],
        "slow": kept.minutes[1],
        "added": kept.added,
        "opened": kept.opened,
        "state": kept.state,
        "favourite": kept.favourite,
        "tags": "\n".join(kept.tags),
        "note": kept.note,
        "block": kept.place.block,
        "offset": kept.place.offset,
        "progress": kept.progress,
        "has_text": kept.has_text,
    }


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


def find_shelf(connection: Connection, shelf: Shelf, narrowed: Narrowed) -> list[Kept]:
    """Return entries of a shelf. Each order has an index that includes the state, so that only shown rows are read."""
    conditions = ["deleted IS NULL", _SHELVES[shelf]]
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
    statement = (
        f"SELECT {ENTRY} FROM entries INDEXED BY by_{sort} WHERE {' AND '.join(conditions)} "
        f"ORDER BY {_ORDERS[sort]} LIMIT ? OFFSET ?"
    )
    return [shown_of(row) for row in connection.execute(statement, values)]


def find_pending(connection: Connection) -> list[Kept]:
    """Return the entries without text, oldest first."""
    statement = f"SELECT {ENTRY} FROM entries WHERE deleted IS NULL AND NOT has_text ORDER BY added, id"
    return [kept_of(row) for row in connection.execute(statement) if is_intact(row)]


def count(connection: Connection) -> Counts:
    """Return the number of entries on each shelf and under each tag."""
    shelves: dict[Shelf, int] = dict.fromkeys(_SHELVES, 0)
    names: dict[str, Shelf] = {"reading": "continue", "inbox": "inbox", "archived": "archive"}
    grouped = "SELECT state, favourite, count(*) FROM entries INDEXED BY by_shelf WHERE deleted IS NULL GROUP BY 1, 2"
    for state, favourite, number in connection.execute(grouped):
        shelves[names.get(state, "inbox")] += number
        shelves["all"] += number
        shelves["favourites"] += number if favourite else 0
    shelves["continue"] -= connection.execute(f"SELECT count(*) {_FINISHED}").fetchone()[0]
    tags = {line(tag): n for tag, n in connection.execute("SELECT tag, count(*) FROM tags GROUP BY tag ORDER BY tag")}
    live = "FROM marks CROSS JOIN entries ON entries.id = marks.entry WHERE deleted IS NULL"
    marks = dict(map(tuple, connection.execute(f"SELECT kind, count(*) {live} GROUP BY kind")))
    return Counts(shelves, tags, marks.get("highlight", 0), marks.get("bookmark", 0))


def line(text: str) -> str:
    """Return a single-line text from disk, cleaned."""
    return text if text.isascii() and text.isprintable() else clean_line(text)


def line_or_none(text: str | None) -> str | None:
    """Return a single-line text from disk, cleaned, or None."""
    return None if text is None else line(text)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(map(line, text.split("\n"))) if text else ()
