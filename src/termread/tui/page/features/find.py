"""Finding words in the article as they are typed, stepping through the matches, and going back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from termread.article import HEADER, Place
from termread.layout.search import Hits, find
from termread.tui.page.feature import Feature
from termread.tui.page.features.links import Links
from termread.tui.page.messages import Jumped
from termread.tui.page.rows import Overlay, Span, clip
from termread.tui.page.status import Said

if TYPE_CHECKING:
    from termread.tui.page.canvas import Canvas


class Find(Feature):
    """The matches of a search and the current one."""

    def __init__(self, view: Canvas, links: Links) -> None:
        self._view, self._links = view, links
        self.words = ""
        self.spans = Hits()
        self._current: int | None = None
        self._from: tuple[Place, int] | None = None
        """Where the reader was when the search began."""
        self._reached: tuple[Place, int] | None = None
        """Where the reader was taken by the current match."""
        self.actions = {
            "match_next": lambda: self._step(view.times()),
            "match_previous": lambda: self._step(-view.times()),
        }

    @property
    def match(self) -> Span | None:
        """The current match."""
        return None if self._current is None else self.spans[self._current]

    @property
    def fresh_match(self) -> Span | None:
        """The current match, until the reader moves on from it."""
        return self.match if self._here == self._reached else None

    @property
    def count(self) -> str:
        """The number of the current match and of all: "3/14", "14" or "no matches"."""
        if not self.spans:
            return "no matches"
        return f"{len(self.spans)}" if self._current is None else f"{self._current + 1}/{len(self.spans)}"

    @property
    def message(self) -> Said | None:
        """What the status row says while there is a search."""
        return Said(f"/{self.words}  {self.count}", "status_key") if self.words else None

    def opened(self) -> None:
        """Clear the search."""
        self.look_for("")
        self._from = None

    def overlay(self, block: int) -> Iterable[Overlay]:
        """Yield the matches in *block*; the current one has a role of its own."""
        first = max(0, self.spans.next_from(Place(block)) - 1)
        for index in range(first, len(self.spans)):
            start, end = self.spans[index]
            if start.block > block:
                return
            if end.block >= block:
                yield clip(start, end, block, "match_focus" if index == self._current else "match")

    def cancel(self) -> bool:
        """Clear the search."""
        had = bool(self.words)
        self.look_for("")
        return had

    def look_for(self, words: str) -> None:
        """Find *words* without moving; an empty string clears the search."""
        self.words, self.spans, self._current = words, find(self._view.article, words), None

    def begin(self) -> None:
        """Start a search, remembering where to return to if it is cancelled."""
        self._links.cancel()
        self._from = self._here

    def as_typed(self, words: str) -> None:
        """Find *words* and show the first match after where the search began."""
        self.look_for(words)
        begun = self._from[0] if self._from else Place(HEADER)
        if self.spans:
            self._current = self.spans.next_from(begun) % len(self.spans)
        elif self._from:
            self._view.viewport.put(*self._from)
        self._reveal()

    def keep(self) -> None:
        """Stay at the match; the back key returns to where the search began."""
        if self._from and not self._view.viewport.sees(self._from[0]):
            self._view.post_message(Jumped(self._from[0]))
        self._from = None
        self._view.redraw()

    def drop(self) -> None:
        """Cancel the search and return to where it began."""
        self.look_for("")
        if self._from:
            self._view.put(*self._from)
        self._from = None
        self._view.redraw()

    @property
    def _here(self) -> tuple[Place, int]:
        return self._view.viewport.place, self._view.viewport.below

    def _step(self, steps: int) -> None:
        if not self.words:
            self._view.say("Nothing to search for; press / first")
        elif self.spans:
            if self._current is None:
                following = self.spans.next_from(self._view.viewport.place)
                target = following + steps - (steps > 0)
            else:
                target = self._current + steps
            self._current = target % len(self.spans)
            if self._current != target:
                self._view.say("Search wrapped to the beginning" if steps > 0 else "Search wrapped to the end")
        self._reveal()

    def _reveal(self) -> None:
        if self.match:
            self._view.look_at(*self.match)
            self._reached = self._here
        else:
            self._view.redraw()
