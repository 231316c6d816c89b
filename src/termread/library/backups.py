"""Copies of the library: one a day, three kept; and going back to one. Nothing is ever deleted to make room for it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from threading import Timer
from time import gmtime, strftime, time

from termread.errors import LibraryError, NoInput
from termread.library.schema import APPLICATION, NAME
from termread.library.store import FAULTS, connect_to_read, told, version_of

KEPT = 3
DAY = 86_400
DELAY = 5.0
"""Seconds a session lasts before it makes the backup of the day."""


def backup(folder: Path, to: Path | None = None) -> Path:
    """Copy the library in *folder*, whole and compact, into its backups or to the file *to*; returns where it is.

    Raises NoInput where there is none, LibraryError where it cannot be read or the copy cannot be written.
    """
    path = folder / NAME
    if not path.exists():
        raise NoInput(f"There is no library at {path} yet.")
    if to and to.exists():
        raise LibraryError(f"There is something at {to} already, so no backup was written.", code="exists")
    place = to or folder / "backups" / f"library-{strftime('%Y%m%d-%H%M%S', gmtime())}.db"
    with told(path), closing(_connect(path)) as connection:
        _copy(connection, place)
    if to is None:
        _forget_old(folder)
    return place


def backups(folder: Path) -> list[Path]:
    """Return the backups of the library in *folder*, newest first."""
    return sorted((folder / "backups").glob("library-*.db"), reverse=True)


def newest_good(folder: Path) -> Path | None:
    """Return the newest backup that is sound, or None."""
    return next((path for path in backups(folder) if is_good(path)), None)


def offer_of(folder: Path) -> str:
    """Return the question whether to mend the library in *folder*, which says what would come from where."""
    good = newest_good(folder)
    if good is None:
        return "Mend it now? There is no backup, so only what can still be read stays; what is damaged is set aside."
    day = strftime("%Y-%m-%d", gmtime(good.stat().st_mtime))
    return f"Mend it now? What cannot be read comes from the backup of {day}; what is damaged is set aside."


def is_good(path: Path) -> bool:
    """Whether *path* is a sound library."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
            return bool(ours and connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except FAULTS:
        return False


def restore(folder: Path, source: Path | None = None) -> tuple[Path, Path | None]:
    """Put a backup, the newest sound one or *source*, in the place of the library, which is set aside.

    Returns the backup and where the library is now, None where there was none. Raises NoInput where there is no backup.
    """
    chosen = source or newest_good(folder)
    if chosen is None or not chosen.exists():
        raise NoInput(f"There is no backup to go back to{f' at {source}' if source else ''}.")
    if not is_good(chosen):
        raise LibraryError(f"{chosen} is not a sound library, so everything was left as it is.", code="damaged")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = folder / f"{NAME}.new"
    with told(chosen), closing(sqlite3.connect(f"{chosen.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        _copy(connection, fresh)
    aside = set_aside(folder, "before-restore")
    fresh.replace(folder / NAME)
    return chosen, aside


def set_aside(folder: Path, why: str) -> Path | None:
    """Give the library in *folder* another name that says *why*, and return it; None where there is none."""
    path = folder / NAME
    if not path.exists():
        return None
    aside = name_aside(folder, why)
    for end in ("-wal", "-shm", ""):
        with suppress(FileNotFoundError):
            Path(f"{path}{end}").rename(f"{aside}{end}")
    return aside


def name_aside(folder: Path, why: str) -> Path:
    """Return the name for what is set aside, which says *why*."""
    return folder / f"library-{why}-{strftime('%Y%m%d-%H%M%S', gmtime())}-{os.getpid()}.db"


class DailyBackup:
    """Makes the backup of the day, on a thread of its own, once a session has lasted a while."""

    def __init__(self, folder: Path, begun: float) -> None:
        """Wait if the newest backup, or the library itself, which began at *begun* (seconds), is older than a day."""
        self._connection: sqlite3.Connection | None = None
        self._timer: Timer | None = None
        newest = max([begun, *(path.stat().st_mtime for path in backups(folder))])
        if time() - newest > DAY:
            self._timer = Timer(DELAY, self._make, (folder,))
            self._timer.daemon = True
            self._timer.start()

    def stop(self) -> None:
        """Leave it for the next session, even half made."""
        if self._timer:
            self._timer.cancel()
        if self._connection:
            with suppress(sqlite3.Error):
                self._connection.interrupt()

    def _make(self, folder: Path) -> None:
        place = folder / "backups" / f"library-{strftime('%Y%m%d-%H%M%S', gmtime())}.db"
        with suppress(sqlite3.Error, OSError):
            self._connection = sqlite3.connect(folder / NAME, timeout=5, check_same_thread=False)
            with closing(self._connection):
                _copy(self._connection, place)
            _forget_old(folder)
        self._connection = None


def _forget_old(folder: Path) -> None:
    """Delete all backups but the newest, unless that has copied a damage which the older ones may be without."""
    old = backups(folder)[KEPT:]
    if old and not _has_damage(backups(folder)[0]):
        for path in old:
            path.unlink(missing_ok=True)


def _has_damage(path: Path) -> bool:
    from termread.library.damage import look_at_rows

    try:
        with closing(connect_to_read(path)) as connection:
            return look_at_rows(connection).is_of_rows
    except FAULTS:
        return True


def _connect(path: Path) -> sqlite3.Connection:
    """Connect to a library to be copied, which on a disk that is about to fail may be read and no more."""
    connection = sqlite3.connect(path, timeout=5)
    try:
        version_of(connection, path)
    except sqlite3.OperationalError:
        connection.close()
        return connect_to_read(path)
    except (*FAULTS, LibraryError):
        connection.close()
        raise
    return connection


def _copy(connection: sqlite3.Connection, place: Path) -> None:
    """Write what *connection* sees to *place*, under another name until it is whole."""
    half = place.with_suffix(".part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        half.unlink(missing_ok=True)
        connection.execute("VACUUM INTO ?", (str(half),))
        half.replace(place)
    except OSError as error:
        raise LibraryError(f"No backup can be written to {place} ({error.strerror}).", code="read-only") from error
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)
