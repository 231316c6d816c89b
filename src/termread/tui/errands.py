"""Errands: work that must not stop the keyboard, each in a thread of its own that nobody waits for at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from termread import journal
from termread.errors import Cancelled, TermreadError

if TYPE_CHECKING:
    from textual.app import App

    from termread.desk import Desk

Result = TypeVar("Result")


class Errands:
    """Sends work away and brings results back to the app's own thread, in the order in which they come."""

    def __init__(self, app: App[Any], desk: Desk) -> None:
        """Work for *app* at *desk*."""
        self._app = app
        self._desk = desk
        self._engine = Lock()
        self._latest = 0
        self.running = False
        """Whether the engine is at work for us."""
        self.out = 0
        """Errands of which nothing has been heard yet."""

    def ask_engine(
        self,
        events: Callable[[], Iterator[Any]],
        tell: Callable[[Any], None],
        fail: Callable[[TermreadError], None],
        *,
        begun: bool = False,
    ) -> None:
        """Hand each of the *events* to *tell*, or the error to *fail*; what was asked before is called off.

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
                    journal.note("debug", f"errand: {error.text}")
                    self._app.call_later(self._hand, number, fail, error)
                except Exception as error:  # noqa: BLE001 - it belongs to the app, which reports it
                    self._app.call_later(_throw, error)
                self._app.call_later(self._done, number)

        Thread(target=work, daemon=True, name="termread-engine").start()

    def call_off(self) -> bool:
        """Call off what the engine does; returns whether it did anything."""
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

        def errand() -> None:
            try:
                result = work()
            except TermreadError as error:
                journal.note("debug", f"errand: {error.text}")
                self._app.call_later(self._back, fail, error)
            except Exception as error:  # noqa: BLE001 - it belongs to the app, which reports it
                self._app.call_later(_throw, error)
            else:
                self._app.call_later(self._back, done, result)

        self.out += 1
        Thread(target=errand, daemon=True, name="termread-errand").start()

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
