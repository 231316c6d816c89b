"""Several blocks as one string, and from a character of it to its place and back."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from termread.article import HEADER, LEAF_BREAK, Article, Heading, Paragraph, Place, flatten_at
from termread.values import dataclass


@dataclass(frozen=True, slots=True)
class Stream:
    """The text of the blocks from *first* on, one after the other; *starts* says where each begins in it."""

    text: str
    first: int
    starts: list[int]

    def place(self, index: int) -> Place:
        """Return the place of character *index*; a break between two blocks belongs to the former."""
        number = max(0, bisect_right(self.starts, index) - 1)
        return Place(self.first + number, index - self.starts[number])

    def index(self, place: Place) -> int:
        """Return the index of the character at *place*, or of the nearest that the stream has."""
        number = place.block - self.first
        if number < 0:
            return 0
        return min(self.starts[number] + place.offset, len(self.text)) if number < len(self.starts) else len(self.text)


def stream(article: Article, first: int = HEADER, last: int | None = None) -> Stream:
    """Return the text of the blocks *first* to *last* (not itself; None: to the end) of *article*."""
    last = len(article.blocks) if last is None else last
    texts = [text_of(article, block) for block in range(first, last)]
    starts = [0, *accumulate(len(text) + 1 for text in texts[:-1])]
    return Stream(LEAF_BREAK.join(texts), first, starts)


def text_of(article: Article, block: int) -> str:
    """Return the flattened text of *block*, quickly for the two kinds that a long text is made of."""
    if block >= 0:
        found = article.blocks[block]
        if type(found) is Paragraph or type(found) is Heading:
            return found.prose.text
    return flatten_at(article, block)
