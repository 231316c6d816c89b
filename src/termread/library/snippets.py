"""Search result snippets."""

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
"""Characters before the first match, in the whole snippet, and of context stored with a passage."""

_LETTER = rf"[^\W_{ALONE}]"
"""A letter or digit of a script that writes words with spaces."""

_BREAK = "\n"
"""Separates the texts that are searched together."""

Noted = tuple[str, Passage]
"""A note on a passage, and the passage."""


def snippet(kept: Kept, stretches: Iterable[Sequence[str]], terms: Sequence[Term], notes: Sequence[Noted] = ()) -> Hit:
    """Return the search result for *kept*; *stretches* of block texts are searched until a block matches all *terms*.

    The passage is in the block that matches most of them, the first if tied, or is the one annotated by a *notes* entry
    that matches more; if the match is in the header or the entry's own note, there is none.
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
    """Return the most *terms* matched by any of the texts, and which text that is; all are searched in one pass."""
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
    """Return the text containing a span, or None if the span crosses from one into another."""
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
    """Return the search result with *text* cut around *at*, at word boundaries if possible, and the matches in it."""
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
    """Return sorted *spans* without those that overlap an earlier one."""
    kept: list[tuple[int, int]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _spans(text: str, term: Term) -> Iterator[tuple[int, int]]:
    """Yield the matches of *term* in folded *text*: a fast plain search for its first word, then an exact check."""
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
    """Return the pattern for *term* in text folded by `folded_in_place`."""
    parts: list[str] = []
    for before, word in zip(("", *term.words), term.words, strict=False):
        if before:
            parts.append(r"[\W_]*" if is_alone(before) or is_alone(word) else r"[\W_]+")
        # In-place folding leaves ß as it is.
        parts.append(re.escape(word).replace("ss", "(?:ss|ß)"))
    edge = "" if is_alone(term.words[0]) else f"(?<!{_LETTER})"
    end = "" if term.prefix or is_alone(term.words[-1]) else f"(?!{_LETTER})"
    return re.compile(f"{edge}{''.join(parts)}{end}")
