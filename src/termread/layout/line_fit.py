"""Chooses where lines break: hyphenated or balanced if wanted, and without a lone short word at the end."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from termread.layout.breaking import BEFORE_WIDE, break_row, held, wide_spaces
from termread.text import is_plain
from termread.text import width as cells_of
from termread.values import dataclass

if TYPE_CHECKING:
    from termread.layout.opportunities import Opportunities


Fit = Literal["greedy", "optimal", "balanced", "rows"]

_HYPHEN = 40
"""Cost of a hyphen at the end of a line, in squared blank cells."""

_LOOSE = 30
"""Cost of a headline's line that ends in the middle of a phrase."""

_PAUSES = frozenset(" -–—―…:;,.!?：；，、。！？」』”）")
_SHORT = 6
"""Cells of the longest word that should not be alone on the last line."""


@dataclass(frozen=True, slots=True)
class Breaks:
    """Where lines begin, and at which of these offsets the line before ends in an added hyphen."""

    starts: list[int]
    hyphens: frozenset[int] = frozenset()


def break_lines(text: str, width: int, first: int | None = None) -> list[int]:
    """Return the offsets where lines of *text* begin, at *width* cells a line (*first* for the first line).

    There is at least one line. Trailing white space may hang over the measure; a newline always ends a line.
    """
    first = width if first is None else first
    if not is_plain(text):
        return _break_any(text, width, first)
    if "\n" not in text:
        return break_row(text, width, first)
    starts: list[int] = []
    at = 0
    for row in text.split("\n"):
        starts += [at + start for start in break_row(row, width, first)]
        at += len(row) + 1
        first = width
    return starts


def _break_any(text: str, width: int, first: int) -> list[int]:
    # Imported only when needed: most articles are plain.
    if max(text) > BEFORE_WIDE:
        from termread.layout.wide import break_wide, is_wide

        if is_wide(text):
            return break_wide(text, width, first)
    from termread.layout.opportunities import opportunities

    return opportunities(text).greedy(width, first)


def fit(text: str, width: int, first: int, way: Fit, hyphens: str | None = None) -> Breaks:
    """Break *text* into lines of *width* cells (*first* for the first line), hyphenated in the language *hyphens*."""
    if way == "rows":
        return Breaks(break_lines(text.rstrip("\n"), 1 << 30))
    if way == "balanced":
        return Breaks(_balanced(text, width))
    if way == "greedy" and hyphens is None:
        return Breaks(_without_widow(text, break_lines(text, width, first), width))
    from termread.layout.opportunities import opportunities

    choices = opportunities(text)
    if hyphens is not None:
        choices = hyphenated(choices, hyphens)
    starts = choices.greedy(width, first) if way == "greedy" else _optimal(choices, width, first)
    return Breaks(starts, choices.hyphens)


def _balanced(text: str, width: int) -> list[int]:
    """Return line starts of *text* with even lines, no more than needed, preferably broken after punctuation."""
    greedy = break_lines(text, width)
    if len(greedy) == 1 or "\n" in text:
        return greedy
    from termread.layout.opportunities import opportunities

    choices = opportunities(text)
    ideal = choices.cells[-1] / len(greedy)

    def price(end: int, cells: int, room: int) -> float:
        loose = choices.text[choices.ends[end - 1] - 1] not in _PAUSES
        return (cells - ideal) ** 2 + (_LOOSE * loose if room >= 0 else 0)

    even = _cheapest(choices, range(len(choices.ends)), width, width, price)
    return even if even is not None and len(even) <= len(greedy) else greedy


def _without_widow(text: str, starts: list[int], width: int) -> list[int]:
    """Return *starts* with more text on the last line if it would otherwise be a single short word."""
    last = text[starts[-1] :]
    if len(starts) < 2 or not 0 < len(last) <= 2 * _SHORT or " " in last or cells_of(last) > _SHORT:
        return starts
    before = starts[-2]
    if last[0] > "\u2e7f":
        start = _one_more(text, starts[-1])
    else:
        start = text.rfind(" ", before, starts[-1] - 1) + 1
        if text[starts[-1] - 1] != " " or "\n" in text[before:] or held(text, start):
            return starts
    left, full = cells_of(text[before:start]), cells_of(text[before : starts[-1]])
    if start <= before or left <= width // 3 or left <= 2 * full // 3:
        return starts
    return [*starts[:-1], start] if cells_of(text[start:]) <= width else starts


def _one_more(text: str, start: int) -> int:
    """Return the start of the last line, moved back if a wide character would be alone on it."""
    from termread.layout.wide import is_wide, may_break

    tail = text[start - 4 : start] + text[start:]
    alone = sum(letter.isalnum() for letter in text[start:]) == 1
    if alone and start > 4 and is_wide(tail) and may_break(text, start - 1, frozenset(), wide_spaces(text)):
        return start - 1
    return start


def _optimal(choices: Opportunities, width: int, first: int) -> list[int]:
    """Return the line starts with the lowest sum of squared blank cells at line ends, not counting the last line."""
    starts: list[int] = []
    unit = 0
    for row in choices.rows:
        last = unit
        while last < len(choices.ends) and choices.ends[last] <= row:
            last += 1
        own = _cheapest(choices, range(unit, last), width, width if starts else first, partial(_blank, last))
        if own is None:
            return choices.greedy(width, first)
        starts += own
        unit = last
    return starts or [0]


def _blank(last: int, end: int, cells: int, room: int) -> float:  # noqa: ARG001
    return 0 if end == last else room * room


Price = Callable[[int, int, int], float]
"""The cost of a line, given the index after its last unit, its cells, and the cells left blank."""


def _cheapest(choices: Opportunities, units: range, width: int, first: int, price: Price) -> list[int] | None:
    """Return the line starts of *units* with the lowest total cost, or None if a unit is wider than a line."""
    unit, last = units.start, units.stop
    ends, cells, blanks, hyphens = choices.ends, choices.cells, choices.blanks, choices.hyphens
    cost: dict[int, float] = {unit: 0}
    via: dict[int, int] = {}
    for end in range(unit + 1, last + 1):
        shows = ends[end - 1] in hyphens and end < last
        right = cells[end - 1] - blanks[end - 1] + shows
        for begin in range(end - 1, unit - 1, -1):
            used = right - (cells[begin - 1] if begin else 0)
            room = (first if begin == unit else width) - used
            if room < 0:
                break
            if begin in cost:
                total = cost[begin] + price(end, used, room) + _HYPHEN * shows
                if end not in cost or total < cost[end]:
                    cost[end], via[end] = total, begin
    if last > unit and last not in cost:
        return None
    starts = []
    while last > unit:
        last = via[last]
        starts.append(ends[last - 1] if last else 0)
    return starts[::-1] or [ends[unit - 1] if unit else 0]


LEFT, RIGHT = 2, 3
"""Fewest letters before and after a hyphen in a divided word."""

_WORD = r"(?<![\w@/.#-])[^\W\d_]{6,}(?![\w@/.]\w)"
_LONGEST = 64
"""Letters of the longest word to be hyphenated; anything longer is hardly a word."""
_NOUNS = frozenset({"de", "lb"})
"""Languages that capitalize all nouns."""


def divides(language: str | None) -> bool:
    """Return whether words in *language* can be hyphenated: pyphen is installed and knows it."""
    return bool(language) and _dictionary(language or "") is not None


def hyphenated(choices: Opportunities, language: str) -> Opportunities:
    """Return *choices* plus those inside words of *language*, except in names and in the last word."""
    from termread.layout.opportunities import measured

    text, more = choices.text, set()
    dictionary = _dictionary(language)
    if dictionary is None:
        return choices
    name_end = -1
    for found in re.finditer(_WORD, text):
        word = found.group()
        capital = word[0].isupper()
        if len(word) <= _LONGEST and (
            not capital or (language[:2] in _NOUNS and word[1:].islower() and text[name_end : found.start()] != " ")
        ):
            more |= {found.start() + at for at in _positions(word, language)}
        name_end = found.end() if capital else -1
    last = choices.ends[-2] if len(choices.ends) > 1 else 0
    points = frozenset(at for at in more if at < last) - set(choices.ends)
    edges = [0, *sorted(points | set(choices.ends))]
    units = [text[a:b] for a, b in pairwise(edges)]
    return measured(text, units, choices.rows, points | choices.hyphens)


@lru_cache(maxsize=4096)
def _positions(word: str, language: str) -> tuple[int, ...]:
    dictionary = _dictionary(language)
    return tuple(dictionary.positions(word)) if dictionary else ()


@lru_cache(maxsize=8)
def _dictionary(language: str):  # type: ignore[no-untyped-def]
    try:
        from pyphen import Pyphen, language_fallback
    except ImportError:
        return None
    name = language_fallback(language.replace("-", "_"))
    return Pyphen(lang=name, left=LEFT, right=RIGHT) if name else None
