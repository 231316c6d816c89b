"""What a layout is made of: runs of text in a role, and lines of runs."""

from __future__ import annotations

from termread.article import Place, Style
from termread.palette import Role
from termread.values import dataclass

ORNAMENT = -1
"""The `start` of a run that is not the article's own text: a bar, a frame, a bullet, a hyphen, padding."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one role. *start* is the offset of its first character in the block's flattened text, or `ORNAMENT`.

    Every character of a run with an offset is one character of the flattened text, in order.
    """

    text: str
    role: Role = "text"
    marks: tuple[Style, ...] = ()
    href: str | None = None
    start: int = ORNAMENT


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the page: its runs from the left edge of the measure, and the place of its first character."""

    runs: tuple[Run, ...]
    place: Place
    indent: int = 0
    """Blank cells before the first run."""
    wide: bool = False
    """It may be wider than the measure, as a row of a table or of code is; the view scrolls it sideways."""
    held: int = 0
    """Cells at its left that stay where they are when the rest is scrolled: the first column of a table."""

    @property
    def text(self) -> str:
        """The row as plain text."""
        return " " * self.indent + "".join(run.text for run in self.runs)
