"""Compare and measure texts: comparison keys, and sizes that weigh scripts alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from termread.text import is_plain, regex

_TOKEN = regex(r"[^\W_]+")
_WORD = regex(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
_LATIN = bytes(code if chr(code).isalnum() else 32 for code in range(256))
"""Each character of Latin-1 as itself if it is a letter or digit, and as a space otherwise."""
_PUNCTUATION = "’“”–—…•‘„"
"""Common punctuation that Latin-1 lacks."""
_DENSE = regex("[\u3040-\u30ff\u3400-\u9fff]"), regex("[\uac00-\ud7af\u0e00-\u0e7f]")
"""Characters that say as much as two: apart, since a set of more than two ranges takes ten times as long to compile."""


def key(text: str) -> str:
    """Return *text* without punctuation, case and spacing, for comparison."""
    folded = text.casefold()
    words = latin_words(folded)
    return " ".join(_TOKEN.findall(folded) if words is None else words)


def latin_words(text: str) -> list[str] | None:
    """Return the words of *text*, or None if it has letters outside Latin-1; many times faster than any pattern."""
    if not text.isascii():
        for sign in _PUNCTUATION:
            text = text.replace(sign, " ")
    try:
        return text.encode("latin-1").translate(_LATIN).decode("latin-1").split()
    except UnicodeEncodeError:
        return None


def word_key(text: str) -> str:
    """Return a text's comparison key, in which each Chinese or Japanese character is a word of its own."""
    if text.isascii():
        return key(text)
    folded = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()
    words = latin_words(folded)
    return " ".join(_WORD.findall(folded) if words is None else words)


def overlap(one: str, other: str) -> float:
    """Return the share of their words that two texts have in common, 0.0 to 1.0."""
    first, second = set(word_key(one).split()), set(word_key(other).split())
    return len(first & second) / len(first | second) if first and second else 0.0


def size_of(text: str) -> int:
    """Return the length of *text*, counting characters of scripts without spaces twice."""
    if text.isascii() or is_plain(text):
        return len(text)
    return len(text) + sum(len(each.findall(text)) for each in _DENSE)


_LOOK = 2000
"""Characters of a text that are looked at to tell whether it is a sentence; it may hold megabytes."""
_STOPS, _FULL_STOPS = ".!?…", "。！？।॥؟۔။។៕።։།"
"""What ends a sentence before a space, and wherever it stands."""
_CLOSERS = "\"'”’»›“)\\]）」』】"
"""What may follow it."""
_ENDS = frozenset(f"{_STOPS}{_FULL_STOPS}:;»”\"’')]）」』")
_UNSTOPPED = regex("[\u0e00-\u0eff\u1780-\u17ff]")
"""Letters of Thai, Lao and Khmer, which end no sentence with a sign."""
_LONG = 120
"""The size from which text in such letters is a sentence."""
_STOP = regex(rf"[{_STOPS}{_FULL_STOPS}][{_CLOSERS}]*\s*\Z")
_CALLED_AT_END = regex(r"[^\W\d_][.!?…]['\"”’»)]*\d{1,3}$")
"""The number of a footnote behind the end of a sentence."""
_INNER_STOP = regex(rf"[{_STOPS}][{_CLOSERS}]*\s|[{_FULL_STOPS}]")


def stops(text: str) -> bool:
    """Return whether the last of *text* is the sign that ends a sentence, whatever closes after it."""
    return bool(_STOP.search(text))


def ends_sentence(text: str, size: int) -> bool:
    """Return whether *text*, of this *size*, ends like a sentence, or like what leads to one or is quoted."""
    last = text[-1:]
    if last in _ENDS or (last.isdecimal() and _CALLED_AT_END.search(text, max(len(text) - 9, 0))):
        return True
    if text.isascii():
        return False
    return any(stop in text for stop in "。！？") or (size >= _LONG and bool(_UNSTOPPED.match(last)))


def holds_stop(text: str) -> bool:
    """Return whether a sentence ends inside the first part of *text*."""
    return bool(_INNER_STOP.search(text, 0, _LOOK))


def places(text: str, sign: str) -> Iterator[int]:
    """Yield each position of *sign* in *text*."""
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)
