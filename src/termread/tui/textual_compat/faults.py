"""Faults of ours: a report and its sentence, where Textual would draw a traceback."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from textual.app import App

from termread.journal import sentence_of


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
