"""The stretch of an article that shows what a search found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from termread.article import Block, Passage, Place, flatten
from termread.library.folding import ALONE, folded_in_place, is_alone
from termread.library.kept import Hit, Kept
from termread.library.query import Term

BEFORE, LENGTH, CONTEXT = 60, 200, 32
"""Characters before the first found word, of the whole snippet, and around a passage that find it again."""

_LETTER = rf"[^\W_{ALONE}]"
"""A letter that has neighbours in its word."""


Noted = tuple[str, Passage]
"""What a reader wrote to a passage, and the passage."""


def snippet(kept: Kept, blocks: Iterable[Block], terms: Sequence[Term], notes: Sequence[Noted] = ()) -> Hit:
    """Return a find in *kept*, whose *blocks* are looked at until one has all of *terms*.

    The passage is in the block that has most of them, the first of equals, or is the one that a note in *notes* with
    more of them was written to; in the header or the entry's own note there is none.
    """
    opening, best, found, where = "", 0, "", 0
    for index, block in enumerate(blocks):
        text = flatten(block)
        opening = opening or text
        plain = folded_in_place(text)
        score = sum(1 for term in terms if _holds(plain, term))
        if score > best:
            best, found, where = score, text, index
        if best == len(terms):
            break
    for note, passage in notes:
        plain = folded_in_place(note)
        if sum(1 for term in terms if _holds(plain, term)) > best:
            return _cut(kept, note, terms, passage=passage)
    return _shown(kept, found, where, terms) if best else _cut(kept, kept.note or opening, terms)


def _shown(kept: Kept, text: str, block: int, terms: Sequence[Term]) -> Hit:
    start, end = min(
        found.span() for pattern in map(_pattern, terms) for found in pattern.finditer(folded_in_place(text))
    )
    passage = Passage(
        Place(block, start),
        Place(block, end),
        text[start:end],
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
    )
    return _cut(kept, text, terms, start, passage)


def _cut(kept: Kept, text: str, terms: Sequence[Term], at: int = 0, passage: Passage | None = None) -> Hit:
    """Return the find with *text* cut around *at*, at words where there are some, and the found words in it."""
    first = max(0, at - BEFORE)
    if first:
        first = text.find(" ", first, at) + 1 or first
    last = min(len(text), first + LENGTH)
    if last < len(text):
        last = max(text.rfind(" ", at + 1, last), last - 20)
    line = re.sub(r"\s", " ", text[first:last])
    shown = f"{'…' * bool(first)}{line}{'…' * (last < len(text))}"
    found = sorted(
        {span.span() for pattern in map(_pattern, terms) for span in pattern.finditer(folded_in_place(shown))}
    )
    return Hit(kept, shown, tuple(_apart(found)), passage)


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return sorted *spans* without those that overlap one before them."""
    kept: list[tuple[int, int]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _holds(text: str, term: Term) -> bool:
    """Whether folded *text* has *term*; most has not, and a plain look for its words says so soonest."""
    return all(word in text for word in term.words) and _pattern(term).search(text) is not None


@lru_cache(maxsize=64)
def _pattern(term: Term) -> re.Pattern[str]:
    """Return what finds *term* in text that was folded in place."""
    parts: list[str] = []
    for before, word in zip(("", *term.words), term.words, strict=False):
        if before:
            parts.append(r"[\W_]*" if is_alone(before) or is_alone(word) else r"[\W_]+")
        parts.append(re.escape(word))
    edge = "" if is_alone(term.words[0]) else f"(?<!{_LETTER})"
    end = "" if term.prefix or is_alone(term.words[-1]) else f"(?!{_LETTER})"
    return re.compile(f"{edge}{''.join(parts)}{end}")
