"""Backing up the library, keeping three copies, and restoring one. Each has a number that tells which is newest."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

from termread.errors import LibraryError, NoInput, TermreadError
from termread.library.copies import backups, by_worth, good_backups, insist_on_whole, look_at, stamp
from termread.library.db.connection import FAULTS, connect_to_read, told
from termread.library.db.schema import NAME, version_of
from termread.library.files import BACKUPS, DAY, locked, publish, replace_library, sweep, temporary, write_out

KEPT = 3
"""How many backups are kept."""


def backup(folder: Path, to: Path | None = None) -> Path:
    """Copy the library in *folder*, complete and compact, to its backups or to the file *to*; return the path.

    Raises NoInput if there is no library, LibraryError if it cannot be read or the copy cannot be written.
    """
    path = folder / NAME
    if not path.exists():
        raise NoInput(f"There is no library at {path} yet.")
    if to and os.path.lexists(to):
        raise _taken(to)
    place = to or folder / BACKUPS
    with told(path), _unwritable(place), closing(_connect(path)) as connection:
        parent = to.parent if to else place
        parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _workshop(folder, parent) as workshop:
            made = _put_copy(connection, folder, workshop, to)
            if to is None:
                _forget_old(folder)
    return made


def offer_of(folder: Path) -> str:
    """Return the question whether to repair the library in *folder*, which says what would be restored from where."""
    good = next(good_backups(folder), None)
    if good is None:
        return (
            "Repair it now? There is no backup, so only what can still be read is saved; what is damaged is set aside."
        )
    day = good.made.strftime("%Y-%m-%d")
    return f"Repair it now? What cannot be read is restored from the backup of {day}; what is damaged is set aside."


def restore(folder: Path, source: Path | None = None) -> tuple[Path, Path | None]:
    """Replace the library with *source* or the newest sound backup, setting the library aside.

    Returns the backup and the library's new path, or None if there was none. Raises NoInput if there is no backup,
    LibraryError if it is damaged ("damaged") or from a newer version ("newer").
    """
    if source is not None and not source.exists():
        raise NoInput(f"There is no backup at {source}.")
    candidates = [source] if source else [known.path for known in by_worth(folder)]
    if not candidates:
        raise NoInput("There is no backup to restore.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with locked(folder):
        sweep(folder)
    for candidate in candidates:
        with told(candidate), _unwritable(folder / NAME), temporary(folder) as fresh:
            try:
                _take(candidate, fresh)
            except LibraryError as error:
                if source or error.code not in ("damaged", "newer"):
                    raise
                continue
            return candidate, replace_library(folder, fresh, "before-restore")
    raise NoInput("There is no intact backup to restore.")


def _take(source: Path, fresh: Path) -> None:
    """Copy *source* to the empty file *fresh* and verify it; raises LibraryError "damaged" or "newer"."""
    if any(os.path.exists(f"{source}{end}") for end in ("-wal", "-journal")):  # noqa: PTH110
        insist_on_whole(source, source)
        with closing(connect_to_read(source)) as connection:
            copy(connection, fresh)
        write_out(fresh)
        return
    copyfile(source, fresh)
    insist_on_whole(fresh, source)
    with closing(sqlite3.connect(fresh)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    write_out(fresh)


def copy(connection: sqlite3.Connection, fresh: Path) -> None:
    """Write the database seen by *connection* to the empty file *fresh*."""
    # A Python-level progress handler lets ^C interrupt the copy.
    connection.set_progress_handler(lambda: 0, 100_000)
    # The copy is synced to disk once, when complete: `write_out`.
    connection.execute("PRAGMA synchronous = OFF")
    try:
        connection.execute("VACUUM INTO ?", (str(fresh),))
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise KeyboardInterrupt from error
        raise


def _put_copy(connection: sqlite3.Connection, folder: Path, workshop: Path, to: Path | None) -> Path:
    """Copy the library to a private file in *workshop*, number it, and move it into place."""
    with temporary(workshop) as fresh:
        copy(connection, fresh)
        number = max((known.number for known in backups(folder)), default=0)
        while True:
            number += 1
            made = datetime.now(UTC)
            stamp(fresh, number, made)
            write_out(fresh)
            place = to or folder / BACKUPS / f"library-{number:05}-{made:%Y%m%d-%H%M%S}.db"
            try:
                publish(fresh, place)
            except FileExistsError:
                if to:
                    raise _taken(to) from None
            else:
                return place


@contextmanager
def _workshop(folder: Path, parent: Path) -> Iterator[Path]:
    """Yield the folder for unfinished copies, that of the backups, after removing what killed processes left there."""
    own = folder / BACKUPS
    with suppress(OSError):
        own.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not os.access(own, os.W_OK):
        yield parent
        return
    with locked(own):
        sweep(own)
        yield own


def _forget_old(folder: Path) -> None:
    """Delete all but the newest backups, unless the newest copied damage that older ones may not have.

    An empty backup never replaces one with articles.
    """
    known = backups(folder)
    full = [one for one in known if one.entries]
    old = full[KEPT:] + [one for one in known[KEPT:] if not one.entries]
    with suppress(LibraryError):
        if old:
            insist_on_whole(known[0].path, known[0].path)
        for one in old:
            one.path.unlink(missing_ok=True)


@contextmanager
def _unwritable(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LibraryError(f"Nothing can be written to {place} ({error.strerror}).", code="read-only") from error


def _taken(to: Path) -> LibraryError:
    return LibraryError(f"{to} already exists, so no backup was written.", code="exists")


def _connect(path: Path) -> sqlite3.Connection:
    """Connect to a library to be copied, read-only in case the disk is failing."""
    connection = sqlite3.connect(path, timeout=5, isolation_level=None)
    try:
        version = version_of(connection, path)
    except sqlite3.OperationalError:
        connection.close()
        return connect_to_read(path)
    except (*FAULTS, LibraryError):
        connection.close()
        raise
    if version == 0:
        connection.close()
        raise NoInput(f"There is no library at {path} yet.")
    return connection


_RUN = "from termread.library.backups import main; main()"


def is_due(folder: Path) -> bool:
    """Whether the library in *folder* has articles but no backup from the last day; future dates do not count."""
    newest = next(iter(backups(folder)), None)
    if newest and 0 <= (datetime.now(UTC) - newest.made).total_seconds() < DAY:
        return False
    here = look_at(folder / NAME)
    return here is not None and here.entries > 0


def start(folder: Path) -> None:
    """Start the backup process; if the system has no room for one, the next session tries again."""
    program = sys.executable or "python3"
    # -P: never import modules from the current folder.
    arguments = [program, "-P", "-c", _RUN, str(folder.absolute())]
    nowhere = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)]
    with suppress(OSError):
        try:
            os.posix_spawn(program, arguments, os.environ, file_actions=nowhere, setsid=True)
        except NotImplementedError:
            os.posix_spawn(program, arguments, os.environ, file_actions=nowhere, setpgroup=0)


def main() -> None:
    """Back up the folder given on the command line, if still due, at the lowest priority."""
    folder = Path(sys.argv[1])
    with suppress(OSError):
        os.nice(10)
    with suppress(TermreadError, OSError):
        if is_due(folder):
            backup(folder)
