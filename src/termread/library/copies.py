"""Metadata of a copy of the library: its number, date, article count, and whether it is sound."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from termread.errors import LibraryError
from termread.library.db import checksum_of, columns_there, find_setting, put
from termread.library.db.connection import FAULTS, connect_to_read
from termread.library.db.schema import NAME, VERSION, version_of
from termread.library.files import BACKUPS
from termread.values import dataclass

_STAMP = "backup"
"""The setting in a backup that holds its number and time."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy of the library."""

    path: Path
    number: int
    """Higher than in every earlier backup; 0 if it has none."""
    made: datetime
    articles: int
    entries: int
    """Number of articles, including deleted ones that undo can bring back."""

    @property
    def day(self) -> str:
        """When it was made, for display."""
        days = (datetime.now(UTC).date() - self.made.date()).days
        return {0: "today", 1: "yesterday"}.get(days, self.made.strftime("%Y-%m-%d"))


def backups(folder: Path) -> list[Backup]:
    """Return the readable backups of the library in *folder*, newest first."""
    found = [known for path in (folder / BACKUPS).glob("library-*.db") if (known := look_at(path))]
    return sorted(found, key=lambda one: (one.number, one.path.name), reverse=True)


def look_at(path: Path) -> Backup | None:
    """Return the metadata of the copy at *path*, or None if it is not a library that this version can read."""
    try:
        with closing(connect_to_read(path)) as connection:
            if not 0 < version_of(connection, path) <= VERSION:
                return None
            number, made = _stamp_of(connection)
            entries = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
            gone = connection.execute("SELECT count(*) FROM entries WHERE deleted IS NOT NULL").fetchone()[0]
            return Backup(
                path, number, made or datetime.fromtimestamp(path.stat().st_mtime, UTC), entries - gone, entries
            )
    except (*FAULTS, LibraryError, OSError):
        return None


def good_backups(folder: Path) -> Iterator[Backup]:
    """Yield the backups in which every row can be read, newest first, with empty ones last."""
    return (known for known in by_worth(folder) if is_good(known.path))


def by_worth(folder: Path) -> list[Backup]:
    """Return the backups, newest first, with empty ones last."""
    return sorted(backups(folder), key=lambda one: not one.entries)


def is_good(path: Path) -> bool:
    """Whether *path* is a library in which every row can be read; verifying rows is left to their checksums."""
    try:
        with closing(connect_to_read(path)) as connection:
            return _is_readable(connection, path)
    except (*FAULTS, LibraryError):
        return False


def stamp(path: Path, number: int, made: datetime) -> None:
    """Store a number and time in the copy at *path*."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.create_function("checksum", -1, checksum_of, deterministic=True)
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        if "checksum" in columns_there(connection, "settings"):
            put(connection, "settings", {"name": _STAMP, "value": f"{number} {made.isoformat()}"})
        connection.execute("COMMIT")


def _stamp_of(connection: sqlite3.Connection) -> tuple[int, datetime | None]:
    stamped = find_setting(connection, _STAMP) if "checksum" in columns_there(connection, "settings") else None
    number, _, made = (stamped or "").partition(" ")
    try:
        return int(number), datetime.fromisoformat(made)
    except ValueError:
        return 0, None


def _is_readable(connection: sqlite3.Connection, path: Path) -> bool:
    return bool(version_of(connection, path) and connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def insist_on_whole(path: Path, name: Path) -> None:
    """Raise LibraryError, mentioning *name*, if the copy at *path* is damaged or of an unknown version."""
    from termread.library.repair.detect import look_at_rows

    try:
        with closing(connect_to_read(path)) as connection:
            if _is_readable(connection, path) and not look_at_rows(connection).is_of_rows:
                return
    except FAULTS:
        pass
    except LibraryError as error:
        if error.code == "newer":
            message = f"{name} was written by a newer termread, so nothing was changed; update termread."
            raise LibraryError(message, code="newer") from error
    raise LibraryError(f"{name} is not an intact library, so nothing was changed.", code="damaged")


ANEW = "begun_anew"
"""Set when a reader chooses to start a new library: the number of the first backup to ask about again."""


def insist_on_library(folder: Path) -> None:
    """Raise LibraryError "lost" if the library in *folder* is missing or empty, but a backup has articles."""
    if not (folder / BACKUPS).is_dir():
        return
    path = folder / NAME
    there = path.exists() and path.stat().st_size > 0
    anew = _begun_anew(path) if there else 0
    if anew is None:
        return
    found = next((known for known in backups(folder) if known.articles and known.number >= anew), None)
    if found:
        count = f"{found.articles:,} article{'s' * (found.articles != 1)}"
        said = "The library here is empty, but there is" if there else "There is no library here, but"
        raise LibraryError(f"{said} a backup of {found.day} with {count}.", code="lost")


def first_to_ask_about(folder: Path) -> str:
    """Return the value of `ANEW` that covers every existing backup."""
    return str(max((known.number for known in backups(folder)), default=0) + 1)


def _begun_anew(path: Path) -> int | None:
    """Return the value of `ANEW` in an empty library, or None if the library is not empty or cannot be read."""
    with suppress(*FAULTS, ValueError), closing(connect_to_read(path)) as connection:
        if connection.execute("SELECT 1 FROM entries LIMIT 1").fetchone():
            return None
        return int(find_setting(connection, ANEW) or 0)
    return None
