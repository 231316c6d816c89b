"""What the reader changes, handed to the library's writer thread; what came of it, handed back to the screen."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING, TypeVar

from termread.errors import TermreadError

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from termread.desk import Desk

Result = TypeVar("Result")

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
