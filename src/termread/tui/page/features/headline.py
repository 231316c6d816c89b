"""The headline in larger text, where the terminal can draw that and nothing is laid over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.article import HEADER
from termread.layout.header import is_large
from termread.text import drawn_width
from termread.tui.page.draw import draw
from termread.tui.page.features import Feature
from termread.tui.page.rows import LargeRow, Scene, crop
from termread.values import replace

if TYPE_CHECKING:
    from termread.layout.model import Line, Page
    from termread.tui.page.canvas import Canvas

LEAST = 48
"""The narrowest measure at which a headline at half of it reads well."""


class Headline(Feature):
    """Gives the headline room for larger text, and has its lines drawn so."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.able = False
        """Whether the terminal can draw larger text."""

    def settings(self, page: Page) -> Page:
        """Give the headline its usual room where larger text cannot be drawn, or where it would have few words a line."""
        return page if self.able and page.width >= LEAST else replace(page, large_headline=False)

    def decorate(self, scene: Scene) -> None:
        """Have those lines of the headline drawn large that are wholly in view, unless something lies over one of them."""
        viewport = scene.viewport
        layout = viewport.layout
        if not is_large(layout.article, layout.page) or viewport.place.block > HEADER:
            return
        lines = layout.lines(viewport.top, min(viewport.bottom, layout.heights[0]) - 1)
        own = {y: line for y, line in enumerate(lines) if any(run.role == "headline" for run in line.runs)}
        if all(_is_bare(scene, y, line) for y, line in own.items()):
            for y, line in own.items():
                pieces = tuple((run.text, scene.inks.ink(run.role, run.marks)) for run in line.runs)
                cells = sum(drawn_width(text) for text, _ in pieces)
                large = LargeRow(pieces, scene.inks.ink(), scene.geometry.left + line.indent, cells)
                scene.rows[y] = replace(scene.rows[y], large=large)


def _is_bare(scene: Scene, y: int, line: Line) -> bool:
    """Return whether *line* on row *y*, and the blank row below it, are on the screen as they are on the page."""
    left, right = scene.geometry.left, scene.geometry.left + scene.geometry.measure
    nothing = [(" " * (right - left), scene.inks.ink())]
    own = draw(line, scene.geometry, scene.inks)
    return (
        crop(scene.rows[y].pieces, left, right) == crop(own.pieces, left, right)
        and crop(scene.rows[y + 1].pieces, left, right) == nothing
    )
