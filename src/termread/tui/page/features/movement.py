"""Moving through the page: by lines, screens, headings and posts, by percent, and sideways in wide lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from termread.article import HEADER, Entry, Place
from termread.text import width
from termread.tui.page.feature import Feature

if TYPE_CHECKING:
    from termread.tui.page.canvas import Canvas

SIDEWAYS = 8
"""Cells that a key scrolls a wide line."""


class Movement(Feature):
    """The Move group of the actions, but those by paragraph."""

    actions: ClassVar[tuple[str, ...]] = (
        *("line_down", "line_up", "page_forward", "page_back", "half_down", "half_up", "start", "end", "percent"),
        *("heading_next", "heading_previous", "post_next", "post_previous", "table_left", "table_right"),
    )

    def __init__(self, view: Canvas) -> None:
        self._view = view

    def line_down(self) -> None:
        """Move down by lines."""
        self._view.scroll_lines(self._view.times())

    def line_up(self) -> None:
        """Move up by lines."""
        self._view.scroll_lines(-self._view.times())

    def page_forward(self) -> None:
        """Move down by screens, keeping one line of the one before."""
        self._scroll(self._view.geometry.text_rows - 1)

    def page_back(self) -> None:
        """Move up by screens."""
        self._scroll(self._view.geometry.text_rows - 1, -1)

    def half_down(self) -> None:
        """Move down by half screens."""
        self._scroll(self._view.geometry.text_rows // 2)

    def half_up(self) -> None:
        """Move up by half screens."""
        self._scroll(self._view.geometry.text_rows // 2, -1)

    def start(self) -> None:
        """Go to the beginning, or to the line that the count says."""
        self._go_to_line(0)

    def end(self) -> None:
        """Go to the end, or to the line that the count says."""
        self._go_to_line(self._view.viewport.limit)

    def percent(self) -> None:
        """Go as far as the count says."""
        count = self._view.status.count
        if count is not None:
            self._view.leave()
            self._view.go(round(self._view.viewport.limit * min(count, 100) / 100))

    def heading_next(self) -> None:
        """Go to the next heading."""
        self._go_among(self._below(self._headings()))

    def heading_previous(self) -> None:
        """Go to the heading before, and before the first one to the beginning."""
        self._go_among(self._above(self._headings()))

    def post_next(self) -> None:
        """Go to the next post of the top level."""
        self._go_among(self._below(self._posts()))

    def post_previous(self) -> None:
        """Go to the post of the top level before, and before the first one to the beginning."""
        self._go_among(self._above(self._posts()))

    def table_right(self) -> None:
        """Show more of the right of a wide table or of long lines of code."""
        self._scroll_sideways(self._view.times(SIDEWAYS))

    def table_left(self) -> None:
        """Show more of their left."""
        self._scroll_sideways(-self._view.times(SIDEWAYS))

    def _scroll(self, lines: int, way: int = 1) -> None:
        self._view.scroll_lines(way * self._view.times(max(1, lines)))

    def _go_to_line(self, line: int) -> None:
        count = self._view.status.count
        self._view.leave()
        self._view.go(line if count is None else count - 1)

    def _headings(self) -> list[Place]:
        hidden = self._view.viewport.layout.hidden
        return [place for _, _, place in self._view.viewport.headings if place.block not in hidden]

    def _posts(self) -> list[Place]:
        blocks = enumerate(self._view.article.blocks)
        return [Place(index) for index, block in blocks if isinstance(block, Entry) and not block.depth]

    def _below(self, places: list[Place]) -> list[Place]:
        """Return those of *places* that begin below the top, the nearest first."""
        viewport = self._view.viewport
        return [place for place in places if viewport.layout.line_of(place) > viewport.top]

    def _above(self, places: list[Place]) -> list[Place]:
        """Return those of *places* that begin above the top, the nearest first, and the header at last."""
        viewport = self._view.viewport
        return [
            *(place for place in reversed(places) if viewport.layout.line_of(place) < viewport.top),
            Place(HEADER),
        ]

    def _go_among(self, places: list[Place]) -> None:
        """Go to the first of *places*, or as many further as the count says."""
        if places:
            self._view.put(places[min(max(0, self._view.times() - 1), len(places) - 1)])

    def _scroll_sideways(self, cells: int) -> None:
        view, viewport = self._view, self._view.viewport
        widest: dict[int, int] = {}
        for line in viewport.layout.lines(viewport.top, viewport.bottom):
            if line.wide:
                widest[line.place.block] = max(widest.get(line.place.block, 0), width(line.text))
        beyond = {
            block: cells - view.geometry.measure for block, cells in widest.items() if cells > view.geometry.measure
        }
        if not beyond:
            view.say("Nothing in view is wider than the page")
        for block, most in beyond.items():
            viewport.shifts[block] = min(max(0, viewport.shifts.get(block, 0) + cells), most)
        view.redraw()
