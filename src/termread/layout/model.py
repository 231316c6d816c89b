"""The values of a layout: the page it is made for, its lines of runs, and the frames and pieces that lines come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from termread.article import Place, Style
from termread.config.settings import PageSettings
from termread.palette import Role
from termread.text import width
from termread.values import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Page(PageSettings):
    """All that a layout may depend on beside the article: how text is set, and what is known and wanted of this one.

    *width*, the measure in cells, is at least 1.
    """

    shapes: Mapping[str, float] = field(default_factory=dict)
    """How much higher than wide pictures are, by their address, where it is known better than by the page.

    0: it could not be had, and has no room.
    """
    cuts: bool = False
    """What was cut is shown in its place."""
    folded: frozenset[int] = frozenset()
    """The blocks that are folded posts: their text and their replies are not shown."""
    today: str | None = None
    """ISO date that dates of entries are told relative to; None: always in full."""
    head: bool = False
    """A blank line above the header and one below the end, as the margins of a page that is turned on a screen."""
    minutes: tuple[int, int] | None = None
    """How long reading takes, from and to, for the header; None: not said."""


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


_UNSEEN = "[\xad\u200b\u2060\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_TAB = 4
"""Cells of a tab in code."""


def cells(runs: Sequence[Run]) -> int:
    """Return how many cells *runs* take."""
    return sum(width(run.text) for run in runs)


def justified(runs: list[Run], measure: int, *, from_left: bool) -> list[Run]:
    """Return *runs* with blanks added between their words, to fill *measure*; as they are where that tears holes.

    No space grows to more than double its width; those that do are spread evenly, from either end in turn.
    """
    missing = measure - cells(runs)
    gaps = sum(run.text.count(" ") for run in runs)
    if not 0 < missing <= gaps:
        return runs
    spread = [(2 * number + 1) * gaps // (2 * missing) for number in range(missing)]
    chosen = frozenset(spread if from_left else (gaps - 1 - gap for gap in spread))
    filled: list[Run] = []
    gap = 0
    for run in runs:
        at = 0
        for found in re.finditer(" ", run.text):
            if gap in chosen:
                filled += [_part(run, at, found.end()), Run(" ", run.role, run.marks)]
                at = found.end()
            gap += 1
        filled.append(_part(run, at, len(run.text)))
    return [run for run in filled if run.text]


def _part(run: Run, first: int, last: int) -> Run:
    start = run.start if run.start == ORNAMENT else run.start + first
    return Run(run.text[first:last], run.role, run.marks, run.href, start)


def seen_parts(run: Run) -> Iterator[Run]:
    """Yield the parts of *run* that are drawn: its tabs as blanks, a soft hyphen only where the line ends with it."""
    at = 0
    for found in re.finditer(_UNSEEN, run.text):
        if found.start() > at:
            yield from _drawn(_part(run, at, found.start()))
        at = found.end()
    if at < len(run.text):
        yield from _drawn(_part(run, at, len(run.text)))


def _drawn(run: Run) -> Iterator[Run]:
    """Yield *run* with its tabs as one blank each, in code with more behind them."""
    if "\t" not in run.text or run.role != "code":
        yield Run(run.text.replace("\t", " "), run.role, run.marks, run.href, run.start)
        return
    at = 0
    for found in re.finditer("\t", run.text):
        part = _part(run, at, found.end())
        yield Run(part.text[:-1] + " ", run.role, run.marks, run.href, part.start)
        yield Run(" " * (_TAB - 1), run.role)
        at = found.end()
    if at < len(run.text):
        yield _part(run, at, len(run.text))


NARROWEST = 6
"""Cells that ornaments must leave to the text; where they cannot, they are left out."""


@dataclass(frozen=True, slots=True)
class Frame:
    """*width* cells for text beside ornaments: *rest* on every line, but *first* on the first line that is set in it."""

    width: int
    rest: tuple[Run, ...] = ()
    first: tuple[Run, ...] | None = None
    rtl: bool = False
    """The page is read from the right: ornaments stand at the right."""

    def inset(self, rest: str, first: str | None = None, role: Role = "text") -> Frame:
        """Return the frame that is left inside ornaments of one width: *rest*, and *first* on the first line."""
        from termread.text import width

        left = self.width - width(rest)
        if left < NARROWEST:
            return self
        lines = (*self.rest, _run(rest, role))
        opening = lines if first is None else (*(self.first or self.rest), _run(first, role))
        if first is None and self.first is not None:
            opening = (*self.first, _run(rest, role))
        return replace(self, width=left, rest=lines, first=opening)

    def opened(self) -> Frame:
        """Return this frame after its first line."""
        return self if self.first is None else replace(self, first=None)


def _run(text: str, role: Role) -> Run:
    return Run(text, role if text.strip() else "text")


class Piece(Protocol):
    """Some rows of a block."""

    @property
    def height(self) -> int:
        """How many rows it has."""

    @property
    def start(self) -> int:
        """The offset of its first character in the block's flattened text."""

    def line(self, row: int, block: int) -> Line:
        """Return row *row* of it, as a line of the block with index *block*."""

    def row_of(self, offset: int) -> int:
        """Return the row that shows the character at *offset*."""


@dataclass(frozen=True, slots=True)
class FixedRow:
    """One row that is made already: a rule, the edge of a frame, a gap beside a bar."""

    runs: tuple[Run, ...]
    start: int
    indent: int = 0
    height: int = 1

    def line(self, row: int, block: int) -> Line:  # noqa: ARG002
        """Return the row."""
        return Line(self.runs, Place(block, self.start), self.indent)

    def row_of(self, offset: int) -> int:  # noqa: ARG002
        """Return the only row."""
        return 0


def bars(leads: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return the ornaments of a row without text: what *leads* show, without the blanks after it."""
    while leads and not leads[-1].text.strip():
        leads = leads[:-1]
    return (*leads[:-1], Run(leads[-1].text.rstrip(), leads[-1].role)) if leads else ()


def mirrored(leads: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return ornaments of the left side as they stand on the right side of a text."""
    turned = [Run(" " * (len(lead.text) - len(lead.text.rstrip())) + lead.text.rstrip(), lead.role) for lead in leads]
    return tuple(reversed(turned))
