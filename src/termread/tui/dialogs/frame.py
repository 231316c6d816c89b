"""What fits into a dialog on a screen of any size: its hints, unbroken, and how many rows are left for the rest."""

from __future__ import annotations

from collections.abc import Sequence

from termread.text import width
from termread.values import dataclass

WIDE = 80
"""Columns that a dialog has where the screen has them."""
LOW = 14
"""Rows below which a dialog has no blank rows."""
_GAP = " · "


@dataclass(frozen=True, slots=True)
class Frame:
    """The border of a dialog, with or without blank rows inside, and its hints."""

    low: bool
    columns: int
    """Cells inside."""
    hints: str
    """The hints, on as many lines as they take."""
    rows: int
    """Rows that are left for a list, or what else there is."""


def frame(size: tuple[int, int], hints: Sequence[str], *, title: bool = False, share: float = 1.0) -> Frame:
    """Return what a dialog with *hints*, and a *title* or none, has at most on a screen of *size*, or a *share* of its rows."""
    columns, rows = size
    low = rows < LOW
    inside = min(columns, WIDE) - 6
    lines = fitted(hints, inside)
    taken = 2 + len(lines) + title + (0 if low else 3 + title)
    return Frame(low, inside, "\n".join(lines), max(1, (rows if low else int(rows * share)) - taken))


def fitted(hints: Sequence[str], columns: int) -> list[str]:
    """Return *hints* on as few lines of *columns* cells as they take, none of them broken."""
    lines: list[str] = []
    for hint in hints:
        if lines and width(lines[-1] + _GAP + hint) <= columns:
            lines[-1] += _GAP + hint
        else:
            lines.append(hint)
    return lines
