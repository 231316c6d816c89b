"""Line breaking of plain text: Latin, Greek and Cyrillic letters and common punctuation.

Every such character is one cell wide, so `str.rfind` finds the spaces where lines end, without any Unicode table. The
rules are slightly stricter than UAX #14: a dash stays with the word before it, a spaced guillemet with the text it
encloses and a single letter with its hyphen, and a range of numbers is one word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from termread.text import regex

BEFORE_WIDE = "\u3000"
"""Every character of the wide scripts is beyond this one."""

_MARK = regex("[-\u2010\u2012-\u2014/…?]")
_INNER = regex(
    r"(?<=\w\w)[-\u2010](?=[^\W\d_]{2})|(?<=[^\s\d])[\u2012\u2013](?=\w)|(?<=\d)[\u2012\u2013](?=[^\W\d_])"
    r"|(?<=[^\s\u2014])\u2014(?=\w)|(?<=\w\w)/(?=[^\W\d_]{2})|(?<=\w)…(?=\w)|(?<=\w)\?(?=[^\W\d_])"
)
_CARE_AFTER = frozenset("!?)]},.;:/–—…»›”’ ([{¡¿‚„")
_CARE_BEFORE = frozenset("([{¿¡‚„«‹“‘—")
_NO_START = frozenset("!?)]},.;:/")
_NO_END = frozenset("([{¿¡‚„〈《「『【〔〖〘〚〝（［｛")
_ALOOF = frozenset("–—…»›”’")
_OPENING = frozenset("«‹“‘")
_QUOTES = frozenset("\"'«‹“‘»›”’‛‟")
_STOPS = frozenset(" .,;:!?)\n")


def inner_breaks(text: str) -> list[int]:
    """Return the offsets inside the words of *text* where it may break: after hyphens, dashes and slashes."""
    return [found.end() for found in _MARK.finditer(text) if _INNER.match(text, found.start())]


def spaces_around(text: str, at: int, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Return the start and end of the spaces around *at*; *spans* are those of `wide_spaces`."""
    number = bisect_right(spans, (at, len(text))) - 1
    return spans[number] if number >= 0 and at < spans[number][1] else (at, at + 1)


def wide_spaces(text: str) -> list[tuple[int, int]]:
    """Return the spans of two or more consecutive spaces in *text*, so that they are searched for only once."""
    return [found.span() for found in re.finditer("  +", text)] if "  " in text else []


def held(text: str, at: int, end: int | None = None) -> bool:
    """Return whether *text* must not break at *at*, after spaces that begin at *end* (found if None).

    That is by UAX #14 LB13 to LB17, and before a dash or closing quotation mark with spaces on both sides.
    """
    after, end = text[at], (at if end is None else end) - 1
    while end >= 0 and text[end] == " ":
        end -= 1
    before = text[end] if end >= 0 else " "
    if after in _NO_START or before in _NO_END or before == after == "—" or (before in _QUOTES and after in _NO_END):
        return True
    if after in _ALOOF:
        return text[at + 1 : at + 2] in ("", *_STOPS)
    return before in _OPENING and (end == 0 or text[end - 1] in " (\n")


def units_of(text: str) -> list[str]:
    """Return the unbreakable pieces of plain *text* without newlines, each with the spaces after it."""
    spaces = [found.span() for found in re.finditer(" +", text)]
    edges = {end for start, end in spaces if end < len(text) and not held(text, end, start)}
    return [text[a:b] for a, b in pairwise([0, *sorted(edges.union(inner_breaks(text))), len(text)])]


def break_row(text: str, width: int, first: int) -> list[int]:
    """Return the line starts of plain *text* without newlines, at *width* cells a line (*first* for the first line)."""
    end = len(text.rstrip(" "))
    if end <= first:
        return [0]
    inner, wide = inner_breaks(text), wide_spaces(text)
    starts = [0]
    at, limit = 0, first
    while limit < end:
        space = text.rfind(" ", at, limit + 1)
        if space > at and text[space + 1] not in _CARE_AFTER and text[space - 1] not in _CARE_BEFORE:
            at = space + 1
        else:
            at = _careful_start(text, at, limit, wide)
        if inner:
            number = bisect_right(inner, limit)
            if number and inner[number - 1] > max(at, starts[-1]):
                at = inner[number - 1]
        if at <= starts[-1]:
            at = fold(text, starts[-1], limit)
        starts.append(at)
        limit = at + width
    return starts


def _careful_start(text: str, at: int, limit: int, wide: list[tuple[int, int]]) -> int:
    """Return the last offset up to *limit* where a line may begin after a space, or *at* if there is none."""
    space = limit if text[limit] == " " else text.rfind(" ", at, limit)
    while space >= at:
        space, start = spaces_around(text, space, wide)
        if not held(text, start, space):
            return start
        space = text.rfind(" ", at, space)
    return at


def fold(text: str, start: int, limit: int) -> int:
    """Return where to cut a word that begins at *start* and does not fit on its line: at *limit* or before.

    An address is cut after one of its punctuation marks if that leaves at most a third of the line empty.
    """
    for at in range(limit, start + 2 * (limit - start) // 3, -1):
        if text[at - 1] in "/.&=?_-%#+,;:@~" and text[at] not in "/.&=?":
            return at
    return max(limit, start + 1)
