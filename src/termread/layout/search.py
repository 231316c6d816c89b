"""Searches the text of an article across blocks, ignoring case and diacritics unless the query contains them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import overload

from termread.article import HEADER, LEAF_BREAK, Article, Heading, Paragraph, Place, flatten_at
from termread.text import regex
from termread.values import dataclass


@dataclass(frozen=True, slots=True)
class Stream:
    """The joined text of the blocks from *first* on; *starts* are their offsets in it."""

    text: str
    first: int
    starts: list[int]

    def place(self, index: int) -> Place:
        """Return the place of character *index*; a break between two blocks belongs to the first of them."""
        number = max(0, bisect_right(self.starts, index) - 1)
        return Place(self.first + number, index - self.starts[number])

    def index(self, place: Place) -> int:
        """Return the index of the character at *place*, or of the nearest one in the stream."""
        number = place.block - self.first
        if number < 0:
            return 0
        return min(self.starts[number] + place.offset, len(self.text)) if number < len(self.starts) else len(self.text)


def stream(article: Article, first: int = HEADER, last: int | None = None) -> Stream:
    """Return the stream of the blocks of *article* from *first* up to *last* (exclusive; None for the end)."""
    last = len(article.blocks) if last is None else last
    texts = [text_of(article, block) for block in range(first, last)]
    starts = [0, *accumulate(len(text) + 1 for text in texts[:-1])]
    return Stream(LEAF_BREAK.join(texts), first, starts)


def text_of(article: Article, block: int) -> str:
    """Return the flattened text of *block*, with a fast path for paragraphs and headings."""
    if block >= 0:
        found = article.blocks[block]
        if type(found) is Paragraph or type(found) is Heading:
            return found.prose.text
    return flatten_at(article, block)


FOLDED = 1_000_000
"""Articles of up to this many characters are searched with diacritics folded; longer ones need exact letters."""

_BLOCKS = 512
"""Number of blocks searched as one string."""

_MARKS = "[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]*"
_LETTERS = regex("ss|.", re.DOTALL)
_ALIKE = {"ss": "(?:ss|ß)", "ß": "(?:ß|ss)", "ẞ": "(?:ẞ|SS)", "σ": "[σς]", "ς": "[σς]"}
"""Patterns for letters with alternative spellings."""
_RANGES = ((0xC0, 0x250), (0x370, 0x530), (0x1E00, 0x2000))


class Hits(Sequence[tuple[Place, Place]]):
    """The starts and ends of matches in the order of the article, stored as four integers each."""

    def __init__(self) -> None:
        self._numbers = array("i")

    def take(self, pattern: re.Pattern[str], text: str, where: Stream, before: int) -> None:
        """Append the matches of *pattern* in *text*, the text of *where*, that begin before block *before*."""
        number, follows, numbers = -1, 0, self._numbers
        for found in pattern.finditer(text):
            start, end = found.span()
            while start >= follows:
                number += 1
                top = where.starts[number]
                follows = where.starts[number + 1] if number + 1 < len(where.starts) else len(text) + 1
            block = where.first + number
            if block >= before:
                break
            if end <= follows:
                numbers.extend((block, start - top, block, end - top))
            else:
                last = where.place(end)
                numbers.extend((block, start - top, last.block, last.offset))

    def __len__(self) -> int:
        return len(self._numbers) // 4

    @overload
    def __getitem__(self, index: int) -> tuple[Place, Place]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[Place, Place]]: ...
    def __getitem__(self, index: int | slice) -> tuple[Place, Place] | list[tuple[Place, Place]]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        at = 4 * range(len(self))[index]
        block, offset, last, end = self._numbers[at : at + 4]
        return Place(block, offset), Place(last, end)

    def next_from(self, place: Place) -> int:
        """Return the index of the first hit at or after *place*, or the number of hits if there is none."""
        return bisect_left(self, place, key=lambda hit: hit[0])


def find(article: Article, words: str) -> Hits:
    """Return every match of *words* in *article*, across line and block breaks.

    Case is ignored unless *words* contain a capital letter (smart case), and diacritics are ignored unless *words*
    contain one or the article is longer than `FOLDED` characters.
    """
    hits = Hits()
    if words.strip():
        fold = fold_text(words) == words and _is_short(article)
        alike = words == words.lower()
        pattern, slow = _pattern(words, fold, 0), _pattern(words, fold, re.IGNORECASE)
        for each in _streams(article):
            text = fold_text(each.text) if fold else each.text
            small = text.lower() if alike else text
            if len(small) == len(text):
                hits.take(pattern, small, each, each.first + _BLOCKS)
            else:
                hits.take(slow, text, each, each.first + _BLOCKS)
    return hits


def fold_text(text: str) -> str:
    """Return *text* with diacritics stripped from composed letters and ı as i; its length stays the same."""
    return text if text.isascii() else _composed().sub(_base_letter, text)


def _is_short(article: Article) -> bool:
    room = FOLDED
    for block in range(HEADER, len(article.blocks)):
        room -= len(text_of(article, block))
        if room < 0:
            return False
    return True


def _streams(article: Article) -> Iterator[Stream]:
    """Yield the article in streams that overlap by a block, so that no hit is lost between two."""
    last = len(article.blocks)
    for first in range(HEADER, max(last, HEADER + 1), _BLOCKS):
        yield stream(article, first, min(first + _BLOCKS + 1, last))


def _pattern(words: str, marks: bool, flags: int) -> re.Pattern[str]:
    between = _MARKS if marks else ""
    parts = (
        "".join(_ALIKE.get(letter, re.escape(letter)) + between for letter in _LETTERS.findall(part))
        for part in words.split()
    )
    return re.compile(r"\s+".join(parts), flags)


@cache
def _composed() -> re.Pattern[str]:
    from unicodedata import decomposition

    letters = (chr(code) for low, high in _RANGES for code in range(low, high))
    return re.compile("[" + "".join(each for each in letters if decomposition(each)[:1] not in ("", "<")) + "ı]")


def _base_letter(found: re.Match[str]) -> str:
    from unicodedata import normalize

    return "i" if found.group() == "ı" else normalize("NFD", found.group())[0]
