"""The library's files: created private, replaced atomically, and never while another process opens them.

Nothing here opens the library's own file: closing any descriptor of it would release the process's SQLite locks.
"""

from __future__ import annotations

import fcntl
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import gmtime, monotonic, sleep, strftime

from termread.errors import LibraryError
from termread.library.db.schema import NAME

PATIENCE = 30.0
"""Seconds to wait for a lock, or for another process to finish a change."""
PAUSE = 0.01
"""Seconds between attempts, short enough to catch a gap between another process's changes."""
LOG, SHARED = "-wal", "-shm"
"""Files that SQLite keeps beside a database: the write-ahead log and shared memory."""

BACKUPS = "backups"
"""The folder of the backups, inside the library's."""
DAY = 86_400
"""Seconds from one backup to the next."""

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "fuse.sshfs", "glusterfs", "virtiofs"}
)

_TEMPORARY = r"\.termread-[0-9a-f]{16}\.tmp"
_FRESH, _PLACED = "fresh.db", "placed.db"
"""In a temporary folder: the new database, and its second name while it replaces the library."""
_BUSY = "Another termread is replacing or backing up the library, so nothing was done; try again."


@contextmanager
def locked(folder: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock of *folder*, which is released on exit or crash; raises LibraryError "busy" after half a minute.

    On file systems without such locks, nothing is locked.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        yield
        return
    try:
        end = monotonic() + PATIENCE
        while not _lock(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX):
            if monotonic() > end:
                raise LibraryError(_BUSY, code="busy")
            sleep(PAUSE)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


@contextmanager
def opening(folder: Path) -> Iterator[None]:
    """Keep the library in *folder* from being replaced while it is opened, after cleaning up after killed processes."""
    if _temporaries(folder):
        with locked(folder):
            sweep(folder)
    sweep(folder / BACKUPS)  # no library is replaced there, so its lock, held during backups, is not needed
    with locked(folder, shared=True):
        yield


def create_private(path: Path) -> None:
    """Create an empty file readable only by its owner, if it does not exist."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))


@contextmanager
def temporary(folder: Path) -> Iterator[Path]:
    """Yield the path of an empty private file, in a locked folder of its own in *folder* that is removed afterwards."""
    place, descriptor = _locked_temporary(folder)
    try:
        create_private(place / _FRESH)
        yield place / _FRESH
    finally:
        _remove(place)
        os.close(descriptor)


def _locked_temporary(folder: Path) -> tuple[Path, int]:
    while True:
        place = folder / f".termread-{os.urandom(8).hex()}.tmp"
        place.mkdir(mode=0o700)
        with suppress(FileNotFoundError):  # another process swept it before it was locked
            descriptor = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
            if _lock(descriptor, fcntl.LOCK_SH) and place.exists():
                return place, descriptor
            os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove what killed processes left in *folder*; a running process holds a lock on its files.

    The caller holds the folder's lock wherever a library may be replaced.
    """
    for place in _temporaries(folder):
        with suppress(OSError):
            descriptor = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
            try:
                if _lock(descriptor, fcntl.LOCK_EX):
                    _finish_replacing(folder / NAME, place)
                    _remove(place)
            finally:
                os.close(descriptor)


def _temporaries(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return [Path(entry.path) for entry in entries if re.fullmatch(_TEMPORARY, entry.name)]
    except OSError:
        return []


def _remove(place: Path) -> None:
    with suppress(OSError):
        for name in os.listdir(place):  # noqa: PTH208
            (place / name).unlink()
        place.rmdir()


def publish(source: Path, place: Path) -> None:
    """Atomically rename the file *source* to *place*; raises FileExistsError if that exists."""
    try:
        os.link(source, place)
    except FileExistsError:
        raise
    except OSError:
        _publish_copy(source, place)
    sync(place.parent)


def _publish_copy(source: Path, place: Path) -> None:
    """Copy *source* to another file system, where it stays nameless until complete."""
    from shutil import copyfileobj

    try:
        descriptor = os.open(place.parent, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except (OSError, AttributeError):
        _publish_by_name(source, place)
        return
    with os.fdopen(descriptor, "wb") as copy, source.open("rb") as original:
        copyfileobj(original, copy, 1 << 20)
        copy.flush()
        os.fsync(descriptor)
        os.link(f"/proc/self/fd/{descriptor}", place, follow_symlinks=True)


def _publish_by_name(source: Path, place: Path) -> None:
    """Copy *source* to a file system that supports neither links nor nameless files."""
    from shutil import copyfile

    with temporary(place.parent) as copy:
        copyfile(source, copy)
        write_out(copy)
        if place.exists():
            raise FileExistsError(place)
        copy.replace(place)


def write_out(path: Path) -> None:
    """Sync a file's contents to disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync(folder: Path) -> None:
    """Sync the names in *folder* to disk."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def replace_library(folder: Path, fresh: Path, why: str) -> Path | None:
    """Replace the library in *folder* with *fresh*, a database without a log in a temporary folder.

    The old library first gets a second name containing *why*, which is returned, or None if there was none. Processes
    that have it open switch over; none opens or writes it meanwhile. If killed at any point, one or the other is there
    whole: a single rename decides, and `sweep` finishes the job.
    """
    path = folder / NAME
    with locked(folder), _at_rest(path):
        aside = name_aside(folder, why) if path.exists() else None
        if aside:
            _name_twice(path, aside)
        with suppress(OSError):
            os.link(fresh, fresh.with_name(_PLACED))
        fresh.replace(path)
        remove_log(path)
        sync(folder)
    return aside


def name_aside(folder: Path, why: str) -> Path:
    """Return the name for a file set aside for the reason *why*."""
    return folder / f"library-{why}-{strftime('%Y%m%d-%H%M%S', gmtime())}-{os.urandom(3).hex()}.db"


def _name_twice(path: Path, aside: Path) -> None:
    """Link the library, and its log if that could not be checkpointed, to the name *aside*."""
    log, log_aside = Path(f"{path}{LOG}"), Path(f"{aside}{LOG}")
    try:
        if _size(log):
            os.link(log, log_aside)
        os.link(path, aside)
    except OSError:
        # No hard links here, and copying would have to open the library's file, so it is renamed.
        if _size(log):
            log.replace(log_aside)
        path.replace(aside)


def _finish_replacing(path: Path, place: Path) -> None:
    """Finish what a killed `replace_library` left undone in its temporary folder *place*."""
    placed = place / _PLACED
    if path.exists() and placed.exists() and placed.samefile(path):
        remove_log(path)
    for library in (path, Path(f"{path}{LOG}")):
        for other in path.parent.glob(f"library-*{library.name.removeprefix('library')}"):
            if library.exists() and other.samefile(library):
                other.unlink()


def remove_log(path: Path) -> None:
    """Delete the files that SQLite keeps beside the database at *path*."""
    for end in (LOG, SHARED):
        Path(f"{path}{end}").unlink(missing_ok=True)


@contextmanager
def _at_rest(path: Path) -> Iterator[None]:
    """Lock the library with its log checkpointed, as far as it is sound enough for that."""
    if not path.exists():
        yield
        return
    with closing(sqlite3.connect(path, timeout=PATIENCE / 6, isolation_level=None)) as connection:
        try:
            _settle(connection, path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            pass  # damaged: its log is kept beside it
        yield


def _settle(connection: sqlite3.Connection, path: Path) -> None:
    """Checkpoint the log and begin a transaction, so that nothing more is added to the log."""
    for _ in range(5):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("BEGIN IMMEDIATE")
        if not _size(Path(f"{path}{LOG}")):
            return
        connection.rollback()
    connection.execute("BEGIN IMMEDIATE")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def on_network(path: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    """Whether *path* is on a network file system, where a write-ahead log does not work."""
    place, best, kind = str(path.absolute()), "", ""
    for line in mounts.read_text(errors="replace").splitlines() if mounts.exists() else ():
        fields = line.split(" ")
        point = fields[1].replace("\\040", " ") if len(fields) > 2 else ""
        if len(point) >= len(best) and (place + "/").startswith(point.rstrip("/") + "/"):
            best, kind = point, fields[2]
    return kind in _NETWORK
