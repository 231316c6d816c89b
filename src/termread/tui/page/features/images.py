"""Images on the page: requested when they come into view, drawn as the terminal can when they arrive."""

from __future__ import annotations

from itertools import groupby
from time import monotonic
from typing import TYPE_CHECKING

from termread.layout.figures import LOWEST, rows_of, shape_for
from termread.layout.layout import Picture as Room
from termread.layout.model import Page
from termread.layout.places import figures
from termread.palette import Ink
from termread.tui.page.features import Feature, ImageWanted
from termread.tui.page.rows import Piece, Row, Scene, with_pixels
from termread.values import dataclass, field, replace

if TYPE_CHECKING:
    from termread.engine.messages import Picture
    from termread.tui.graphics.ability import Ability
    from termread.tui.graphics.drawn import Drawn
    from termread.tui.page.canvas import Canvas
    from termread.tui.page.status import Timer

HALF = "▀"

REST = 0.15
"""Seconds without a move after which the images ahead are requested; a move after such a rest does not wait for another."""

KEPT = 24
"""The most images kept besides those that are near; the others are loaded anew when they come into view."""

Cells = list[list[Piece]]
"""Rows of pieces."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as it is drawn: *drawn*, over *cells* that stand for it until that shows or where it cannot."""

    drawn: Drawn
    cells: Cells
    width: int
    """Cells of each row that has any; one that the picture fills in part has none."""
    laid: dict[tuple[int, int, int], tuple[Row, Row]] = field(default_factory=dict)
    """Rows without and with it, by its own row, its column and the identity of the former."""


class Images(Feature):
    """The images of the article, and their shapes where known.

    Requested are those in view, and those a screen ahead once the reader rests.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._shapes: dict[str, float] = {}
        self._later: dict[str, float] = {}
        """Shapes of images that were in view when they came (0 for one that failed), whose rooms change when that moves no word in view."""
        self._images: dict[ImageWanted, Image | None] = {}
        """Images by what was wanted, the one seen last at the end; None for those requested."""
        self._looked_at = 0.0
        """When it looked ahead last, by the monotonic clock."""
        self._asked: dict[tuple[str, int, int], ImageWanted] = {}
        """What was wanted, by its address, cells and rows."""
        self._timer: Timer | None = None
        self._figures: bool | None = None
        """Whether the article has any images; None until the reader rests, as it takes a walk over all of it."""
        self._ahead: list[ImageWanted] = []
        self.near: frozenset[ImageWanted] = frozenset()
        """The images in view or a screen ahead: only these are worth loading. Other threads may read this."""

    def opened(self) -> None:
        """Forget the images of the article before."""
        self._shapes, self._later, self._images, self._ahead = {}, {}, {}, []
        self._figures = None
        self._asked = {}

    def settings(self, page: Page) -> Page:
        """Reserve room of the right shape for each image whose shape is known."""
        return replace(page, shapes=self._shapes)

    def take(self, wanted: ImageWanted, picture: Picture) -> None:
        """Draw *picture*, which was *wanted*; its room takes its shape at once unless it is in view."""
        image = self._images[wanted] = image_of(picture, wanted.ability)
        rows = rows_for(picture.natural, wanted)
        if rows != wanted.rows:
            if image.drawn.rows <= rows:
                self._images[replace(wanted, rows=rows)] = image
            self._later[wanted.src] = shape_for(rows, wanted.cells)
            self._reshape()
        for key in [key for key, there in self._images.items() if there and key not in self.near][:-KEPT]:
            del self._images[key]
        self._canvas.redraw()

    def lose(self, wanted: ImageWanted) -> None:
        """Give the rows of an image that failed to load back to the text, once they are not in view."""
        self._later[wanted.src] = 0
        self._reshape()

    def forget(self, wanted: ImageWanted) -> None:
        """Request an image again when it comes into view, because it was not loaded."""
        if self._images.get(wanted) is None:
            self._images.pop(wanted, None)

    def retry(self) -> None:
        """Request again what failed to load or was cancelled."""
        self._images = {wanted: image for wanted, image in self._images.items() if image}
        self._shapes = {src: shape for src, shape in self._shapes.items() if shape}
        self._later = {src: shape for src, shape in self._later.items() if shape}

    def decorate(self, scene: Scene) -> None:
        """Draw the images in view, and request those that are missing."""
        canvas, viewport = self._canvas, scene.viewport
        if not canvas.colors or canvas.page.pictures == "off":
            return
        if self._timer is None and self._figures is not False:
            # At once it costs less than to wake up again.
            rested = self._figures and monotonic() - self._looked_at > REST
            self._timer = canvas.driver.later(0 if rested else REST, self._look_ahead)
        rooms = viewport.layout.pictures(viewport.top, viewport.bottom)
        ability = canvas.driver.ability() if rooms else None
        if ability is None:
            return
        wanted = [self._wanted(room, ability) for room in rooms]
        self.near = frozenset([*wanted, *self._ahead])
        for key, room in zip(wanted, rooms, strict=True):
            self._request(key)
            image = self._images[key]
            if image is not None:
                lay_in(scene.rows, room.y - viewport.top, scene.geometry.left, room, image)

    def _wanted(self, room: Room, ability: Ability) -> ImageWanted:
        """Return what is wanted for *room*, as the same object each time, which is compared quickly."""
        key = room.src, room.cells, room.rows
        wanted = self._asked.get(key)
        if wanted is None or wanted.ability is not ability:
            wanted = self._asked[key] = ImageWanted(*key, ability)
        return wanted

    def _request(self, wanted: ImageWanted) -> None:
        """Request an image, or count it as seen last."""
        new = wanted not in self._images
        self._images[wanted] = self._images.pop(wanted, None)
        if new:
            self._canvas.driver.tell(wanted)

    def _look_ahead(self) -> None:
        """Request the images a screen ahead, unless the reader still moves: then look again later."""
        canvas, viewport = self._canvas, self._canvas.viewport
        moves = canvas.moved_at - self._looked_at < REST and monotonic() - canvas.moved_at < REST
        self._looked_at = monotonic()
        if not canvas.is_laid_out or moves:
            self._timer = canvas.driver.later(REST, self._look_ahead)
            return
        self._timer = None
        if self._figures is None:
            self._figures = any(figure.src for figure, _ in figures(canvas.article))
        if not self._figures:
            return
        self._reshape()
        rooms = viewport.layout.pictures(viewport.bottom, viewport.bottom + viewport.rows)
        ability = canvas.driver.ability() if rooms else None
        self._ahead = [self._wanted(room, ability) for room in rooms] if ability else []
        self.near = self.near.union(self._ahead)
        for wanted in self._ahead:
            self._request(wanted)

    def _reshape(self) -> None:
        """Give rooms that are not in view the shapes of their images."""
        viewport = self._canvas.viewport
        seen = {room.src for room in viewport.layout.pictures(viewport.top, viewport.bottom)} if self._later else set()
        ready = {src: shape for src, shape in self._later.items() if src not in seen}
        if ready:
            self._later = {src: shape for src, shape in self._later.items() if src in seen}
            self._shapes = self._shapes | ready
            self._canvas.relayout()


def rows_for(natural: tuple[int, int], wanted: ImageWanted) -> int:
    """Return the rows that an image of *natural* size takes where it is *wanted*; it is not enlarged."""
    width, height = natural
    shrunk = rows_of(height / width, wanted.cells)
    return max(LOWEST, min(shrunk, -(-height // wanted.ability.cell[1])))


def image_of(picture: Picture, ability: Ability) -> Image:
    """Return *picture*, drawn for *ability*, as it is drawn on a page."""
    from termread.tui.graphics.drawn import Drawn

    drawn = Drawn(picture, ability)
    if ability.protocol == "half blocks":
        return Image(drawn, half_blocks(picture), drawn.columns)
    if ability.protocol == "kitty_unicode":
        from termread.tui.graphics.kitty import placeholders

        ink = Ink(f"#{drawn.number:06x}")
        return Image(drawn, [[(placeholders(drawn, number), ink)] for number in range(drawn.rows)], drawn.columns)
    # A cell that the picture fills in part stays as it is: what it leaves would show as an edge.
    width, height = picture.width // ability.cell[0], picture.height // ability.cell[1]
    tint = [(" " * width, Ink(None, f"#{picture.tint.hex()}"))]
    return Image(drawn, [tint if number < height else [] for number in range(drawn.rows)], width)


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


def lay_in(rows: list[Row], first: int, left: int, room: Room, image: Image) -> None:
    """Draw *image* over those of *rows* that are in *room*, which begins at row *first*, and in the middle of it."""
    drawn, laid = image.drawn, image.laid
    first += (room.rows - drawn.rows) // 2
    column = left + room.left + max(0, (room.cells - drawn.columns) // 2)
    for y in range(max(0, first), min(first + drawn.rows, len(rows))):
        row = rows[y]
        found = laid.get((y - first, column, id(row)))
        if found is None:
            from termread.tui.graphics.drawn import PixelRow

            if len(laid) > 2 * drawn.rows:
                laid.clear()
            pixels, cells = PixelRow(drawn, y - first, column), image.cells[y - first]
            now = with_pixels(row, pixels, cells, image.width if cells else 0)
            found = laid[y - first, column, id(row)] = row, now
        rows[y] = found[1]


def _ink(upper: bytes, lower: bytes) -> Ink:
    return Ink(f"#{upper.hex()}", f"#{lower.hex()}")
