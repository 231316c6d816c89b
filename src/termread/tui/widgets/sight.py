"""What of a page is in sight, and the reader's place in it, which outlives every layout."""

from __future__ import annotations

from termread.article import HEADER, Place
from termread.layout import Layout
from termread.layout.geometry import progress

EYE = 3
"""The eye rests one line in *EYE* below the top: what is jumped to is put there."""


class Sight:
    """A window of *rows* lines on a layout. The place moves only when the reader moves, never because the page did."""

    def __init__(self, layout: Layout, rows: int, place: Place | None = None) -> None:
        self.layout = layout
        self.rows = max(1, rows)
        self.top = 0
        self.place = Place(HEADER)
        self.below = 0
        """Lines from the place's own line to the top: the top may be a blank line, or inside a frame."""
        if place is not None:
            self.put(place)

    @property
    def limit(self) -> int:
        """The line that is first when the end is in sight."""
        return max(0, self.layout.height - self.rows)

    @property
    def bottom(self) -> int:
        """The first line below what is in sight."""
        return min(self.layout.height, self.top + self.rows)

    @property
    def done(self) -> float:
        """How far the reader is, from 0 to 1."""
        return progress(self.top, self.rows, self.layout.height)

    @property
    def eye(self) -> Place:
        """The place where the eye rests."""
        line = min(self.top + self.rows // EYE, self.layout.height - 1)
        return self.layout.place_at(max(0, line))

    @property
    def first(self) -> Place:
        """The first text in sight: the place, unless its own line is above and a blank or a frame's edge is first."""
        if self.below:
            for line in self.layout.lines(self.top, self.bottom):
                if line.runs:
                    return line.place
        return self.place

    def scroll_to(self, top: int) -> bool:
        """Put line *top* first, as far as there are lines; returns whether anything moved."""
        if top >= self.limit:
            # The end itself is meant, wherever it turns out to be.
            self.layout.settle_above(Place(self._blocks - 1), self.rows)
            top = self.limit
        top = max(0, top)
        if top == self.top:
            return False
        self.top = top
        self._hold()
        return True

    def settle_above(self, lines: int) -> int:
        """Make sure of the *lines* above the top, which may be estimates; returns by how much they renumber the top."""
        top = self.top
        self.layout.settle_above(self.place, lines)
        self.relay(self.layout, self.rows)
        return self.top - top

    def put(self, place: Place, below: int = 0) -> bool:
        """Put the line of *place* first, or the one so many lines *below* it; returns whether anything moved."""
        before = self.top
        self.place, self.below = place, below
        self.top = min(self._line() + below, self.limit)
        return self.top != before

    def reveal(self, start: Place, end: Place | None = None) -> bool:
        """Bring the text from *start* to *end* into sight, moving only if it is not; returns whether anything moved."""
        first = self.layout.line_of(start)
        last = first if end is None else max(first, self.layout.line_of(end))
        if self.top <= first and last < self.top + self.rows:
            return False
        return self.scroll_to(first - (self.rows // EYE if last - first < self.rows - self.rows // EYE else 0))

    def relay(self, layout: Layout, rows: int) -> None:
        """Go on with another layout of the same article, or other rows: the place stays where the reader put it."""
        self.layout, self.rows = layout, max(1, rows)
        line = self._line()
        following = (
            layout.line_of(Place(self.place.block + 1)) if self.place.block + 1 < self._blocks else layout.height
        )
        self.top = min(line + min(self.below, max(0, following - line - 1)), self.limit)

    def sees(self, place: Place) -> bool:
        """Return whether the line of *place* is in sight."""
        return self.top <= self.layout.line_of(place) < self.top + self.rows

    def _line(self) -> int:
        return 0 if self.place == Place(HEADER) else self.layout.line_of(self.place)

    @property
    def _blocks(self) -> int:
        return len(self.layout.heights) - 1

    def _hold(self) -> None:
        """Take the place from the line that the reader put first."""
        if self.top == 0:
            self.place, self.below = Place(HEADER), 0
            return
        self.place = self.layout.place_at(self.top)
        self.below = max(0, self.top - self.layout.line_of(self.place))
