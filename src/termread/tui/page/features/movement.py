"""Moving through the page, and folding the posts of a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.article import HEADER, Entry, Place
from termread.layout.model import Page
from termread.text import width
from termread.tui.page.features import Feature
from termread.tui.page.features.selection import Cursor
from termread.values import replace

if TYPE_CHECKING:
    from termread.tui.page.canvas import Canvas

SIDEWAYS = 8
"""Cells that a key scrolls a wide line."""


class Movement(Feature):
    """The actions that scroll, except those by paragraph."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.actions = {
            "line_down": lambda: self._scroll(1, 1),
            "line_up": lambda: self._scroll(-1, 1),
            # One line of the screen before stays in view.
            "page_forward": lambda: self._turn(1, canvas.geometry.text_rows - 1, canvas.viewport.withheld),
            "page_back": lambda: self._turn(-1, canvas.geometry.text_rows - 1),
            "half_down": lambda: self._turn(1, canvas.geometry.text_rows // 2),
            "half_up": lambda: self._turn(-1, canvas.geometry.text_rows // 2),
            "start": lambda: self._go_to_line(0),
            "end": lambda: self._go_to_line(canvas.viewport.limit),
            "percent": self._go_to_percent,
            "heading_next": lambda: self._go_among(self._below(self._headings())),
            "heading_previous": lambda: self._go_among(self._above(self._headings())),
            "post_next": lambda: self._go_among(self._below(self._posts())),
            "post_previous": lambda: self._go_among(self._above(self._posts())),
            "table_right": lambda: self._scroll_sideways(canvas.times(SIDEWAYS)),
            "table_left": lambda: self._scroll_sideways(-canvas.times(SIDEWAYS)),
        }

    def _scroll(self, way: int, lines: int) -> None:
        self._canvas.scroll_lines(way * self._canvas.times(max(1, lines)))

    def _turn(self, way: int, lines: int, withheld: int = 0) -> None:
        """Scroll by *lines*, less what was *withheld*, to a page that does not end with a heading without its text."""
        self._canvas.turn(way * self._canvas.times(max(1, lines)) - withheld)

    def _go_to_line(self, line: int) -> None:
        """Go to *line*, or to the line given by the count."""
        count = self._canvas.status.count
        self._canvas.leave()
        self._canvas.go(line if count is None else count - 1)

    def _go_to_percent(self) -> None:
        count = self._canvas.status.count
        if count is not None:
            self._canvas.leave()
            self._canvas.go(round(self._canvas.viewport.limit * min(count, 100) / 100))

    def _headings(self) -> list[Place]:
        hidden = self._canvas.viewport.layout.hidden
        return [place for _, _, place in self._canvas.viewport.headings if place.block not in hidden]

    def _posts(self) -> list[Place]:
        """Return the posts of the top level."""
        blocks = enumerate(self._canvas.article.blocks)
        return [Place(index) for index, block in blocks if isinstance(block, Entry) and not block.depth]

    def _below(self, places: list[Place]) -> list[Place]:
        """Return those of *places* that are below the top, the nearest first."""
        viewport = self._canvas.viewport
        return [place for place in places if viewport.layout.line_of(place) > viewport.top]

    def _above(self, places: list[Place]) -> list[Place]:
        """Return those of *places* that are above the top, the nearest first, then the header."""
        viewport = self._canvas.viewport
        above = [place for place in places if viewport.layout.line_of(place) < viewport.top]
        return [*reversed(above), Place(HEADER)]

    def _go_among(self, places: list[Place]) -> None:
        """Go to the first of *places*, or to the one given by the count."""
        if places:
            self._canvas.put(places[min(max(0, self._canvas.times() - 1), len(places) - 1)])

    def _scroll_sideways(self, cells: int) -> None:
        canvas, viewport = self._canvas, self._canvas.viewport
        widest: dict[int, int] = {}
        for line in viewport.layout.lines(viewport.top, viewport.bottom):
            if line.wide:
                widest[line.place.block] = max(widest.get(line.place.block, 0), width(line.text))
        beyond = {block: cells - canvas.geometry.measure for block, cells in widest.items()}
        beyond = {block: most for block, most in beyond.items() if most > 0}
        if not beyond:
            canvas.say("Nothing in view is wider than the page")
        for block, most in beyond.items():
            viewport.shifts[block] = min(max(0, viewport.shifts.get(block, 0) + cells), most)
        canvas.redraw()


class Folds(Feature):
    """Folds and unfolds posts, by key and when the reader goes to a place inside one."""

    def __init__(self, canvas: Canvas, cursor: Cursor) -> None:
        self._canvas, self._cursor = canvas, cursor
        self.folded: frozenset[int] = frozenset()
        """The blocks that are folded posts."""
        self.actions = {"fold": self._toggle}

    def opened(self) -> None:
        """Unfold everything."""
        self.folded = frozenset()

    def settings(self, page: Page) -> Page:
        """Lay the folded posts out as folded."""
        return replace(page, folded=self.folded)

    def uncover(self, place: Place) -> None:
        """Unfold the posts that hide *place*: the one it is in, and those that one replies to."""
        if place.offset and place.block in self.folded:
            self._fold(self.folded - {place.block})
        while (post := self._canvas.viewport.layout.hidden.get(place.block)) is not None:
            self._fold(self.folded - {post})

    def _toggle(self) -> None:
        """Fold the post at the cursor, or the first in view, or unfold it."""
        block = self._post()
        if block is None:
            self._canvas.say("No post here to fold")
            return
        self._fold(self.folded ^ {block})
        if not self._canvas.viewport.sees(Place(block)):
            self._canvas.put(Place(block))

    def _fold(self, folded: frozenset[int]) -> None:
        self.folded = folded
        self._canvas.relayout()

    def _post(self) -> int | None:
        """Return the post at the cursor, or else the first one in view."""
        at, viewport = self._cursor.block, self._canvas.viewport
        first, last = (self._cursor.first, viewport.last.block) if at is None else (at, at)
        blocks, hidden = self._canvas.article.blocks, viewport.layout.hidden
        shown = (block for block in range(max(first, 0), last + 1) if block not in hidden)
        return next((block for block in shown if isinstance(blocks[block], Entry)), None)
