"""Looking through the library for damage, and mending it from what is sound in it and in the newest good backup."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from termread.errors import LibraryError
from termread.library.backups import newest_good, set_aside
from termread.library.parts import join, sound
from termread.library.rows import KEPT, kept_of, label_of
from termread.library.schema import NAME, VERSIONS
from termread.library.store import Store
from termread.library.texts import SHIFT, index, words_of
from termread.values import dataclass

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found, in sentences, and whether all is well now."""

    sentences: tuple[str, ...]
    mended: bool = False
    """Whether something was changed."""


def check(folder: Path) -> Findings:
    """Verify every page, checksum and index of the library in *folder*, and mend what is damaged.

    A library that is damaged as a whole is set aside under another name, never deleted; a new one is made of what can
    still be read of it and of the newest sound backup. Raises LibraryError where even that cannot be written.
    """
    path = folder / NAME
    if not path.exists():
        return Findings((f"There is no library at {path} yet.",))
    try:
        store = Store(path)
        with store.reading() as connection:
            damage = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except LibraryError as error:
        if error.code != "damaged":
            raise
        damage = error.text
    if damage != "ok":
        return _rebuilt(folder)
    try:
        return _mended(folder, store)
    finally:
        store.close()


def _mended(folder: Path, store: Store) -> Findings:
    """Mend articles whose checksum is wrong, and the index of words."""
    sentences: list[str] = []
    with store.writing() as connection:
        count = connection.execute("SELECT count(*) FROM entries WHERE deleted IS NULL").fetchone()[0]
        damaged = _damaged_texts(connection)
        good = newest_good(folder) if damaged else None
        sentences += [_mend_text(connection, entry, good) for entry in damaged]
        pages = [entry for entry, *page in connection.execute("SELECT * FROM pages") if not sound(*page)]
        connection.executemany("DELETE FROM pages WHERE entry = ?", [(entry,) for entry in pages])
        if pages:
            sentences.append(
                f"The fetched source of {len(pages)} articles was damaged and was removed; their text is whole."
            )
        if sentences or not _index_is_sound(connection):
            _index_anew(connection)
            sentences.append("The search index was made anew.")
    if not sentences:
        return Findings((f"All is well: {count} articles, every one as it was written.",))
    return Findings(tuple(sentences), mended=True)


def _damaged_texts(connection: sqlite3.Connection) -> list[int]:
    damaged = set()
    for number, data, checksum in connection.execute("SELECT id, data, checksum FROM parts"):
        if not sound(data, checksum):
            damaged.add(number >> SHIFT)
    return sorted(damaged)


def _mend_text(connection: sqlite3.Connection, entry: int, good: Path | None) -> str:
    """Take the text of *entry* from the backup *good*, or let it be fetched again; returns what was done."""
    row = connection.execute(f"SELECT {KEPT} FROM entries WHERE id = ?", (entry,)).fetchone()
    title = row and (kept_of(row).title or kept_of(row).address)
    span = (entry << SHIFT, (entry + 1) << SHIFT)
    connection.execute("DELETE FROM parts WHERE id >= ? AND id < ?", span)
    if good and row:
        with closing(sqlite3.connect(good)) as other:
            same = other.execute("SELECT 1 FROM entries WHERE id = ? AND key = ?", (entry, row[1])).fetchone()
            parts = other.execute("SELECT * FROM parts WHERE id >= ? AND id < ? ORDER BY id", span).fetchall()
        if same and parts and _reads(parts):
            connection.executemany("INSERT INTO parts VALUES (?, ?, ?, ?)", parts)
            return f"The text of “{title}” was damaged; it was taken from the backup."
    connection.execute("UPDATE entries SET has_text = 0 WHERE id = ?", (entry,))
    return f"The text of “{title}” was damaged; `termread fetch` brings it back."


def _reads(parts: list[Row]) -> bool:
    try:
        join([row[2:4] for row in parts])
    except LibraryError:
        return False
    return True


def _index_is_sound(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("INSERT INTO texts (texts) VALUES ('integrity-check')")
    except sqlite3.DatabaseError:
        return False
    entries = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
    return bool(connection.execute("SELECT count(*) FROM texts_docsize").fetchone()[0] == entries)


def _index_anew(connection: sqlite3.Connection) -> None:
    """Make everything that follows from the entries again: the index of words, tags, labels."""
    connection.execute("DROP TABLE texts")
    connection.execute(VERSIONS[0][-1])
    for table in ("tags", "labels"):
        connection.execute(f"DELETE FROM {table}")
    for row in connection.execute(f"SELECT {KEPT}, deleted FROM entries").fetchall():
        kept = kept_of(row)
        index(connection, kept.id, words_of(connection, kept))
        if row[-1] is None:
            connection.executemany("INSERT INTO tags VALUES (?, ?)", [(tag, kept.id) for tag in kept.tags])
            connection.execute(
                "INSERT INTO labels VALUES (?, ?)", (kept.id, label_of(kept.title, kept.site, kept.byline))
            )


def _rebuilt(folder: Path) -> Findings:
    """Make a new library of all that can be read of the damaged one and of the newest sound backup."""
    path, good, fresh = folder / NAME, newest_good(folder), folder / f"{NAME}.new"
    for end in ("", "-wal", "-shm"):
        Path(f"{fresh}{end}").unlink(missing_ok=True)
    store = Store(fresh)
    with store.writing() as connection:
        rescued = _pour(path, connection)
        added = _pour(good, connection) if good else 0
        connection.execute(
            "UPDATE entries SET has_text = 0, blocks = 0 WHERE has_text AND NOT EXISTS (SELECT 1 FROM parts WHERE parts.id = entries.id << ?)",
            (SHIFT,),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO names SELECT key, id, address FROM entries WHERE deleted IS NULL AND id = ?",
            connection.execute("SELECT id FROM entries").fetchall(),
        )
        _index_anew(connection)
    store.close()
    aside = set_aside(folder, "damaged")
    fresh.replace(path)
    return Findings(
        (
            f"The library was damaged. It is set aside as {aside}, and a new one was made.",
            f"{rescued} articles could be read of it{f', {added} more came from the backup {good.name}' if good else ''}.",
        ),
        mended=True,
    )


def _pour(source: Path, connection: sqlite3.Connection) -> int:
    """Add to *connection* every row of the library *source* that can be read and is not there; returns how many articles."""
    count = "SELECT count(*) FROM entries"
    before: int = connection.execute(count).fetchone()[0]
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as damaged,
    ):
        damaged.execute("PRAGMA cell_size_check = ON")
        for table in ("entries", "names", "parts", "receipts", "pages", "marks", "settings", "changes"):
            with suppress(sqlite3.Error):
                columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
                places = ", ".join("?" * len(columns))
                insert = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({places})"
                for row in _readable(damaged, table, ", ".join(columns), columns[0]):
                    with suppress(sqlite3.IntegrityError):
                        connection.execute(insert, row)
    after: int = connection.execute(count).fetchone()[0]
    return after - before


def _readable(damaged: sqlite3.Connection, table: str, columns: str, key: str) -> Iterator[Row]:
    """Yield the rows of a table that can be read: from its beginning to the first damage, and from its end back to it."""
    last: Any = None
    for direction in ("ASC", "DESC"):
        with suppress(sqlite3.Error):
            for row in damaged.execute(f"SELECT {columns} FROM {table} ORDER BY {key} {direction}"):
                if direction == "DESC" and last is not None and row[0] <= last:
                    break
                last = row[0] if direction == "ASC" else last
                yield row
            else:
                if direction == "ASC":
                    return
