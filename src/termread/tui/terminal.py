"""The terminal as the framework's driver, with what a reader needs: quick to leave, quiet when the window is gone.

It can take over a terminal that `first_screen` has painted already: then it does not clear it, and what it restores in
the end is what the first screen found.
"""

from __future__ import annotations

import os
import select
from codecs import getincrementaldecoder
from threading import Event, get_ident
from typing import Any, cast

from textual import constants
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from termread import first_screen
from termread.tui.turns import Turns

ALTERNATE_SCREEN = "\x1b[?1049h"
HELD = 0.5
"""Seconds that keys are held at most while a page is awaited: they may be meant for what is told meanwhile."""
HELD_FOR_PAGE = 5.0
"""The same where a kept page shows already, which only a busy computer keeps from being there as quickly."""
_TICK = 0.02
"""Seconds between two looks at whether a lone escape is a key, and not the beginning of a sequence."""
UNREAD = 0.5
"""Seconds without a byte taken after which nobody reads the terminal, where the program is told to end."""
LONE = 0.04
"""Seconds after which an escape without more is the key: what was begun is stopped within a tenth of a second."""
if "ESCDELAY" not in os.environ:
    vars(constants)["ESCAPE_DELAY"] = LONE


class Terminal(LinuxDriver):
    """Draws on standard output, wherever standard error goes."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._file = cast("Any", _Screen(1))
        self._wake, self._woken = os.pipe()
        self._dropped = not first_screen.painted
        self._frame: list[str] = []
        """What was written of a frame that the terminal will show at once: one piece wakes the writing thread once."""
        self.gate = Event()
        """Set once there is something that keys can act on."""
        start = getattr(self._app, "start", None)
        self._held = HELD_FOR_PAGE if start is not None and start.painted else HELD
        self._turns = Turns(self._app, self.process_message)
        self._taking = False
        """Whether it is taking the terminal again: a signal that comes meanwhile says nothing new."""

    def write(self, data: str) -> None:
        """Write *data*, a frame in one piece, but do not clear what the first screen has painted."""
        if not self._dropped and data == ALTERNATE_SCREEN:
            self._dropped = True
            return
        if data == SYNC_START or self._frame:
            self._frame.append(data)
            if data != SYNC_END:
                return
            data = "".join(self._frame)
            self._frame.clear()
        super().write(data)

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        first_screen.hold()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self.attrs_before = first_screen.attributes

    def stop_application_mode(self) -> None:
        """Give it back as it was found."""
        self._frame.clear()
        super().stop_application_mode()
        first_screen.forget()

    def _sigcont_application(self, *_: Any) -> None:
        """Take the terminal again and draw on it; who was stopped by others leaves it first, so that nothing is on twice."""
        if self._taking:
            return
        self._taking = True
        try:
            if self._auto_restart and not self._must_signal_resume:
                self.suspend_application_mode()
            super()._sigcont_application()
        finally:
            self._taking = False
        # The framework draws when the size has changed; the terminal is empty though it has not.
        self._app.call_later(self._app.refresh)

    def expect_end(self) -> None:
        """Wait no more for a terminal that nobody reads: the program is about to end."""
        cast("_Screen", self._file).end()

    def toggle_mouse(self) -> bool:
        """Give the mouse to the terminal, or take it; returns whether it is ours now."""
        if self._mouse:
            self._disable_mouse_support()
            self._mouse = False
        else:
            self._mouse = True
            self._enable_mouse_support()
        return self._mouse

    def disable_input(self) -> None:
        """Stop reading keys at once."""
        os.write(self._woken, b".")
        super().disable_input()
        select.select([self._wake], [], [], 0)
        os.read(self._wake, 1)

    def run_input_thread(self) -> None:
        """Hand on what is typed, until told to stop or until the terminal is gone."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        self._wait_for_gate()
        while not self.exit_event.is_set():
            # Without a timeout while nothing has begun: an idle reader costs nothing.
            begun = parser._timeout_time is not None
            ready, _, _ = select.select([self.fileno, self._wake], [], [], _TICK if begun else None)
            if self._wake in ready:
                break
            typed: list[Message] = []
            if self.fileno in ready:
                data = self._read()
                if not data:
                    break
                typed += parser.feed(decode(data))
            typed += parser.tick()
            if typed:
                self._loop.call_soon_threadsafe(self._turns.take, typed)

    def send_message(self, message: Message) -> None:
        """Post *message* to the app, from whichever thread."""
        if self._app._thread_id == get_ident():
            self._app.post_message(message)
        else:
            self._loop.call_soon_threadsafe(self._app.post_message, message)

    def _wait_for_gate(self) -> None:
        """Let keys wait in the terminal until something can obey them, but not longer than a reader would."""
        for _ in range(int(self._held / _TICK)):
            if self.gate.is_set() or select.select([self._wake], [], [], 0)[0]:
                return
            self.gate.wait(_TICK)

    def _read(self) -> bytes:
        """Return what was typed, or nothing where the terminal is gone: SIGHUP follows then."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""


def _unblocked(descriptor: int) -> int:
    """Return the terminal of *descriptor* opened once more, so that a write never blocks: the shell shares the other."""
    try:
        return os.open(os.ttyname(descriptor), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return descriptor


class _Screen:
    """Standard output as a file of text that forgives a terminal that is gone, and a locale that knows no Unicode."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._own = _unblocked(descriptor)
        self._wake, self._woken = os.pipe()
        self._ending = self._lost = False

    def fileno(self) -> int:
        return self._descriptor

    def end(self) -> None:
        """From now on do not wait for a terminal that nobody reads; safe in a handler of signals."""
        if not self._ending:
            self._ending = True
            os.write(self._woken, b".")

    def write(self, text: str) -> None:
        data = memoryview(text.encode("utf-8", "replace"))
        while data and not self._lost:
            try:
                data = data[os.write(self._own, data) :]
            except BlockingIOError:
                self._wait()
            except OSError:
                return

    def _wait(self) -> None:
        """Wait until the terminal takes more, but not for long once the program ends."""
        wake = [] if self._ending else [self._wake]
        ready = select.select(wake, [self._own], [], UNREAD if self._ending else None)
        self._lost = self._ending and not any(ready)

    def flush(self) -> None:
        """Nothing waits."""
