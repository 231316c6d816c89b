"""What stands above a story in a copied text: the headline, told by what it is made of and what stands around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import log

from termread.parse.copied.lines import Line, is_dated, is_name
from termread.parse.copied.region import runs
from termread.parse.page.images.credits import split_credit
from termread.parse.phrasebook import Phrases

ABOVE = 60
"""How many lines above the story's first paragraph a headline is looked for."""
SHORTEST, LONGEST = 12, 240
"""Sizes between which a line may be a headline."""
AROUND = 8
"""Lines above and below in which others that could be headlines are counted."""

POINTS = {
    "own": 5.3,
    "short": 3.6,
    "long": -2.1,
    "near": 0.3,
    "stops": -4.4,
    "sentences": -0.5,
    "dated": -1.8,
    "repeated": 1.4,
    "picture": 0.6,
    "credited": -2.2,
    "one word": -0.6,
    "signed below": 1.9,
    "dek below": 1.1,
    "name": -1.5,
    "signed above": -0.9,
    "rivals above": -1.1,
    "rivals below": 0.3,
    "quoted": 1.0,
    "trail": -0.5,
}
"""What speaks for a line and against it: the weights of a logistic ranking, rounded (benchmarks/headlines.py)."""


def headline_of(lines: Sequence[Line], start: int, stop: int, phrases: Phrases) -> int | None:
    """Return the index of the headline of the story in a stretch of *lines*, None where no line can be it."""
    first = first_text(lines, start, stop)
    above = range(max(0, first - ABOVE), min(first + 1, len(lines)))
    body = words_of(lines[start:stop])
    worth = {
        i: sum(POINTS[k] * v for k, v in signs(lines, i, first, body, phrases)) for i in above if may_head(lines[i])
    }
    best = max(worth, key=lambda i: worth[i], default=None)
    return None if best is None else _without_trail(lines, best, above)


def first_text(lines: Sequence[Line], start: int, stop: int) -> int:
    """Return the index of the first line of the stretch that is running text for certain."""
    for i in range(start, stop):
        if runs(lines[i]) and lines[i].size > 100 and lines[i].times == 1:
            return i
    return start


def words_of(story: Sequence[Line]) -> Counter[str]:
    """Return how often the stems of the story's running text stand in it."""
    return Counter(word for line in story if runs(line) and line.times == 1 for word in line.words)


def may_head(line: Line) -> bool:
    """Return whether a line can be a headline: by its size, and as it is no full sentence of running text."""
    return SHORTEST <= line.size <= LONGEST and line.cut is None and not (runs(line) and line.text[-1] in ".。।۔")


def signs(
    lines: Sequence[Line], at: int, first: int, body: Counter[str], phrases: Phrases
) -> Iterator[tuple[str, float]]:
    """Yield what is seen of the line at index *at*, each sign under its name in `POINTS` and with its strength."""
    line, end = lines[at], line_end(lines[at])
    below = lines[at + 1 : min(at + 5, first + 1)]
    shared = sum(min(1.0, log(1 + body[word])) for word in line.words)
    yield "own", (shared + 0.5) / (len(line.words) + 1)
    yield "short", min(0.0, log(line.size / 50))
    yield "long", max(0.0, log(line.size / 90))
    yield "near", log(1 + first - at)
    yield "stops", end in ".。…"
    yield "sentences", line.sentence and not line.stops
    yield "dated", is_dated(line.text)
    yield ("picture" if _told_twice(lines, at) else "repeated"), line.times > 1
    yield "credited", bool(split_credit(line.text, phrases.language)[1])
    yield "one word", len(line.words) < 2
    yield "signed below", any(is_dated(other.text) or bool(phrases.starts("byline", other.text)) for other in below)
    yield "dek below", bool(below) and below[0].size > 60 and below[0].sentence
    yield "name", is_name(line.text)
    yield "signed above", any(is_dated(other.text) for other in lines[max(0, at - 4) : at])
    yield "rivals above", log(1 + sum(_rivals(other, body) for other in lines[max(0, at - AROUND) : at]))
    yield "rivals below", log(1 + sum(_rivals(other, body) for other in lines[at + 1 : min(at + AROUND, first)]))
    yield "quoted", len(line.key) > 15 and any(line.key in other.key and line.key != other.key for other in lines)
    yield (
        "trail",
        any(
            len(line.key) * 0.5 < len(other.key) < len(line.key) and other.key in line.key
            for other in lines[max(0, at - 20) : at + 20]
        ),
    )


def line_end(line: Line) -> str:
    """Return the last character of a line."""
    return line.text[-1]


def _rivals(line: Line, body: Counter[str]) -> bool:
    """Return whether a line could be a headline too."""
    known = sum(1 for word in line.words if body[word])
    return 25 < line.size < 200 and known > 0.45 * len(line.words) > 0 and not is_dated(line.text)


def _without_trail(lines: Sequence[Line], found: int, above: range) -> int:
    """Return the line that says only the headline, where the one *found* has it behind a trail of sections."""
    said = lines[found].key
    for i in above:
        own = lines[i].key
        if len(said) * 0.5 <= len(own) < len(said) and (said.endswith(own) or said.startswith(own)):
            trail = lines[found].text[: len(lines[found].text) - len(lines[i].text)].rstrip()
            if not trail.endswith((":", "|", "-", "–", "—")):
                return i
    return found


def _told_twice(lines: Sequence[Line], at: int) -> bool:
    """Return whether a line is said again next to it, as the words of a picture are."""
    own = lines[at].key
    around = [*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]]
    return any(own and own in line.key for line in around)
