"""Images on the page: requested when they come into view, drawn as half blocks when they arrive."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from termread.layout.figures import rows_of
from termread.layout.layout import Picture as Room
from termread.layout.model import Page
from termread.palette import Ink
from termread.tui.page.features import Feature, ImageWanted
from termread.tui.page.rows import Piece, Row, Scene, laid_over
from termread.values import replace

if TYPE_CHECKING:
    from termread.engine.messages import Picture
    from termread.tui.page.canvas import Canvas

HALF = "▀"

Cells = list[list[Piece]]
"""An image as rows of pieces."""


class Images(Feature):
    """The images of the article, and their shapes where known."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._shapes: dict[str, float] = {}
        self._images: dict[tuple[str, int, int], Cells | None] = {}
        """Images by address and size in pixels; None for those requested."""

    def opened(self) -> None:
        """Forget the images of the article before."""
        self._shapes, self._images = {}, {}

    def settings(self, page: Page) -> Page:
        """Reserve room of the right shape for each image whose shape is known."""
        return replace(page, shapes=self._shapes)

    def take(self, wanted: ImageWanted, picture: Picture) -> None:
        """Draw *picture*, which was *wanted*, and give the rows it does not fill back to the text."""
        cells, shape = half_blocks(picture), picture.height / picture.width
        rows = rows_of(shape, wanted.width)
        self._images[wanted.src, wanted.width, wanted.height] = cells
        if 2 * rows < wanted.height:
            self._images[wanted.src, wanted.width, 2 * rows] = cells
            self._shape(wanted.src, shape)
        self._canvas.redraw()

    def lose(self, wanted: ImageWanted) -> None:
        """Give the rows of an image that failed to load back to the text."""
        self._shape(wanted.src, 0)

    def decorate(self, scene: Scene) -> None:
        """Draw the images in view, and request those that are missing."""
        canvas, viewport = self._canvas, scene.viewport
        if not canvas.colors:
            return
        for room in viewport.layout.pictures(viewport.top, viewport.bottom):
            key = room.src, room.cells, 2 * room.rows
            if key not in self._images:
                self._images[key] = None
                canvas.driver.tell(ImageWanted(*key))
            first = room.y - viewport.top
            for y in range(max(0, first), min(first + room.rows, len(scene.rows))):
                scene.rows[y] = laid_in(scene.rows[y], y - first, scene.geometry.left, room, self._images[key] or [])

    def _shape(self, src: str, shape: float) -> None:
        self._shapes = {**self._shapes, src: shape}
        self._canvas.relayout()


def half_blocks(picture: Picture) -> Cells:
    """Return *picture* with two pixels per cell, one above the other; an odd last row of pixels is doubled."""
    pixels, stride = picture.data[0], 3 * picture.width
    rows: Cells = []
    for top in range(0, picture.height, 2):
        upper = pixels[top * stride : (top + 1) * stride]
        lower = pixels[(top + 1) * stride : (top + 2) * stride] or upper
        cells = [(upper[at : at + 3], lower[at : at + 3]) for at in range(0, stride, 3)]
        rows.append([(HALF * len(list(same)), _ink(*pair)) for pair, same in groupby(cells)])
    return rows


def laid_in(row: Row, number: int, left: int, room: Room, cells: Cells) -> Row:
    """Return *row*, which is row *number* of *room*, with its part of an image centered in it."""
    number -= (room.rows - len(cells)) // 2
    if not 0 <= number < len(cells):
        return row
    part = cells[number]
    wide = sum(len(text) for text, _ in part)
    return laid_over(row, left + room.left + max(0, (room.cells - wide) // 2), part)


def _ink(upper: bytes, lower: bytes) -> Ink:
    return Ink(f"#{upper.hex()}", f"#{lower.hex()}")
