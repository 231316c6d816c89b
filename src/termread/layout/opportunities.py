"""Where text may break by UAX #14, for text that needs Unicode's tables."""

from __future__ import annotations

from termread.text import graphemes
from termread.text import width as cells_of


def units(text: str) -> list[str]:
    """Return *text* cut at every break opportunity."""
    from unicode_segmentation_rs import line_break_units

    return list(line_break_units(text))


def break_any(text: str, width: int, first: int) -> list[int]:
    """Return the offsets where the lines of *text* begin; see `breaking.break_lines`."""
    starts = [0]
    at, room, fresh = 0, first, True
    for unit in units(text):
        cells = cells_of(unit.rstrip())
        if cells > room and not fresh:
            starts.append(at)
            room = width
        if cells > room:
            at, room = _fold(unit, at, room, width, starts)
        else:
            at += len(unit)
            room -= cells_of(unit.rstrip("\n"))
        fresh = False
        if unit.endswith("\n"):
            starts.append(at)
            room, fresh = width, True
    if len(starts) > 1 and starts[-1] == len(text):
        starts.pop()
    return starts


def _fold(unit: str, at: int, room: int, width: int, starts: list[int]) -> tuple[int, int]:
    """Cut a *unit* that is wider than a line at graphemes; return the offset after it and the room left."""
    for grapheme in graphemes(unit):
        cells = min(cells_of(grapheme), width)
        if cells > room and not grapheme.isspace():
            if at > starts[-1]:
                starts.append(at)
            room = width
        at += len(grapheme)
        room -= cells
    return at, room
