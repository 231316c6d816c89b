"""The tables, and migrations from earlier versions of the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from termread.errors import LibraryError
from termread.library.db import COLUMNS, is_intact, select, stamp

if TYPE_CHECKING:
    from sqlite3 import Connection

NAME = "library.db"
"""The library's file name in the data folder."""

APPLICATION = 0x54524541
"""The SQLite application id of a termread library ("TREA")."""

_FOREIGN = "Nothing is saved: {path} is a database of another program. Move it away, or set TERMREAD_HOME."
_NEWER = "{path} was written by a newer termread, so it is left alone; update termread."

_VERSION_1 = (
    """CREATE TABLE entries (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL, address TEXT NOT NULL, url TEXT,
        title TEXT NOT NULL, site TEXT, byline TEXT, authors TEXT NOT NULL, language TEXT, published TEXT,
        words INTEGER NOT NULL, quick INTEGER NOT NULL, slow INTEGER NOT NULL,
        added TEXT NOT NULL, opened TEXT, state TEXT NOT NULL, favourite INTEGER NOT NULL,
        tags TEXT NOT NULL, note TEXT NOT NULL,
        block INTEGER NOT NULL, offset INTEGER NOT NULL, progress REAL NOT NULL,
        has_text INTEGER NOT NULL, blocks INTEGER NOT NULL DEFAULT 0, deleted TEXT)""",
    "CREATE TABLE names (key TEXT PRIMARY KEY, entry INTEGER NOT NULL, address TEXT) WITHOUT ROWID",
    "CREATE INDEX names_of ON names (entry)",
    "CREATE TABLE tags (tag TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (tag, entry)) WITHOUT ROWID",
    "CREATE TABLE parts (id INTEGER PRIMARY KEY, first INTEGER NOT NULL, data BLOB NOT NULL, checksum INTEGER NOT NULL)",
    """CREATE TABLE receipts (
        entry INTEGER PRIMARY KEY, address TEXT NOT NULL, url TEXT, media_type TEXT, charset TEXT, charset_by TEXT,
        size INTEGER NOT NULL, etag TEXT, last_modified TEXT, fetched TEXT)""",
    "CREATE TABLE pages (entry INTEGER PRIMARY KEY, data BLOB NOT NULL, checksum INTEGER NOT NULL)",
    """CREATE TABLE marks (
        id INTEGER PRIMARY KEY AUTOINCREMENT, entry INTEGER NOT NULL, kind TEXT NOT NULL,
        first_block INTEGER NOT NULL, first_offset INTEGER NOT NULL,
        last_block INTEGER NOT NULL, last_offset INTEGER NOT NULL,
        quote TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,
        label TEXT NOT NULL, colour INTEGER NOT NULL, note TEXT NOT NULL, created TEXT NOT NULL)""",
    "CREATE INDEX marks_of ON marks (entry, kind)",
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE changes (id INTEGER PRIMARY KEY AUTOINCREMENT, words TEXT NOT NULL, before TEXT NOT NULL)",
    """CREATE VIRTUAL TABLE texts USING fts5(title, author, site, text, notes, tags,
        content='', tokenize="unicode61 remove_diacritics 2")""",
)
"""From version 4 on only the first four columns of `texts` are searched: data that earlier versions wrote to `notes`
and `tags` stays there, because removing it would mean indexing every text again."""

_VERSION_2 = (
    "CREATE TABLE labels (entry INTEGER PRIMARY KEY, label TEXT NOT NULL)",
    *(
        f"CREATE INDEX by_{name} ON entries ({order}, id, state, favourite) WHERE deleted IS NULL"
        for name, order in (
            ("opened", "coalesce(opened, added)"),
            ("added", "added"),
            ("title", "title COLLATE NOCASE"),
            ("site", "coalesce(site, '') COLLATE NOCASE"),
            ("published", "coalesce(published, '')"),
            ("length", "words"),
        )
    ),
    "CREATE INDEX by_shelf ON entries (state, favourite) WHERE deleted IS NULL",
    "CREATE INDEX waiting ON entries (added) WHERE deleted IS NULL AND NOT has_text",
    "CREATE INDEX gone ON entries (deleted) WHERE deleted IS NOT NULL",
)
"""A column for the shelf filter to search, and indexes for every order and count of the shelf."""

_VERSION_3 = (
    *(f"ALTER TABLE {table} ADD COLUMN checksum INTEGER" for table in COLUMNS),
    "CREATE INDEX by_date ON entries (coalesce(published, added), id) WHERE deleted IS NULL",
)
"""Checksums detect corrupted rows, and date filters get an index."""

_VERSION_4 = ("""CREATE VIRTUAL TABLE annotations USING fts5(notes, tags, tokenize="unicode61 remove_diacritics 2")""",)
"""Notes and tags get their own search index, so that tagging a book is as cheap as tagging a short article."""

_VERSION_5 = ("CREATE INDEX finished ON entries (id) WHERE deleted IS NULL AND state = 'reading' AND progress >= 1",)
"""Finished articles are indexed, because Continue leaves them out."""

_VERSION_6 = ("DROP TABLE changes",)
"""Undo is kept in memory for one run of the program (`undo_log`)."""

_VERSION_7 = ()
"""ı, İ and ß are folded in the index and in the shelf filter's column (`_fold`)."""

VERSIONS = (_VERSION_1, _VERSION_2, _VERSION_3, _VERSION_4, _VERSION_5, _VERSION_6, _VERSION_7)
VERSION = len(VERSIONS)

INDEXES = {"texts": _VERSION_1[-1], "annotations": _VERSION_4[0]}
"""The search indexes, and the statement that creates each."""


def _fold(connection: Connection, version: int) -> None:
    """Rebuild the search index of a library of *version* with the current folding."""
    from termread.library.db.articles import index, unindex, words_of
    from termread.library.db.entries import kept_of
    from termread.library.query import indexed_before_7, spaced

    formerly = spaced if version < 3 else indexed_before_7
    for row in select(connection, "entries").fetchall():
        kept = kept_of(row)
        before, after = words_of(connection, kept, formerly), words_of(connection, kept)
        if before != after:
            unindex(connection, kept.id, before)
            index(connection, kept.id, after)


def _annotate(connection: Connection) -> None:
    """Fill the index of notes and tags."""
    from termread.library.db.articles import annotate
    from termread.library.db.entries import kept_of

    noted = "tags != '' OR note != '' OR id IN (SELECT entry FROM marks WHERE note != '')"
    for row in filter(is_intact, select(connection, "entries", f"WHERE {noted}").fetchall()):
        annotate(connection, kept_of(row))


def migrate(connection: Connection, version: int) -> None:
    """Migrate a database from *version* (0: an empty one) to `VERSION`, within the open transaction."""
    for statements in VERSIONS[version:]:
        for statement in statements:
            connection.execute(statement)
    if 0 < version < 7:
        from termread.library.db.entries import label_of

        rows = connection.execute("SELECT id, title, site, byline FROM entries WHERE deleted IS NULL").fetchall()
        labels = ((row["id"], label_of(row["title"], row["site"], row["byline"])) for row in rows)
        connection.executemany("REPLACE INTO labels VALUES (?, ?)", labels)
    if version == 0:
        connection.execute("INSERT INTO settings (name, value) VALUES ('begun', strftime('%s', 'now'))")
    if version < 3:
        for table in COLUMNS:
            stamp(connection, table)
    if 0 < version < 7:
        _fold(connection, version)
    if 0 < version < 4:
        _annotate(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def version_of(connection: Connection, path: Path) -> int:
    """Return the version of the library in *connection*, or 0 for an empty database; raises if it is not ours."""
    version, application, tables = _marks(connection)
    if application == APPLICATION:
        if version > VERSION:
            raise LibraryError(_NEWER.format(path=path), code="newer")
        return version
    if version or tables:
        raise LibraryError(_FOREIGN.format(path=path), code="foreign")
    return 0


def _marks(connection: Connection) -> tuple[int, int, int]:
    """Return version, application id and table count from one snapshot: another process may be creating the library."""
    begun = not connection.in_transaction
    if begun:
        connection.execute("BEGIN")
    try:
        tables = _one(connection, "SELECT count(*) FROM sqlite_master")
        return _one(connection, "PRAGMA user_version"), _one(connection, "PRAGMA application_id"), tables
    finally:
        if begun and connection.in_transaction:
            connection.rollback()


def _one(connection: Connection, statement: str) -> int:
    return int(connection.execute(statement).fetchone()[0])
