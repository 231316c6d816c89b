"""The terminal as Textual's driver, with what a reader needs: quick to leave, quiet when the window is gone.

It can take over a terminal that `first_screen` has painted already: then it does not clear it, and in the end it restores
what the first screen found. Textual's own driver reads on where it has to: see the table of `textual_compat`.
"""

from __future__ import annotations

import os
import select
import signal
from asyncio import get_running_loop
from threading import Event, get_ident
from typing import TYPE_CHECKING, Any

from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from termread import first_key, first_screen
from termread.tui.graphics.layers import Layers
from termread.tui.page.tty import Output, keys_in
from termread.tui.page.tty import read as read_typed
from termread.tui.terminal_answers import Answers
from termread.tui.terminal_background import Background
from termread.tui.textual_compat import private
from termread.tui.textual_compat.app_hooks import KeyQueue
from termread.tui.textual_compat.parser import TICK, Typed, parser_for

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from termread.tui.graphics.ability import Ability
    from termread.tui.page.early import Early

ALTERNATE_SCREEN = "\x1b[?1049h"
SYNC_START, SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
MOUSE_OFF = "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
MOUSE_ON = "\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h"

ALL = range(10_000)
"""Every row of a screen."""
HELD = 0.5
"""Seconds for which keys are held at most until there is a page: they may be meant for a message shown meanwhile."""
HELD_FOR_PAGE = 5.0
"""The same where a saved page is on the screen already; only a busy computer needs that long."""


class Terminal(LinuxDriver):
    """Draws on standard output, wherever standard error goes."""

    def __init__(self, app: Any, *, mouse: bool = True, **options: Any) -> None:
        super().__init__(app, mouse=mouse, **options)
        self.app = app
        app.terminal = self
        self.mouse_on = mouse
        self.gate = Event()
        """Set once there is something that keys can act on."""
        self._output = Output(1)
        self._ours = private(self, "_file") is not None
        """Whether the framework writes to it."""
        if self._ours:
            self._file: Any = self._output
        self._handed = 0
        """How many pieces were handed to the thread that writes."""
        self._wake, self._woken = os.pipe()
        self._typed: Typed | None = None
        """What is typed, where the event loop reads that."""
        self.answers = Answers(self._give_back)
        """Everything that it answers."""
        self.background = Background(self, app.take_background)
        self._layers = Layers(self)
        self._turn = 0
        """How often reading keys was stopped."""
        self._keep_first_screen = first_screen.painted
        self._frame: list[str] = []
        """What was written of a frame that the terminal shows at once: in one piece it wakes the writing thread once."""
        self._before = True
        """Whether the terminal was never taken yet."""
        self._on = False
        """Whether it is ours now."""
        self._sync = False
        """Whether it can show a frame at once."""
        self._held = HELD_FOR_PAGE if app.start.painted else HELD
        self._keys = KeyQueue(app, super().process_message, app.obey)
        self._thread, self._here = get_ident(), get_running_loop()
        # Textual handles these in the middle of whatever runs, where a second write would wait for the first one for ever.
        self._on_signal(signal.SIGTSTP, self._stop)
        self._on_signal(signal.SIGCONT, self._continue)

    # Output

    def write(self, data: str) -> None:
        """Write *data*, a frame in one piece, but do not clear what the first screen has painted."""
        if data == ALTERNATE_SCREEN:
            self._on = True
            if self._keep_first_screen:
                self._keep_first_screen = False
                return
        if not self._on:
            return  # nobody would take it from the writing thread
        if data == SYNC_START or self._frame:
            self._frame.append(data)
            if data != SYNC_END:
                return
            data = f"{SYNC_START}{self._with_layers(''.join(self._frame[1:-1]), ALL)}{SYNC_END}"
            self._frame.clear()
        # At once where nothing is being written: to wake the thread takes longer than to write a page.
        if self._ours and self._handed == self._output.written:
            if self._output.write_at_once(data):
                return
            data = ""
        self._handed += 1
        super().write(data)

    def write_frame(self, data: str, rows: Container[int] = ()) -> None:
        """Write *data*, which draws *rows*, so that the terminal shows all of it at once, and the cursor where it was."""
        column, row = self.app.cursor_position
        self.write_pixels(f"{self._with_layers(data, rows)}\x1b[{row + 1};{column + 1}H")

    def flush(self) -> None:
        """End a frame of the framework, where the terminal cannot show a frame at once."""
        if self._on and not self._sync and (data := self._with_layers("", ALL)):
            self.write(data)

    def ability(self, then: Callable[[], object]) -> Ability | None:
        """Return how pictures can be drawn; None until the terminal has answered, and *then* is called once it has."""
        # Nothing is asked where only Textual's own thread reads: it would take the answers for keys.
        return self._layers.ability(then, lambda: parser_for(self.fileno) is not None)

    def write_pixels(self, data: str) -> None:
        """Write *data*, which leaves the cursor where it is, so that all of it shows at once."""
        self.write(f"{SYNC_START}{data}{SYNC_END}" if self._sync else data)

    def _with_layers(self, frame: str, rows: Container[int]) -> str:
        """Return *frame*, which draws *rows*, with what belongs over it."""
        return self._layers.around(frame, rows, at_once=self._sync) if self._on else frame

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        if self._before:
            first_screen.hold()
        with first_screen.changing:
            super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._before:
            self.attrs_before = first_screen.attributes
            self._before = False
        elif self._on and not self.mouse_on:
            self.write(MOUSE_OFF)

    def stop_application_mode(self) -> None:
        """Give it back as it was found."""
        self._frame.clear()
        if self._on:
            self.write(self._layers.clear())
        self.background.unwatch()
        super().stop_application_mode()
        self._on = False
        first_screen.forget()

    def expect_end(self) -> None:
        """Stop waiting for a terminal that nobody reads: the program is about to end."""
        self._output.end()

    def toggle_mouse(self) -> bool:
        """Give the mouse to the terminal, or take it back; returns whether it is ours now."""
        self.mouse_on = not self.mouse_on
        self.write(MOUSE_ON if self.mouse_on else MOUSE_OFF)
        return self.mouse_on

    # Stopping and going on

    def _on_signal(self, number: int, handle: Callable[[], object]) -> None:
        """Let the event loop *handle* a signal once it comes to it."""

        def later(*_: object) -> None:
            if not self._here.is_closed():
                self._here.call_soon_threadsafe(handle)

        signal.signal(number, later)

    def _stop(self) -> None:
        """Give the terminal back and stop, as Ctrl-Z asks for."""
        if not self._on and first_screen.is_heard(signal.SIGTSTP):
            return
        if self._on:
            self.suspend_application_mode()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _continue(self) -> None:
        """Take the terminal again and draw on it; a program stopped by others leaves it first, so nothing is on twice."""
        if not self._on and first_screen.is_heard(signal.SIGCONT):
            return
        if self._on:
            self.suspend_application_mode()
        self.resume_application_mode()
        self.app.post_message(Driver.SignalResume())
        # Textual draws where the size has changed; the terminal is empty though it has not.
        self.app.call_later(self.app.refresh)

    # Input

    def disable_input(self) -> None:
        """Stop reading keys at once."""
        self._turn += 1
        if self._typed is not None:
            self._typed.stop()
        if not self._here.is_closed():
            self._here.remove_reader(self.fileno)
        os.write(self._woken, b".")
        super().disable_input()
        select.select([self._wake], [], [], 0)
        os.read(self._wake, 1)

    def run_input_thread(self) -> None:
        """Hand on what was typed before there was a page; then the event loop reads, so that a key wakes no other thread."""
        turn = self._turn
        self._wait_for_gate()
        parser, held = parser_for(self.fileno), self._held_early()
        if parser is None:
            for key in keys_in(held):
                self.process_message(Key(key.key, key.character))
            super().run_input_thread()
            return
        typed = self._typed = Typed(parser, self._here, self._take)
        if held:
            self._here.call_soon_threadsafe(lambda: typed.feed(self.answers.take(held)))
        if not self.exit_event.is_set():
            self._here.call_soon_threadsafe(self._listen, turn, typed)

    def _listen(self, turn: int, typed: Typed) -> None:
        """Hand on what is typed, until told to stop or until the terminal is gone."""

        def read() -> None:
            if data := read_typed(self.fileno):
                typed.feed(self.answers.take(data))
            else:
                self._here.remove_reader(self.fileno)

        if turn == self._turn:
            self._here.add_reader(self.fileno, read)
            self.background.watch()
            if self.app.desk.config.page.large_headline:
                self._layers.ask_for_large_text(self.app.take_large_text)

    def _give_back(self, typed: bytes) -> None:
        if self._typed is not None:
            self._typed.feed(typed)

    def process_message(self, message: Message) -> None:
        """Take what Textual's own thread has read."""
        self._here.call_soon_threadsafe(self._take, [message])

    def _take(self, typed: list[Message]) -> None:
        self._sync |= any(isinstance(each, TerminalSupportsSynchronizedOutput) for each in typed)
        self._keys.take(typed)

    def send_message(self, message: Message) -> None:
        """Post *message* to the app, from whichever thread."""
        if get_ident() == self._thread:
            self.app.post_message(message)
        else:
            self._here.call_soon_threadsafe(self.app.post_message, message)

    def _wait_for_gate(self) -> None:
        """Let keys wait in the terminal until something can obey them, but not longer than a reader would."""
        for _ in range(int(self._held / TICK)):
            if self.gate.is_set() or select.select([self._wake], [], [], 0)[0]:
                return
            self.gate.wait(TICK)

    def _held_early(self) -> bytes:
        """Return what was typed before the app was there, and has not been obeyed."""
        early: Early | None = self.app.start.early
        if early is None:
            first_key.end()
            return first_key.take()
        early.hand_over()
        return early.held
