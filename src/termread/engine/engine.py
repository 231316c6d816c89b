"""The parent's side: one child process and one order at a time.

Only built-in modules are imported at the top: `posix_spawn` starts a child in a fifth of a millisecond, while
importing `subprocess` alone would take far longer than that.
"""

from __future__ import annotations

import os
import sys
from _thread import allocate_lock
from time import monotonic, sleep

from termread.paths import ENGINE_LOG

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from termread.config import FetchSettings
    from termread.engine.messages import Event, Order, Plain
    from termread.interchange import ImportRow


CHILD = "from termread.engine.child import main; main()"
"""The program a child runs."""
PICTURES = "pictures"
"""Its argument if it is there for pictures: it then starts in half the time."""
_CHUNK = 1 << 20
LINE_CAP = 256 << 20
"""Maximum size of one answer in bytes; no genuine answer comes close."""


class Silent(Exception):
    """The child was silent for too long."""


class Process:
    """One engine child, in its own session so that keys typed in the terminal do not signal it."""

    def __init__(self, *, pictures: bool = False) -> None:
        """Start the child, which imports what it needs on its own. Raises OSError if the system cannot start a process."""
        ends: list[int] = []
        try:
            ends += _pipe()
            ends += _pipe()
            orders, self._orders, self._answers, answers = ends
            self.pid = _spawn(orders, answers, pictures=pictures)
        except OSError:
            for end in ends:
                os.close(end)
            raise
        os.close(orders)
        os.close(answers)
        self._rest = bytearray()

    def send(self, line: bytes) -> None:
        """Send one order; raises BrokenPipeError if the child has ended."""
        view = memoryview(line + b"\n")
        while view:
            view = view[os.write(self._orders, view) :]

    def lines(self, patience: float) -> Iterator[bytes]:
        """Yield its answers, one line each, until it ends; raises Silent after *patience* seconds without a byte."""
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
        """Kill it and everything it started, at once; `end` must still reap it."""
        from signal import SIGKILL

        try:
            os.killpg(self.pid, SIGKILL)
        except (ProcessLookupError, PermissionError):
            # It has only just been spawned and leads no group yet, or has ended.
            try:
                os.kill(self.pid, SIGKILL)
            except ProcessLookupError:
                return

    def end(self, patience: float = 0.0) -> int:
        """Close the pipe and return the exit status, or the negated number of the signal that ended the child.

        A child still running after *patience* seconds is killed.
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
"""The child started by `prepare`, until it is claimed."""


def prepare() -> None:
    """Start a child ahead of time, for the next caller that needs one; failure is reported only then."""
    try:
        _ready.append(Process())
    except OSError:
        return


def start() -> Process:
    """Return the prepared child, or a new one; raises OSError if the system cannot start a process."""
    return _ready.pop() if _ready else Process()


def _spawn(orders: int, answers: int, *, pictures: bool) -> int:
    actions = [
        (os.POSIX_SPAWN_DUP2, orders, 0),
        (os.POSIX_SPAWN_DUP2, answers, 1),
        (os.POSIX_SPAWN_OPEN, 2, os.environ.get(ENGINE_LOG, os.devnull), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600),
    ]
    program = sys.executable or "python3"
    # -P: never import modules from the current folder.
    arguments = [program, "-P", "-c", CHILD, *([PICTURES] if pictures else [])]
    try:
        return os.posix_spawn(program, arguments, os.environ, file_actions=actions, setsid=True)
    except NotImplementedError:
        return os.posix_spawn(program, arguments, os.environ, file_actions=actions, setpgroup=0)


def _pipe() -> tuple[int, int]:
    """Return a pipe whose descriptors are not 0, 1 or 2, even if those were closed."""
    ends = os.pipe()
    if min(ends) > 2:
        return ends
    import fcntl

    moved = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 3) for end in ends)
    for end in ends:
        os.close(end)
    return moved[0], moved[1]


PATIENCE = 90.0
"""Seconds of silence after which a child is given up; its own deadlines are all shorter."""
_GRACE = 1.0
_OVERRUNS: dict[int, Plain] = {**dict.fromkeys((6, 14, 24), "cost"), **dict.fromkeys((4, 7, 8, 11), "fault")}
"""Signals a document can cause: ABRT (C code out of memory), ALRM and XCPU are limits; ILL, BUS, FPE and SEGV are
crashes. KILL comes from elsewhere."""


class Engine:
    """Fetches and parses in a child process that can be killed at any time."""

    def __init__(
        self, settings: FetchSettings | None = None, *, pictures: bool = False, patience: float = PATIENCE
    ) -> None:
        """Create the engine without starting a child; one for *pictures* is the quickest at those."""
        self._settings = settings
        self._patience, self._pictures = patience, pictures
        self._process: Process | None = None
        self._lock = allocate_lock()
        self._busy = self._cancelled = False

    @property
    def pid(self) -> int | None:
        """The child's process id, or None."""
        process = self._process
        return None if process is None else process.pid

    def start(self) -> None:
        """Start the child if there is none, without waiting for it; if that fails, `run` will report it."""
        with self._lock:
            if self._process is None:
                try:
                    self._process = Process(pictures=True) if self._pictures else start()
                except OSError:
                    return

    def run(self, order: Order) -> Iterator[Event | ImportRow]:
        """Yield the events of *order*, its result last; raises the child's error, or Cancelled.

        A document that crashes its child or exceeds its limits is read again by a new one, as plain visible text.
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
        """Kill the child if it is working; `run` then raises Cancelled. May be called from any thread."""
        with self._lock:
            if self._busy and not self._cancelled:
                self._cancelled = True
                if self._process is not None:
                    self._process.kill()

    def close(self) -> None:
        """End the child."""
        self._end()

    def _attempt(self, order: Order, *, plain: Plain = "", document: object = None) -> Iterator[Event | ImportRow]:
        """Yield the events of one attempt; with *plain*, only the visible text, of *document* if already fetched."""
        from termread.engine.wire import Answers, Overrun, cancelled, lost
        from termread.errors import TermreadError

        answers = Answers(order)
        settled = ended = False
        status = 0
        try:
            for line in self._lines(order, plain=plain, document=document):
                for event in answers.take(line):
                    # Before yielding: a caller that has its result may never resume the generator.
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
        """Send *order* and yield answers until the child ends; replace a child that had exited because it was idle."""
        from termread.engine.order_wire import order_line

        line = order_line(order, self._settings, plain=plain, document=document)
        while True:
            process, waited = self._ready()
            spoke = False
            try:
                process.send(line)
                for answer in process.lines(self._patience):
                    spoke = True
                    yield answer
            except BrokenPipeError:
                pass
            if spoke or not waited or self._cancelled:
                return
            self._end()

    def _ready(self) -> tuple[Process, bool]:
        """Return a child, and whether it was there before, so that it may have exited because it was idle."""
        from termread.engine.wire import cancelled, lost

        waited = self._process is not None or bool(_ready)
        self.start()
        with self._lock:
            process = self._process
            if self._cancelled:
                raise cancelled()
            if process is None:
                raise lost()
            return process, waited

    def _end(self, patience: float = 0.0) -> int:
        with self._lock:
            process, self._process = self._process, None
        return 0 if process is None else process.end(patience)
