"""The tables, and migrations from earlier versions of the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from termread.errors import LibraryError
from termread.library.db import is_intact, select, stamp

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

_ORDERS = (
    ("opened", "coalesce(opened, added)"),
    ("added", "added"),
    ("title", "title COLLATE NOCASE"),
    ("site", "coalesce(site, '') COLLATE NOCASE"),
    ("published", "coalesce(published, '')"),
    ("length", "words"),
)

_VERSION_2 = (
    "CREATE TABLE labels (entry INTEGER PRIMARY KEY, label TEXT NOT NULL)",
    *(
        f"CREATE INDEX by_{name} ON entries ({order}, id, state, favourite) WHERE deleted IS NULL"
        for name, order in _ORDERS
    ),
    "CREATE INDEX by_shelf ON entries (state, favourite) WHERE deleted IS NULL",
    "CREATE INDEX waiting ON entries (added) WHERE deleted IS NULL AND NOT has_text",
    "CREATE INDEX gone ON entries (deleted) WHERE deleted IS NOT NULL",
)
"""A column for the shelf filter to search, and indexes for every order and count of the shelf."""

CHECKED_IN_3 = ("entries", "names", "receipts", "marks", "settings")

_VERSION_3 = (
    *(f"ALTER TABLE {table} ADD COLUMN checksum INTEGER" for table in CHECKED_IN_3),
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

_UNREAD = "(NEW.read IS NULL AND NOT NEW.muted)"
_WAS_UNREAD = "(OLD.read IS NULL AND NOT OLD.muted)"
_COUNT = (
    f"""UPDATE tallies SET stories = stories + (NOT NEW.muted), unread = unread + {_UNREAD} WHERE source = NEW.source"""
)
_DISCOUNT = f"""UPDATE tallies SET stories = stories - (NOT OLD.muted), unread = unread - {_WAS_UNREAD}
    WHERE source = OLD.source"""

_VERSION_8 = (
    """CREATE TABLE sources (
        id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL,
        title TEXT NOT NULL, named INTEGER NOT NULL DEFAULT 0, home TEXT NOT NULL, tags TEXT NOT NULL, added TEXT NOT NULL,
        checked TEXT, due TEXT, etag TEXT, last_modified TEXT, digest TEXT NOT NULL DEFAULT '',
        near INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0, fault TEXT NOT NULL DEFAULT '',
        ended INTEGER NOT NULL DEFAULT 0, ttl INTEGER NOT NULL DEFAULT 0,
        skips TEXT NOT NULL DEFAULT '', removed TEXT, checksum INTEGER)""",
    "CREATE INDEX sources_by_key ON sources (key)",
    """CREATE TABLE stories (
        id INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER NOT NULL, key INTEGER NOT NULL,
        guid TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL, dek TEXT NOT NULL, authors TEXT NOT NULL,
        published TEXT NOT NULL, day TEXT NOT NULL, seen TEXT NOT NULL, read TEXT,
        quick INTEGER NOT NULL, slow INTEGER NOT NULL, words INTEGER NOT NULL, muted INTEGER NOT NULL,
        entry INTEGER, tries INTEGER NOT NULL, medium TEXT NOT NULL, picture TEXT, note TEXT NOT NULL,
        name INTEGER NOT NULL, digest INTEGER NOT NULL, likeness BLOB NOT NULL, kin INTEGER, checksum INTEGER)""",
    "CREATE INDEX today ON stories (day DESC, source, published DESC, id DESC, read, muted)",
    """CREATE INDEX today_unread ON stories (day DESC, source, published DESC, id DESC)
        WHERE read IS NULL AND NOT muted""",
    "CREATE INDEX stories_by_read ON stories (read) WHERE read IS NOT NULL AND NOT muted",
    "CREATE INDEX stories_of ON stories (source, day DESC, published DESC, id DESC)",
    "CREATE INDEX stories_by_key ON stories (key) WHERE key",
    "CREATE INDEX stories_by_name ON stories (name) WHERE name",
    "CREATE INDEX stories_by_entry ON stories (entry) WHERE entry IS NOT NULL",
    "CREATE INDEX stories_by_kin ON stories (kin) WHERE kin IS NOT NULL",
    """CREATE INDEX texts_wanted ON stories (source, published DESC, id DESC)
        WHERE entry IS NULL AND read IS NULL AND NOT muted AND medium = '' AND tries < 3""",
    """CREATE TABLE appearances (
        key TEXT PRIMARY KEY, source INTEGER NOT NULL, story INTEGER NOT NULL, extra INTEGER NOT NULL,
        checksum INTEGER) WITHOUT ROWID""",
    "CREATE INDEX extra_sources ON appearances (story, source) WHERE extra",
    "CREATE INDEX extra_stories ON appearances (source, story) WHERE extra",
    "CREATE TABLE mutes (key TEXT PRIMARY KEY, kind TEXT NOT NULL, value TEXT NOT NULL, added TEXT NOT NULL, "
    "checksum INTEGER) WITHOUT ROWID",
    "CREATE TABLE own_texts (story INTEGER PRIMARY KEY, data BLOB NOT NULL, checksum INTEGER NOT NULL)",
    "CREATE TABLE shingles (mark INTEGER NOT NULL, story INTEGER NOT NULL, PRIMARY KEY (mark, story)) WITHOUT ROWID",
    "CREATE TABLE tallies (source INTEGER PRIMARY KEY, stories INTEGER NOT NULL, unread INTEGER NOT NULL)",
    "CREATE TRIGGER source_added AFTER INSERT ON sources BEGIN "
    "INSERT INTO tallies SELECT NEW.id, 0, 0 WHERE NEW.id NOT IN (SELECT source FROM tallies); END",
    f"CREATE TRIGGER story_added AFTER INSERT ON stories BEGIN {_COUNT}; END",
    f"CREATE TRIGGER story_removed AFTER DELETE ON stories BEGIN {_DISCOUNT}; END",
    f"CREATE TRIGGER story_changed AFTER UPDATE OF read, muted, source ON stories BEGIN {_DISCOUNT}; {_COUNT}; END",
    *(f"DROP INDEX by_{name}" for name in (*dict(_ORDERS), "shelf")),
    *(
        f"CREATE INDEX by_{name} ON entries ({order}, id, state, favourite) WHERE deleted IS NULL AND state != 'news'"
        for name, order in _ORDERS
    ),
    "CREATE INDEX by_shelf ON entries (state, favourite) WHERE deleted IS NULL AND state != 'news'",
)
"""What is followed, and indexes of the shelves that leave out its texts. `tallies` counts the stories of each source, for the first screen; `shingles` finds texts that are alike.

Both are derived, like the tags and labels of entries, and have no checksums.
"""

_VERSION_9 = (
    """CREATE TABLE server_marks (
        remote TEXT PRIMARY KEY, story INTEGER NOT NULL, unread INTEGER NOT NULL, starred INTEGER NOT NULL,
        owed INTEGER NOT NULL, checksum INTEGER) WITHOUT ROWID""",
    "CREATE INDEX server_marks_of ON server_marks (story)",
    """CREATE TRIGGER story_forgotten AFTER DELETE ON stories BEGIN
        DELETE FROM server_marks WHERE story = OLD.id; END""",
)
"""What the library and a server agreed on about a story."""

VERSIONS = (
    _VERSION_1,
    _VERSION_2,
    _VERSION_3,
    _VERSION_4,
    _VERSION_5,
    _VERSION_6,
    _VERSION_7,
    _VERSION_8,
    _VERSION_9,
)
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
        for table in CHECKED_IN_3:
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
