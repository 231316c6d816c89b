"""What goes on beside the screen, and how its outcome comes back to the app's own thread.

Work has a thread of its own that nobody waits for at the end; changes go to the library's writer thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from termread import journal
from termread.desk import Desk, Opened
from termread.engine.messages import Order
from termread.errors import Cancelled, TermreadError
from termread.fetch.addresses import STANDARD_INPUT

if TYPE_CHECKING:
    from textual.app import App

Result = TypeVar("Result")

Came = Callable[[str, Opened | TermreadError | None], object]
"""What takes each address with what became of it, in the thread that opens; after the last, no address and None."""


class Workers:
    """Does work elsewhere and brings the results back to the app's own thread, in the order in which they come."""

    def __init__(self, app: App[Any], desk: Desk) -> None:
        """Work for *app* at *desk*."""
        self._app = app
        self._desk = desk
        self._engine = Lock()
        self._latest = 0
        self.running = False
        """Whether the engine is at work for us."""
        self.out = 0
        """Pieces of work of which nothing has been heard yet."""

    def ask_engine(
        self,
        events: Callable[[], Iterator[Any]],
        tell: Callable[[Any], None],
        fail: Callable[[TermreadError], None],
        *,
        begun: bool = False,
    ) -> None:
        """Hand each of the *events* to *tell*, or the error to *fail*; what was asked before is cancelled.

        With *begun*, the engine is at work on these already.
        """
        self._latest += 1
        number = self._latest
        if not begun:
            self._desk.cancel()
        self.running = True

        def work() -> None:
            with self._engine:
                if number != self._latest:
                    return
                try:
                    for event in events():
                        self._app.call_later(self._hand, number, tell, event)
                except Cancelled:
                    pass
                except TermreadError as error:
                    journal.note("debug", f"worker: {error.text}")
                    self._app.call_later(self._hand, number, fail, error)
                except Exception as error:  # noqa: BLE001 - it belongs to the app, which reports it
                    self._app.call_later(_throw, error)
                self._app.call_later(self._done, number)

        Thread(target=work, daemon=True, name="termread-engine").start()

    def cancel(self) -> bool:
        """Cancel what the engine does; returns whether it did anything."""
        if not self.running:
            return False
        self._latest += 1
        self.running = False
        self._desk.cancel()
        return True

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        fail: Callable[[TermreadError], None],
    ) -> None:
        """Hand the result of *work* to *done*, or the error to *fail*."""

        def job() -> None:
            try:
                result = work()
            except TermreadError as error:
                journal.note("debug", f"worker: {error.text}")
                self._app.call_later(self._back, fail, error)
            except Exception as error:  # noqa: BLE001 - it belongs to the app, which reports it
                self._app.call_later(_throw, error)
            else:
                self._app.call_later(self._back, done, result)

        self.out += 1
        Thread(target=job, daemon=True, name="termread-work").start()

    def _hand(self, number: int, tell: Callable[[Any], None], event: Any) -> None:
        if number == self._latest:
            tell(event)

    def _back(self, tell: Callable[[Any], None], outcome: Any) -> None:
        self.out -= 1
        tell(outcome)

    def _done(self, number: int) -> None:
        if number == self._latest:
            self.running = False


def _throw(error: Exception) -> None:
    raise error


class BackgroundOpener:
    """Opens the further articles of the command line with an engine of its own, so that the one that shows waits for none."""

    def __init__(self, desk: Desk, addresses: Sequence[str], data: bytes | None, came: Came) -> None:
        """Begin at once; *data* is what came by standard input."""
        self._desk = Desk(desk.config, desk.folders, library=desk.library)
        self._addresses = tuple(addresses)
        self._data = data
        self._came = came
        self._over = False
        self._thread = Thread(target=self._work, daemon=True, name="termread-opener")
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether any is still to come."""
        return self._thread.is_alive()

    def cancel(self) -> None:
        """Open no more."""
        self._over = True
        self._desk.cancel()

    def _work(self) -> None:
        try:
            for address in self._addresses:
                if self._over:
                    return
                self._came(address, self._open(address))
            self._came("", None)
        except Cancelled:
            return
        finally:
            self._desk.engine.close()

    def _open(self, address: str) -> Opened | TermreadError | None:
        data = self._data if address == STANDARD_INPUT else None
        opened = None
        try:
            for event in self._desk.open(Order(address, data=data), unread=True):
                if isinstance(event, Opened):
                    opened = event
        except Cancelled:
            raise
        except TermreadError as error:
            return error
        return opened


if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from termread.desk import Desk

GRACE = 0.02
"""Seconds that a screen waits for a change: nearly all are saved by then, and show in the same frame as the key."""


class Changes:
    """Makes the changes of one screen, in order; the screen never waits longer than `GRACE`."""

    def __init__(self, screen: MessagePump, desk: Desk, fail: Callable[[TermreadError], object]) -> None:
        """Make changes for *screen*, which says what it is told by its `say`; errors are handed to *fail*."""
        self._screen = screen
        self._desk = desk
        self._fail = fail
        self._out = 0

    def make(self, change: Callable[[], Result], done: Callable[[Result], object], *, quiet: bool = False) -> None:
        """Do *change* in the writer thread, after all that was asked for before, and hand its result to *done*.

        The status row says "Saving…" while it takes long, unless *quiet*.
        """
        library = self._desk.library
        first = not (self._out or library.busy)
        library.never_wait_here()
        future = library.later(change)
        self._desk.unheard.add(future)
        if first and wait([future], GRACE).done:
            self._hand_over(future, done)
            return
        self._out += 1
        if not quiet:
            self._screen.say("Saving…")  # type: ignore[attr-defined]
        app = self._screen.app
        future.add_done_callback(lambda future: app.call_later(self._came, future, done))

    def look(self, read: Callable[[], Result], done: Callable[[Result], object]) -> None:
        """Hand what *read* reads to *done*: at once, or after the changes that are not saved yet."""
        if self._out or self._desk.library.busy:
            self.make(read, done, quiet=True)
            return
        try:
            found = read()
        except TermreadError as error:
            self._fail(error)
        else:
            done(found)

    def _came(self, future: Future[Result], done: Callable[[Result], object]) -> None:
        self._out -= 1
        self._hand_over(future, done)

    def _hand_over(self, future: Future[Result], done: Callable[[Result], object]) -> None:
        self._desk.unheard.discard(future)
        try:
            result = future.result()
        except TermreadError as error:
            self._fail(error)
        else:
            if self._screen.is_attached:
                done(result)
