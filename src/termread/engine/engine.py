"""The parent's side: one child process at a time, and one order at a time.

Nothing that is not built in is imported at the top: `posix_spawn` starts a child in a fifth of a millisecond, where importing
`subprocess` alone would take longer than that by far.
"""

from __future__ import annotations

import os
import sys
from _thread import allocate_lock
from collections.abc import Iterator
from time import monotonic, sleep
from typing import TYPE_CHECKING

from termread.paths import ENGINE_LOG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termread.config import FetchSettings
    from termread.engine.messages import Event, Order, Plain
    from termread.interchange import ImportRow


CHILD = "from termread.engine.child import main; main()"
"""The program that a child runs."""
_CHUNK = 1 << 20
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
        import select

        poll, seen = select.poll(), 0
        poll.register(self._answers, select.POLLIN)
        while True:
            end = self._rest.find(b"\n", seen)
            if end >= 0:
                line = bytes(self._rest[:end])
                del self._rest[: end + 1]
                seen = 0
                yield line
                continue
            seen = len(self._rest)
            if not poll.poll(patience * 1000):
                raise Silent
            chunk = os.read(self._answers, _CHUNK)
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
        (os.POSIX_SPAWN_OPEN, 2, os.environ.get(ENGINE_LOG, os.devnull), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600),
    ]
    program = sys.executable or "python3"
    # -P: what lies in the folder the reader stands in is never imported.
    arguments = [program, "-P", "-c", CHILD]
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


PATIENCE = 90.0
"""Seconds without a word from the child after which it is given up; its own deadlines are all shorter."""
_GRACE = 1.0
_OVERRUNS: dict[int, Plain] = {**dict.fromkeys((6, 14, 24), "cost"), **dict.fromkeys((4, 7, 8, 11), "fault")}
"""What a document does to a child: ABRT (C code that got no memory), ALRM and XCPU are limits; ILL, BUS, FPE and SEGV are
faults. KILL is what somebody else does."""


class Engine:
    """Fetches and understands what it is ordered to, in a child process that may be ended at any moment."""

    def __init__(self, settings: FetchSettings | None = None, *, patience: float = PATIENCE) -> None:
        """Start nothing yet."""
        self._settings = settings
        self._patience = patience
        self._process: Process | None = None
        self._lock = allocate_lock()
        self._busy = False
        self._cancelled = False

    @property
    def pid(self) -> int | None:
        """The process id of the child, if there is one."""
        process = self._process
        return None if process is None else process.pid

    def start(self) -> None:
        """Start the child if there is none, and do not wait for it; where that fails, `run` will say so."""
        with self._lock:
            if self._process is None:
                try:
                    self._process = start()
                except OSError:
                    return

    def run(self, order: Order) -> Iterator[Event | ImportRow]:
        """Yield what becomes of *order*, its result last; raises the error that the child met, or Cancelled.

        A document that breaks its child or its limits is read once more by a fresh one, as plain visible text.
        """
        from termread.engine.wire import Overrun, broken

        self._cancelled = False
        self._busy = True
        try:
            yield from self._attempt(order)
        except Overrun as overrun:
            if order.verb != "open":
                raise broken(order, overrun.why) from None
            try:
                yield from self._attempt(order, plain=overrun.why, document=overrun.document)
            except Overrun:
                raise broken(order, overrun.why) from None
        finally:
            self._busy = False

    def cancel(self) -> None:
        """End the child if it is at work; `run` raises Cancelled. Safe from any thread."""
        with self._lock:
            if self._busy and not self._cancelled:
                self._cancelled = True
                if self._process is not None:
                    self._process.kill()

    def close(self) -> None:
        """End the child."""
        self._end()

    def _attempt(self, order: Order, *, plain: Plain = "", document: object = None) -> Iterator[Event | ImportRow]:
        """Yield the events of one try; with *plain*, of *document* where it had arrived, and only its visible text."""
        from termread.engine.wire import Answers, Overrun, cancelled, lost
        from termread.errors import TermreadError

        answers = Answers(order)
        settled = ended = False
        status = 0
        try:
            for line in self._lines(order, plain=plain, document=document):
                for event in answers.take(line):
                    # Before the event is handed on: who has his result need not come back for the end.
                    settled = answers.finished
                    yield event
                if answers.finished:
                    settled = True
                    return
            ended = True
        except TermreadError as error:
            settled = not isinstance(error, Overrun) and error.code != "engine-lost"
            raise
        except Silent:
            raise lost() from None
        finally:
            if not settled:
                status = self._end(_GRACE if ended else 0.0)
        if self._cancelled:
            raise cancelled()
        if -status in _OVERRUNS:
            raise Overrun(answers.document, _OVERRUNS[-status])
        raise lost()

    def _lines(self, order: Order, *, plain: Plain, document: object) -> Iterator[bytes]:
        """Send *order* and yield the answers until the child ends; one that had ended of idleness is replaced."""
        from termread.engine.wire import order_line

        line = order_line(order, self._settings, plain=plain, document=document)
        while True:
            process, reused = self._ready()
            spoke = False
            try:
                process.send(line)
                for answer in process.lines(self._patience):
                    spoke = True
                    yield answer
            except BrokenPipeError:
                pass
            if spoke or not reused or self._cancelled:
                return
            self._end()

    def _ready(self) -> tuple[Process, bool]:
        """Return a child, and whether it has answered before."""
        from termread.engine.wire import cancelled, lost

        self.start()
        with self._lock:
            process = self._process
            if self._cancelled:
                raise cancelled()
            if process is None:
                raise lost()
            reused, process.used = process.used, True
            return process, reused

    def _end(self, patience: float = 0.0) -> int:
        with self._lock:
            process, self._process = self._process, None
        return 0 if process is None else process.end(patience)
