"""Entries as rows of the database, and back. What comes off the disk is cleaned, as all that is from outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

from termread.article import Place
from termread.errors import LibraryError
from termread.library.identity import lasting
from termread.library.kept import Kept
from termread.library.sealing import is_whole, seal, sealed
from termread.text import clean, clean_line

if TYPE_CHECKING:
    from sqlite3 import Connection

Row = Sequence[Any]

KEPT = sealed("entries")
"""The columns that `kept_of` wants, in its order."""
OF_ENTRIES = sealed("entries", "entries.")
"""The same, where other tables stand beside it."""
_NAME = sealed("names", "names.")
_NAME_ENDS = len(_NAME.split(", "))
_CHANGING = tuple(KEPT.split(", ")[1:-3])
"""What `put_kept` writes: all but the number, how many blocks there are, whether it is deleted, and the checksum."""
_INSERT = f"INSERT INTO entries ({', '.join(_CHANGING)}) VALUES ({', '.join('?' * len(_CHANGING))})"
_UPDATE = f"UPDATE entries SET {', '.join(f'{name} = ?' for name in _CHANGING)} WHERE id = ?"


def gone() -> LibraryError:
    """Return the error of an entry that is not there."""
    return LibraryError("This article is no longer in the library.", code="gone")


def kept_of(row: Row) -> Kept:
    """Return the entry in a row of `KEPT`; raises LibraryError, "damaged"."""
    if not is_whole(row):
        raise LibraryError("This entry of the library is damaged; `termread check` mends it.", code="damaged")
    return Kept(
        row[0],
        row[1],
        lasting(row[2], row[1]),
        line_or_none(row[3]),
        line(row[4]),
        line_or_none(row[5]),
        line_or_none(row[6]),
        tuple(map(line, row[7].split("\n"))) if row[7] else (),
        line_or_none(row[8]),
        line_or_none(row[9]),
        row[10],
        (row[11], row[12]),
        line(row[13]),
        line_or_none(row[14]),
        row[15] if row[15] in ("inbox", "reading", "archived") else "inbox",
        bool(row[16]),
        tuple(map(line, row[17].split("\n"))) if row[17] else (),
        clean(row[18]),
        Place(row[19], row[20]),
        row[21],
        bool(row[22]),
    )


def shown_of(row: Row) -> Kept:
    """Return the entry in a row of `KEPT` for a list, where one that is damaged says so and the others stand."""
    if is_whole(row):
        return kept_of(row)
    return Kept(row[0], "", "", None, "A damaged entry: `termread check` mends it", authors=())


def find_kept(connection: Connection, entry: int) -> Kept:
    """Return the entry numbered *entry*; raises LibraryError, "gone"."""
    row = connection.execute(f"SELECT {KEPT} FROM entries WHERE id = ? AND deleted IS NULL", (entry,)).fetchone()
    if row is None:
        raise gone()
    return kept_of(row)


def find_known(connection: Connection, keys: Iterable[str]) -> list[Kept]:
    """Return the entries that have one of *keys*, in the order of the keys; raises LibraryError, "damaged"."""
    found: dict[int, Kept] = {}
    for key in keys:
        row = connection.execute(
            f"SELECT {_NAME}, {OF_ENTRIES} FROM names JOIN entries ON entries.id = names.entry WHERE names.key = ? AND deleted IS NULL",
            (key,),
        ).fetchone()
        if row is not None and is_whole(row[:_NAME_ENDS]):
            kept = kept_of(row[_NAME_ENDS:])
            found.setdefault(kept.id, kept)
    return list(found.values())


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
    seal(connection, "entries", "id = ?", (entry,))
    connection.executemany("INSERT INTO tags VALUES (?, ?)", [(tag, entry) for tag in kept.tags])
    connection.execute("REPLACE INTO labels VALUES (?, ?)", (entry, label_of(kept.title, kept.site, kept.byline)))
    return entry


def label_of(title: str, site: str | None, byline: str | None) -> str:
    """Return what the filter of the shelf looks at."""
    from termread.library.folding import folded

    return folded("\n".join((title, site or "", byline or "")))


def line(text: str) -> str:
    """Return a text of one line off the disk, cleaned."""
    return text if text.isascii() and text.isprintable() else clean_line(text)


def line_or_none(text: str | None) -> str | None:
    """Return a text of one line off the disk, cleaned, where there is one."""
    return None if text is None else line(text)
