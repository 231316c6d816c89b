"""Where the reader is: the place where they arrive in an article, the place they read at, and when it counts as read."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from termread.article import Article, Passage, Place
from termread.layout.passages import locate
from termread.tui.page.rows import Span
from termread.tui.wording import place_in
from termread.values import dataclass

if TYPE_CHECKING:
    from termread.library.model import Kept
    from termread.tui.page.viewport import Viewport

SHARE, LEAST = 1 / 3, 5.0
"""An article that fits one screen was read if it was shown for this share of its reading time, and for so many seconds."""

CAP = 200
"""Steps that are remembered."""


@dataclass(frozen=True, slots=True)
class Landing:
    """Where in an article the reader wants to arrive; an empty one means where they left off."""

    place: Place | None = None
    passage: Passage | None = None
    address: str = ""
    """The address as asked for: its fragment may name a place or a passage."""

    @property
    def is_return(self) -> bool:
        """Whether the reader comes back to where they read, rather than for a look."""
        return self.passage is None and not self.address

    def spot(self, article: Article) -> Place | Span | None:
        """Return the place or passage of *article* that is meant, or None where none is; raises LookupError if it is gone."""
        if self.place is not None:
            return self.place
        if self.passage is None and "#" not in self.address:
            return None
        from termread.layout.passages import find_fragment, read_fragment

        fragment = read_fragment(self.address)
        if self.passage is None and fragment is None:
            return place_in(article, "#" + self.address.partition("#")[2])
        found = locate(article, self.passage) if self.passage else None
        if found is None and fragment is not None:
            found = find_fragment(article, fragment)
        if found is None:
            raise LookupError
        return found


@dataclass(frozen=True, slots=True)
class Visit:
    """A look at a *place* that a jump led to; *home* is where the reader reads."""

    home: Place
    place: Place


class ReadingPlace:
    """Moved by reading only: a place that a jump led to is a visit until the reader moves on from there."""

    def __init__(self, kept: Kept, seconds: float) -> None:
        """Begin where *kept* was left, an article that takes *seconds* to read."""
        self._visit: Visit | None = None
        self._enough = max(LEAST, seconds * SHARE)
        self._finished = kept.progress >= 1
        self._at_start = False
        self._shown_since: float | None = None
        self._shown_for = 0.0

    @property
    def visited(self) -> Place | None:
        """The place that is visited, if one is."""
        return self._visit.place if self._visit else None

    def home(self, place: Place) -> Place:
        """Return where the reader reads who is at *place* now."""
        return self._visit.home if self._visit and self._visit.place == place else place

    def visit(self, here: Place, place: Place) -> None:
        """Go from *here* to *place* for a look; back where the visits began, the reader reads again."""
        home = self.home(here)
        self._visit = None if place == home else Visit(home, place)

    def move(self, viewport: Viewport) -> None:
        """Be where *viewport* is, by moving there: unless that is the visited place, the reader reads there."""
        if self._visit and self._visit.place != viewport.place:
            self._visit = None
        if self._finished and self._at_start and viewport.top:
            self._finished = False  # read again from the beginning
        self._finished = self._finished or (viewport.limit > 0 and viewport.done == 1)
        self._at_start = viewport.top == 0

    def show(self) -> None:
        """Count the time from now on: the article shows."""
        if self._shown_since is None:
            self._shown_since = monotonic()

    def hide(self) -> None:
        """Stop counting the time: something else shows."""
        self._shown_for, self._shown_since = self._seconds, None

    def to_keep(self, viewport: Viewport) -> tuple[Place, float] | None:
        """Return the place and the progress, from 0 to 1, to save now; None while the reader is on a visit."""
        whole = viewport.limit == 0
        progress = float(self._seconds >= self._enough) if whole else viewport.done
        visiting = self._visit is not None and self._visit.place == viewport.place
        if visiting and not (whole and progress == 1):
            return None
        self._finished = self._finished or progress == 1
        return self.home(viewport.place), 1.0 if self._finished else progress

    @property
    def _seconds(self) -> float:
        return self._shown_for + (0.0 if self._shown_since is None else monotonic() - self._shown_since)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in one of the kept articles."""

    entry: int
    place: Place


class History:
    """The spots that were left by jumps. Whoever goes back says where they are, to come forward to it again."""

    def __init__(self) -> None:
        self._behind: list[Spot] = []
        self._ahead: list[Spot] = []

    def leave(self, spot: Spot) -> None:
        """Remember *spot*, which is being left by a jump; what lay ahead is forgotten."""
        if not self._behind or self._behind[-1] != spot:
            self._behind.append(spot)
            del self._behind[:-CAP]
        self._ahead.clear()

    def back(self, here: Spot) -> Spot | None:
        """Return the last spot that was left, or None; *here* is where forward leads then."""
        return self._step(self._behind, self._ahead, here)

    def forward(self, here: Spot) -> Spot | None:
        """Return the spot that back came from, or None."""
        return self._step(self._ahead, self._behind, here)

    def change(self, into: Callable[[Spot], Spot]) -> None:
        """Let every spot be what *into* makes of it."""
        self._behind[:] = map(into, self._behind)
        self._ahead[:] = map(into, self._ahead)

    @staticmethod
    def _step(source: list[Spot], other: list[Spot], here: Spot) -> Spot | None:
        while source:
            spot = source.pop()
            if spot != here:
                other.append(here)
                return spot
        return None
