"""Repairing damage in a library: from the newest good backup that has the data, else from what is intact."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from termread.errors import LibraryError
from termread.library.db import (
    COLUMNS,
    Record,
    columns,
    columns_there,
    delete,
    find,
    insert,
    is_intact,
    is_intact_data,
    key_of,
    put,
    select,
    update,
)
from termread.library.db.articles import CHUNKS, annotate, find_text, index, join, span, words_of
from termread.library.db.entries import kept_of, put_derived, put_kept, record_of
from termread.library.db.schema import INDEXES
from termread.library.files import create_private
from termread.library.merge import described, for_later
from termread.library.model import Kept, now
from termread.library.repair.detect import Damage, Row
from termread.library.repair.news import count_again, drop_own_texts, repair_news
from termread.values import replace


class Copies:
    """Sound copies of the library from several days, made by any version of termread."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Open the copies at *paths*, newest first."""
        self._connections = [sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True) for path in paths]
        for connection in self._connections:
            connection.row_factory = sqlite3.Row

    def rows(self, table: str, where: str, *values: object) -> list[Record]:
        """Return the intact rows of *table* from the newest copy that has any."""
        for connection in self._connections:
            if not columns_there(connection, table):
                continue
            records: list[Record] = [
                dict(row) for row in connection.execute(f"SELECT * FROM {table} WHERE {where}", values)
            ]
            if found := [record for record in records if is_sound(table, record)]:
                return found
        return []

    def close(self) -> None:
        """Close them."""
        for connection in self._connections:
            connection.close()


def repair(connection: sqlite3.Connection, damage: Damage, good: Sequence[Path]) -> list[str]:
    """Repair the rows of *damage* using the backups *good*, newest first; return what was done as sentences."""
    with closing(Copies(good)) as copies:
        sentences = [_entry(connection, row, copies) for row in damage.rows["entries"]]
        sentences += [_mark(connection, row, copies) for row in damage.rows["marks"]]
        sentences += _names(connection, damage.rows["names"], copies)
        for table, said in _RECORDS.items():
            if rows := damage.rows[table]:
                _restored(connection, table, [row[0] for row in rows], copies)
                sentences.append(said)
        sentences += repair_news(connection, damage.rows, partial(_restored, connection, copies=copies))
        if damage.own_texts:
            sentences.append(drop_own_texts(connection, damage.own_texts))
        sentences += [_text(connection, entry, copies) for entry in damage.texts]
        if damage.pages:
            lost = _restored(connection, "pages", damage.pages, copies)
            rest = (
                f"{lost} of them are in no backup, but their text is intact"
                if lost
                else "it was restored from the backup"
            )
            sentences.append(f"The fetched source of {len(damage.pages)} articles was damaged; {rest}.")
    return sentences


_RECORDS = {
    "receipts": "Records of where articles came from were damaged and were repaired.",
    "settings": "Some of what termread remembers about the look of the page was damaged.",
}
"""Tables whose damage loses no article, and how to describe it."""


def set_rows_aside(connection: sqlite3.Connection, damage: Damage, path: Path) -> None:
    """Save the damaged rows unchanged to a separate database at *path*."""
    rows = {
        **damage.rows,
        "parts": [row for entry in damage.texts for row in select(connection, "parts", f"WHERE {CHUNKS}", span(entry))],
        "pages": [find(connection, "pages", entry) for entry in damage.pages],
        "own_texts": [find(connection, "own_texts", story) for story in damage.own_texts],
    }
    create_private(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as aside:
        for table, found in rows.items():
            if found:
                aside.execute(f"CREATE TABLE {table} ({columns(table)})")
                aside.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(found[0]))})", map(tuple, found))


def empty_indexes(connection: sqlite3.Connection) -> list[int]:
    """Empty the search indexes, and return the ids of all entries, for `index_some`."""
    for table, statement in INDEXES.items():
        connection.execute(f"DROP TABLE {table}")
        connection.execute(statement)
    count_again(connection)
    for table in ("tags", "labels"):
        delete(connection, table, "entry NOT IN (SELECT id FROM entries WHERE deleted IS NULL)", ())
    return [number for (number,) in connection.execute("SELECT id FROM entries ORDER BY id DESC")]


def index_some(connection: sqlite3.Connection, waiting: list[int], seconds: float) -> None:
    """Write what is derived from entries, the last of *waiting* first: search index, tags, labels.

    Returns after *seconds*, or one entry if that takes longer. Entries that were written meanwhile are in the index already.
    """
    end = monotonic() + seconds
    while waiting:
        if row := find(connection, "entries", waiting.pop()):
            kept = kept_of(row)
            if not connection.execute("SELECT 1 FROM texts_docsize WHERE id = ?", (kept.id,)).fetchone():
                index(connection, kept.id, words_of(connection, kept))
            annotate(connection, kept)
            if row["deleted"] is None:
                delete(connection, "tags", "entry = ?", (kept.id,))
                put_derived(connection, kept)
        if monotonic() > end:
            return


def _entry(connection: sqlite3.Connection, row: Row, copies: Copies) -> str:
    """Restore an entry: from a backup, else from its text and addresses."""
    entry = row["id"]
    rows = select(connection, "names", "WHERE entry = ?", (entry,))
    names = {name["key"]: name["address"] for name in rows if is_intact(name)}
    for record in copies.rows("entries", "id = ?", entry):
        if not names or record["key"] in names:
            put(connection, "entries", record)
            kept = _with_text(connection, kept_of(*select(connection, "entries", "WHERE id = ?", (entry,))))
            return f"The entry “{kept.title or kept.address}” was damaged; it was restored from the newest backup that has it."
    delete(connection, "entries", "id = ?", (entry,))
    if not names:
        return "An entry was damaged and is in no backup."
    tags = tuple(tag for (tag,) in connection.execute("SELECT tag FROM tags WHERE entry = ? ORDER BY tag", (entry,)))
    key, address = next(iter(names.items()))
    kept = replace(for_later(address, key, "", tags, now()), id=entry)
    put(connection, "entries", {"id": entry, **record_of(kept)})
    kept = _with_text(connection, kept)
    return f"The entry “{kept.title or kept.address}” was damaged and is in no backup; it was recreated without its note, state and reading position."


def _with_text(connection: sqlite3.Connection, kept: Kept) -> Kept:
    """Update an entry from the metadata in its text, if that is intact."""
    try:
        article = find_text(connection, kept.id)
    except LibraryError:
        article = None
    if article is not None:
        kept = described(kept, article)
        put_kept(connection, kept)
        update(connection, "entries", kept.id, {"blocks": len(article.blocks)})
    return kept


def _mark(connection: sqlite3.Connection, row: Row, copies: Copies) -> str:
    delete(connection, "marks", "id = ?", row[:1])
    for record in copies.rows("marks", "id = ?", row["id"]):
        if connection.execute("SELECT 1 FROM entries WHERE id = ?", (record["entry"],)).fetchone():
            put(connection, "marks", record)
            return f"A {record['kind']} was damaged; it was restored from the backup."
    return "A bookmark or highlight was damaged and is in no backup."


def _names(connection: sqlite3.Connection, rows: list[Row], copies: Copies) -> list[str]:
    """Restore the addresses of entries: each entry's own, and the others from the backup."""
    for row in rows:
        delete(connection, "names", "key = ?", row[:1])
    name_all(connection)
    for row in rows:
        for record in copies.rows("names", "key = ? OR entry = ?", *row[:2]):
            insert(connection, "names", {name: record[name] for name in ("key", "entry", "address")}, verb=_MISSING)
    return ["Addresses of articles were damaged and were repaired."] if rows else []


_MISSING = "INSERT OR IGNORE"


def name_all(connection: sqlite3.Connection) -> None:
    """Make every entry known under its own address."""
    live = "SELECT key, id AS entry, address FROM entries WHERE deleted IS NULL"
    for row in connection.execute(live).fetchall():
        insert(connection, "names", dict(row), verb=_MISSING)


def _restored(connection: sqlite3.Connection, table: str, keys: Iterable[Any], copies: Copies) -> int:
    """Replace the rows with one of *keys* by those in the backups; return for how many there is none."""
    where, lost = f"{key_of(table)} = ?", 0
    for key in keys:
        delete(connection, table, where, (key,))
        found = copies.rows(table, where, key)
        for record in found:
            put(connection, table, record)
        lost += not found
    return lost


def _text(connection: sqlite3.Connection, entry: int, copies: Copies) -> str:
    """Restore the text of *entry* from the backup, or mark it to be fetched again."""
    row = find(connection, "entries", entry)
    delete(connection, "parts", CHUNKS, span(entry))
    if row is None:
        return "The text of an entry that is gone was damaged."
    kept = kept_of(row)
    said = f"The text of “{kept.title or kept.address}” was damaged"
    same = any(record["key"] == kept.key for record in copies.rows("entries", "id = ?", entry))
    chunks = copies.rows("parts", f"{CHUNKS} ORDER BY id", *span(entry)) if same else []
    if chunks:
        with suppress(LibraryError):  # not all of them are there
            join([(chunk["data"], chunk["checksum"]) for chunk in chunks])
            for chunk in chunks:
                insert(connection, "parts", chunk)
            _with_text(connection, kept)
            return f"{said}; it was restored from the backup."
    update(connection, "entries", entry, {"has_text": 0, "blocks": 0})
    return f"{said}; `termread fetch` brings it back."


def is_sound(table: str, record: Record) -> bool:
    """Whether a row of a copy is intact, as far as the copy's version has checksums."""
    if table not in COLUMNS:
        return is_intact_data(record["data"], record["checksum"])
    return "checksum" not in record or is_intact([record[name] for name in columns(table).split(", ")])
