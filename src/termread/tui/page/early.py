"""The early driver: shows a screen and obeys its keys on the bare terminal, while the framework is being imported.

It is a thread, because the main thread imports: what Python does in a signal, and an app's event loop, belong to the main
thread. It knows nothing of what it shows but `EarlyScreen`, which an article (`article`) and the shelf implement. Nothing
here, nor in what implements it, may import the framework.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Protocol

from termread import first_key, first_screen
from termread.tui.page.draw import changes, whole, write
from termread.tui.page.tty import UNREAD, Key, Output, decode, read
from termread.write.terminal import depth_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NoReturn

    from termread.tui.page.rows import Row

ESCAPE = 0.04
"""Seconds after which an escape without more is the key, and not the beginning of a sequence."""


class EarlyScreen(Protocol):
    """A screen that the early driver can show. All methods are called in the driver's thread, until it hands over."""

    def resize(self, columns: int, rows: int) -> None:
        """Lay out for a terminal of *columns* by *rows* cells; called before the first `frame` and at every change."""

    def frame(self) -> Sequence[Row]:
        """Return the whole screen, a row of cells for each row of the terminal, as the app will draw it."""

    def key(self, key: Key) -> EarlyScreen | None:
        """Obey *key*, and return what shows from now on: this screen, or another one that the key led to.

        None means that only the app knows this key: it and all that is typed after it wait for the app, in order, so
        nothing may have been changed by it, a count typed before included. Raises SystemExit, with the exit status, for
        a key that ends the program; `leave` is called then.
        """

    def rest(self) -> bool:
        """Do what can wait until nothing is typed; returns whether it changed what shows."""

    def leave(self) -> None:
        """Save what the reader has changed (a place), because the program ends, by a key or by a signal."""


class Early:
    """Drives one screen after the other in a thread of its own, until the app takes over or the program ends."""

    def __init__(self, screen: EarlyScreen, end: Callable[[int], NoReturn]) -> None:
        """Show *screen* once started; *end* ends the program with a status, with the terminal and the library in order."""
        self.screen = screen
        """What shows; another thread may use it once `hand_over` has returned."""
        self.began = screen
        """What showed first."""
        self.held = b""
        """What was typed and not obeyed, once it was handed over."""
        self.failed = False
        """Whether what shows cannot be taken over."""
        self._end = end
        self._output = Output(1)
        self._depth = depth_of(os.environ)
        self._frame: Sequence[Row] = ()
        self._reports = b""
        self._typed = first_key.take()
        self._holding = self._stopped = False
        self._wake, self._woken = os.pipe()
        self._lock, self._shown = Lock(), Event()
        self._thread = Thread(target=self._run, daemon=True, name="termread-early")

    def start(self) -> None:
        """Show the screen, and return once it shows and obeys."""
        self._interval = sys.getswitchinterval()
        sys.setswitchinterval(first_key.SWITCH)
        first_screen.listener = self.ask
        self._thread.start()
        self._shown.wait()
        first_key.end()

    def ask(self, number: int) -> bool:
        """React to the signal *number* in the driver's thread; returns False where it no longer drives."""
        if self._stopped:
            return False
        os.write(self._woken, bytes([number]))
        if number in first_screen.ENDING:
            first_screen.listener = None  # a second one ends the program at once
            self._output.end()
        return True

    def hand_over(self) -> None:
        """Stop; what shows is in *screen* then, and what is still to be obeyed in *held*. May be called again."""
        with self._lock:
            if not self._stopped:
                os.write(self._woken, b"\0")
                self._thread.join()
                self._stopped = True
                first_screen.listener = None
                sys.setswitchinterval(self._interval)
                self.held = self._reports + self._typed

    def _run(self) -> None:
        try:
            self._resize()
            self._obey(late=False)  # the first key, before the screen is found as that leaves it
            self._paint_all(first_screen.screen)
            going = self._react(0)  # what was typed so far, before the importing thread goes on
            self._shown.set()
            while going:
                self._rest()
                going = self._react()
        except Exception as error:  # noqa: BLE001 - the app shows the article anew
            from termread import journal

            journal.note("error", f"{type(error).__name__} before the app")
            self.failed = True
        self._shown.set()

    def _react(self, seconds: float | None = None) -> bool:
        """Wait for a key or a signal, for so many *seconds* or for ever, and react to it; returns False once asked to stop."""
        begun = bool(self._typed) and not self._holding and seconds is None
        ready, _, _ = select.select([0, self._wake], [], [], ESCAPE if begun else seconds)
        if self._wake in ready and not self._heed(os.read(self._wake, 1)[0]):
            return False
        if 0 in ready:
            typed = read()
            if not typed:
                self._leave(128 + signal.SIGHUP)
            self._typed += typed
        if self._typed and not self._holding:
            self._obey(late=begun and not ready)
            self._paint()
        return True

    def _rest(self) -> None:
        """Let the screen do what can wait, if nothing is to be obeyed."""
        if not self._typed and not select.select([0, self._wake], [], [], 0)[0] and self.screen.rest():
            self._paint()

    def _heed(self, number: int) -> bool:
        """React to the signal *number*; returns False for 0, which stops the driver."""
        if number in first_screen.ENDING:
            self._leave(128 + number)
        if number == signal.SIGTSTP:
            first_screen.suspend()
        elif number:
            if number == signal.SIGCONT:
                first_screen.resume()
            self._resize()
            self._paint_all()
        return bool(number)

    def _obey(self, *, late: bool) -> None:
        """Obey what was typed, as far as it is known; if *late*, nothing follows an escape."""
        while self._typed and not self._holding:
            key, size = decode(self._typed, late=late)
            if not size:
                return
            if key is None:
                self._reports += self._typed[:size]
            else:
                try:
                    screen = self.screen.key(key)
                except SystemExit as end:
                    self._leave(int(end.code or 0))
                if screen is None:
                    self._holding = True
                    return
                if screen is not self.screen:
                    self.screen = screen
                    self._resize()
            self._typed = self._typed[size:]
            if select.select([self._wake], [], [], 0)[0]:
                return

    def _resize(self) -> None:
        try:
            size = os.get_terminal_size(1)
        except OSError:  # the terminal is gone, as reading keys will find, but what was typed before that still counts
            size = os.terminal_size((80, 24))
        self.screen.resize(size.columns, size.lines)

    def _paint(self) -> None:
        """Write the cells that have changed."""
        before, self._frame = self._frame, self.screen.frame()
        if len(before) != len(self._frame) or before[0].columns != self._frame[0].columns:
            self._paint_all()
        elif changed := changes(before, self._frame):
            self._output.write(write(changed, self._depth))

    def _paint_all(self, there: bytes = b"") -> None:
        """Write every cell, unless all that is what is *there* already."""
        self._frame = self.screen.frame()
        screen = write(whole(self._frame), self._depth).encode("utf-8", "replace")
        if screen != there:
            with Output.lock:
                first_screen.paint(screen, self._output.put)

    def _leave(self, status: int) -> NoReturn:
        """End the program with *status*; nothing is written to the terminal any more but what restores it."""
        first_screen.ending = self._thread.join
        self._output.end()
        try:
            self.screen.leave()
        finally:
            Output.lock.acquire(timeout=UNREAD)
            first_screen.changing.acquire(timeout=UNREAD)
            first_screen.release(self._output.put)
            self._end(status)
