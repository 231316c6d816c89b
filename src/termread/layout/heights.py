"""Heights and first lines of blocks, stored as integers, with sums that stay fast when a height changes."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

_CHUNK = 64


class Heights:
    """The heights of blocks; finding a line takes `_CHUNK` additions, plus one per chunk after a change."""

    __slots__ = ("_ends", "_sums", "values")

    def __init__(self, heights: Iterable[int]) -> None:
        self.values = array("i", heights)
        self._sums = array("i", (sum(self.values[at : at + _CHUNK]) for at in range(0, len(self.values), _CHUNK)))
        self._ends: list[int] | None = None
        """The line after each chunk, cached until a height changes."""

    @property
    def total(self) -> int:
        """The sum of all heights."""
        return self._lines()[-1]

    def __setitem__(self, index: int, height: int) -> None:
        if height != self.values[index]:
            self._sums[index // _CHUNK] += height - self.values[index]
            self.values[index] = height
            self._ends = None

    def __getitem__(self, index: int) -> int:
        return self.values[index]

    def __len__(self) -> int:
        return len(self.values)

    def top(self, index: int) -> int:
        """Return the first line of block *index*."""
        chunk = index // _CHUNK
        return (self._lines()[chunk - 1] if chunk else 0) + sum(self.values[chunk * _CHUNK : index])

    def index(self, line: int) -> int:
        """Return the index of the block that contains *line*, or of the last block beyond the end."""
        ends = self._lines()
        chunk = min(bisect_right(ends, line), len(ends) - 1)
        first = chunk * _CHUNK
        own = list(accumulate(self.values[first : first + _CHUNK]))
        below = line - (ends[chunk - 1] if chunk else 0)
        return first + min(bisect_right(own, below), len(own) - 1)

    def _lines(self) -> list[int]:
        if self._ends is None:
            self._ends = list(accumulate(self._sums))
        return self._ends
