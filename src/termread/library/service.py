"""What runs beside the screen: the writer thread, which makes changes one after another, and the daily backup."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from queue import SimpleQueue
from threading import Lock, Thread, Timer, current_thread, get_ident
from time import time
from typing import TYPE_CHECKING, Any, TypeVar

from termread.library.files import DAY

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

Result = TypeVar("Result")

READ_PATIENCE = 0.3
"""Seconds a read waits for earlier changes; after that it returns what has been saved so far."""


class WriterThread:
    """A thread that runs work in the order submitted. It starts with the first submission."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._last: Future[Any] | None = None
        self._impatient = 0
        """The thread that never waits."""

    @property
    def busy(self) -> bool:
        """Whether any work is pending."""
        return self._last is not None and not self._last.done()

    def submit(self, work: Callable[[], Result]) -> Future[Result]:
        """Queue *work*, with the caller's context, and return at once."""
        from concurrent.futures import Future

        future: Future[Result] = Future()
        context = copy_context()

        def turn() -> None:
            try:
                result = context.run(work)
            except BaseException as error:  # noqa: BLE001 - raised for whoever asks for the result
                future.set_exception(error)
            else:
                future.set_result(result)

        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._run, daemon=True, name="termread-library")
                self._thread.start()
            self._last = future
            self._queue.put(turn)
        return future

    def run(self, work: Callable[[], Result]) -> Result:
        """Run *work* in its turn and return the result; in the caller's thread if nothing has been submitted."""
        if self._thread in (None, current_thread()):
            return work()
        return self.submit(work).result()

    def never_wait_here(self) -> None:
        """Make `settle_before_reading` return at once on this thread, a screen's, from now on."""
        self._impatient = get_ident()

    def settle_before_reading(self) -> None:
        """Wait up to `READ_PATIENCE` seconds for everything submitted so far, unless this thread never waits."""
        if self.busy and self._thread is not current_thread() and get_ident() != self._impatient:
            self.settle(READ_PATIENCE)

    def settle(self, seconds: float | None = None) -> bool:
        """Wait up to *seconds* for everything submitted so far; return whether it is done."""
        if self._last is None:
            return True
        from concurrent.futures import wait

        return not wait([self._last], seconds).not_done

    def close(self) -> None:
        """End the thread once everything submitted is done."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._queue.put(None)
            thread.join()

    def _run(self) -> None:
        while (turn := self._queue.get()) is not None:
            turn()


DELAY = 5.0
"""Seconds into a session before the daily backup starts; a shorter session starts it when it ends."""


class DailyBackup:
    """Starts the daily backup once a session has lasted a while, or ends."""

    def __init__(self, folder: Path, begun: float) -> None:
        """Watch the library in *folder*, created at *begun* (seconds); on its first day no backup is made."""
        self._folder = folder
        self._lock = Lock()
        self._waits = not 0 <= time() - begun < DAY
        self._timer = Timer(DELAY, self._begin)
        self._timer.daemon = True
        if self._waits:
            self._timer.start()

    def stop(self) -> None:
        """Start the backup if it is due and has not been started."""
        self._timer.cancel()
        self._begin()

    def _begin(self) -> None:
        with self._lock:
            if not self._waits:
                return
            self._waits = False
        from termread.library.backups import is_due, start

        if is_due(self._folder):
            start(self._folder)
