"""A running child and the two ends of its pipe that are ours.

Nothing that is not built in is imported at the top: `posix_spawn` starts a child in a fifth of a millisecond, where importing
`subprocess` alone would take longer than that by far.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from time import monotonic, sleep

_RUN = "from termread.engine.child import main; main()"
_CHUNK = 1 << 20
LOG = "TERMREAD_ENGINE_LOG"
"""The environment variable that names a file for what the child has to say to its developers."""
LINE_CAP = 256 << 20
"""Bytes one answer may take; nothing honest comes near it."""


class Silent(Exception):
    """The child said nothing for longer than it may."""


class Process:
    """One engine child. It has a session of its own, so that no key of the terminal reaches it."""

    def __init__(self) -> None:
        """Start it; it imports what it needs by itself. Raises OSError where the system has no room for it."""
        ends: list[int] = []
        try:
            ends += _pipe()
            ends += _pipe()
            orders, self._orders, self._answers, answers = ends
            self.pid = _spawn(orders, answers)
        except OSError:
            for end in ends:
                os.close(end)
            raise
        os.close(orders)
        os.close(answers)
        self._rest = bytearray()
        self.used = False
        """Whether it was given an order before."""

    def send(self, line: bytes) -> None:
        """Write one order; raises BrokenPipeError where the child has ended."""
        view = memoryview(line + b"\n")
        while view:
            view = view[os.write(self._orders, view) :]

    def lines(self, patience: float) -> Iterator[bytes]:
        """Yield its answers, a line each, until it ends; raises Silent after *patience* seconds without a byte."""
        seen = 0
        while True:
            end = self._rest.find(b"\n", seen)
            if end >= 0:
                line = bytes(self._rest[:end])
                del self._rest[: end + 1]
                seen = 0
                yield line
                continue
            seen = len(self._rest)
            chunk = self._read(patience)
            if not chunk or seen > LINE_CAP:
                return
            self._rest += chunk

    def kill(self) -> None:
        """End it and all that it started, at once; it stays to be reaped by `end`."""
        from signal import SIGKILL

        try:
            os.killpg(self.pid, SIGKILL)
        except (ProcessLookupError, PermissionError):
            # It is only just being born and leads no group yet, or it is gone.
            try:
                os.kill(self.pid, SIGKILL)
            except ProcessLookupError:
                return

    def end(self, patience: float = 0.0) -> int:
        """Close the pipe and return its exit status, or minus the signal that ended it.

        One that has not ended by itself after *patience* seconds is killed.
        """
        os.close(self._orders)
        os.close(self._answers)
        until = monotonic() + patience
        while True:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            if monotonic() >= until:
                self.kill()
                return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            sleep(0.001)

    def _read(self, patience: float) -> bytes:
        import select

        poll = select.poll()
        poll.register(self._answers, select.POLLIN)
        if not poll.poll(patience * 1000):
            raise Silent
        return os.read(self._answers, _CHUNK)


_ready: list[Process] = []
"""The child that `prepare` started, until somebody takes it."""


def prepare() -> None:
    """Start a child before it is known what for: the next that wants one takes it. Where that fails, it will be told then."""
    try:
        _ready.append(Process())
    except OSError:
        return


def start() -> Process:
    """Return the child that was prepared, or a fresh one; raises OSError where the system has no room for it."""
    return _ready.pop() if _ready else Process()


def _spawn(orders: int, answers: int) -> int:
    actions = [
        (os.POSIX_SPAWN_DUP2, orders, 0),
        (os.POSIX_SPAWN_DUP2, answers, 1),
        (os.POSIX_SPAWN_OPEN, 2, os.environ.get(LOG, os.devnull), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600),
    ]
    program = sys.executable or "python3"
    # -P: what lies in the folder the reader stands in is never imported.
    arguments = [program, "-P", "-c", _RUN]
    try:
        return os.posix_spawn(program, arguments, os.environ, file_actions=actions, setsid=True)
    except NotImplementedError:
        return os.posix_spawn(program, arguments, os.environ, file_actions=actions, setpgroup=0)


def _pipe() -> tuple[int, int]:
    """Return a pipe whose ends are not 0, 1 or 2, even where those were closed."""
    ends = os.pipe()
    if min(ends) > 2:
        return ends
    import fcntl

    moved = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 3) for end in ends)
    for end in ends:
        os.close(end)
    return moved[0], moved[1]
