"""Which words stand near which picture; each element is asked once, however many pictures it holds."""

from __future__ import annotations

from bisect import bisect_left

from termread.parse.page.model import Element, Page

CAPTION_CAP = 1200
"""Characters beyond which a run of text is no caption."""


class Nearby:
    """The words and the pictures of a page, each as indices in order."""

    def __init__(self, page: Page) -> None:
        self.runs = page.runs
        self.grammar = page.grammar
        self.words = [i for i, run in enumerate(page.runs) if run.kind in ("text", "heading")]
        self.pictures = [i for i, run in enumerate(page.runs) if run.kind in ("image", "embed")]
        self.known: dict[tuple[Element, int], bool] = {}

    def words_in(self, start: int, end: int) -> list[int]:
        """Return the words from run *start* up to *end*."""
        return self.words[bisect_left(self.words, start) : bisect_left(self.words, end)]

    def count_in(self, element: Element) -> int:
        """Return how many runs of words stand in *element*."""
        return bisect_left(self.words, element.end) - bisect_left(self.words, element.start)

    def nearest(self, index: int, element: Element) -> int | None:
        """Return the picture that words in *element* stand nearest to: the one before them, else the first after."""
        at = bisect_left(self.pictures, index)
        if at and self.pictures[at - 1] >= element.start:
            return self.pictures[at - 1]
        return self.pictures[at] if at < len(self.pictures) and self.pictures[at] < element.end else None

    def words_of(self, picture: int, element: Element) -> list[int]:
        """Return the words in *element* to which *picture* is the nearest."""
        at = bisect_left(self.pictures, picture)
        is_first = not at or self.pictures[at - 1] < element.start
        following = self.pictures[at + 1] if at + 1 < len(self.pictures) else element.end
        return self.words_in(element.start if is_first else picture, min(following, element.end))

    def is_small(self, element: Element, *, cap: int) -> bool:
        """Return whether an element holds little beside its pictures and words about them."""
        if (element, cap) not in self.known:
            self.known[element, cap] = self._is_small(element, cap)
        return self.known[element, cap]

    def _is_small(self, element: Element, cap: int) -> bool:
        count = self.count_in(element)
        images = sum(run.kind == "image" for run in self.runs[element.start : element.end])
        if count > cap + 3 * max(images - 1, 0):
            return False
        return not any(self._is_story(i, element) for i in self.words_in(element.start, element.end))

    def _is_story(self, index: int, element: Element) -> bool:
        """Return whether words in an element are more than may be said of a picture."""
        run, grammar = self.runs[index], self.grammar
        if len(run.text) > CAPTION_CAP or (run.kind == "heading" and element.tag != "figure"):
            return True
        return element.tag != "figure" and run.is_running and run.signature in grammar.ordinary and grammar.trusted
