"""Finding words in the article: as they are typed, with a count, and back to where the reader was."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from termread.article import HEADER, Article, Place
from termread.layout.search import Hits, find
from termread.tui.widgets.drawing import Over, lying
from termread.tui.widgets.moving import Moving
from termread.tui.widgets.overlay import Overlay

Span = tuple[Place, Place]


class Found(Overlay):
    """The matches of some words, in order, and the one the reader looks at."""

    def __init__(self) -> None:
        self.words = ""
        self.spans = Hits()
        self.index: int | None = None

    @property
    def span(self) -> Span | None:
        """The match the reader looks at."""
        return None if self.index is None else self.spans[self.index]

    def look_for(self, article: Article, words: str) -> None:
        """Find *words*; none clears."""
        self.words = words
        self.spans = find(article, words)
        self.index = None

    def turn_to(self, place: Place) -> None:
        """Look at the first match at or behind *place*, else at the first of all."""
        self.index = self.spans.next_from(place) % len(self.spans) if self.spans else None

    def step(self, steps: int, place: Place) -> bool:
        """Look *steps* matches on, counted from *place* if none is looked at; returns whether it went round the end."""
        if not self.spans:
            return False
        if self.index is None:
            following = self.spans.next_from(place)
            target = following + steps - 1 if steps > 0 else following + steps
        else:
            target = self.index + steps
        self.index = target % len(self.spans)
        return self.index != target

    def count(self) -> str:
        """Return "3/14", or "no match"."""
        if not self.spans:
            return "no match"
        return f"{len(self.spans)}" if self.index is None else f"{self.index + 1}/{len(self.spans)}"

    def over(self, block: int) -> Iterable[Over]:
        """Yield the matches in a block, the one that is looked at marked apart."""
        first = max(0, self.spans.next_from(Place(block)) - 1)
        for index in range(first, len(self.spans)):
            start, end = self.spans[index]
            if start.block > block:
                return
            if end.block >= block:
                yield lying(start, end, block, "match_focus" if index == self.index else "match")


class Finding(Moving, layer=True):
    """The Find group of the actions, as far as the page itself is concerned."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.found = Found()
        self.overlays.append(self.found)
        self._from: tuple[Place, int] | None = None
        """Where the reader was when the search began."""
        self._reached: tuple[Place, int] | None = None
        """Where the reader is taken by the match looked at."""

    @property
    def fresh_match(self) -> Span | None:
        """The match looked at, until the reader moves on from it."""
        here = (self.sight.place, self.sight.below) if self.sight else None
        return self.found.span if here == self._reached else None

    def show(self, article: Article, place: Place | None = None) -> None:
        """Show *article*, with nothing looked for in it."""
        self.found.look_for(article, "")
        self._from = None
        super().show(article, place)

    def drop_link(self) -> bool:
        """Take the focus from a link; a page without links has none."""
        return False

    def begin_find(self) -> None:
        """Remember where the reader is, to come back to if the search is given up."""
        self.drop_link()
        self._from = (self.sight.place, self.sight.below) if self.sight else None

    def find_as_typed(self, words: str) -> None:
        """Mark the matches of *words* and bring the first from here on into sight."""
        if self.sight is None:
            return
        self.found.look_for(self.article, words)
        self.found.turn_to(self._from[0] if self._from else Place(HEADER))
        if self.found.span is None and self._from:
            self.sight.put(*self._from)
        self._reveal_match()

    def keep_find(self) -> None:
        """Stay at the match; back leads to where the search began."""
        if self._from and self.sight and not self.sight.sees(self._from[0]):
            self.post_message(self.Leapt(self._from[0], 0.0))
        self._from = None
        self.redraw()

    def drop_find(self) -> None:
        """Forget the search and go back to where it began."""
        self.found.look_for(self.article, "")
        if self._from:
            self.put(*self._from)
        self._from = None
        self.redraw()

    def action_match_next(self) -> None:
        """Go to the next match."""
        self._step_match(self.times())

    def action_match_previous(self) -> None:
        """Go to the match before."""
        self._step_match(-self.times())

    def _step_match(self, steps: int) -> None:
        if self.sight is None:
            return
        if self.found.step(steps, self.sight.place):
            self.say("Round the end" if steps > 0 else "Round the beginning")
        elif not self.found.words:
            self.say("Nothing is looked for: / begins")
        self._reveal_match()

    def _reveal_match(self) -> None:
        if self.found.span and self.sight:
            self.look_at(*self.found.span)
            self._reached = self.sight.place, self.sight.below
        else:
            self.redraw()
