"""The header of a copied text: the headline, and the dek, byline and date between it and the first paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import log

from termread.article import Header
from termread.parse.formats.copied_text.lines import Line, is_dated, is_name, runs
from termread.parse.metadata.authors import byline_in, dated_names
from termread.parse.metadata.dates import date_in
from termread.parse.metadata.names import is_full, names_in
from termread.parse.page.images.credits import split_credit
from termread.parse.phrasebook import Phrases
from termread.text import regex

ABOVE = 60
"""Lines above the first paragraph among which the headline is looked for."""
SHORTEST, LONGEST = 12, 240
"""Sizes of the shortest and the longest headline."""
AROUND = 8
"""Lines above and below among which rival headlines are counted."""

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
"""Weight of each feature of a headline: those of a logistic ranking, rounded (benchmarks/headlines.py)."""


def headline_of(lines: Sequence[Line], start: int, stop: int, phrases: Phrases) -> int | None:
    """Return the index of the headline in *lines*, or None if no line can be it."""
    first = first_text(lines, start, stop)
    above = range(max(0, first - ABOVE), min(first + 1, len(lines)))
    body = words_of(lines[start:stop])
    worth = {
        i: sum(POINTS[k] * v for k, v in signs(lines, i, first, body, phrases)) for i in above if may_head(lines[i])
    }
    best = max(worth, key=lambda i: worth[i], default=None)
    return None if best is None else _without_trail(lines, best, above)


def first_text(lines: Sequence[Line], start: int, stop: int) -> int:
    """Return the index of the first line that is certainly running text."""
    for i in range(start, stop):
        if runs(lines[i]) and lines[i].size > 100 and lines[i].times == 1:
            return i
    return start


def words_of(story: Sequence[Line]) -> Counter[str]:
    """Return how often each stem occurs in the story's running text."""
    return Counter(word for line in story if runs(line) and line.times == 1 for word in line.words)


def may_head(line: Line) -> bool:
    """Return whether a line can be a headline, by its size and because it is not a sentence of running text."""
    return SHORTEST <= line.size <= LONGEST and line.cut is None and not (runs(line) and line.text[-1] in ".。।۔")


def signs(
    lines: Sequence[Line], at: int, first: int, body: Counter[str], phrases: Phrases
) -> Iterator[tuple[str, float]]:
    """Yield each feature of the line at index *at*: its name in `POINTS` and its strength."""
    line, end = lines[at], lines[at].text[-1]
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


def _rivals(line: Line, body: Counter[str]) -> bool:
    """Return whether a line could be a headline as well."""
    known = sum(1 for word in line.words if body[word])
    return 25 < line.size < 200 and known > 0.45 * len(line.words) > 0 and not is_dated(line.text)


def _without_trail(lines: Sequence[Line], found: int, above: range) -> int:
    """Return the line with only the headline if the one *found* has a breadcrumb trail before it."""
    said = lines[found].key
    for i in above:
        own = lines[i].key
        if len(said) * 0.5 <= len(own) < len(said) and (said.endswith(own) or said.startswith(own)):
            trail = lines[found].text[: len(lines[found].text) - len(lines[i].text)].rstrip()
            if not trail.endswith((":", "|", "-", "–", "—")):
                return i
    return found


def _told_twice(lines: Sequence[Line], at: int) -> bool:
    """Return whether a line is repeated next to itself, as captions are."""
    own = lines[at].key
    around = [*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]]
    return any(own and own in line.key for line in around)


LONG = 120
"""Size of the longest byline or date."""
BELOW, DEK = 20, 100
"""Lines after the first text among which the header may continue, and the size of the shortest text."""
LONGEST_DEK = 450
"""Size of the longest dek."""
CLOSE = 2
"""Lines around a name within which a date shows that it is the author's."""
FIRST = 6
"""Lines below the headline within which a name without a date is still the author's."""
OFTEN = 5
"""A line that occurs this often is a label, not a name."""
_GLUED = regex(r"(?<=[^\W\d_])(?=\d)")
"""Where a name was copied without the space after it."""


def read_above(lines: Sequence[Line], first: int, phrases: Phrases) -> Header:
    """Return the header found in *lines*, from below the headline to the first paragraph at index *first*."""
    dek = None
    header = lines[: _header_end(lines, first)]
    signed, authors = _signed(header, phrases)
    published = next((found for line in header if line.size < LONG and (found := date_in(line.text))), None)
    if signed is not None:
        signed.role, signed.cut = "byline", None
    for line in header[first:]:
        if is_dated(line.text) and line.size < LONG and not runs(line):
            line.role = line.role or "date"
    for line in lines[:first]:
        if line.cut or line.role in ("caption", "byline"):
            continue
        if is_dated(line.text) and line.size < 100:
            line.role = "date"
        elif dek is None and line.size > 40 and (line.sentence or line.size > 60) and phrases.note(line.text) is None:
            dek, line.role = line.text, "dek"
        elif not runs(line) and phrases.note(line.text) is None:
            line.cut = "label"
    below = [line for line in header[first + 1 :] if line.role in ("byline", "date")]
    if dek is None and below and _may_be_dek(lines[first], phrases):
        dek, lines[first].role = lines[first].text, "dek"
    return Header(dek=dek, byline=signed.text if signed else None, authors=authors, published=published)


def text_begins(story: Sequence[Line], first: int, phrases: Phrases) -> int:
    """Return where the text starts: below the last line before *first* that is a byline, dated or repeated."""
    for i in range(min(first, len(story)) - 1, -1, -1):
        line = story[i]
        short = line.size < 40 and not line.sentence
        if short or line.times > 1 or is_dated(line.text) or phrases.starts("byline", line.text) or not runs(line):
            return i + 1
    return 0


def _may_be_dek(line: Line, phrases: Phrases) -> bool:
    """Return whether a text above a byline is the dek."""
    return line.cut is None and line.role is None and line.size <= LONGEST_DEK and phrases.note(line.text) is None


def _header_end(lines: Sequence[Line], first: int) -> int:
    """Return where the header ends: before the second line of running text, as the first may be the dek."""
    texts = [i for i in range(first, min(len(lines), first + BELOW)) if runs(lines[i]) and lines[i].size > DEK]
    return texts[1] if len(texts) > 1 else min(len(lines), first + BELOW)


def _signed(lines: Sequence[Line], phrases: Phrases) -> tuple[Line | None, tuple[str, ...]]:
    """Return the byline among the lines above the text, and the names in it."""
    likely = [line for line in lines if line.role != "caption" and line.size <= LONG and not line.stops]
    texts = [_GLUED.sub(" ", line.text) for line in likely]
    found = byline_in(texts, phrases)
    if found.authors:
        line = next(line for line, text in zip(likely, texts, strict=True) if found.line and found.line.endswith(text))
        return line, found.authors
    for line, text in zip(likely, texts, strict=True):
        if names := dated_names(text, phrases):
            return line, names
    alone = [(at, line) for at, line in enumerate(likely) if line.times < OFTEN and _is_alone(line, phrases)]
    beside = [(at, line) for at, line in alone if _has_beside(likely, at)]
    choices = [line for at, line in (*beside, *alone) if (at, line) in beside or at < FIRST]
    return (choices[0], tuple(names_in(choices[0].text, phrases))) if choices else (None, ())


def _is_alone(line: Line, phrases: Phrases) -> bool:
    """Return whether a line consists only of names."""
    names = names_in(line.text, phrases)
    return bool(names) and all(map(is_full, names))


def _has_beside(lines: Sequence[Line], at: int) -> bool:
    """Return whether the line next to *at* has a date or repeats the name."""
    around = [line for line in lines[max(0, at - CLOSE) : at + CLOSE + 1] if line is not lines[at]]
    return any(is_dated(line.text) or line.key == lines[at].key for line in around)
