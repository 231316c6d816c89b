"""The backup of the day: made by a process of its own, which a session that ends, or is killed, leaves to its work."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, Timer
from time import time

from termread.errors import TermreadError

DAY = 86_400
DELAY = 5.0
"""Seconds a session lasts before the backup of the day is begun; a shorter one begins it when it ends."""

_RUN = "from termread.library.daily_backup import main; main()"


class DailyBackup:
    """Begins the backup of the day once a session has lasted a while, or ends."""

    def __init__(self, folder: Path, begun: float) -> None:
        """Watch over the library in *folder*, which was made at *begun* (seconds); in its first day there is no backup."""
        self._folder = folder
        self._lock = Lock()
        self._waits = not 0 <= time() - begun < DAY
        self._timer = Timer(DELAY, self._begin)
        self._timer.daemon = True
        if self._waits:
            self._timer.start()

    def stop(self) -> None:
        """Begin it now if it is due and not begun."""
        self._timer.cancel()
        self._begin()

    def _begin(self) -> None:
        with self._lock:
            if not self._waits:
                return
            self._waits = False
        if is_due(self._folder):
            start(self._folder)


def is_due(folder: Path) -> bool:
    """Whether the library in *folder* has articles and no backup of the last day; one of the future is none."""
    from termread.library.copies import backups, look_at
    from termread.library.db.schema import NAME

    newest = next(iter(backups(folder)), None)
    if newest and 0 <= (datetime.now(UTC) - newest.made).total_seconds() < DAY:
        return False
    here = look_at(folder / NAME)
    return here is not None and here.entries > 0


def start(folder: Path) -> None:
    """Start the process that makes it; where the system has no room for one, the next session does."""
    program = sys.executable or "python3"
    # -P: what lies in the folder the reader stands in is never imported.
    arguments = [program, "-P", "-c", _RUN, str(folder.absolute())]
    nowhere = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)]
    with suppress(OSError):
        try:
            os.posix_spawn(program, arguments, os.environ, file_actions=nowhere, setsid=True)
        except NotImplementedError:
            os.posix_spawn(program, arguments, os.environ, file_actions=nowhere, setpgroup=0)


def main() -> None:
    """Make the backup of the folder on the command line, if it is still due, at the lowest priority."""
    from termread.library.backups import backup

    folder = Path(sys.argv[1])
    with suppress(OSError):
        os.nice(10)
    with suppress(TermreadError, OSError):
        if is_due(folder):
            backup(folder)
