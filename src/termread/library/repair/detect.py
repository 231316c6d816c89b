"""Detecting damage in a library whose file is readable: rows, texts, pages, and the data derived from them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from termread.library.db import COLUMNS, columns_there, find, is_intact, is_intact_data, select
from termread.library.db.articles import CHUNKS, SHIFT, annotations_in, notes_of, span
from termread.library.db.entries import kept_of, label_of
from termread.library.db.schema import INDEXES
from termread.library.repair.news import damaged_own_texts, tallies_hold
from termread.values import dataclass, replace

Row = Any
"""A row as stored in the database."""


_TOLD = ("entries", "marks", "sources", "stories", "mutes")


@dataclass(frozen=True, slots=True)
class Damage:
    """The result of verifying every checksum."""

    rows: dict[str, list[Row]]
    """The damaged rows of each table of `COLUMNS`, as stored."""
    texts: list[int]
    """Entries whose text is damaged."""
    pages: list[int]
    """Entries whose original bytes are damaged."""
    own_texts: list[int]
    """Stories whose text from their feed is damaged."""
    index: bool = False
    """Whether the search index, the tags or the shelf filter disagree with the entries."""

    @property
    def is_some(self) -> bool:
        """Whether there is any damage."""
        return bool(self.is_of_rows or self.index)

    @property
    def is_of_rows(self) -> bool:
        """Whether there is damage other than to derived data."""
        return bool(any(self.rows.values()) or self.texts or self.pages or self.own_texts)

    def told(self) -> list[str]:
        """Return the damage as sentences, for when nothing can be done about it now."""
        counted = (
            (len(self.rows["entries"]), "entries"),
            (len(self.texts), "texts"),
            (len(self.rows["marks"]), "bookmarks or highlights"),
            (len(self.pages), "fetched sources"),
            (len(self.rows["sources"]), "sources"),
            (len(self.rows["stories"]), "stories"),
            (len(self.rows["mutes"]), "mutes"),
            (
                sum(len(rows) for table, rows in self.rows.items() if table not in _TOLD) + len(self.own_texts),
                "other records",
            ),
        )
        said = [f"{count:,} {what}" for count, what in counted if count]
        sentences = [f"Damaged: {', '.join(said)}."] if said else []
        return [*sentences, "The search index is damaged."] if self.index else sentences


def look(connection: sqlite3.Connection) -> Damage:
    """Verify every row, text, page and derived table, without writing or blocking writers."""
    return replace(
        look_at_rows(connection),
        index=not (_follows(connection) and tallies_hold(connection) and _index_holds(connection)),
    )


def look_at_rows(connection: sqlite3.Connection) -> Damage:
    """Verify every row, text and page."""
    rows = {table: _broken(connection, table) for table in COLUMNS}
    parts = connection.execute("SELECT id, data, checksum FROM parts")
    texts = sorted({number >> SHIFT for number, *chunk in parts if not is_intact_data(*chunk)})
    pages = [entry for entry, *page in connection.execute("SELECT * FROM pages") if not is_intact_data(*page)]
    return Damage(rows, texts, pages, damaged_own_texts(connection) if columns_there(connection, "own_texts") else [])


def still(connection: sqlite3.Connection, damage: Damage) -> Damage:
    """Return what of *damage*, seen in an earlier snapshot, is there now."""
    rows = {
        table: [row for old in olds if (row := find(connection, table, old[0]))] for table, olds in damage.rows.items()
    }
    chunks = {entry: select(connection, "parts", f"WHERE {CHUNKS}", span(entry)) for entry in damage.texts}
    pages = [row for entry in damage.pages if (row := find(connection, "pages", entry))]
    return Damage(
        {table: [row for row in found if not is_intact(row)] for table, found in rows.items()},
        [entry for entry, found in chunks.items() if not all(is_intact_data(*row[2:]) for row in found)],
        [row["entry"] for row in pages if not is_intact_data(*row[1:])],
        damaged_own_texts(connection) if damage.own_texts else [],
        damage.index,
    )


def _broken(connection: sqlite3.Connection, table: str) -> list[Row]:
    if "checksum" not in columns_there(connection, table):
        return []  # a backup from an earlier version
    return [row for row in select(connection, table) if not is_intact(row)]


def _follows(connection: sqlite3.Connection) -> bool:
    """Whether tags, labels and the index of notes and tags match the entries."""
    tags, labels = set(), {}
    annotations = {row[0]: row[1:] for row in connection.execute("SELECT rowid, notes, tags FROM annotations")}
    for row in filter(is_intact, select(connection, "entries", "WHERE deleted IS NULL")):
        kept = kept_of(row)
        tags |= {(tag, kept.id) for tag in kept.tags}
        labels[kept.id] = label_of(kept.title, kept.site, kept.byline)
        if annotations.get(kept.id, ("", "")) != annotations_in(kept, notes_of(connection, kept.id)):
            return False
    there = {row["entry"]: row["label"] for row in connection.execute("SELECT entry, label FROM labels")}
    return (
        tags <= set(map(tuple, connection.execute("SELECT tag, entry FROM tags"))) and labels.items() <= there.items()
    )


def _index_holds(connection: sqlite3.Connection) -> bool:
    """Whether the search indexes are consistent and cover every entry.

    They are copied first, because SQLite's own index check holds the file's lock for as long as it runs.
    """
    try:
        with TemporaryDirectory(prefix="termread-check-") as folder:
            copy = Path(folder, "indexes.db")
            _copy_indexes(connection, copy)
            with closing(sqlite3.connect(copy, isolation_level=None)) as copied:
                for table in INDEXES:
                    copied.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
        entries = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
        return bool(connection.execute("SELECT count(*) FROM texts_docsize").fetchone()[0] == entries)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False


def _copy_indexes(connection: sqlite3.Connection, path: Path) -> None:
    """Copy the tables of the search indexes to a new database at *path*."""
    with closing(sqlite3.connect(path, isolation_level=None)) as copy:
        for setting in ("journal_mode = OFF", "synchronous = OFF"):
            copy.execute(f"PRAGMA {setting}")
        for index, statement in INDEXES.items():
            copy.execute(statement)
            kept_in = "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB ?"
            copy.execute("BEGIN")
            for (table,) in copy.execute(kept_in, (f"{index}_*",)).fetchall():
                rows = connection.execute(f"SELECT * FROM {table}")
                copy.execute(f"DELETE FROM {table}")
                copy.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows.description))})", rows)
            copy.execute("COMMIT")
