"""Faults of ours: a report and its sentence, where Textual would draw a traceback."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from textual.app import App

from termread.journal import sentence_of


class FaultReports(App[int]):
    """An app that ends with a report of a fault, and draws no traceback."""

    reported: str | None = None
    """Where the report of a fault is, in a sentence."""

    def _handle_exception(self, error: Exception) -> None:
        if self.reported is None:
            self.reported = sentence_of(error)
        # Textual draws a traceback, unless an exception says how it is shown itself; then it asks `panic`.
        with suppress(AttributeError):
            error.__rich__ = str  # type: ignore[attr-defined]
        super()._handle_exception(error)

    def panic(self, *renderables: Any) -> None:
        """End after a fault; what is in a report is not drawn as well."""
        super().panic(*(() if self.reported else renderables))
