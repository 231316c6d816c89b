"""What stands above a story in a copied text: the headline, and what leads into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

from termread.parse.copied.lines import Line, is_dated
from termread.parse.copied.region import runs
from termread.parse.credits import split_credit

ABOVE = 60
"""How many lines above the story's stretch a headline is looked for."""
SHORTEST, LONGEST = 12, 240
"""Sizes between which a line may be a headline."""
NEARLY = 0.72
REACH = 20


def headline_of(lines: Sequence[Line], start: int, stop: int) -> int | None:
    """Return the index of the headline: near the story's beginning, made of the story's own words.

    Deks and captions are made of them too, but stand below it: of lines that are nearly as good, the first is taken.
    """
    body = Counter(word for line in lines[start:stop] if runs(line) and line.times == 1 for word in line.words)
    first = first_text(lines, start, stop)
    above = range(max(0, first - ABOVE), min(first + 1, len(lines)))
    worth = {i: _worth(lines, i, body, first - i) for i in above}
    best = max(worth, key=lambda i: worth[i], default=None)
    if best is None or not worth[best]:
        return None
    found = next(i for i in above if worth[i] >= NEARLY * worth[best] and best - i <= REACH)
    said = lines[found].key
    inside = [i for i in above if len(lines[i].key) >= 0.5 * len(said) and lines[i].key in said]
    return min(inside, key=lambda i: (len(lines[i].key), i))


def first_text(lines: Sequence[Line], start: int, stop: int) -> int:
    """Return the index of the first line of the stretch after which running text goes on."""
    for i in range(start, stop):
        if runs(lines[i]) and lines[i].size > 100 and lines[i].times == 1:
            return i
    return start


def _worth(lines: Sequence[Line], index: int, body: Counter[str], distance: int) -> float:
    line = lines[index]
    if not SHORTEST <= line.size <= LONGEST or line.cut or not line.words:
        return 0.0
    own = sum(min(1.0, log(1 + body[word])) for word in line.words)
    length: float = min(line.size, 60) ** 0.75
    worth = own / (len(line.words) + 0.5) * length / (1 + 0.015 * distance)
    if line.text[-1] in ".。…":
        worth *= 0.3
    elif line.sentence and line.size > 130:
        worth *= 0.5
    if line.size > 130:
        worth *= 0.8
    if is_dated(line.text):
        worth *= 0.3
    if line.times > 1:
        worth *= 0.6 if _told_twice(lines, index) else 1.25
    if split_credit(line.text)[1]:
        worth *= 0.4
    return worth


def _told_twice(lines: Sequence[Line], index: int) -> bool:
    """Return whether a line is said again in the next one, as the words of a picture are."""
    own = lines[index].key
    around = [*lines[max(0, index - 2) : index], *lines[index + 1 : index + 3]]
    return any(own and own in line.key for line in around)
