"""A library that is not there, or empty, beside backups that are not: a question, and never a new beginning by itself."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

from termread.errors import LibraryError
from termread.library.db.connection import FAULTS, connect_to_read
from termread.library.db.rows import columns, is_intact
from termread.library.db.schema import NAME
from termread.library.files import BACKUPS

ANEW = "begun_anew"
"""The setting of a reader who chose to begin a new library: the number of the first backup to be asked about again."""


def insist_on_library(folder: Path) -> None:
    """Raise LibraryError, "lost", where there is no library in *folder*, or an empty one, beside a backup with articles."""
    if not (folder / BACKUPS).is_dir():
        return
    path = folder / NAME
    there = path.exists() and path.stat().st_size > 0
    anew = _begun_anew(path) if there else 0
    if anew is None:
        return
    from termread.library.copies import backups

    found = next((known for known in backups(folder) if known.articles and known.number >= anew), None)
    if found:
        count = f"{found.articles:,} article{'s' * (found.articles != 1)}"
        said = "The library here is empty, but there is" if there else "There is no library here, but"
        raise LibraryError(f"{said} a backup of {found.day} with {count}.", code="lost")


def first_to_ask_about(folder: Path) -> str:
    """Return the value of the setting `ANEW` with which no backup that is there now is asked about again."""
    from termread.library.copies import backups

    return str(max((known.number for known in backups(folder)), default=0) + 1)


def _begun_anew(path: Path) -> int | None:
    """Return what `ANEW` is in an empty library; None where it is not empty, or cannot be read."""
    with suppress(*FAULTS, ValueError), closing(connect_to_read(path)) as connection:
        if connection.execute("SELECT 1 FROM entries LIMIT 1").fetchone():
            return None
        row = connection.execute(f"SELECT {columns('settings')} FROM settings WHERE name = ?", (ANEW,)).fetchone()
        return int(row[1]) if row and is_intact(row) else 0
    return None
