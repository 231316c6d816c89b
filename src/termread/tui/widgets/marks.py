"""Bookmarks and highlights where they stand in the article now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from termread.article import Place
from termread.layout.model import Line
from termread.palette import HIGHLIGHTS
from termread.tui.widgets.cells import text_end
from termread.tui.widgets.drawing import Gutter, Over, lying
from termread.tui.widgets.overlay import Overlay
from termread.values import dataclass

FLAG = "▸"
NOTE = "*"
BAR = "▎"


@dataclass(frozen=True, slots=True)
class Flag:
    """A bookmark: its id, its place, its label, and where its sentence ends."""

    id: int
    place: Place
    label: str
    end: Place

    @property
    def sign(self) -> Gutter:
        """What stands beside it: its letter, or a flag."""
        return Gutter(self.label if len(self.label) == 1 else FLAG, "bookmark")


@dataclass(frozen=True, slots=True)
class Coloured:
    """A highlight: its id, where it stands, its colour from 1 to 4, and its note."""

    id: int
    start: Place
    end: Place
    colour: int
    note: str


class Marks(Overlay):
    """What the reader has left in this article."""

    def __init__(self) -> None:
        self.flags: Sequence[Flag] = ()
        self.coloured: Sequence[Coloured] = ()

    def on(self, start: Place, end: Place) -> Coloured | None:
        """Return the highlight that shares text with the stretch from *start* to *end*, the best fitting first."""
        near = [each for each in self.coloured if each.start < end and start < each.end]
        return next((each for each in near if (each.start, each.end) == (start, end)), near[0] if near else None)

    def over(self, block: int) -> Iterable[Over]:
        """Yield the highlights of *block*."""
        for each in self.coloured:
            if each.start.block <= block <= each.end.block:
                yield lying(each.start, each.end, block, HIGHLIGHTS[(each.colour - 1) % len(HIGHLIGHTS)])

    def gutter(self, line: Line) -> Gutter | None:
        """Return the flag of a bookmark on *line*, or its letter; the sign of a note; the bar of a highlight."""
        if not line.runs or not (self.flags or self.coloured):
            return None
        first, last = line.place, Place(line.place.block, text_end(line))
        for flag in self.flags:
            if first <= flag.place < last or flag.place == first:
                return flag.sign
        for each in self.coloured:
            if each.start < last and first < each.end:
                noted = bool(each.note) and first <= each.start
                return Gutter(NOTE if noted else BAR, "bookmark", weak=not noted)
        return None

    def above(self, line: Line) -> Gutter | None:
        """Return the sign of a bookmark whose sentence began before *line* and goes on in it."""
        return next((flag.sign for flag in self.flags if flag.place < line.place < flag.end), None)
