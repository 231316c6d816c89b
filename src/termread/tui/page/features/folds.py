"""Folding posts of a thread: hiding their text and their replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.article import Entry, Place
from termread.layout.model import Page
from termread.tui.page.feature import Feature
from termread.tui.page.features.cursor import Cursor
from termread.values import replace

if TYPE_CHECKING:
    from termread.tui.page.canvas import Canvas


class Folds(Feature):
    """Folds and unfolds posts, by key and when the reader goes to a place inside one."""

    def __init__(self, view: Canvas, cursor: Cursor) -> None:
        self._view, self._cursor = view, cursor
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
        while (post := self._view.viewport.layout.hidden.get(place.block)) is not None:
            self._fold(self.folded - {post})

    def _toggle(self) -> None:
        """Fold the post at the cursor, or the first in view, or unfold it."""
        block = self._post()
        if block is None:
            self._view.say("No post here to fold")
            return
        self._fold(self.folded ^ {block})
        if not self._view.viewport.sees(Place(block)):
            self._view.put(Place(block))

    def _fold(self, folded: frozenset[int]) -> None:
        self.folded = folded
        self._view.relayout()

    def _post(self) -> int | None:
        """Return the post at the cursor, or else the first one in view."""
        at, viewport = self._cursor.block, self._view.viewport
        first, last = (self._cursor.first, viewport.last.block) if at is None else (at, at)
        blocks, hidden = self._view.article.blocks, viewport.layout.hidden
        shown = (block for block in range(max(first, 0), last + 1) if block not in hidden)
        return next((block for block in shown if isinstance(blocks[block], Entry)), None)
