"""Where lines end: greedily, in offsets only, by UAX #14.

Plain text (Latin, Greek, Cyrillic and the punctuation of print, each one cell wide) is broken without any Unicode
table; it gives the same breaks. Everything else goes through `opportunities`.
"""

from __future__ import annotations

import re
from bisect import bisect_right

_ODD = re.compile("[^\n -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2015\u2018-\u201f\u2020-\u2022\u2026]")
_INNER = re.compile(
    "(?<=[^\\s–—-])-(?![\\s–—0-9-])|(?<=[^\\s])[\u2010\u2012-\u2014](?![\\s–—])|(?<=[^\\s/])/(?![\\s0-9/])"
)
_NO_START = frozenset(" !?)]},.;:/»›”’…–—")
_NO_END = frozenset("([{«‹“‘¿¡„‚")


def is_plain(text: str) -> bool:
    """Return whether *text* can be set without Unicode tables: every character takes one cell and breaks simply."""
    return _ODD.search(text) is None


def break_lines(text: str, width: int, first: int | None = None) -> list[int]:
    """Return the offsets where the lines of *text* begin, in a measure of *width* cells, *first* for the first line.

    There is at least one line. White space at the end of a line hangs over the measure; a newline always ends a line.
    """
    first = width if first is None else first
    if not is_plain(text):
        from termread.layout.opportunities import break_any

        return break_any(text, width, first)
    if "\n" not in text:
        return _break_plain(text, width, first)
    starts: list[int] = []
    at = 0
    for row in text.split("\n"):
        starts += [at + start for start in _break_plain(row, width, first)]
        at += len(row) + 1
        first = width
    return starts


def _break_plain(text: str, width: int, first: int) -> list[int]:
    end = len(text.rstrip(" "))
    if end <= first:
        return [0]
    inner = [found.end() for found in _INNER.finditer(text)]
    starts = [0]
    at, limit = 0, first
    while limit < end:
        at = _next_start(text, at, limit, inner)
        starts.append(at)
        limit = at + width
    return starts


def _next_start(text: str, at: int, limit: int, inner: list[int]) -> int:
    """Return where the line after the one that begins at *at* and must end by *limit* begins."""
    space = text.rfind(" ", at, limit + 1)
    while space > at and (text[space + 1] in _NO_START or text[space - 1] in _NO_END):
        if text[space + 1] == " ":
            return _after_spaces(text, space)
        space = text.rfind(" ", at, space)
    best = space + 1 if space > at else -1
    if inner:
        found = bisect_right(inner, limit)
        if found and inner[found - 1] > max(best, at):
            best = inner[found - 1]
    return best if best > at else limit


def _after_spaces(text: str, space: int) -> int:
    while text[space] == " ":
        space += 1
    return space
