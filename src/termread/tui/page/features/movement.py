"""Moving through the page: by lines, screens, headings and posts, by percent, and sideways in wide lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.article import HEADER, Entry, Place
from termread.text import width
from termread.tui.page.feature import Feature

if TYPE_CHECKING:
    from termread.tui.page.canvas import Canvas

SIDEWAYS = 8
"""Cells that a key scrolls a wide line."""


class Movement(Feature):
    """The actions that scroll, except those by paragraph."""

    def __init__(self, view: Canvas) -> None:
        self._view = view
        self.actions = {
            "line_down": lambda: self._scroll(1, 1),
            "line_up": lambda: self._scroll(-1, 1),
            # One line of the screen before stays in view.
            "page_forward": lambda: self._scroll(1, view.geometry.text_rows - 1),
            "page_back": lambda: self._scroll(-1, view.geometry.text_rows - 1),
            "half_down": lambda: self._scroll(1, view.geometry.text_rows // 2),
            "half_up": lambda: self._scroll(-1, view.geometry.text_rows // 2),
            "start": lambda: self._go_to_line(0),
            "end": lambda: self._go_to_line(view.viewport.limit),
            "percent": self._go_to_percent,
            "heading_next": lambda: self._go_among(self._below(self._headings())),
            "heading_previous": lambda: self._go_among(self._above(self._headings())),
            "post_next": lambda: self._go_among(self._below(self._posts())),
            "post_previous": lambda: self._go_among(self._above(self._posts())),
            "table_right": lambda: self._scroll_sideways(view.times(SIDEWAYS)),
            "table_left": lambda: self._scroll_sideways(-view.times(SIDEWAYS)),
        }

    def _scroll(self, way: int, lines: int) -> None:
        self._view.scroll_lines(way * self._view.times(max(1, lines)))

    def _go_to_line(self, line: int) -> None:
        """Go to *line*, or to the line given by the count."""
        count = self._view.status.count
        self._view.leave()
        self._view.go(line if count is None else count - 1)

    def _go_to_percent(self) -> None:
        count = self._view.status.count
        if count is not None:
            self._view.leave()
            self._view.go(round(self._view.viewport.limit * min(count, 100) / 100))

    def _headings(self) -> list[Place]:
        hidden = self._view.viewport.layout.hidden
        return [place for _, _, place in self._view.viewport.headings if place.block not in hidden]

    def _posts(self) -> list[Place]:
        """Return the posts of the top level."""
        blocks = enumerate(self._view.article.blocks)
        return [Place(index) for index, block in blocks if isinstance(block, Entry) and not block.depth]

    def _below(self, places: list[Place]) -> list[Place]:
        """Return those of *places* that are below the top, the nearest first."""
        viewport = self._view.viewport
        return [place for place in places if viewport.layout.line_of(place) > viewport.top]

    def _above(self, places: list[Place]) -> list[Place]:
        """Return those of *places* that are above the top, the nearest first, then the header."""
        viewport = self._view.viewport
        above = [place for place in places if viewport.layout.line_of(place) < viewport.top]
        return [*reversed(above), Place(HEADER)]

    def _go_among(self, places: list[Place]) -> None:
        """Go to the first of *places*, or to the one given by the count."""
        if places:
            self._view.put(places[min(max(0, self._view.times() - 1), len(places) - 1)])

    def _scroll_sideways(self, cells: int) -> None:
        view, viewport = self._view, self._view.viewport
        widest: dict[int, int] = {}
        for line in viewport.layout.lines(viewport.top, viewport.bottom):
            if line.wide:
                widest[line.place.block] = max(widest.get(line.place.block, 0), width(line.text))
        beyond = {block: cells - view.geometry.measure for block, cells in widest.items()}
        beyond = {block: most for block, most in beyond.items() if most > 0}
        if not beyond:
            view.say("Nothing in view is wider than the page")
        for block, most in beyond.items():
            viewport.shifts[block] = min(max(0, viewport.shifts.get(block, 0) + cells), most)
        view.redraw()
