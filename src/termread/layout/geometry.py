"""How a page stands on a screen of cells: its measure, its margins, the scrollbar and what the status row says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from termread.text import width
from termread.values import dataclass

MARGIN = 2
"""Blank cells that are kept on either side of the measure where the screen has them."""

FOOTER = 60
"""Cells that the text of the status row takes at least, where the screen has them."""

NOVICE = 3
"""Articles that somebody has opened who may not know the keys."""

THUMB = "▐"
GUTTER = 2
"""Cells from a gutter mark to the text."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """A screen of *columns* x *rows* cells with a page of *measure* cells in its middle."""

    columns: int
    rows: int
    measure: int
    status: bool = True
    """Whether the last row is the status row; a screen of fewer than three rows has none."""

    @property
    def left(self) -> int:
        """The blank cells left of the measure."""
        return max(0, (self.columns - self.measure) // 2)

    @property
    def text_rows(self) -> int:
        """The rows that show the page."""
        return self.rows - 1 if self.status and self.rows >= 3 else self.rows

    @property
    def footer(self) -> tuple[int, int]:
        """Where the text of the status row begins and how many cells it has: below the page, or wider if that is narrow."""
        cells = min(self.columns, max(self.measure, min(self.columns - 2 * MARGIN, FOOTER)))
        return max(0, (self.columns - cells) // 2), max(0, cells)

    def thumb(self, top: int, height: int) -> range:
        """Return the rows where the scrollbar stands for a page of *height* lines with line *top* first; maybe none."""
        rows = self.text_rows
        if height <= rows or rows < 4 or self.columns < self.left + self.measure + 2:
            return range(0)
        size = max(1, rows * rows // height)
        start = (rows - size) * min(top, height - rows) // (height - rows)
        return range(start, start + size)


def fit(columns: int, rows: int, wanted: int, *, status: bool = True) -> Geometry:
    """Return the sheet for a screen whose reader wants a measure of *wanted* cells."""
    return Geometry(columns, rows, max(1, min(columns - 2 * MARGIN, wanted)), status)


def progress(top: int, rows: int, height: int) -> float:
    """Return how far a reader is, from 0 to 1, who sees *rows* of *height* lines from line *top* on."""
    return 1.0 if height <= rows else min(1.0, top / (height - rows))


COMING = "more is coming"
"""What stands for it while only the beginning of an article is there."""


HOURS = 2
"""Hours from which on what is left to read is told in hours."""


def left_to_read(done: float, minutes: tuple[int, int]) -> str:
    """Return "27 % · 5 min left" for a text of *minutes* of which *done* (0 to 1) is read; from two hours on in hours."""
    percent = f"{int(done * 100)} %"
    rest = round((1 - done) * sum(minutes) / 2)
    left = f"{rest} min" if rest < HOURS * 60 else f"{round(rest / 60)} h"
    return f"{percent} · {left} left" if rest else percent


def first_words(entry: int, keys: Mapping[str, str]) -> str:
    """Return what the status row says at the head of the first few *entry* numbers of a library: how to learn the keys.

    Who has set the key for help in *keys* knows it.
    """
    return "? shows all keys" if 0 < entry <= NOVICE and "help" not in keys else ""


def status_row(left: str, right: str, cells: int, *, keep: Literal["left", "right"] = "right") -> str:
    """Return *left* and *right* at the ends of a row of *cells* cells; what does not fit is cut from the other one."""
    left, right = (left, cut(right, cells)) if keep == "right" else (cut(left, cells), right)
    room = cells - width(right if keep == "right" else left) - 2
    if keep == "right":
        left = cut(left, room)
    elif width(right) > room:
        right = ""
    return left + " " * max(0, cells - width(left) - width(right)) + right


def cut(text: str, cells: int) -> str:
    """Return *text* within *cells* cells, with an ellipsis where something had to go."""
    if width(text) <= cells:
        return text
    if cells < 2:
        return "…"[: max(0, cells)]
    while text and width(text) > cells - 1:
        text = text[: min(len(text) - 1, cells - 1)]
    return text.rstrip() + "…"
