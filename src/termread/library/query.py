"""What is searched for: the query syntax, how words compare, and the snippet that shows where they are.

    words all of them      "a phrase"      begin*      -without      -"without this"
    author:NAME   site:NAME   tag:NAME   before:2025-12-31   after:2025   and each of them with - in front

`after:` includes the day it names, `before:` does not; a month or year means its first day. Words are compared as in
the search index: ignoring case and diacritics, with each character of an unspaced script as a word of its own.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, islice
from typing import Literal, cast

from termread.article import Passage, Place
from termread.errors import UsageError
from termread.library.model import Hit, Kept
from termread.text import clean
from termread.values import dataclass

Field = Literal["author", "site", "tag", "before", "after"]

_PIECE = r"(?i)(?P<minus>-?)(?:(?P<field>author|site|tag|before|after):)?(?:[\"“”„](?P<phrase>[^\"“”„]*)(?:[\"“”„]|$)|(?P<word>\S*))"
_DATE = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"


@dataclass(frozen=True, slots=True)
class Term:
    """A search term: consecutive words, the last of which may be a prefix."""

    words: tuple[str, ...]
    prefix: bool = False
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on an entry, negated if not *wanted*."""

    field: Field
    value: str
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Query:
    """Terms and filters that must all match."""

    terms: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that must match."""
        return tuple(term for term in self.terms if term.wanted)

    @property
    def unwanted(self) -> tuple[Term, ...]:
        """The terms that must not match."""
        return tuple(term for term in self.terms if not term.wanted)

    def of(self, field: Field) -> tuple[Filter, ...]:
        """Return the filters on *field*."""
        return tuple(found for found in self.filters if found.field == field)


def understand(text: str) -> Query:
    """Parse *text*; blanks give an empty Query.

    Raises UsageError for an invalid date, a filter without a value, or a query without any letter or digit.
    """
    terms: list[Term] = []
    filters: list[Filter] = []
    for piece in re.finditer(_PIECE, text):
        wanted = not piece["minus"]
        if piece["field"]:
            filters.append(
                _filter(cast("Field", piece["field"].lower()), piece["phrase"] or piece["word"] or "", wanted)
            )
        else:
            term = _term(piece, wanted)
            terms += [term] if term.words else []
    if text.strip() and not terms and not filters:
        message = f"There is nothing to search for in “{text.strip()}”."
        raise UsageError(message)
    return Query(tuple(terms), tuple(filters))


def _term(piece: re.Match[str], wanted: bool) -> Term:
    said = piece["phrase"] or piece["word"] or ""
    return Term(tuple(tokens(said)), piece["phrase"] is None and said.endswith("*"), wanted)


def _filter(field: Field, value: str, wanted: bool) -> Filter:
    value = value.strip()
    if not value:
        message = f"{field}: wants something after it, such as {field}:{'2025-01-31' if field in ('before', 'after') else 'name'}."
        raise UsageError(message)
    if field in ("before", "after") and not re.fullmatch(_DATE, value):
        message = f"{field}: wants a date such as 2025-01-31, 2025-01 or 2025, not “{value}”."
        raise UsageError(message)
    if field in ("author", "site") and not tokens(value):
        message = f"There is nothing to search for in “{field}:{value}”."
        raise UsageError(message)
    return Filter(field, value, wanted)


ALONE = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d\U0001b000-\U0001b16f\U00020000-\U0003fffd"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, kana, Chinese characters, Hangul syllables: words not always spaced."""

# Plain strings rather than compiled patterns: compiling them would delay the first screen.
_LONELY = f"[{ALONE}]"
_DIACRITIC = "[\u0300-\u036f]"
_GREEK_OR_CYRILLIC = "[\u0370-\u052f\u1f00-\u1fff]"
_NOT_FOLDED_BY_INDEX = "[\u0130\u0131\u00df\u1e9e\u0370-\u052f\u1f00-\u1fff]"
"""The Turkish letters i with and without a dot, the German sharp s, Greek and Cyrillic letters."""
_ALIKE = str.maketrans({"ς": "σ", "ı": "i", "ß": "ss"})
"""Letters with common substitutes: "strasse" finds "Straße", "isik" finds "ışık"."""
_CHANGING = "[\u00c0-\u1fff\u2100-\u22ff\u2c60-\u2dff\ua640-\uabff]"
"""Characters that may fold to more than their lower case: letters with diacritics."""


def spaced(text: str) -> str:
    """Return *text* with spaces around each character of an unspaced script."""
    return text if text.isascii() or not re.search(_LONELY, text) else re.sub(f"{_LONELY}+", _spread, text)


def _spread(run: re.Match[str]) -> str:
    return f" {'  '.join(run[0])} "


def indexed(text: str) -> str:
    """Return *text* as indexed: spaced, and folded where the index, which only folds Latin letters, would not."""
    text = spaced(text)
    return folded(text) if not text.isascii() and re.search(_NOT_FOLDED_BY_INDEX, text) else text


def indexed_before_7(text: str) -> str:
    """Return *text* as it was indexed up to version 6 of the library: without `_ALIKE`."""
    text = spaced(text)
    return _undecorated(text).replace("ς", "σ") if re.search(_GREEK_OR_CYRILLIC, text) else text


def is_alone(word: str) -> bool:
    """Whether *word* is a single character of an unspaced script."""
    return not word.isascii() and bool(re.fullmatch(_LONELY, word))


def folded(text: str) -> str:
    """Return *text* in lower case, without diacritics, and with `_ALIKE` letters unified."""
    return text.lower() if text.isascii() else _undecorated(text).translate(_ALIKE)


def _undecorated(text: str) -> str:
    return unicodedata.normalize("NFC", re.sub(_DIACRITIC, "", unicodedata.normalize("NFD", text.lower())))


def tokens(text: str) -> list[str]:
    """Return the words of *text* as indexed: folded runs of letters and digits, with unspaced characters separate."""
    return "".join(c if c.isalnum() else " " for c in folded(spaced(text))).split()


class _Alike(dict[int, str]):
    """Folds characters strictly one to one, so that offsets are preserved."""

    def __missing__(self, code: int) -> str:
        letter = folded(chr(code)) or chr(code)
        self[code] = letter if len(letter) == 1 else chr(code).lower()[:1]
        return self[code]


_alike = _Alike()


def folded_in_place(text: str) -> str:
    """Return *text* folded character by character, keeping its length and offsets; ß stays."""
    return text.lower() if text.isascii() or not re.search(_CHANGING, text) else text.translate(_alike)


BEFORE, LENGTH, CONTEXT = 60, 200, 32
"""Characters before the first match, in the whole snippet, and of context stored with a passage."""

_LETTER = rf"[^\W_{ALONE}]"
"""A letter or digit of a script that writes words with spaces."""

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
    plain = folded_in_place("\n".join(texts))
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
