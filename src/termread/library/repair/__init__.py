"""Checking the library for damage, and repairing it from its intact parts and the newest good backup."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from math import inf
from pathlib import Path
from typing import Any

from termread.errors import LibraryError
from termread.library.api import HOLD
from termread.library.copies import good_backups
from termread.library.db import COLUMNS, DATA_COLUMNS, columns, columns_there, stamp, update
from termread.library.db.articles import SHIFT
from termread.library.db.connection import FAULTS, Database
from termread.library.db.schema import NAME
from termread.library.files import locked, name_aside, replace_library, sweep, temporary
from termread.library.repair.detect import look, still
from termread.library.repair.fix import empty_indexes, index_some, is_sound, name_all, repair, set_rows_aside
from termread.text import clean_line
from termread.values import dataclass


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings of a check, as sentences."""

    sentences: tuple[str, ...]
    repaired: bool = False
    """Whether anything was changed."""
    sound: bool = True
    """Whether the library is sound now."""


def check(folder: Path) -> Findings:
    """Verify every page, checksum and index of the library in *folder*, and repair what is damaged.

    Damaged data is set aside under another name, never deleted. If the whole file is damaged, a new one replaces it,
    built from what can still be read and the newest sound backup. If nothing can be written, damage is only reported.
    Raises LibraryError if the library cannot be opened for another reason.
    """
    path = folder / NAME
    if not path.exists():
        return Findings((f"There is no library at {path} yet.",))
    try:
        with closing(Database(path)) as database:
            with database.reading() as connection:
                damage = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if database.read_only:
                return _reported(database, damage)
            if damage == "ok":
                return _repaired(folder, database)
            read_only = False
    except LibraryError as error:
        if error.code != "damaged":
            raise
        read_only = not os.access(folder, os.W_OK)
    if read_only:
        return Findings((f"The library at {path} is damaged.", _UNTOUCHED), sound=False)
    return _rebuilt(folder)


_REBUILT = "The search index was rebuilt."
_UNTOUCHED = "It is read-only here, so nothing was changed."


def _reported(database: Database, pages: str) -> Findings:
    """Report damage that cannot be repaired; *pages* is SQLite's verdict on the file, "ok" if it is sound."""
    said = [] if pages == "ok" else [f"The file of the library is damaged ({clean_line(pages)})."]
    try:
        with database.reading() as connection:
            damage = look(connection)
            said += damage.told()
            said = said or [_well(connection)]
            sound = pages == "ok" and not damage.is_some
    except LibraryError:
        said, sound = [*said, "Some of its rows cannot be read."], False
    return Findings((*said, _UNTOUCHED), sound=sound)


def _repaired(folder: Path, database: Database) -> Findings:
    """Repair rows, articles and sources with a wrong checksum, and the search index."""
    with database.reading() as connection:
        damage = look(connection)
        if not damage.is_some:
            return Findings((_well(connection),))
    sentences = []
    if damage.is_of_rows:
        good, aside = [known.path for known in good_backups(folder)], name_aside(folder, "damaged-rows")
        with database.writing() as connection:
            damage = still(connection, damage)
            set_rows_aside(connection, damage, aside)
            sentences = [f"The damaged data was set aside, unchanged, in {aside}.", *repair(connection, damage, good)]
    # In parts, between which other processes can write.
    with database.writing() as connection:
        waiting = empty_indexes(connection)
    while waiting:
        with database.writing() as connection:
            index_some(connection, waiting, HOLD)
    return Findings((*sentences, _REBUILT), repaired=True)


def _well(connection: sqlite3.Connection) -> str:
    count = connection.execute("SELECT count(*) FROM entries WHERE deleted IS NULL").fetchone()[0]
    return f"No damage found in {count:,} articles."


def _rebuilt(folder: Path) -> Findings:
    """Build a new library from everything readable in the damaged one and in the newest sound backup."""
    path, good = folder / NAME, [known.path for known in good_backups(folder)]
    with locked(folder):
        sweep(folder)
    with temporary(folder) as fresh:
        with closing(Database(fresh)) as database, database.writing() as connection:
            rescued = _pour(path, connection, whole=True)
            added = sum(_pour(backup, connection, whole=True) for backup in good[:1])
            _pour(path, connection, whole=False)
            _finish(connection)
            damage = look(connection)
            done = [*repair(connection, damage, good), _REBUILT] if damage.is_of_rows else []
            index_some(connection, empty_indexes(connection), inf)
        with closing(sqlite3.connect(fresh)) as closed:
            closed.execute("PRAGMA journal_mode = DELETE")
        aside = replace_library(folder, fresh, "damaged")
    more = f", {added} more came from the backup {good[0].name}" if good else ""
    return Findings(
        (
            f"The library was damaged. It was set aside as {aside} and replaced by a new one.",
            f"{rescued} articles were recovered from it{more}.",
            *done,
        ),
        repaired=True,
    )


def _finish(connection: sqlite3.Connection) -> None:
    """Make salvaged entries consistent with the rows salvaged with them."""
    bare = "SELECT id FROM entries WHERE has_text AND NOT EXISTS (SELECT 1 FROM parts WHERE parts.id = entries.id << ?)"
    for row in connection.execute(bare, (SHIFT,)).fetchall():
        update(connection, "entries", row["id"], {"has_text": 0, "blocks": 0})
    name_all(connection)


def _pour(source: Path, connection: sqlite3.Connection, *, whole: bool) -> int:
    """Copy every readable row of the library *source* that *connection* lacks; return the number of articles.

    Copies either only rows whose checksum is right or only rows whose checksum is wrong.
    """
    count = "SELECT count(*) FROM entries"
    before: int = connection.execute(count).fetchone()[0]
    with (
        suppress(*FAULTS),
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as damaged,
    ):
        damaged.execute("PRAGMA cell_size_check = ON")
        damaged.text_factory = lambda data: data.decode(errors="replace")
        for table in (*COLUMNS, *DATA_COLUMNS):
            with suppress(*FAULTS):
                _pour_table(damaged, connection, table, whole)
    after: int = connection.execute(count).fetchone()[0]
    return after - before


def _pour_table(damaged: sqlite3.Connection, connection: sqlite3.Connection, table: str, whole: bool) -> None:
    there = columns_there(damaged, table)
    names = [name for name in columns(table).split(", ") if name in there]
    if not names:
        return  # a backup from a version without this table
    insert = f"INSERT OR IGNORE INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    for row in _readable(damaged, table, ", ".join(names), names[0]):
        record = dict(zip(names, row, strict=True))
        if is_sound(table, record) is whole:
            with suppress(sqlite3.IntegrityError):
                connection.execute(insert, row)
    if table in COLUMNS and "checksum" not in there:
        stamp(connection, table, "checksum IS NULL")


def _readable(damaged: sqlite3.Connection, table: str, names: str, key: str) -> Iterator[tuple[Any, ...]]:
    """Yield the readable rows of a table: from the start to the first damage, and from the end back to it."""
    last: Any = None
    for direction in ("ASC", "DESC"):
        with suppress(*FAULTS):
            for row in damaged.execute(f"SELECT {names} FROM {table} ORDER BY {key} {direction}"):
                if direction == "DESC" and last is not None and row[0] <= last:
                    break
                last = row[0] if direction == "ASC" else last
                yield row
            else:
                if direction == "ASC":
                    return
