"""Whether two texts are nearly the same, such as one agency report in two papers, by a small sketch of each.

A sketch has the sixteen smallest hashes of the runs of three words in the first eighty words: papers shorten such reports
at the end, so their beginnings agree. The share of hashes that two sketches have in common estimates the share of runs that the
texts have in common (Broder, 1997). Reports of one agency share most, reports of one event by two writers hardly any.
"""

from __future__ import annotations

import re
from html import unescape
from struct import pack, unpack
from zlib import crc32

from termread.article import Article, flatten
from termread.text import regex

SIZE = 16
"""Hashes in a sketch, of four bytes each."""
MARKS = 4
"""Of these, how many are looked up to find texts that may be alike."""
ALIKE = 0.5
"""The share of hashes in common from which two texts are nearly the same."""
WORDS = 80
FEWEST = 25
"""Words that are compared, and that there must be: of fewer, too many are alike by chance."""
_LONGEST = 24
"""Bytes that words have on average at most; where they have more, the language puts no spaces, and each character is a word."""

_TAG = regex(r"<[^>]*>")
_WORD = regex(r"\w+")
_WORDS = re.compile(rb"[0-9a-z\x80-\xff]+")


def plain(content: str) -> str:
    """Return HTML as text, roughly: without tags, with its entities resolved."""
    text = _TAG.sub(" ", content) if "<" in content else content
    return unescape(text) if "&" in text else text


def sketch(text: str) -> bytes:
    """Return the sketch of *text*, or no bytes if it is too short to be compared."""
    words = _WORDS.findall(text[: WORDS * 12].lower().encode("utf-8", "replace"))[:WORDS]
    if words and sum(map(len, words)) > _LONGEST * len(words):
        words = [each.encode() for word in words for each in word.decode("utf-8", "replace")][: 2 * WORDS]
    if len(words) < FEWEST:
        return b""
    runs = set(map(crc32, map(b" ".join, zip(words, words[1:], words[2:], strict=False))))
    return pack(f">{min(len(runs), SIZE)}I", *sorted(runs)[:SIZE])


def sketch_of(article: Article) -> bytes:
    """Return the sketch of the text of *article*, or no bytes if it is too short."""
    beginning, length = [], 0
    for block in article.blocks:
        beginning.append(flatten(block))
        length += len(beginning[-1])
        if length > WORDS * 12:
            break
    return sketch("\n".join(beginning))


def hashes_of(sketched: bytes) -> tuple[int, ...]:
    """Return the hashes in a sketch, in ascending order."""
    return unpack(f">{len(sketched) // 4}I", sketched[: len(sketched) // 4 * 4])


def marks_of(sketched: bytes) -> tuple[int, ...]:
    """Return the hashes by which a sketch is looked up: two texts that are alike nearly always share one."""
    return hashes_of(sketched)[:MARKS]


def likeness(one: bytes, other: bytes) -> float:
    """Return the estimated share of runs of words that two texts have in common, 0 to 1, from their sketches."""
    first, second = set(hashes_of(one)), set(hashes_of(other))
    smallest = sorted(first | second)[:SIZE]
    return sum(each in first and each in second for each in smallest) / len(smallest) if smallest else 0.0


def near_same(one: str, other: str) -> bool:
    """Whether two summaries share more than half of their words, and have at least five each."""
    first, second = set(_WORD.findall(one.lower())), set(_WORD.findall(other.lower()))
    return min(len(first), len(second)) >= 5 and len(first & second) / len(first | second) > ALIKE
