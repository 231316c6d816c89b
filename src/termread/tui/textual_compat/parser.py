"""What makes events of what is typed, where that can be done in the event loop."""

from __future__ import annotations

from codecs import getincrementaldecoder
from importlib import import_module
from selectors import EVENT_READ, DefaultSelector
from typing import TYPE_CHECKING, Any

from termread.tui.textual_compat import private

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, TimerHandle
    from collections.abc import Callable

    from textual.message import Message


TICK = 0.02
"""Seconds between two checks whether a lone escape is a key, and not the beginning of a sequence."""


class Typed:
    """What is typed, as messages of the framework, made in the event loop."""

    def __init__(self, parser: Any, loop: AbstractEventLoop, take: Callable[[list[Message]], object]) -> None:
        """Let *take* have what *parser* makes of what is typed, in *loop*."""
        self._parser, self._loop, self._take = parser, loop, take
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._ticking: TimerHandle | None = None

    def feed(self, data: bytes) -> None:
        """Take what was typed."""
        self.stop()
        text = self._decode(data)
        self._hand_on([*self._parser.feed(text), *self._parser.tick()] if text else [])

    def stop(self) -> None:
        """Hand nothing on before more is typed."""
        if self._ticking is not None:
            self._ticking.cancel()
            self._ticking = None

    def _tick(self) -> None:
        self._hand_on(list(self._parser.tick()))

    def _hand_on(self, typed: list[Message]) -> None:
        # No timer while nothing has begun: an idle reader costs nothing.
        begun = private(self._parser, "_timeout_time", 0.0) is not None
        self._ticking = self._loop.call_later(TICK, self._tick) if begun else None
        if typed:
            self._take(typed)


def parser_for(descriptor: int) -> Any:
    """Return what makes events of what is typed on *descriptor*, or None where only Textual's own thread can read that."""
    try:
        kind = private(import_module("textual._xterm_parser"), "XTermParser")
    except ImportError:
        return None
    return kind() if kind and _is_polled(descriptor) else None


def _is_polled(descriptor: int) -> bool:
    """Return whether an event loop can wait for *descriptor*: not for each kind of terminal, on each system."""
    try:
        with DefaultSelector() as selector:
            selector.register(descriptor, EVENT_READ)
    except OSError:
        return False
    return True
