"""The lines of a copied text, and which of them are the story: the range with the most running text and the fewest labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from termread.parse.phrasebook import Phrases
from termread.parse.text_shape import holds_stop, key, size_of, stops
from termread.text import clean, regex
from termread.values import dataclass, field

RUNNING = 60
"""Size of the shortest running text."""
FREE = 30
"""Characters of a line that score nothing: teasers are shorter than paragraphs."""
LABEL = -0.6
"""Score of a line that is not running text."""
SIGN = -0.8
"""Score of a line that announces other things."""
SHORT = 25
"""Size of the shortest sentence at the end of a story."""
ALONE = 3
"""With at most this many lines around the story, the whole text is the story: a page has more."""
TINY = 3
"""Size of the longest mark, such as the number of a footnote."""
INSET = -10.0
"""Lowest total score of consecutive lines that are not text."""
FOREIGN = -2.0
"""Score of a line that belongs to no story: consent, rights, invitations."""


def region_of(lines: Sequence[Line], phrases: Phrases) -> tuple[int, int]:
    """Return the story's lines as a half-open range; empty if there is no running text.

    It is searched for twice: lines that share words with the first result score higher the second time.
    """
    start, stop = 0, len(lines)
    for _ in range(2):
        known = Counter(word for line in lines[start:stop] if runs(line) for word in line.words)
        worth = [_worth(line, phrases, known, start <= i < stop) for i, line in enumerate(lines)]
        start, stop = _heaviest(_capped(worth))
    return _widened(lines, start, stop, phrases) if stop else (0, 0)


def _widened(lines: Sequence[Line], start: int, stop: int, phrases: Phrases) -> tuple[int, int]:
    """Return the range extended by short sentences right after it, or the whole text if little surrounds it."""
    while stop < len(lines) and _goes_on(lines[stop], phrases):
        stop += 1
    around = [*lines[:start], *lines[stop:]]
    if len(around) <= ALONE and not any(line.cut or is_sign(line, phrases) for line in around):
        return 0, len(lines)
    return start, stop


def _goes_on(line: Line, phrases: Phrases) -> bool:
    return line.stops and line.size >= SHORT and line.times == 1 and not line.cut and not is_sign(line, phrases)


def runs(line: Line) -> bool:
    """Return whether a line is running text by its length and its sentences."""
    return line.size >= RUNNING and line.sentence


def is_sign(line: Line, phrases: Phrases) -> bool:
    """Return whether a line announces other stories, comments or rights."""
    if line.size > 80:
        return False
    return phrases.is_read_more(line.text) or any(phrases.starts(kind, line.text) for kind in ("read_more", "footer"))


def _worth(line: Line, phrases: Phrases, known: Counter[str], inside: bool) -> float:
    """Return the score of a line as part of the story."""
    if line.cut:
        return FOREIGN
    if line.size <= TINY:
        return LABEL / 6
    if not runs(line):
        if is_sign(line, phrases):
            return SIGN
        return LABEL / 2 if line.times > 1 and line.size > RUNNING else LABEL
    if line.times > 1:
        return 0.0
    shared = sum(1 for word in line.words if known[word] > inside) / max(1, len(line.words))
    return (min(line.size, 400) - FREE) / 100 * (0.4 + shared)


def _capped(worth: Sequence[float]) -> list[float]:
    """Return *worth* with the penalty of consecutive lines capped: a box inside a story may have many."""
    capped, run = [], 0.0
    for value in worth:
        run = 0.0 if value >= 0 else run + value
        capped.append(value if run >= INSET else max(value, min(0.0, value + INSET - run)))
    return capped


def _heaviest(worth: Sequence[float]) -> tuple[int, int]:
    """Return the half-open range with the highest total score."""
    best, start, stop = 0.0, 0, 0
    total, begin = 0.0, 0
    for i, value in enumerate(worth):
        if total <= 0:
            total, begin = 0.0, i
        total += value
        if total > best:
            best, start, stop = total, begin, i + 1
    return start, stop


_SPACES = regex(r"[ \t]+")
"""Ordinary spaces; no-break spaces are kept."""
_TOKEN = regex(r"[\u3040-\u30ff\u3400-\u9fff]{2}|[^\W\d_]{4,}", re.UNICODE)
_DATED = regex(
    r"\b(?:19|20)\d\d\b.{0,12}\d{1,2}[:.h]\d\d|\d{1,2}[:.h]\d\d.{0,16}(?:19|20)\d\d|\b\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}\b|"
    r"(?:19|20)\d\d\s?[年./-]\s?\d{1,2}|^[^.!?]{0,30}\b\d{1,2}\.?\s(?:de\s)?\w{3,10}\.?,?\s(?:de\s)?(?:19|20)\d\d\b|^[^.!?]{0,30}\b\w{3,10}\.?\s\d{1,2},?\s(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b"
)
_NAME = regex(r"^(?:[^\W\d_][\w'’.-]*\s+){1,3}[^\W\d_][\w'’.-]*$")


@dataclass(slots=True, eq=False)
class Line:
    """One line of the text."""

    text: str
    size: int
    """Its length; characters of scripts without spaces count twice."""
    key: str
    """Its comparison key."""
    stops: bool
    """Whether it ends with the end of a sentence."""
    sentence: bool
    """Whether a sentence ends in it or at its end."""
    words: frozenset[str] = field(default_factory=frozenset)
    """The stems of its longer words."""
    times: int = 1
    """How often it occurs in the whole text."""
    cut: str | None = None
    """Why it is left out."""
    role: str | None = None
    """What it is, unless it is a paragraph."""


def lines_of(text: str) -> list[Line]:
    """Return the non-empty lines of *text*, each with its number of occurrences."""
    lines = [line_of(_SPACES.sub(" ", row).strip()) for row in clean(text).split("\n") if row.strip()]
    times = Counter(line.key for line in lines)
    for line in lines:
        line.times = times[line.key] if line.key else 1
    return lines


def line_of(text: str) -> Line:
    """Return one line with its features."""
    ended = stops(text)
    return Line(text, size_of(text), key(text), ended, ended or holds_stop(text), stems(text))


def stems(text: str) -> frozenset[str]:
    """Return the stems of longer words in *text*, or character pairs in scripts without spaces."""
    return frozenset(word[:6] for word in _TOKEN.findall(text.casefold()))


def is_dated(text: str) -> bool:
    """Return whether a line has a date or a time of day in digits, as lines above a story do."""
    return len(text) < 120 and bool(_DATED.search(text))


def is_name(text: str) -> bool:
    """Return whether a line may be a person's name: two to four words and nothing else."""
    return bool(_NAME.match(text))
