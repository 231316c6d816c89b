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
    """A cursor on a whole block. While it is off, steps by paragraph scroll the page."""

    def __init__(self, view: Canvas) -> None:
        self._view = view
        self.block: int | None = None
        """The block it is on, or None while it is off."""
        self.actions = {
            "cursor": self.toggle,
            "paragraph_next": lambda: self._step(view.times()),
            "paragraph_previous": lambda: self._step(-view.times()),
        }

    @property
    def span(self) -> Span | None:
        """The text of the block it is on, while any of it is in view."""
        if self.block is None:
            return None
        span = Place(self.block), Place(self.block, len(text_of(self._view.article, self.block)))
        return span if self._view.viewport.sees_some(*span) else None

    @property
    def first(self) -> int:
        """The first block that starts in view, or the one that fills the screen."""
        viewport = self._view.viewport
        block, after = viewport.place.block, Place(viewport.place.block + 1)
        begins_above = viewport.layout.line_of(Place(block)) < viewport.top
        seen = begins_above and after.block < len(viewport.article.blocks) and viewport.sees(after)
        return after.block if seen else block

    def opened(self) -> None:
        """Turn the cursor off."""
        self.block = None

    def overlay(self, block: int) -> Iterable[Overlay]:
        """Yield the whole of the block it is on."""
        if block == self.block:
            yield Overlay(0, sys.maxsize, "cursor")

    def gutter(self, line: Line) -> GutterMark | None:
        """Return a bar beside each line of text of the block it is on."""
        here = self.block is not None and line.place.block == self.block and bool(line.runs)
        return GutterMark("▌", "bookmark") if here else None

    def cancel(self) -> bool:
        """Turn the cursor off."""
        had, self.block = self.block is not None, None
        return had

    def toggle(self) -> None:
        """Turn the cursor on at the first block in view, or off."""
        self.block = self.first if self.block is None else None
        self._view.redraw()

    def _step(self, steps: int) -> None:
        """Move the cursor or, while it is off, the page by blocks."""
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
        """Return the block *steps* blocks after *block*, not counting those in folded posts."""
        last = len(self._view.article.blocks) - 1
        hidden = self._view.viewport.layout.hidden
        if not hidden:
            return min(max(HEADER, block + steps), last)
        shown = [each for each in range(HEADER, last + 1) if each not in hidden]
        return shown[min(max(0, bisect_left(shown, block) + steps), len(shown) - 1)]
