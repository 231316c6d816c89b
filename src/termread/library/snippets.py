"""The stretch of an article that shows what a search found in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, islice

from termread.article import Passage, Place
from termread.library.model import Hit, Kept
from termread.library.query import ALONE, Term, folded_in_place, is_alone
from termread.text import clean

BEFORE, LENGTH, CONTEXT = 60, 200, 32
"""Characters before the first found word, of the whole snippet, and around a passage that find it again."""

_LETTER = rf"[^\W_{ALONE}]"
"""A letter that has neighbours in its word."""

_BREAK = "\n"
"""What parts the texts that are looked through at once."""

Noted = tuple[str, Passage]
"""What a reader wrote to a passage, and the passage."""


def snippet(kept: Kept, stretches: Iterable[Sequence[str]], terms: Sequence[Term], notes: Sequence[Noted] = ()) -> Hit:
    """Return a find in *kept*; *stretches* of the texts of its blocks are looked at until one block has all of *terms*.

    The passage is in the block that has most of them, the first of equals, or is the one that a note in *notes* with
    more of them was written to; in the header or the entry's own note there is none.
    """
    opening, best, found, where, first = "", 0, "", 0, 0
    for texts in stretches:
        opening = opening or next(filter(None, texts), "")
        score, block = _fullest(texts, terms)
        if score > best:
            best, found, where = score, texts[block], first + block
        if best == len(terms):
            break
        first += len(texts)
    for note, passage in notes:
        plain = folded_in_place(note)
        if sum(1 for term in terms if any(_spans(plain, term))) > best:
            return _cut(kept, note, terms, passage=passage)
    return _shown(kept, found, where, terms) if best else _cut(kept, kept.note or opening, terms)


def _fullest(texts: Sequence[str], terms: Sequence[Term]) -> tuple[int, int]:
    """Return how many of *terms* the text has that has most, and which it is: all texts are looked through at once."""
    plain = folded_in_place(_BREAK.join(texts))
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    scores: dict[int, int] = {}
    for term in terms:
        blocks = (block for span in _spans(plain, term) if (block := _within(starts, *span)) is not None)
        for block in set(islice(blocks, 1) if len(terms) == 1 else blocks):
            scores[block] = scores.get(block, 0) + 1
    best = max(scores.values(), default=0)
    return best, min((block for block, score in scores.items() if score == best), default=0)


def _within(starts: Sequence[int], start: int, end: int) -> int | None:
    """Return the text that a span lies in, or None where it begins in one and ends in another."""
    block = bisect_right(starts, start) - 1
    return block if end < starts[block + 1] else None


def _shown(kept: Kept, text: str, block: int, terms: Sequence[Term]) -> Hit:
    plain = folded_in_place(text)
    start, end = min(span for term in terms for span in islice(_spans(plain, term), 1))
    passage = Passage(
        Place(block, start),
        Place(block, end),
        clean(text[start:end]),
        clean(text[max(0, start - CONTEXT) : start]),
        clean(text[end : end + CONTEXT]),
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
    line = re.sub(r"\s", " ", clean(text[first:last]))
    shown = f"{'…' * bool(first)}{line}{'…' * (last < len(text))}"
    plain = folded_in_place(shown)
    found = sorted({span for term in terms for span in _spans(plain, term)})
    return Hit(kept, shown, tuple(_apart(found)), passage)


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return sorted *spans* without those that overlap one before them."""
    kept: list[tuple[int, int]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _spans(text: str, term: Term) -> Iterator[tuple[int, int]]:
    """Yield where *term* is in folded *text*. Its first word is looked for plainly, which is soonest, and then with care."""
    pattern, word = _pattern(term), term.words[0]
    if "ss" in word:
        yield from (found.span() for found in pattern.finditer(text))
        return
    at = text.find(word)
    while at >= 0:
        if found := pattern.match(text, at):
            yield found.span()
        at = text.find(word, at + 1)


@lru_cache(maxsize=64)
def _pattern(term: Term) -> re.Pattern[str]:
    """Return what finds *term* in text that was folded in place."""
    parts: list[str] = []
    for before, word in zip(("", *term.words), term.words, strict=False):
        if before:
            parts.append(r"[\W_]*" if is_alone(before) or is_alone(word) else r"[\W_]+")
        # A sharp s keeps its place in text that is folded in place.
        parts.append(re.escape(word).replace("ss", "(?:ss|ß)"))
    edge = "" if is_alone(term.words[0]) else f"(?<!{_LETTER})"
    end = "" if term.prefix or is_alone(term.words[-1]) else f"(?!{_LETTER})"
    return re.compile(f"{edge}{''.join(parts)}{end}")
