"""The widget that shows the page of a figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from termread.tui.page.view import Painter, ability_of

if TYPE_CHECKING:
    from termread.tui.figure.page import FigurePage
    from termread.tui.graphics.ability import Ability
    from termread.tui.graphics.drawn import Wanted


class FigureView(Widget):
    """Drives the page of a figure."""

    DEFAULT_CSS = "FigureView { width: 1fr; height: 1fr; }"
    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, page: FigurePage, draw: Callable[[], object], **options: Any) -> None:
        """Show *page*; *draw* is called when its picture must be drawn for other cells."""
        super().__init__(**options)
        self._page, self._draw = page, draw
        self._painter = Painter(self, page.frame)
        self._cells = (0, 0)

    @property
    def pixel_area(self) -> tuple[int, int]:
        """The width and height in pixels that the picture has at most; (0, 0) as long as nothing is known."""
        ability, (columns, rows) = self.ability(), self._page.area
        if ability is None:
            return 0, 0
        return min(columns * ability.cell[0], ability.most[0]), min(rows * ability.cell[1], ability.most[1])

    def ability(self) -> Ability | None:
        """Return how pictures can be drawn; None until the terminal has said it, and then the picture is drawn."""
        return ability_of(self.app, self._draw_soon)

    def _draw_soon(self) -> None:
        """Have the picture drawn in the app's own context, where the terminal's answer comes from outside of it."""
        self.call_later(self._draw)

    def pixels(self) -> Wanted:
        """Return the pixels that show, by the row of the screen."""
        return self._painter.pixels()

    def paint(self) -> None:
        """Paint the rows that differ from what is on the screen."""
        if self.is_mounted and self._cells == tuple(self.size):
            self._painter.paint()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips of the screen, after setting the page for another size."""
        if self._cells != tuple(self.size):
            self._cells = self.size.width, self.size.height
            self._painter.forget()
            self._page.resize(*self._cells)
            self.call_after_refresh(self._draw)
        return self._painter.strips(crop)

    def render_line(self, y: int) -> Strip:
        """Return the strip of row *y*."""
        return self.render_lines(Region(0, y, self.size.width, 1))[0]
