"""Finding words in the article as they are typed, stepping through the matches, and going back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from termread.article import HEADER, Place
from termread.layout.search import Hits, find
from termread.tui.page.features import Feature, Jumped
from termread.tui.page.features.links import Links
from termread.tui.page.rows import Overlay, Span, clip
from termread.tui.page.status import Said

if TYPE_CHECKING:
    from termread.tui.page.canvas import Canvas
    from termread.tui.page.status import Key


class Find(Feature):
    """The matches of a search and the current one."""

    def __init__(self, canvas: Canvas, links: Links) -> None:
        self._canvas, self._links = canvas, links
        self.words = ""
        self.prompt: str | None = None
        """What is typed so far, while words are asked for without the framework."""
        self.spans = Hits()
        self._current: int | None = None
        self._from: tuple[Place, int] | None = None
        """Where the reader was when the search began."""
        self._reached: tuple[Place, int] | None = None
        """Where the reader was taken by the current match."""
        self.actions = {
            "match_next": lambda: self._step(canvas.times()),
            "match_previous": lambda: self._step(-canvas.times()),
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
        self.words, self.spans, self._current = words, find(self._canvas.article, words), None

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
            self._canvas.viewport.put(*self._from)
        self._reveal()

    def keep(self, words: str) -> None:
        """Stay at the match of *words*, if there are any; the back key returns to where the search began."""
        if not words:
            self.drop()
            return
        if self.words != words:  # enter came before the last of them
            self.as_typed(words)
        if self._from and not self._canvas.viewport.sees(self._from[0]):
            self._canvas.driver.tell(Jumped(self._from[0]))
        self._from = None
        self._canvas.redraw()
        if not self.spans:
            self._canvas.say(f"“{words}” not found", "notice")

    def drop(self) -> None:
        """Cancel the search and return to where it began."""
        self.look_for("")
        if self._from:
            self._canvas.put(*self._from)
        self._from = None
        self._canvas.redraw()

    def ask(self) -> None:
        """Ask for words in the status row."""
        self.begin()
        self.prompt = ""
        self._canvas.repaint()

    def type(self, key: Key) -> bool:
        """Take *key* into the prompt; returns False for one that does nothing there."""
        words = self.prompt or ""
        if key.key == "enter":
            self.prompt = None
            self.keep(words)
        elif key.key == "escape" or (key.key == "backspace" and not words):
            self.prompt = None
            self.drop()
        elif key.key == "backspace" or (key.character and key.character.isprintable()):
            self.prompt = words[:-1] if key.key == "backspace" else f"{words}{key.character}"
            self.as_typed(self.prompt)
        else:
            return False
        return True

    @property
    def _here(self) -> tuple[Place, int]:
        return self._canvas.viewport.place, self._canvas.viewport.below

    def _step(self, steps: int) -> None:
        if not self.words:
            self._canvas.say("Nothing to search for; press / first")
        elif self.spans:
            if self._current is None:
                following = self.spans.next_from(self._canvas.viewport.place)
                target = following + steps - (steps > 0)
            else:
                target = self._current + steps
            self._current = target % len(self.spans)
            if self._current != target:
                self._canvas.say("Search wrapped to the beginning" if steps > 0 else "Search wrapped to the end")
        self._reveal()

    def _reveal(self) -> None:
        if self.match:
            self._canvas.look_at(*self.match)
            self._reached = self._here
        else:
            self._canvas.redraw()
