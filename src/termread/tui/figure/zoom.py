"""What part of a picture shows, and how large."""

from __future__ import annotations

from termread.values import dataclass, replace

STEP = 1.5
"""How much larger one step makes the picture."""

MOST = 64.0
"""How many times as large as the whole picture fits it may be."""

Region = tuple[float, float, float, float]
"""The left, top, right and bottom edge of a part, as shares of width and height."""


@dataclass(frozen=True, slots=True)
class Zoom:
    """A picture *scale* times as large as it fits, with the point *x*, *y* (shares of its size) in the middle."""

    scale: float = 1.0
    x: float = 0.5
    y: float = 0.5

    def larger(self, steps: int) -> Zoom:
        """Return it so many steps larger, or smaller for a negative number; never smaller than whole."""
        return replace(self, scale=min(MOST, max(1.0, self.scale * STEP**steps)))


@dataclass(frozen=True, slots=True)
class Window:
    """The *area* of the screen, in pixels, in which a picture of *natural* pixels is seen."""

    area: tuple[int, int]
    natural: tuple[int, int]

    @property
    def width_zoom(self) -> Zoom:
        """The zoom at which the picture is as wide as the area, from its top; it may be enlarged for that."""
        return Zoom(max(1.0, self.area[0] / self._size(Zoom())[0]), 0.5, 0.0)

    def region(self, zoom: Zoom) -> Region | None:
        """Return the part that shows; None if that is the whole picture, not enlarged."""
        if zoom.scale <= 1.0:
            return None
        spans = self._spans(zoom)
        return spans[0][0], spans[1][0], spans[0][1], spans[1][1]

    def pixels(self, zoom: Zoom) -> tuple[int, int]:
        """Return the width and height in pixels in which the part is drawn."""
        wide, high = self._size(zoom)
        return max(1, min(self.area[0], round(wide))), max(1, min(self.area[1], round(high)))

    def moved(self, zoom: Zoom, right: float, down: float) -> Zoom:
        """Return *zoom* moved by so many areas to the right and down, as far as the edges of the picture."""
        (left, end), (top, bottom) = self._spans(zoom)
        x, y = (left + end) / 2 + right * (end - left), (top + bottom) / 2 + down * (bottom - top)
        half = (end - left) / 2, (bottom - top) / 2
        return replace(zoom, x=min(max(x, half[0]), 1 - half[0]), y=min(max(y, half[1]), 1 - half[1]))

    def _size(self, zoom: Zoom) -> tuple[float, float]:
        scale = min(1.0, *(most / own for most, own in zip(self.area, self.natural, strict=True))) * zoom.scale
        return self.natural[0] * scale, self.natural[1] * scale

    def _spans(self, zoom: Zoom) -> list[tuple[float, float]]:
        """Return the first and the last share of the width, and of the height, that show."""
        spans = []
        for middle, size, most in zip((zoom.x, zoom.y), self._size(zoom), self.area, strict=True):
            share = min(1.0, most / size)
            start = min(max(middle - share / 2, 0.0), 1.0 - share)
            spans.append((start, min(1.0, start + share)))
        return spans
