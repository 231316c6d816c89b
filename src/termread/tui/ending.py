"""Endings: a key, a signal, a fault. What is kept is saved, the terminal is as it was, and the status says which it was."""

from __future__ import annotations

import asyncio
import signal

from textual.app import App

from termread import report
from termread.tui.layers import Layered

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT") if hasattr(signal, name))


class Ending(Layered, App[int], layer=True):
    """The part of the app that ends it."""

    reported: str | None = None
    """Where the report of a fault is, in a sentence."""
    failed_with: int = 0
    """The status of what could not be opened at the start, until an article shows."""
    left_with: int | None = None

    def watch_signals(self) -> None:
        """Leave in good order when a signal says so."""
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            try:
                loop.add_signal_handler(number, self.leave, 128 + number)
                # The loop itself may be waiting for a terminal that nobody reads; Python calls this all the same, and
                # wakes the loop as before.
                signal.signal(number, self._expect_end)
            except (NotImplementedError, RuntimeError, ValueError):
                return

    def _expect_end(self, *_: object) -> None:
        expect_end = getattr(self._driver, "expect_end", None)
        if expect_end is not None:
            expect_end()

    def leave(self, status: int) -> None:
        """End the program with *status*."""
        if self.left_with is not None:
            return
        self.left_with = status
        self.save()
        self.exit(return_code=status)

    async def action_quit(self) -> None:
        """Leave."""
        self.leave(self.failed_with)

    def save(self) -> None:
        """Save what is not saved yet."""

    def _handle_exception(self, error: Exception) -> None:
        """Write a report of a fault of ours, and end; no traceback is ever drawn."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            self.left_with = 1
            self.reported = report.sentence_of(error)
        self._close_messages_no_wait()
