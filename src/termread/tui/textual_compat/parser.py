"""What makes events of what is typed, where that can be done in the event loop."""

from __future__ import annotations

from importlib import import_module
from selectors import EVENT_READ, DefaultSelector
from typing import Any

from termread.tui.textual_compat import private


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
