"""Back and forward, as in a browser."""

from __future__ import annotations

from collections.abc import Callable

from termread.article import Place
from termread.values import dataclass

CAP = 200
"""Steps that are remembered."""


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
