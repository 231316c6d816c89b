"""What stands between the headline and the first paragraph of a copied text: dek, byline, date, pictures, buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from termread.parse.copied.lines import Line, is_dated
from termread.parse.copied.region import runs
from termread.parse.metadata.byline import byline_in, dated_names
from termread.parse.metadata.byline.names import is_full, names_in
from termread.parse.metadata.dates import date_in
from termread.parse.phrasebook import Phrases
from termread.values import dataclass

LONG = 120
"""The size of the longest line that says who wrote a text, and when."""
BELOW, DEK = 20, 100
"""Lines behind the first text among which the header may go on, and the size of the shortest text."""
LONGEST_DEK = 450
"""The size of the longest dek."""
CLOSE = 2
"""Lines around a name among which a date shows that it is the writer's."""
FIRST = 6
"""Lines below the headline among which a name without a date beside it is still the writer's."""
OFTEN = 5
"""How often a name stands in a text that is no label."""
_GLUED = re.compile(r"(?<=[^\W\d_])(?=\d)")
"""Where a name and what follows it were copied without the space between them."""


@dataclass(frozen=True, slots=True)
class Above:
    """The header of a copied text as its lines say it."""

    dek: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None


def read_above(lines: Sequence[Line], first: int, phrases: Phrases) -> Above:
    """Return what *lines*, those from below the headline on, say before the first paragraph, at index *first*."""
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
    return Above(dek, signed.text if signed else None, authors, published)


def text_begins(story: Sequence[Line], first: int, phrases: Phrases) -> int:
    """Return where the text begins: below the last line before index *first* that is signed, dated or said twice."""
    for i in range(min(first, len(story)) - 1, -1, -1):
        line = story[i]
        short = line.size < 40 and not line.sentence
        if short or line.times > 1 or is_dated(line.text) or phrases.starts("byline", line.text) or not runs(line):
            return i + 1
    return 0


def _may_be_dek(line: Line, phrases: Phrases) -> bool:
    """Return whether a text that stands above a byline is the dek."""
    return line.cut is None and line.role is None and line.size <= LONGEST_DEK and phrases.note(line.text) is None


def _header_end(lines: Sequence[Line], first: int) -> int:
    """Return where the header ends: before the second line of running text, since the first may be the dek."""
    texts = [i for i in range(first, min(len(lines), first + BELOW)) if runs(lines[i]) and lines[i].size > DEK]
    return texts[1] if len(texts) > 1 else min(len(lines), first + BELOW)


def _signed(lines: Sequence[Line], phrases: Phrases) -> tuple[Line | None, tuple[str, ...]]:
    """Return the line among those above the text that says who wrote it, and the names in it."""
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
    """Return whether a line is made of names and nothing else."""
    names = names_in(line.text, phrases)
    return bool(names) and all(map(is_full, names))


def _has_beside(lines: Sequence[Line], at: int) -> bool:
    """Return whether a date stands beside the line at index *at*, or the same name once more."""
    around = [line for line in lines[max(0, at - CLOSE) : at + CLOSE + 1] if line is not lines[at]]
    return any(is_dated(line.text) or line.key == lines[at].key for line in around)
