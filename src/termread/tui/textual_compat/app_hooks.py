"""What an app does with private names of Textual: report faults without a traceback, and begin with a screen of its own."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from textual.app import App
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


def begins_with(app: App[Any], screen: Screen[Any]) -> bool:
    """Make *screen*, which *app* begins with, one that can be switched; returns False where that cannot be done."""
    push = private(screen, "_push_result_callback")
    if push is not None:
        push(app, None)  # Textual forgets it, and fails when the screen is switched
    return push is not None
