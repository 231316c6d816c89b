"""What an app does with private names of Textual: report faults without a traceback, begin with a screen of its own, take keys one at a time."""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from textual.app import App
from textual.events import Key
from textual.filter import LineFilter, Monochrome, NoColor
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen

from termread.journal import sentence_of
from termread.tui.textual_compat import private


def report_faults(app: type[App[Any]]) -> None:
    """Let an app of this class end with a report of a fault, whose sentence is in *reported*, and draw no traceback."""

    def handle(self: Any, error: Exception) -> None:
        if self.reported is None:
            self.reported = sentence_of(error)
        # Textual draws a traceback, unless an exception says how it is shown itself; then it asks `panic`.
        with suppress(AttributeError):
            error.__rich__ = str  # type: ignore[attr-defined]
        App._handle_exception(self, error)

    def panic(self: Any, *renderables: Any) -> None:
        App.panic(self, *(() if self.reported else renderables))

    app._handle_exception = handle  # type: ignore[method-assign]
    app.panic = panic  # type: ignore[method-assign]


def filter_colors(app: type[App[Any]], no_colors: LineFilter) -> None:
    """Let an app of this class draw without color only if NO_COLOR is not empty, and then by *no_colors* alone.

    Textual dims instead, and heeds an empty NO_COLOR too, which means nothing (https://no-color.org).
    """

    def filters(self: Any) -> list[LineFilter]:
        kept = [each for each in App.get_line_filters(self) if not isinstance(each, Monochrome | NoColor)]
        return [*kept, no_colors] if self.no_color else kept

    app.get_line_filters = filters  # type: ignore[method-assign]


def begins_with(app: App[Any], screen: Screen[Any]) -> bool:
    """Make *screen*, which *app* begins with, one that can be switched; returns False where that cannot be done."""
    push = private(screen, "_push_result_callback")
    if push is not None:
        push(app, None)  # Textual forgets it, and fails when the screen is switched
    return push is not None


OBEYED = 1.5
"""Seconds that a key is given to go all its way."""
WAY_OUT = 0.3
"""The same before the key that ends the program, which is never kept waiting long."""


class KeyQueue:
    """What was typed and has not been handed on with *send* yet. It lives in the app's event loop.

    A key that *obey* takes is not sent: nothing else is to hear of it.
    """

    def __init__(
        self, app: App[Any], send: Callable[[Message], None], obey: Callable[[Key], bool] = lambda _: False
    ) -> None:
        self._app = app
        self._send, self._obey = send, obey
        self._typed: deque[Message] = deque()
        self._way: list[MessagePump] = []
        """The way of the last key: down to the focus, and up again."""
        self._waiting: TimerHandle | None = None
        """What ends the waiting of the first of them, if that waits."""

    def take(self, typed: Iterable[Message]) -> None:
        """Hand on what was *typed*, in its turn."""
        self._typed += typed
        if self._waiting is None:
            self._hand_on()

    def _hand_on(self) -> None:
        while self._typed:
            event = self._typed[0]
            if isinstance(event, Key):
                if not all(map(_rests, self._way)):
                    self._wait(WAY_OUT if event.key == "ctrl+c" else OBEYED)
                    return
                before, self._way = self._way, _way_of(self._app)
                # All of the way rests only if it is the one that was asked.
                if before == self._way and self._obey(event):
                    self._typed.popleft()
                    continue
            self._send(self._typed.popleft())

    def _wait(self, seconds: float) -> None:
        """Go on once nothing is on its way any more, but after so many *seconds* in any case."""
        loop = get_running_loop()

        def go_on() -> None:
            timer.cancel()
            self._waiting, self._way = None, []
            self._hand_on()

        def look() -> None:
            if self._waiting is timer:
                # What a key leads to may lead further: an answer that is given closes what asked for it.
                _follow(self._way, lambda: loop.call_soon(answered))

        def answered() -> None:
            if self._waiting is timer:
                (go_on if all(_rests(pump, answered=True) for pump in self._way) else look)()

        self._waiting = timer = loop.call_later(seconds, go_on)
        look()


def _way_of(app: App[Any]) -> list[MessagePump]:
    focus = app.focused or app.screen
    # A widget tells itself first what it then tells those that hold it.
    return [app, focus, *focus.ancestors_with_self]


def _rests(pump: MessagePump, *, answered: bool = False) -> bool:
    """Return whether *pump* has nothing to do: it waits for a message, or for none any more.

    Without Textual's private names that is known only of one that has just *answered*.
    """
    if not pump.is_running:
        return True
    ready = private(private(pump, "_message_queue"), "ready_event")
    waiters = private(ready, "_waiters")
    if waiters is None:
        return answered and not pump.message_queue_size
    return bool(waiters) and not ready.is_set()


def _follow(way: list[MessagePump], done: Callable[[], object]) -> None:
    """Call *done* once everything along the *way* has answered what it was told before."""
    # What the key itself has closed would never answer.
    while way and not way[0].is_running:
        way = way[1:]
    if way:
        way[0].call_later(_follow, way[1:], done)
    else:
        done()
