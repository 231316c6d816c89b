"""Moves through an article by units of text, not lines: characters, words, sentences, paragraphs, headings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import lru_cache, partial
from itertools import accumulate
from typing import Literal, assert_never, get_args

from termread.article import HEADER, LEAF_BREAK, Article, Entry, Heading, Place
from termread.layout.search import text_of
from termread.text import graphemes, is_plain

Unit = Literal["character", "word", "sentence", "paragraph", "heading"]
UNITS: tuple[Unit, ...] = get_args(Unit)

# Patterns are compiled when first needed: opening an article does not use them.
_WORD = r"\w+(?:['’-]\w+)*"
_ENDS = r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+\s+|[。！？．।؟۔]+[」』”’）]*\s*|\n+"
_ABBREVIATED = (
    r"(?:\b\w|\.\w|\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt|vs|No|Nr|Jr|Sr|Hr|Fr|ca|bzw|usw|Mme|etc"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.\s$"
)


def move(article: Article, place: Place, unit: Unit, count: int = 1) -> Place:
    """Return the place *count* units after *place* (before it if negative), or the article's first or last place."""
    step = partial(_next, article) if count > 0 else _previous
    # Cached, so that moving a thousand words does not split the same paragraph into words a thousand times.
    begins_of = lru_cache(maxsize=2)(partial(_starts_at, article, unit))
    for _ in range(abs(count)):
        there = step(place, begins_of)
        if there is None:
            there = place if unit == "heading" else last_place(article)
        if there == place:
            break
        place = there
    return place


def extent(article: Article, place: Place, unit: Unit) -> tuple[Place, Place]:
    """Return the start and end of the *unit* around *place*, without trailing space."""
    text = text_of(article, place.block)
    begins = starts(text, unit)
    number = max(0, bisect_right(begins, place.offset) - 1)
    start = begins[number] if begins else 0
    end = begins[number + 1] if number + 1 < len(begins) else len(text)
    if unit == "word" and (found := re.compile(_WORD).match(text, start)) and is_plain(text):
        end = found.end()
    return Place(place.block, start), Place(place.block, start + len(text[start:end].rstrip()))


def last_place(article: Article) -> Place:
    """Return the place after the last character of *article*."""
    block = len(article.blocks) - 1
    return Place(block, len(text_of(article, block)))


def starts(text: str, unit: Unit) -> list[int]:
    """Return the offsets in a block's *text* where its units begin; a heading is the whole block."""
    match unit:
        case "character":
            return [0, *accumulate(map(len, graphemes(text)))][:-1]
        case "word":
            return _words(text)
        case "sentence":
            return _sentences(text)
        case "paragraph":
            return _after(text, LEAF_BREAK) if text else []
        case "heading":
            return [0] if text else []
        case _:
            assert_never(unit)


def _next(article: Article, place: Place, begins_of: Callable[[int], list[int]]) -> Place | None:
    begins = begins_of(place.block)
    number = bisect_right(begins, place.offset)
    if number < len(begins):
        return Place(place.block, begins[number])
    for block in range(place.block + 1, len(article.blocks)):
        if begins := begins_of(block):
            return Place(block, begins[0])
    return None


def _previous(place: Place, begins_of: Callable[[int], list[int]]) -> Place:
    for block in range(place.block, HEADER - 1, -1):
        begins = begins_of(block)
        number = bisect_left(begins, place.offset) if block == place.block else len(begins)
        if number:
            return Place(block, begins[number - 1])
    return Place(HEADER)


def _starts_at(article: Article, unit: Unit, block: int) -> list[int]:
    if unit == "heading" and block != HEADER and not isinstance(article.blocks[block], Heading | Entry):
        return []
    return starts(text_of(article, block), unit)


def _words(text: str) -> list[int]:
    if is_plain(text):
        return [found.start() for found in re.finditer(_WORD, text)]
    from unicode_segmentation_rs import split_word_bounds

    begins, at = [], 0
    for piece in split_word_bounds(text):
        if piece[0].isalnum():
            begins.append(at)
        at += len(piece)
    return begins


def _sentences(text: str) -> list[int]:
    begins = [0] if text else []
    for found in re.finditer(_ENDS, text):
        end = found.end()
        if end >= len(text):
            break
        small = text[end].islower() and "\n" not in found.group()
        if not small and not re.search(_ABBREVIATED, text[max(0, end - 8) : end]):
            begins.append(end)
    return begins


def _after(text: str, mark: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer(re.escape(mark), text))]
