"""The parent's side: one child at a time, one order at a time."""

from __future__ import annotations

from _thread import allocate_lock
from typing import TYPE_CHECKING

from termread.engine.process import Process, Silent, start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termread.config import FetchSettings
    from termread.engine.messages import Event, Order, Plain
    from termread.saved import Taken

PATIENCE = 90.0
"""Seconds without a word from the child after which it is given up; its own deadlines are all shorter."""
_GRACE = 1.0
_OVERRUNS: dict[int, Plain] = {
    **dict.fromkeys((6, 14, 24), "cost"),
    **dict.fromkeys((4, 7, 8, 11), "fault"),
}
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

    def run(self, order: Order) -> Iterator[Event | Taken]:
        """Yield what becomes of *order*, its result last; raises the error that the child met, or Cancelled.

        A document that breaks its child or its limits is read once more by a fresh one, as plain visible text.
        """
        from termread.engine.answers import Overrun, broken

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

    def _attempt(self, order: Order, *, plain: Plain = "", document: object = None) -> Iterator[Event | Taken]:
        """Yield the events of one try; with *plain*, of *document* where it had arrived, and only its visible text."""
        from termread.engine.answers import Answers, Overrun, cancelled, lost
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
        from termread.engine.answers import cancelled, lost

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
