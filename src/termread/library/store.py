"""The database file: opened as its file system allows, used in short transactions, its faults told in sentences."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from time import monotonic, sleep
from typing import Any

from termread.errors import LibraryError
from termread.library.files import LOG, SHARED, create_private, locked, opening, publish, temporary
from termread.library.schema import APPLICATION, VERSION, migrate
from termread.library.sealing import checksum_of

PATIENCE = 30.0
"""Seconds that a change waits for another process."""
LOOK, PAUSE = 5.0, 0.01
"""Seconds that SQLite itself waits at a time, and between two tries, since there are locks for which it does not."""
CHECKPOINT = 4_000
"""Pages of the write-ahead log (16 MB) after which it goes into the file: seldom enough that few changes wait for it."""

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "fuse.sshfs", "glusterfs", "virtiofs"}
)

_FULL = "The disk is full, so this was not kept; free some space. What was kept before is safe."
_READ_ONLY = "This was not kept: the library can be read but not written to. Look at the permissions of {path}."
_BUSY = "Another program has been writing to the library for half a minute, so this was not kept; try again."
_DAMAGED = "The library is damaged: `termread check` repairs it, `termread restore` goes back to the newest backup. It is {path}."
_FOREIGN = "Nothing is kept: in its place is a database of another program. Move it away, or set TERMREAD_HOME: {path}."
_NEWER = "{path} was written by a newer termread, so it is left alone; update termread."


FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""What a database raises; a damaged one is named in the error by bytes that are no text."""


class Store:
    """One database, one connection, one lock: any thread may use it, one at a time."""

    def __init__(self, path: Path) -> None:
        """Open the library at *path*, making it where there is none; raises LibraryError."""
        self.path = path
        self.read_only = False
        self._lock = RLock()
        self._closed = False
        self._connection = self._open()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read one state of the library, however many statements that takes."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Change the library: all of it, durably, or nothing."""
        if self.read_only:
            raise LibraryError(_READ_ONLY.format(path=self.path), code="read-only")
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    def renew(self) -> None:
        """Connect anew: a connection holds on to all that its last statements were given, however much that was."""
        with self._lock:
            if not self._closed and not self._connection.in_transaction:
                with suppress(LibraryError):
                    self._reopen()

    def close(self) -> None:
        """Close the file; the write-ahead log goes into it."""
        with self._lock:
            self._closed = True
            with suppress(sqlite3.Error):
                self._connection.close()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._lock, told(self.path):
            if self._closed:
                raise LibraryError("The library has been closed.", code="closed")
            if self._connection.in_transaction:
                yield self._connection
                return
            connection = self._begin(begin)
            try:
                yield connection
                _patiently(connection, "COMMIT")
            finally:
                if connection.in_transaction:
                    with suppress(sqlite3.Error):
                        connection.rollback()

    def _begin(self, begin: str) -> sqlite3.Connection:
        """Begin a transaction on the file that is there now: it may have been replaced while its lock was waited for."""
        while True:
            self._follow()
            connection = self._connection
            _patiently(connection, begin)
            if self.read_only or _inode(self.path) in (self._identity, None):
                return connection
            connection.rollback()

    def _open(self) -> sqlite3.Connection:
        with told(self.path), opening(self.path.parent):
            try:
                if not self.path.exists() or os.access(self.path, os.W_OK):
                    return self._open_to_write()
                return self._open_to_read()
            except sqlite3.OperationalError as error:
                if not self.path.exists() or _code(error) not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
                    raise
                return self._open_to_read()

    def _open_to_write(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            message = f"There can be no library at {self.path} ({error.strerror}), so nothing is kept. Set TERMREAD_HOME to a folder that can be written."
            raise LibraryError(message, code="read-only") from error
        create_private(self.path)
        connection = _connect(str(self.path))
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        self._identity = _inode(self.path)
        return connection

    def _open_to_read(self) -> sqlite3.Connection:
        self.read_only = True
        connection = connect_to_read(self.path)
        try:
            if version_of(connection, self.path) != VERSION:
                raise LibraryError(_READ_ONLY.format(path=self.path), code="read-only")
        except BaseException:
            connection.close()
            raise
        self._identity = _inode(self.path)
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        version = version_of(connection, self.path)
        journal = "DELETE" if on_network(self.path) else "WAL"
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
        if version == 0 or _one(connection, "PRAGMA journal_mode") != journal.lower():
            _patiently(connection, f"PRAGMA journal_mode = {journal}")
        if version < VERSION:
            _patiently(connection, "BEGIN IMMEDIATE")
            try:
                migrate(connection, version_of(connection, self.path))
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.rollback()

    def _follow(self) -> None:
        """Go where the file is: another may have been put in its place, or it may have been deleted under us."""
        if self.read_only or _inode(self.path) == self._identity:
            return
        if not self.path.exists():
            with suppress(sqlite3.Error, OSError):
                self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                with locked(self.path.parent), temporary(self.path.parent) as fresh:
                    for rest in (LOG, SHARED):
                        Path(f"{self.path}{rest}").unlink(missing_ok=True)
                    self._connection.execute("VACUUM INTO ?", (str(fresh),))
                    publish(fresh, self.path)
        self._reopen()

    def _reopen(self) -> None:
        fresh = self._open()
        self._connection.close()
        self._connection = fresh


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Connect to the database at *path* where nothing can be written, not even beside it."""
    log = Path(f"{path}-wal")
    still = "" if log.exists() and log.stat().st_size else "&immutable=1"
    return _connect(f"{path.absolute().as_uri()}?mode=ro{still}")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says into the sentence that a reader is told."""
    try:
        yield
    except FAULTS as error:
        raise _sentence(error, path) from error


def on_network(path: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    """Whether *path* lies on a file system of another machine, where a write-ahead log does not work."""
    try:
        lines = mounts.read_text(errors="replace").splitlines()
    except OSError:
        return False
    place = str(path.absolute())
    best, kind = "", ""
    for line in lines:
        fields = line.split(" ")
        point = fields[1].replace("\\040", " ") if len(fields) > 2 else ""
        if len(point) >= len(best) and (place + "/").startswith(point.rstrip("/") + "/"):
            best, kind = point, fields[2]
    return kind in _NETWORK


def _connect(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        name, timeout=LOOK, isolation_level=None, check_same_thread=False, uri=name.startswith("file:")
    )
    connection.text_factory = _text
    connection.create_function("checksum", -1, checksum_of, deterministic=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _text(data: bytes) -> str:
    """Return text off the disk; a damaged letter must not hide the whole shelf."""
    return data.decode(errors="replace")


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of the library in *connection*, 0 for an empty database; raises for what is none of ours."""
    version, application, tables = _marks(connection)
    if application == APPLICATION:
        if version > VERSION:
            raise LibraryError(_NEWER.format(path=path), code="newer")
        return version
    if version or tables:
        raise LibraryError(_FOREIGN.format(path=path), code="foreign")
    return 0


def _marks(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Return version, application and number of tables, all of the same moment: another process may be making the library."""
    begun = not connection.in_transaction
    if begun:
        connection.execute("BEGIN")
    try:
        tables = int(_one(connection, "SELECT count(*) FROM sqlite_master"))
        return int(_one(connection, "PRAGMA user_version")), int(_one(connection, "PRAGMA application_id")), tables
    finally:
        if begun and connection.in_transaction:
            connection.rollback()


def _one(connection: sqlite3.Connection, statement: str) -> Any:
    return connection.execute(statement).fetchone()[0]


def _patiently(connection: sqlite3.Connection, statement: str) -> None:
    """Execute *statement*, waiting for other processes."""
    end = monotonic() + PATIENCE
    while True:
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as error:
            if monotonic() > end or _code(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            sleep(PAUSE)
        else:
            return


def _inode(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _code(error: Exception) -> int:
    if isinstance(error, UnicodeDecodeError):
        return sqlite3.SQLITE_CORRUPT
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _sentence(error: Exception, path: Path) -> LibraryError:
    match _code(error):
        case sqlite3.SQLITE_FULL:
            return LibraryError(_FULL, code="full")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return LibraryError(_READ_ONLY.format(path=path), code="read-only")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LibraryError(_BUSY, code="busy")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return LibraryError(_DAMAGED.format(path=path), code="damaged")
        case _:
            return LibraryError(f"The library at {path} cannot be used ({error}).")
