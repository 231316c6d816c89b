"""Loading one picture after the other for the screen of a figure, in a thread of its own that nobody waits for."""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from termread import journal
from termread.engine.engine import Engine
from termread.errors import Cancelled, TermreadError

if TYPE_CHECKING:
    from termread.config import FetchSettings
    from termread.engine.messages import Event, Order
    from termread.interchange import ImportRow

Hand = Callable[["Event | ImportRow | TermreadError"], object]
"""Takes each event of an order, or its error, in the thread that works."""


class PictureLoader:
    """Carries out orders; only the last one counts, and what comes of those before it is dropped."""

    def __init__(self, settings: FetchSettings) -> None:
        """Fetch as *settings* say; no process is started yet."""
        self._engine = Engine(settings, pictures=True)
        self._orders: SimpleQueue[tuple[int, Order, Hand] | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._latest = 0
        self.busy = False
        """Whether the last order is not done."""

    def ask(self, order: Order, hand: Hand) -> None:
        """Have *order* carried out after the one at work, and what comes of it handed to *hand*."""
        self._latest += 1
        self.busy = True
        self._orders.put((self._latest, order, hand))
        if self._thread is None:
            self._thread = Thread(target=self._work, daemon=True, name="termread-figure")
            self._thread.start()

    def cancel(self) -> bool:
        """Cancel the last order; returns whether it was not done."""
        was, self.busy = self.busy, False
        self._latest += 1
        self._engine.cancel()
        return was

    def close(self) -> None:
        """Cancel, and end the process."""
        self.cancel()
        self._orders.put(None)

    def _work(self) -> None:
        try:
            while (asked := self._orders.get()) is not None:
                number, order, hand = asked
                if number == self._latest:
                    self._carry_out(number, order, hand)
        finally:
            self._engine.close()

    def _carry_out(self, number: int, order: Order, hand: Hand) -> None:
        outcome: TermreadError | None = None
        try:
            for event in self._engine.run(order):
                if number == self._latest:
                    hand(event)
        except Cancelled:
            return
        except TermreadError as error:
            journal.note("warning", error.text)
            outcome = error
        if number == self._latest:
            self.busy = False
            if outcome is not None:
                hand(outcome)
