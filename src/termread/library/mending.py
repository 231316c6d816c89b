"""Mending what is damaged in a library: from the newest good backup where it has it, else from what is whole beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from termread.errors import LibraryError
from termread.library.damage import Damage, Row
from termread.library.entries import described
from termread.library.files import create_private
from termread.library.kept import Kept
from termread.library.parts import join, sound
from termread.library.rows import KEPT, kept_of, label_of, put_kept
from termread.library.schema import VERSIONS
from termread.library.sealing import Record, is_whole, put, seal, sealed
from termread.library.texts import annotate, find_text, index, span, words_of
from termread.values import replace

_PARTS = "id >= ? AND id < ?"


class Copies:
    """Sound copies of the library of some days, whatever version of termread made them."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Open the copies at *paths*, newest first."""
        self._connections = [sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True) for path in paths]

    def rows(self, table: str, where: str, *values: object) -> list[Record]:
        """Return the rows of *table* that are whole, from the newest copy that has any."""
        for connection in self._connections:
            cursor = connection.execute(f"SELECT * FROM {table} WHERE {where}", values)
            names = [name for name, *_ in cursor.description]
            records = [dict(zip(names, row, strict=True)) for row in cursor]
            if found := [record for record in records if is_sound(table, record)]:
                return found
        return []

    def close(self) -> None:
        """Close them."""
        for connection in self._connections:
            connection.close()


def mend(connection: sqlite3.Connection, damage: Damage, good: Sequence[Path]) -> list[str]:
    """Mend *damage* with the backups *good*, newest first, and return what was done in sentences."""
    with closing(Copies(good)) as copies:
        sentences = [_entry(connection, row, copies) for row in damage.rows["entries"]]
        sentences += [_mark(connection, row, copies) for row in damage.rows["marks"]]
        sentences += _names(connection, damage.rows["names"], copies)
        sentences += _receipts(connection, damage.rows["receipts"], copies)
        sentences += _memory(connection, damage)
        sentences += [_text(connection, entry, copies) for entry in damage.texts]
        sentences += _pages(connection, damage.pages, copies)
    index_anew(connection)
    return [*sentences, "The search index was made anew."]


def set_rows_aside(connection: sqlite3.Connection, damage: Damage, path: Path) -> None:
    """Write what is damaged, as it is, to a database of its own at *path*."""
    create_private(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as aside:
        for table, rows in damage.rows.items():
            _copy_rows(aside, table, sealed(table), rows)
        parts = [
            row
            for entry in damage.texts
            for row in connection.execute(f"SELECT * FROM parts WHERE {_PARTS}", span(entry))
        ]
        _copy_rows(aside, "parts", "id, first, data, checksum", parts)
        pages = [
            connection.execute("SELECT * FROM pages WHERE entry = ?", (entry,)).fetchone() for entry in damage.pages
        ]
        _copy_rows(aside, "pages", "entry, data, checksum", pages)


def index_anew(connection: sqlite3.Connection) -> None:
    """Make everything that follows from the entries again: the index of words, tags, labels."""
    for table, statement in (("texts", VERSIONS[0][-1]), ("annotations", VERSIONS[3][0])):
        connection.execute(f"DROP TABLE {table}")
        connection.execute(statement)
    for table in ("tags", "labels"):
        connection.execute(f"DELETE FROM {table}")
    for row in connection.execute(f"SELECT {KEPT}, deleted FROM entries").fetchall():
        kept = kept_of(row[:-1])
        index(connection, kept.id, words_of(connection, kept))
        annotate(connection, kept)
        if row[-1] is None:
            connection.executemany("INSERT INTO tags VALUES (?, ?)", [(tag, kept.id) for tag in kept.tags])
            connection.execute(
                "INSERT INTO labels VALUES (?, ?)", (kept.id, label_of(kept.title, kept.site, kept.byline))
            )


def _entry(connection: sqlite3.Connection, row: Row, copies: Copies) -> str:
    """Bring back an entry: from the backup, else of its text and what it is known under."""
    entry = row[0]
    names = dict(_whole_names(connection, entry))
    for record in copies.rows("entries", "id = ?", entry):
        if not names or record["key"] in names:
            put(connection, "entries", record)
            kept = _with_text(connection, _kept(connection, entry))
            return f"The entry “{kept.title or kept.address}” was damaged; it is as it was in the newest backup that has it."
    connection.execute("DELETE FROM entries WHERE id = ?", (entry,))
    if not names:
        return "An entry was damaged and is in no backup."
    tags = tuple(tag for (tag,) in connection.execute("SELECT tag FROM tags WHERE entry = ? ORDER BY tag", (entry,)))
    key, address = next(iter(names.items()))
    url = address if key.startswith("https://") else None
    added = connection.execute("SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')").fetchone()[0]
    put(connection, "entries", {**_BLANK, "id": entry, "key": key, "address": address, "url": url, "added": added})
    put_kept(connection, replace(_kept(connection, entry), tags=tags))
    kept = _with_text(connection, _kept(connection, entry))
    return f"The entry “{kept.title or kept.address}” was damaged and is in no backup; it was made anew, without its note, state and place."


_BLANK: Record = {
    **dict.fromkeys(("url", "site", "byline", "language", "published", "opened", "deleted")),
    **dict.fromkeys(("title", "authors", "added", "tags", "note"), ""),
    **dict.fromkeys(("words", "quick", "slow", "favourite", "offset", "has_text", "blocks"), 0),
    "state": "inbox",
    "block": -1,
    "progress": 0.0,
}


def _with_text(connection: sqlite3.Connection, kept: Kept) -> Kept:
    """Let an entry say of its text what the text says, where that is whole."""
    try:
        article = find_text(connection, kept.id)
    except LibraryError:
        article = None
    if article is not None:
        kept = described(kept, article)
        put_kept(connection, kept)
        connection.execute("UPDATE entries SET blocks = ? WHERE id = ?", (len(article.blocks), kept.id))
        seal(connection, "entries", "id = ?", (kept.id,))
    return kept


def _mark(connection: sqlite3.Connection, row: Row, copies: Copies) -> str:
    connection.execute("DELETE FROM marks WHERE id = ?", row[:1])
    for record in copies.rows("marks", "id = ?", row[0]):
        if connection.execute("SELECT 1 FROM entries WHERE id = ?", (record["entry"],)).fetchone():
            put(connection, "marks", record)
            return f"A {record['kind']} was damaged; it is as it was in the backup."
    return "A bookmark or highlight was damaged and is in no backup."


def _names(connection: sqlite3.Connection, rows: list[Row], copies: Copies) -> list[str]:
    """Bring back what entries are known under: each its own address, and the others from the backup."""
    connection.executemany("DELETE FROM names WHERE key = ?", [row[:1] for row in rows])
    name_all(connection)
    for row in rows:
        for record in copies.rows("names", "key = ? OR entry = ?", *row[:2]):
            connection.execute(
                "INSERT OR IGNORE INTO names (key, entry, address) VALUES (?, ?, ?)",
                (record["key"], record["entry"], record["address"]),
            )
    seal(connection, "names", "checksum IS NULL")
    return ["Addresses that articles are known under were damaged and were put right."] if rows else []


def name_all(connection: sqlite3.Connection) -> None:
    """Let every entry be known under its own address."""
    connection.execute(
        "INSERT OR IGNORE INTO names (key, entry, address) SELECT key, id, address FROM entries WHERE deleted IS NULL"
    )
    seal(connection, "names", "checksum IS NULL")


def _receipts(connection: sqlite3.Connection, rows: list[Row], copies: Copies) -> list[str]:
    for row in rows:
        connection.execute("DELETE FROM receipts WHERE entry = ?", row[:1])
        for record in copies.rows("receipts", "entry = ?", row[0]):
            put(connection, "receipts", record)
    return ["Records of where articles came from were damaged and were put right."] if rows else []


def _memory(connection: sqlite3.Connection, damage: Damage) -> list[str]:
    """Forget what is damaged of the program's own memory, which is no loss to what is kept."""
    connection.executemany("DELETE FROM settings WHERE name = ?", [row[:1] for row in damage.rows["settings"]])
    some = damage.rows["settings"]
    return ["Some of what termread remembers about the look of the page was damaged."] if some else []


def _text(connection: sqlite3.Connection, entry: int, copies: Copies) -> str:
    """Take the text of *entry* from the backup, or let it be fetched again."""
    row = connection.execute(f"SELECT {KEPT} FROM entries WHERE id = ?", (entry,)).fetchone()
    connection.execute(f"DELETE FROM parts WHERE {_PARTS}", span(entry))
    if row is None:
        return "The text of an entry that is gone was damaged."
    kept = kept_of(row)
    said = f"The text of “{kept.title or kept.address}” was damaged"
    same = any(record["key"] == kept.key for record in copies.rows("entries", "id = ?", entry))
    parts = copies.rows("parts", _PARTS, *span(entry)) if same else []
    if parts and _reads(parts):
        connection.executemany("INSERT INTO parts VALUES (?, ?, ?, ?)", [tuple(part.values()) for part in parts])
        _with_text(connection, kept)
        return f"{said}; it was taken from the backup."
    connection.execute("UPDATE entries SET has_text = 0, blocks = 0 WHERE id = ?", (entry,))
    seal(connection, "entries", "id = ?", (entry,))
    return f"{said}; `termread fetch` brings it back."


def _reads(parts: list[Record]) -> bool:
    try:
        join([(part["data"], part["checksum"]) for part in sorted(parts, key=lambda part: int(part["id"]))])
    except LibraryError:
        return False
    return True


def _pages(connection: sqlite3.Connection, entries: list[int], copies: Copies) -> list[str]:
    """Take fetched bytes from the backup, or do without them."""
    lost = 0
    for entry in entries:
        connection.execute("DELETE FROM pages WHERE entry = ?", (entry,))
        found = copies.rows("pages", "entry = ?", entry)
        connection.executemany("INSERT INTO pages VALUES (?, ?, ?)", [tuple(page.values()) for page in found])
        lost += not found
    if not entries:
        return []
    said = f"The fetched source of {len(entries)} articles was damaged"
    return [
        f"{said}; {lost} of them are in no backup, but their text is whole."
        if lost
        else f"{said}; it was taken from the backup."
    ]


def is_sound(table: str, record: Record) -> bool:
    """Whether a row of a copy is as it was written, as far as the version of the copy can tell."""
    if table in ("parts", "pages"):
        return isinstance(record["data"], bytes) and sound(record["data"], record["checksum"])
    return "checksum" not in record or is_whole([record[name] for name in sealed(table).split(", ")])


def _copy_rows(aside: sqlite3.Connection, table: str, columns: str, rows: Sequence[Row]) -> None:
    if rows:
        aside.execute(f"CREATE TABLE {table} ({columns})")
        aside.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def _kept(connection: sqlite3.Connection, entry: int) -> Kept:
    return kept_of(connection.execute(f"SELECT {KEPT} FROM entries WHERE id = ?", (entry,)).fetchone())


def _whole_names(connection: sqlite3.Connection, entry: int) -> list[tuple[str, str]]:
    rows = connection.execute(f"SELECT {sealed('names')} FROM names WHERE entry = ?", (entry,))
    return [(row[0], row[2]) for row in rows if is_whole(row)]
