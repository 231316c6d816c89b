"""Places in an article: its headings, links, footnotes and posts; its sentences, words and paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache, partial
from itertools import accumulate
from typing import Literal, assert_never, get_args

from termread.article import (
    HEADER,
    LEAF_BREAK,
    Article,
    Block,
    Embed,
    Entry,
    Figure,
    Footnotes,
    Gallery,
    Heading,
    Listing,
    Note,
    Place,
    Quote,
    header_leaves,
    leaves,
)
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


def figures(article: Article) -> Iterator[tuple[Figure, int]]:
    """Yield the figures of *article* in order, each with the number of its block, also where others contain them."""
    return ((figure, number) for number, block in enumerate(article.blocks) for figure in _figures(block))


def _figures(block: Block) -> Iterator[Figure]:
    match block:
        case Figure():
            yield block
        case Gallery(figures=found):
            yield from found
        case Quote(blocks=inner) | Note(blocks=inner) | Entry(blocks=inner):
            yield from (figure for part in inner for figure in _figures(part))
        case Listing(items=items) | Footnotes(items=items):
            yield from (figure for item in items for part in item.blocks for figure in _figures(part))
        case _:
            return


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


def headings(article: Article) -> list[tuple[int, str, Place]]:
    """Return the level, text and place of every heading in order, including titled entries of a live blog."""
    found: list[tuple[int, str, Place]] = []
    for index, block in enumerate(article.blocks):
        match block:
            case Heading(level=level, prose=prose):
                found.append((level, prose.text, Place(index)))
            case Entry(title=str(title), time=time, author=author) if title:
                found.append((2, title, Place(index, sum(len(part) + 1 for part in (author, time) if part))))
    return found


def heading_at(contents: list[tuple[int, str, Place]], place: Place) -> str | None:
    """Return the text of the heading above *place*, or None."""
    number = bisect_right(contents, place, key=lambda heading: heading[2])
    return contents[number - 1][1] if number else None


def links(article: Article) -> list[tuple[Place, Place, str]]:
    """Return every link of *article* in order: start, end and address."""
    found: list[tuple[Place, Place, str]] = []
    for block in range(HEADER, len(article.blocks)):
        found += (
            (Place(block, start), Place(block, end), href)
            for start, end, href in _hrefs(article.blocks[block] if block >= 0 else None, article)
        )
    return found


def footnote_at(article: Article, place: Place) -> tuple[Place, Place] | None:
    """Return the start and end of the footnote at *place*, or None."""
    block = article.blocks[place.block] if 0 <= place.block < len(article.blocks) else None
    start = 0
    for item in block.items if isinstance(block, Footnotes) else ():
        end = start + sum(len(leaf.text) + 1 for leaf in leaves(Footnotes((item,))))
        if start <= place.offset < end:
            return Place(place.block, start), Place(place.block, end - 1)
        start = end
    return None


def _hrefs(block: Block | None, article: Article) -> Iterator[tuple[int, int, str]]:
    at = 0
    for leaf in header_leaves(article) if block is None else leaves(block):
        for mark in leaf.marks:
            if mark.href:
                yield at + mark.start, at + mark.end, mark.href
        at += len(leaf.text) + 1
    if isinstance(block, Embed) and block.url:
        yield 0, at - 1, block.url


def replies(article: Article, block: int) -> range:
    """Return the blocks of all direct and indirect replies to the post at *block*."""
    post = article.blocks[block]
    depth = post.depth if isinstance(post, Entry) else 0
    end = block + 1
    while end < len(article.blocks):
        below = article.blocks[end]
        if not isinstance(below, Entry) or below.depth <= depth:
            break
        end += 1
    return range(block + 1, end)


def hidden_by(article: Article, folded: Collection[int]) -> dict[int, int]:
    """Return the hidden blocks, each mapped to the *folded* post above it."""
    hidden: dict[int, int] = {}
    for post in sorted(folded):
        for block in replies(article, post):
            hidden.setdefault(block, post)
    return hidden


def folded_words(count: int) -> str:
    """Return the text after the head of a folded post with *count* replies."""
    return "▸" if not count else f"▸ {count} {'reply' if count == 1 else 'replies'}"
