"""How fetching tells how far it is."""

from __future__ import annotations

from typing import Protocol


class Tell(Protocol):
    """Called with a step, the bytes so far, the bytes in all where known, and a word for the reader."""

    def __call__(self, step: str, done: int = 0, total: int | None = None, note: str = "") -> None:
        """Take it in."""


def silent(step: str, done: int = 0, total: int | None = None, note: str = "") -> None:
    """Tell nobody."""
    del step, done, total, note
