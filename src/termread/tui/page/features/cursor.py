"""The paragraph cursor, and steps from paragraph to paragraph."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable
from typing import TYPE_CHECKING

from termread.article import HEADER, Place
from termread.layout.model import Line
from termread.layout.search import text_of
from termread.tui.page.feature import Feature
from termread.tui.page.rows import GutterMark, Overlay, Span

if TYPE_CHECKING:
    from termread.tui.page.canvas import Canvas


class Cursor(Feature):
    """Stands on a block, where the reader has called it; without it, steps by paragraph scroll the page."""

    def __init__(self, view: Canvas) -> None:
        self._view = view
        self.block: int | None = None
        """The block that it stands on."""
        self.actions = {
            "cursor": self.toggle,
            "paragraph_next": lambda: self._step(view.times()),
            "paragraph_previous": lambda: self._step(-view.times()),
        }

    @property
    def span(self) -> Span | None:
        """The text of the block that it stands on, while any of that is in view."""
        if self.block is None:
            return None
        span = Place(self.block), Place(self.block, len(text_of(self._view.article, self.block)))
        return span if self._view.viewport.sees_some(*span) else None

    @property
    def first(self) -> int:
        """The first block that begins in view, or the one that fills the screen."""
        viewport = self._view.viewport
        block, after = viewport.place.block, Place(viewport.place.block + 1)
        begins_above = viewport.layout.line_of(Place(block)) < viewport.top
        seen = begins_above and after.block < len(viewport.article.blocks) and viewport.sees(after)
        return after.block if seen else block

    def opened(self) -> None:
        """Stand nowhere."""
        self.block = None

    def overlay(self, block: int) -> Iterable[Overlay]:
        """Yield the whole block that it stands on."""
        if block == self.block:
            yield Overlay(0, sys.maxsize, "cursor")

    def gutter(self, line: Line) -> GutterMark | None:
        """Return the bar beside every line of the block that has text."""
        here = self.block is not None and line.place.block == self.block and bool(line.runs)
        return GutterMark("▌", "bookmark") if here else None

    def cancel(self) -> bool:
        """Take the cursor away."""
        had, self.block = self.block is not None, None
        return had

    def toggle(self) -> None:
        """Show the cursor on the first block in view, or take it away."""
        self.block = self.first if self.block is None else None
        self._view.redraw()

    def _step(self, steps: int) -> None:
        """Move the cursor by blocks, or where there is none, the page."""
        view, viewport = self._view, self._view.viewport
        if self.block is not None:
            self.block = self._block_from(self.block, steps)
            last = self.block >= len(view.article.blocks) - 1
            view.reveal(Place(self.block), None if last else Place(self.block + 1))
            return
        here = viewport.place.block
        if steps < 0 and viewport.layout.line_of(Place(here)) < viewport.top:
            steps += 1
        view.put(Place(self._block_from(here, steps)))

    def _block_from(self, block: int, steps: int) -> int:
        """Return the block so many *steps* from *block*, those in folded posts not counted."""
        last = len(self._view.article.blocks) - 1
        hidden = self._view.viewport.layout.hidden
        if not hidden:
            return min(max(HEADER, block + steps), last)
        shown = [each for each in range(HEADER, last + 1) if each not in hidden]
        return shown[min(max(0, bisect_left(shown, block) + steps), len(shown) - 1)]
