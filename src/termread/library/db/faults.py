"""SQLite errors as sentences for the reader."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from termread.errors import LibraryError

_FULL = "Not saved: the disk is full. Free some space; what was saved before is safe."
READ_ONLY = "Not saved: the library can be read but not written to. Check the permissions of {path}."
_BUSY = "Not saved: another program is writing to the library. Try again."
_DAMAGED = "The library is damaged: `termread check` repairs it, `termread restore` goes back to the newest backup. It is {path}."

FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""Database errors; SQLite may name damaged data with bytes that are not valid text."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn SQLite errors inside into LibraryErrors with a sentence for the reader."""
    try:
        yield
    except FAULTS as error:
        raise _sentence(error, path) from error


def code_of(error: Exception) -> int:
    """Return the primary SQLite result code of an error."""
    if isinstance(error, UnicodeDecodeError):
        return sqlite3.SQLITE_CORRUPT
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _sentence(error: Exception, path: Path) -> LibraryError:
    match code_of(error):
        case sqlite3.SQLITE_FULL:
            return LibraryError(_FULL, code="full")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return LibraryError(READ_ONLY.format(path=path), code="read-only")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LibraryError(_BUSY, code="busy")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return LibraryError(_DAMAGED.format(path=path), code="damaged")
        case _:
            return LibraryError(f"The library at {path} cannot be used ({error}).")
