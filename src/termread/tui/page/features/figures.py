"""Choosing a figure, to see it alone on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.layout.places import figures
from termread.tui.page.features import Feature, FigureChosen
from termread.tui.page.status import Said

if TYPE_CHECKING:
    from termread.article import Figure
    from termread.tui.page.canvas import Canvas
    from termread.tui.page.features.links import Links
    from termread.tui.page.features.selection import Cursor


class Figures(Feature):
    """The figures of the article. Enter shows the one at the cursor, unless a link is in focus."""

    def __init__(self, canvas: Canvas, cursor: Cursor, links: Links) -> None:
        self._canvas, self._cursor, self._links = canvas, cursor, links
        self._all: list[tuple[Figure, int]] | None = None
        self.actions = {"figure": self._show, "follow": self._follow}

    @property
    def all(self) -> list[tuple[Figure, int]]:
        """All figures with the numbers of their blocks, found when first needed."""
        if self._all is None:
            self._all = list(figures(self._canvas.article))
        return self._all

    @property
    def message(self) -> Said | None:
        """What the status row says of the figure at the cursor."""
        number = self._at_cursor()
        return None if number is None else Said(f"{counted(number, len(self.all))} · enter: full screen", "status_key")

    def opened(self) -> None:
        """Forget the figures of the article before."""
        self._all = None

    def click(self, y: int) -> None:
        """Show the figure on row *y* of the screen, if there is one."""
        number = self._on_line(self._canvas.viewport.top + y)
        if number is not None:
            self._canvas.driver.tell(FigureChosen(number))

    def _follow(self) -> None:
        number = self._at_cursor()
        if self._links.current is None and number is not None:
            self._canvas.driver.tell(FigureChosen(number))
        else:
            self._links.follow()

    def _show(self) -> None:
        """Show the figure whose number was typed, or at the cursor, or in view, or else the nearest one."""
        if not self.all:
            self._canvas.say("No figures in this article")
            return
        count, viewport = self._canvas.status.count, self._canvas.viewport
        number = self._at_cursor() if count is None else min(max(count, 1), len(self.all)) - 1
        if number is None:
            lines = range(viewport.top, viewport.bottom)
            number = next((found for y in lines if (found := self._on_line(y)) is not None), None)
        if number is None:
            below = (each for each, (_, block) in enumerate(self.all) if block >= viewport.place.block)
            number = next(below, len(self.all) - 1)
        self._canvas.driver.tell(FigureChosen(number))

    def _at_cursor(self) -> int | None:
        block = self._cursor.block if self._cursor.span else None
        return (
            next((number for number, (_, own) in enumerate(self.all) if own == block), None)
            if block is not None
            else None
        )

    def _on_line(self, y: int) -> int | None:
        figure = self._canvas.viewport.layout.figure_at(y)
        return next((number for number, (each, _) in enumerate(self.all) if each is figure), None) if figure else None


def counted(number: int, of: int) -> str:
    """Return which of the figures number *number* is, counted from 0."""
    return f"Figure {number + 1} of {of}"
