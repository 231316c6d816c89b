"""Bookmarks and highlights where they stand in the article now. They know no Textual."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from termread.article import Article, Place
from termread.layout.model import Line
from termread.layout.passages import locate
from termread.palette import HIGHLIGHTS
from termread.tui.page.features import Feature
from termread.tui.page.rows import GutterMark, Overlay, Scene, clip, with_mark
from termread.tui.page.viewport import text_end
from termread.values import dataclass

if TYPE_CHECKING:
    from termread.library.api import Library

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


def marks_of(library: Library, entry: int, article: Article) -> Marks:
    """Return the bookmarks and highlights that *library* has of *entry*, where they stand in its *article* now."""
    flags = [(each, locate(article, each.passage)) for each in library.bookmarks(entry)]
    coloured = [(each, locate(article, each.passage)) for each in library.highlights(entry)]
    return Marks(
        [Flag(each.id, found[0], each.label, found[1]) for each, found in flags if found],
        [Coloured(each.id, *found, each.colour, each.note) for each, found in coloured if found],
    )


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
