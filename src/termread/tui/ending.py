"""Endings: a key, a signal, a fault. What is kept is saved, the terminal is as it was, and the status says which it was."""

from __future__ import annotations

import asyncio
import signal

from termread.tui.layers import Layered
from termread.tui.textual_compat.faults import FaultReports
from termread.tui.textual_compat.terminal import Terminal

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT") if hasattr(signal, name))


class Ending(Layered, FaultReports, layer=True):
    """The part of the app that ends it."""

    terminal: Terminal | None = None
    """What drives the terminal, where there is one."""
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
        if self.terminal is not None:
            self.terminal.expect_end()

    def leave(self, status: int) -> None:
        """End the program with *status*."""
        if self.left_with is not None or self.reported:
            return
        self.left_with = status
        self.save()
        self.exit(return_code=status)

    async def action_quit(self) -> None:
        """Leave."""
        self.leave(self.failed_with)

    def save(self) -> None:
        """Save what is not saved yet."""
