"""Places a page on the screen: its measure, margins and scrollbar, and the text of the status row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from termread.text import width
from termread.values import dataclass

MARGIN = 2
"""Blank cells on either side of the measure, if the screen is wide enough."""

FOOTER = 60
"""Minimum width of the status row's text in cells, if the screen is wide enough."""

NOVICE = 3
"""Somebody who has opened at most this many articles may not know the keys."""

THUMB = "▐"
GUTTER = 2
"""Cells between a gutter mark and the text."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """A screen of *columns* x *rows* cells with a page of *measure* cells in the middle."""

    columns: int
    rows: int
    measure: int
    status: bool = True
    """Whether the last row is the status row; screens of fewer than three rows have none."""

    @property
    def left(self) -> int:
        """The number of blank cells left of the measure."""
        return max(0, (self.columns - self.measure) // 2)

    @property
    def text_rows(self) -> int:
        """The number of rows that show the page."""
        return self.rows - 1 if self.status and self.rows >= 3 else self.rows

    @property
    def footer(self) -> tuple[int, int]:
        """The first column and the width of the status row's text: as wide as the page, or wider if that is narrow."""
        cells = min(self.columns, max(self.measure, min(self.columns - 2 * MARGIN, FOOTER)))
        return max(0, (self.columns - cells) // 2), max(0, cells)

    def thumb(self, top: int, height: int) -> range:
        """Return the rows of the scrollbar's thumb, if any, for a page of *height* lines scrolled to line *top*."""
        rows = self.text_rows
        if height <= rows or rows < 4 or self.columns < self.left + self.measure + 2:
            return range(0)
        size = max(1, rows * rows // height)
        start = (rows - size) * min(top, height - rows) // (height - rows)
        return range(start, start + size)


def fit(columns: int, rows: int, wanted: int, *, status: bool = True) -> Geometry:
    """Return the geometry of a screen whose reader wants a measure of *wanted* cells."""
    return Geometry(columns, rows, max(1, min(columns - 2 * MARGIN, wanted)), status)


def progress(top: int, rows: int, height: int) -> float:
    """Return the reader's progress, from 0 to 1, with *rows* of *height* lines visible from line *top* on."""
    return 1.0 if height <= rows else min(1.0, top / (height - rows))


COMING = "more is coming"
"""Shown in place of the progress while only the beginning of an article has arrived."""


HOURS = 2
"""From this many hours on, the time left is given in hours instead of minutes."""


def left_to_read(done: float, minutes: tuple[int, int]) -> str:
    """Return "27 % · 5 min left" (or hours from `HOURS` on) for a text of *minutes* with *done* (0 to 1) read."""
    percent = f"{int(done * 100)} %"
    rest = round((1 - done) * sum(minutes) / 2)
    left = f"{rest} min" if rest < HOURS * 60 else f"{round(rest / 60)} h"
    return f"{percent} · {left} left" if rest else percent


def first_words(entry: int, keys: Mapping[str, str]) -> str:
    """Return the hint about keys that the status row shows for the first few articles (*entry*) in a library, or "".

    Anyone who has set the help key in *keys* knows it already.
    """
    return "? shows all keys" if 0 < entry <= NOVICE and "help" not in keys else ""


SHORTEST_RULE = 3
"""The fewest cells of a rule between two texts."""


def status_row(
    left: str, right: str, cells: int, *, keep: Literal["left", "right"] = "right", rule: bool = False
) -> str:
    """Return *left* and *right* at the ends of a row of *cells* cells, cutting the one not named by *keep* to fit.

    Between them is a *rule* or nothing.
    """
    left, right = (left, cut(right, cells)) if keep == "right" else (cut(left, cells), right)
    room = cells - width(right if keep == "right" else left) - 2
    if keep == "right":
        left = cut(left, room)
    elif width(right) > room:
        right = ""
    gap = max(0, cells - width(left) - width(right))
    line = gap - bool(left) - bool(right)
    if not rule or line < SHORTEST_RULE:
        return left + " " * gap + right
    return " ".join(filter(None, (left, "─" * line, right)))


def cut(text: str, cells: int) -> str:
    """Return *text* cut to at most *cells* cells, with an ellipsis if it was too long."""
    if width(text) <= cells:
        return text
    if cells < 2:
        return "…"[: max(0, cells)]
    while text and width(text) > cells - 1:
        text = text[: min(len(text) - 1, cells - 1)]
    return text.rstrip() + "…"


def elided(text: str, cells: int) -> str:
    """Return *text* cut to at most *cells* cells like `cut`, but after a word if that loses less than half of it."""
    shortened = cut(text, cells)
    kept = len(shortened) - 1
    if shortened == text or kept < 1 or text[kept].isspace():
        return shortened
    space = shortened.rfind(" ")
    return shortened[:space].rstrip(" ,;:–—-") + "…" if space * 2 > kept else shortened
