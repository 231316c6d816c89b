"""Break opportunities with their widths, for text that needs Unicode's tables or a dictionary."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from itertools import accumulate, chain, pairwise
from typing import Any

from termread.layout.breaking import BEFORE_WIDE, fold, held, inner_breaks, units_of
from termread.text import PLAIN, graphemes, is_plain, regex, width
from termread.values import dataclass, field

SOFT_HYPHEN = "\xad"
UNSEEN = "\xad\u200b\u2060\ufeff"
"""Characters that control breaks and are never drawn."""

_DRAWN = {0xAD: None, 0x200B: None, 0x2060: None, 0xFEFF: None, 0x9: " ", 0xA: None}
_CARE = regex("[ -/:-@\\[-`{-~\xa0-\xbf\xd7\xf7\u02c2-\u02ff\u0370-\u0385\u2010-\u2026]")
_EAST = regex("[“”‘’〈《「『【〔〖〘〚〝（［｛]")
_LATIN = regex(f"[{PLAIN}]")
_DICTIONARY = regex("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_BEYOND = "\u2027"
"""All characters of plain text are before this one."""

_CELLS_KEPT = 20_000


class _Cells(dict[str, int]):
    """A bounded cache of the widths of words and characters."""

    def __missing__(self, unit: str) -> int:
        if len(self) >= _CELLS_KEPT:
            self.clear()
        drawn = unit.translate(_DRAWN)
        joined = "\u200d" in unit  # a joiner is measured correctly only within a single grapheme
        cells = self[unit] = sum(map(width, graphemes(drawn))) if joined else width(drawn)
        return cells


_cells = _Cells()


@dataclass(slots=True)
class Opportunities:
    """Where *text* may break: for each unit its end, the cells up to there, and the blank cells at its end.

    *hyphens* are the offsets where a break shows a hyphen; *rows* are the offsets where a line always ends.
    """

    text: str
    ends: list[int]
    cells: list[int]
    blanks: list[int]
    hyphens: frozenset[int] = frozenset()
    rows: list[int] = field(default_factory=list)
    clusters: dict[int, tuple[list[int], list[int]]] = field(default_factory=dict)
    """For the last unit cut because it is wider than a line: the ends of its graphemes and the cells up to there."""

    def greedy(self, width: int, first: int) -> list[int]:
        """Return the line starts if each line takes as much text as fits."""
        starts = [0]
        unit, at, base, room = 0, 0, 0, first
        for row in self.rows or [len(self.text)]:
            last = bisect_right(self.ends, row)
            stop = self._stop(at, row)
            if at:
                starts.append(at)
                base, room = self.cells[unit - 1], width
            while last and self.cells[last - 1] - self.blanks[last - 1] - base > room:
                unit, at, base = self._next(unit, last, at, base, room)
                if at >= stop:
                    break
                starts.append(at)
                room = width
            unit, at = last, row
        return starts

    def _stop(self, start: int, row: int) -> int:
        """Return where the trailing blanks of the row from *start* to *row* begin."""
        while row > start and self.text[row - 1] in " \t\n":
            row -= 1
        return row

    def _next(self, unit: int, last: int, at: int, base: int, room: int) -> tuple[int, int, int]:
        """Return the unit, offset and cells at the start of the line after the one that begins at *at*."""
        while self.ends[unit] <= at:
            unit += 1
        limit = base + room
        found = bisect_right(self.cells, limit, unit, last)
        if found < last and self.cells[found] - self.blanks[found] <= limit:
            found += 1
        while found > unit and self.ends[found - 1] in self.hyphens and self.cells[found - 1] + 1 > limit:
            found -= 1
        if found > unit and self.ends[found - 1] > at:
            return found, self.ends[found - 1], self.cells[found - 1]
        cut, cells = self._fold(unit, at, room)
        return unit, cut, base + cells

    def _fold(self, unit: int, start: int, room: int) -> tuple[int, int]:
        """Return where to cut *unit*, which from *start* on is wider than *room*, and the cells up to there."""
        window = self.text[start : min(start + room + 1, self.ends[unit])]
        if is_plain(window):
            cut = fold(self.text[start : start + room + 1] + " ", 0, room)
            return start + cut, cut
        if unit not in self.clusters:
            word = graphemes(self.text[start : self.ends[unit]])
            self.clusters = {unit: _measured_clusters(word, start)}
        ends, cells = self.clusters[unit]
        first = bisect_right(ends, start)
        base = cells[first - 1] if first else 0
        last = max(bisect_right(cells, base + room), first + 1)
        return ends[last - 1], cells[last - 1] - base


def opportunities(text: str) -> Opportunities:
    """Return where *text* may break by UAX #14 and our additional restrictions (see the module `breaking`)."""
    rows = text.split("\n")
    rows[:-1] = [row + "\n" for row in rows[:-1]]
    units: list[str] = []
    for row in rows:
        own = _units(row.rstrip("\n"))
        if row.endswith("\n"):
            own[-1:] = [own[-1] + "\n"] if own else ["\n"]
        units += own
    return measured(text, units, list(accumulate(map(len, rows))))


def measured(text: str, units: list[str], rows: list[int], hyphens: frozenset[int] = frozenset()) -> Opportunities:
    """Return the opportunities between *units*, the unbreakable pieces of *text*, with their widths."""
    if any(mark in text for mark in UNSEEN):
        units = _visible(units)
    ends = list(accumulate(map(len, units)))
    cells = list(accumulate(map(_cells.__getitem__, units)))
    blanks = (
        [len(unit.rstrip("\n")) - len(unit.rstrip(" \t\n")) for unit in units]
        if " " in text or "\t" in text
        else [0] * len(ends)
    )
    if SOFT_HYPHEN in text:
        hyphens |= {end for end in ends if text[end - 1] == SOFT_HYPHEN}
    return Opportunities(text, ends, cells, blanks, hyphens, rows)


def _measured_clusters(clusters: list[str], start: int) -> tuple[list[int], list[int]]:
    """Return the end of each of *clusters*, the first of which begins at *start*, and the cells up to there."""
    return (
        list(accumulate(map(len, clusters), initial=start))[1:],
        list(accumulate(map(_cells.__getitem__, clusters))),
    )


def _visible(units: list[str]) -> list[str]:
    """Return *units* with invisible ones joined to those before them: a break after one instead looks the same."""
    kept: list[list[str]] = []
    for unit in units:
        if kept and not _cells[unit] and "\n" not in unit and not kept[-1][-1].endswith("\n"):
            kept[-1].append(unit)
        else:
            kept.append([unit])
    return ["".join(parts) for parts in kept]


def _units(text: str) -> list[str]:
    if not text:
        return []
    if is_plain(text):
        return units_of(text)
    from unicode_segmentation_rs import line_break_units

    units: list[str] = line_break_units(text.replace("\t", " "))
    if _DICTIONARY.search(text):
        units = divided(units)
    if max(text) > BEFORE_WIDE and _EAST.search(text):
        units = _eastern(text, units)
    if _CARE.search(text):
        units = _careful(text, units)
    return units


def _eastern(text: str, units: list[str]) -> list[str]:
    """Return *units* also split where only the newer rules for wide characters allow a break (see `wide.EASTERN`)."""
    from termread.layout.wide import EASTERN

    edges = {found.start() for found in re.finditer(EASTERN, text)}
    if not edges:
        return units
    ends = sorted({0, *accumulate(map(len, units)), *edges})
    return [text[start:end] for start, end in pairwise(ends)]


def _careful(text: str, units: list[str]) -> list[str]:
    """Return *units* joined wherever the rules for plain text forbid a break."""
    inner = set(inner_breaks(text))
    edges: list[int] = []
    at = 0
    for unit in units:
        between_words = at > 1 and text[at - 1] == " " and unit[0].isalnum() and text[at - 2].isalnum()
        if not (at and not between_words and unit[0] < _BEYOND and _joins(text, at, inner)):
            edges.append(at)
        at += len(unit)
    return [text[start:end] for start, end in pairwise([*edges, len(text)])]


def _joins(text: str, at: int, inner: set[int]) -> bool:
    if text[at - 1] >= _BEYOND:
        return text[at] == "%"
    latin = _LATIN.match(text, at) is not None
    if text[at - 1] == " ":
        return held(text, at) or (not latin and len(graphemes(text[at - 1 : at + 1])) == 1)
    return latin and at not in inner and _LATIN.match(text, at - 1) is not None


def divided(units: list[str]) -> list[str]:
    """Return *units* with those in scripts such as Thai split between words, if a dictionary is installed."""
    breaker = _breaker()
    if breaker is None:
        return units
    return list(chain.from_iterable(breaker(unit, "th") if _DICTIONARY.search(unit) else (unit,) for unit in units))


@cache
def _breaker() -> Callable[..., Any] | None:
    try:
        from icu4py.breakers import LineBreaker
    except ImportError:
        return None
    found: Callable[..., Any] = LineBreaker
    return found
