"""Bookmarks and highlights where they stand in the article now. They know no Textual."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from termread.article import Place
from termread.layout.model import Line
from termread.palette import HIGHLIGHTS
from termread.tui.page.cells import text_end
from termread.tui.page.feature import Feature
from termread.tui.page.rows import GutterMark, Overlay, Scene, clip, with_mark
from termread.values import dataclass

FLAG = "▸"
NOTE = "*"
BAR = "▎"


@dataclass(frozen=True, slots=True)
class Flag:
    """A bookmark: its id, place and label, and where its sentence ends."""

    id: int
    place: Place
    label: str
    end: Place

    @property
    def sign(self) -> GutterMark:
        """The sign in the margin: its letter, or a flag."""
        return GutterMark(self.label if len(self.label) == 1 else FLAG, "bookmark")


@dataclass(frozen=True, slots=True)
class Coloured:
    """A highlight: its id, where it stands, its color from 1 to 4, and its note."""

    id: int
    start: Place
    end: Place
    colour: int
    note: str


class Marks(Feature):
    """The reader's bookmarks and highlights in this article."""

    def __init__(self, flags: Sequence[Flag] = (), coloured: Sequence[Coloured] = ()) -> None:
        self.flags = flags
        self.coloured = coloured

    def on(self, start: Place, end: Place) -> Coloured | None:
        """Return the highlight of the passage from *start* to *end*, or else one that overlaps it."""
        near = [each for each in self.coloured if each.start < end and start < each.end]
        return next((each for each in near if (each.start, each.end) == (start, end)), near[0] if near else None)

    def opened(self) -> None:
        """Forget the marks of the article before."""
        self.flags, self.coloured = (), ()

    def overlay(self, block: int) -> Iterable[Overlay]:
        """Yield the highlights of *block*."""
        for each in self.coloured:
            if each.start.block <= block <= each.end.block:
                yield clip(each.start, each.end, block, HIGHLIGHTS[(each.colour - 1) % len(HIGHLIGHTS)])

    def gutter(self, line: Line) -> GutterMark | None:
        """Return the sign of a bookmark, a note or a highlight on *line*, in this order."""
        if not line.runs or not (self.flags or self.coloured):
            return None
        first, last = line.place, Place(line.place.block, text_end(line))
        for flag in self.flags:
            if first <= flag.place < last or flag.place == first:
                return flag.sign
        for each in self.coloured:
            if each.start < last and first < each.end:
                noted = bool(each.note) and first <= each.start
                return GutterMark(NOTE if noted else BAR, "bookmark", weak=not noted)
        return None

    def decorate(self, scene: Scene) -> None:
        """Flag the first line of text in view if a bookmarked sentence started above it."""
        if not self.flags:
            return
        shown = ((y, scene.viewport.line_at(y)) for y in range(scene.geometry.text_rows))
        y, line = next(((y, line) for y, line in shown if line and line.runs), (0, None))
        sign = next((flag.sign for flag in self.flags if line and flag.place < line.place < flag.end), None)
        if sign:
            scene.rows[y] = with_mark(scene.rows[y], scene.geometry, scene.inks, sign)
