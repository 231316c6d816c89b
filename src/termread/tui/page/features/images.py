"""Images on the page: requested when they come into view, drawn as the terminal can when they arrive."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from termread.layout.figures import LOWEST, shape_for
from termread.layout.layout import Picture as Room
from termread.layout.model import Page
from termread.palette import Ink
from termread.tui.page.features import Feature, ImageWanted
from termread.tui.page.rows import Piece, Row, Scene, laid_over, with_pixels
from termread.values import dataclass, replace

if TYPE_CHECKING:
    from termread.engine.messages import Picture
    from termread.tui.graphics.ability import Ability
    from termread.tui.graphics.drawn import Drawn
    from termread.tui.page.canvas import Canvas

HALF = "▀"

Cells = list[list[Piece]]
"""Rows of pieces."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as it is drawn: by text alone, or by *drawn* over a text that stands for it until that shows."""

    cells: Cells
    drawn: Drawn | None = None

    @property
    def rows(self) -> int:
        """Rows of the screen that it takes."""
        return self.drawn.rows if self.drawn else len(self.cells)

    @property
    def columns(self) -> int:
        """Cells of a row that it takes."""
        return self.drawn.columns if self.drawn else sum(len(text) for text, _ in self.cells[0])


class Images(Feature):
    """The images of the article, and their shapes where known."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._shapes: dict[str, float] = {}
        self._images: dict[ImageWanted, Image | None] = {}
        """Images by what was wanted; None for those requested."""

    def opened(self) -> None:
        """Forget the images of the article before."""
        self._shapes, self._images = {}, {}

    def settings(self, page: Page) -> Page:
        """Reserve room of the right shape for each image whose shape is known."""
        return replace(page, shapes=self._shapes)

    def take(self, wanted: ImageWanted, picture: Picture) -> None:
        """Draw *picture*, which was *wanted*, and give the rows it does not fill back to the text."""
        image = image_of(picture, wanted.ability)
        rows = max(LOWEST, image.rows)
        self._images[wanted] = image
        if rows < wanted.rows:
            self._images[replace(wanted, rows=rows)] = image
            self._shape(wanted.src, shape_for(rows, wanted.cells))
        self._canvas.redraw()

    def lose(self, wanted: ImageWanted) -> None:
        """Give the rows of an image that failed to load back to the text."""
        self._shape(wanted.src, 0)

    def decorate(self, scene: Scene) -> None:
        """Draw the images in view, and request those that are missing."""
        canvas, viewport = self._canvas, scene.viewport
        if not canvas.colors:
            return
        rooms = viewport.layout.pictures(viewport.top, viewport.bottom)
        ability = canvas.driver.ability() if rooms else None
        if ability is None:
            return
        for room in rooms:
            key = ImageWanted(room.src, room.cells, room.rows, ability)
            if key not in self._images:
                self._images[key] = None
                canvas.driver.tell(key)
            image, first = self._images[key], room.y - viewport.top
            if image is None:
                continue
            for y in range(max(0, first), min(first + room.rows, len(scene.rows))):
                scene.rows[y] = laid_in(scene.rows[y], y - first, scene.geometry.left, room, image)

    def _shape(self, src: str, shape: float) -> None:
        self._shapes = {**self._shapes, src: shape}
        self._canvas.relayout()


def image_of(picture: Picture, ability: Ability) -> Image:
    """Return *picture*, drawn for *ability*, as it is drawn on a page."""
    from termread.tui.graphics.drawn import Drawn

    if ability.protocol == "half blocks":
        return Image(half_blocks(picture))
    drawn = Drawn(picture, ability)
    if ability.protocol == "kitty_unicode":
        from termread.tui.graphics.kitty import placeholders

        ink = Ink(f"#{drawn.number:06x}")
        return Image([[(placeholders(drawn, number), ink)] for number in range(drawn.rows)], drawn)
    # A cell that the picture fills in part stays as it is: what it leaves would show as an edge.
    width, height = picture.width // ability.cell[0], picture.height // ability.cell[1]
    tint = [(" " * width, Ink(None, f"#{picture.tint.hex()}"))]
    return Image([tint if number < height else [] for number in range(drawn.rows)], drawn)


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


def laid_in(row: Row, number: int, left: int, room: Room, image: Image) -> Row:
    """Return *row*, which is row *number* of *room*, with its part of *image* centered in it."""
    number -= (room.rows - image.rows) // 2
    if not 0 <= number < image.rows:
        return row
    column = left + room.left + max(0, (room.cells - image.columns) // 2)
    if image.drawn is None:
        return laid_over(row, column, image.cells[number])
    from termread.tui.graphics.drawn import PixelRow

    return with_pixels(row, PixelRow(image.drawn, number, column), image.cells[number])


def _ink(upper: bytes, lower: bytes) -> Ink:
    return Ink(f"#{upper.hex()}", f"#{lower.hex()}")
