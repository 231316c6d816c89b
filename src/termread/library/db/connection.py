"""The database file: its connections, its transactions, and a sentence for each SQLite error.

Readers never wait for a writer: each has its own connection, and the file uses a write-ahead log. A single connection
writes, one transaction at a time.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import RLock
from time import monotonic, sleep

from termread.errors import LibraryError
from termread.library.db import checksum_of
from termread.library.db.schema import VERSION, migrate, version_of
from termread.library.files import (
    PATIENCE,
    PAUSE,
    create_private,
    locked,
    on_network,
    opening,
    publish,
    remove_log,
    temporary,
)

LOOK = 5.0
"""Seconds that SQLite itself waits when a read needs a lock."""
CHECKPOINT = 4_000
"""Pages of write-ahead log (16 MB) that trigger a checkpoint: rare enough that few changes wait for one."""


_FULL = "Not saved: the disk is full. Free some space; what was saved before is safe."
_READ_ONLY = "Not saved: the library can be read but not written to. Check the permissions of {path}."
_BUSY = "Not saved: another program is writing to the library. Try again."
_DAMAGED = "The library is damaged: `termread check` repairs it, `termread restore` restores the newest backup. The file is {path}."
_UNUSABLE = "The library at {path} cannot be used ({error})."
_SENTENCES = {
    sqlite3.SQLITE_FULL: (_FULL, "full"),
    **dict.fromkeys((sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM), (_READ_ONLY, "read-only")),
    **dict.fromkeys((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED), (_BUSY, "busy")),
    **dict.fromkeys((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB), (_DAMAGED, "damaged")),
}
"""SQLite's errors as a sentence and a code."""

FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""Database errors; SQLite may name damaged data with bytes that are not valid text."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn SQLite errors inside into LibraryErrors with a sentence for the reader."""
    try:
        yield
    except FAULTS as error:
        text, code = _SENTENCES.get(code_of(error), (_UNUSABLE, None))
        raise LibraryError(text.format(path=path, error=error), code=code) from error


def code_of(error: Exception) -> int:
    """Return the primary SQLite result code of an error."""
    if isinstance(error, UnicodeDecodeError):
        return sqlite3.SQLITE_CORRUPT
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


class Database:
    """One library, in a file or in memory, usable from any number of threads."""

    def __init__(self, path: Path | None) -> None:
        """Open the library at *path*, creating it if necessary, or one in memory (None); raises LibraryError."""
        self.path = path or Path(":memory:")
        self.read_only = False
        self._on_disk = path is not None
        self._lock = RLock()
        """Held while writing, or while changing the set of connections."""
        self._closed = False
        self._inode: tuple[int, int] | None = None
        first = self._open()
        self._writer = None if self._on_disk else first
        self._readers = [first] if self._on_disk else []
        """Connections not currently used for reading."""

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read one snapshot of the library, across any number of statements."""
        if not self._on_disk:
            with self._lock, told(self.path):
                self._follow()
                assert self._writer is not None
                yield self._writer
            return
        with told(self.path):
            connection, inode = self._begin_reading()
            try:
                yield connection
            finally:
                with suppress(sqlite3.Error):
                    connection.rollback()
                if self._closed or inode != self._inode:
                    connection.close()
                else:
                    self._readers.append(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Change the library in one durable transaction."""
        if self.read_only:
            raise LibraryError(_READ_ONLY.format(path=self.path), code="read-only")
        with self._lock, told(self.path):
            connection = self._begin_writing()
            with _committed(connection):
                yield connection

    def renew(self) -> None:
        """Drop the writing connection, which would otherwise hold on to everything bound to its last statements."""
        with self._lock:
            if self._on_disk and self._writer is not None:
                self._writer.close()
                self._writer = None

    def close(self) -> None:
        """Close the file, checkpointing the write-ahead log."""
        with self._lock:
            self._closed = True
            self._close_all()

    def _close_all(self) -> None:
        """Close idle connections; those in use are closed after their read."""
        idle, self._writer = [self._writer] if self._writer else [], None
        while self._readers:
            idle.append(self._readers.pop())
        for connection in idle:
            with suppress(sqlite3.Error):
                connection.close()

    def _begin_reading(self) -> tuple[sqlite3.Connection, tuple[int, int] | None]:
        """Begin a read of the current file."""
        while True:
            self._follow()
            try:
                connection = self._readers.pop()
            except IndexError:
                connection = self._connect()
            inode = self._inode
            connection.execute("BEGIN")
            if self.read_only or _inode(self.path) in (inode, None):
                return connection, inode
            connection.close()

    def _begin_writing(self) -> sqlite3.Connection:
        """Begin a change of the current file, which may have been replaced while waiting for its lock."""
        while True:
            self._follow()
            if self._writer is None:
                self._writer = self._connect(timeout=PAUSE)
            _patiently(self._writer, "BEGIN IMMEDIATE")
            if not self._on_disk or _inode(self.path) in (self._inode, None):
                return self._writer
            self._writer.rollback()

    def _follow(self) -> None:
        """Reopen the file if it was replaced or deleted; raises LibraryError "closed"."""
        if self._closed:
            raise LibraryError("The library has been closed.", code="closed")
        if not self._on_disk or self.read_only or _inode(self.path) == self._inode:
            return
        with self._lock:
            if _inode(self.path) == self._inode:
                return
            there = self._writer or next(iter(self._readers), None)
            if there and not self.path.exists():
                self._write_again(there)
            fresh = self._open()
            self._close_all()
            self._readers.append(fresh)

    def _write_again(self, there: sqlite3.Connection) -> None:
        """Write the contents of the deleted file, which *there* still has open, to a new one."""
        with suppress(sqlite3.Error, OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with locked(self.path.parent), temporary(self.path.parent) as fresh:
                remove_log(self.path)
                there.execute("VACUUM INTO ?", (str(fresh),))
                publish(fresh, self.path)

    def _connect(self, timeout: float = LOOK) -> sqlite3.Connection:
        """Return another connection to the file."""
        if self.read_only:
            return connect_to_read(self.path)
        connection = _connect(str(self.path), timeout)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
        return connection

    def _open(self) -> sqlite3.Connection:
        """Return the first connection to a library, creating the library if necessary."""
        if not self._on_disk:
            connection = _connect(":memory:")
            migrate(connection, 0)
            return connection
        with told(self.path), opening(self.path.parent):
            try:
                if not self.path.exists() or os.access(self.path, os.W_OK):
                    return self._open_to_write()
            except sqlite3.OperationalError as error:
                if not self.path.exists() or code_of(error) not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
                    raise
            self.read_only = True
            return self._prepared(self._connect())

    def _open_to_write(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            message = f"Cannot create a library at {self.path} ({error.strerror}), so nothing is saved. Set TERMREAD_HOME to a folder that can be written."
            raise LibraryError(message, code="read-only") from error
        create_private(self.path)
        return self._prepared(self._connect())

    def _prepared(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        """Return the first *connection*, closed on an error, once the library is of the current version."""
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        self._inode = _inode(self.path)
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        version = version_of(connection, self.path)
        if self.read_only:
            if version != VERSION:
                raise LibraryError(_READ_ONLY.format(path=self.path), code="read-only")
            return
        journal = "DELETE" if on_network(self.path) else "WAL"
        if version == 0 or connection.execute("PRAGMA journal_mode").fetchone()[0] != journal.lower():
            _patiently(connection, f"PRAGMA journal_mode = {journal}")
        if version < VERSION:
            _patiently(connection, "BEGIN IMMEDIATE")
            with _committed(connection):
                migrate(connection, version_of(connection, self.path))


@contextmanager
def _committed(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what is done inside, or roll it back on an error."""
    try:
        yield
        _patiently(connection, "COMMIT")
    finally:
        with suppress(sqlite3.Error):
            connection.rollback()


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Connect to the database at *path* when nothing can be written, not even beside it."""
    log = Path(f"{path}-wal")
    still = "" if log.exists() and log.stat().st_size else "&immutable=1"
    return _connect(f"{path.absolute().as_uri()}?mode=ro{still}")


def _connect(name: str, timeout: float = LOOK) -> sqlite3.Connection:
    connection = sqlite3.connect(
        name, timeout=timeout, isolation_level=None, check_same_thread=False, uri=name.startswith("file:")
    )
    connection.row_factory = sqlite3.Row
    # One damaged character must not hide the whole shelf.
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    connection.create_function("checksum", -1, checksum_of, deterministic=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _patiently(connection: sqlite3.Connection, statement: str) -> None:
    """Execute *statement*, waiting for other processes."""
    end = monotonic() + PATIENCE
    while True:
        try:
            connection.execute(statement)
            return
        except sqlite3.OperationalError as error:
            if monotonic() > end or code_of(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            sleep(PAUSE)


def _inode(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
