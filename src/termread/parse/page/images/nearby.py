"""Which words stand near which picture; each box is asked once, however many pictures it holds."""

from __future__ import annotations

from bisect import bisect_left

from termread.parse.page.locate.story import Grammar
from termread.parse.page.model import Box, Sheet

CAPTION_CAP = 1200
"""Characters beyond which a piece of text is no caption."""


class Nearby:
    """The words and the pictures of a page, each as indices in order."""

    def __init__(self, sheet: Sheet, grammar: Grammar) -> None:
        self.pieces = sheet.pieces
        self.grammar = grammar
        self.words = [i for i, piece in enumerate(sheet.pieces) if piece.kind in ("text", "heading")]
        self.pictures = [i for i, piece in enumerate(sheet.pieces) if piece.kind in ("image", "embed")]
        self.known: dict[tuple[Box, int], bool] = {}

    def words_in(self, start: int, end: int) -> list[int]:
        """Return the words from piece *start* up to *end*."""
        return self.words[bisect_left(self.words, start) : bisect_left(self.words, end)]

    def count_in(self, box: Box) -> int:
        """Return how many pieces of words stand in *box*."""
        return bisect_left(self.words, box.end) - bisect_left(self.words, box.start)

    def nearest(self, index: int, box: Box) -> int | None:
        """Return the picture that words in *box* stand nearest to: the one before them, else the first after."""
        at = bisect_left(self.pictures, index)
        if at and self.pictures[at - 1] >= box.start:
            return self.pictures[at - 1]
        return self.pictures[at] if at < len(self.pictures) and self.pictures[at] < box.end else None

    def words_of(self, picture: int, box: Box) -> list[int]:
        """Return the words in *box* to which *picture* is the nearest."""
        at = bisect_left(self.pictures, picture)
        is_first = not at or self.pictures[at - 1] < box.start
        following = self.pictures[at + 1] if at + 1 < len(self.pictures) else box.end
        return self.words_in(box.start if is_first else picture, min(following, box.end))

    def is_small(self, box: Box, *, cap: int) -> bool:
        """Return whether a box holds little beside its pictures and words about them."""
        if (box, cap) not in self.known:
            self.known[box, cap] = self._is_small(box, cap)
        return self.known[box, cap]

    def _is_small(self, box: Box, cap: int) -> bool:
        count = self.count_in(box)
        images = sum(piece.kind == "image" for piece in self.pieces[box.start : box.end])
        if count > cap + 3 * max(images - 1, 0):
            return False
        return not any(self._is_story(i, box) for i in self.words_in(box.start, box.end))

    def _is_story(self, index: int, box: Box) -> bool:
        """Return whether words in a box are more than may be said of a picture."""
        piece, grammar = self.pieces[index], self.grammar
        if len(piece.text) > CAPTION_CAP or (piece.kind == "heading" and box.tag != "figure"):
            return True
        return box.tag != "figure" and piece.runs and piece.signature in grammar.ordinary and grammar.trusted
