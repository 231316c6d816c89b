"""What stands between the headline and the first paragraph of a copied text: dek, byline, date, pictures, buttons."""

from __future__ import annotations

from collections.abc import Sequence

from termread.parse.copied.lines import Line, is_dated, is_name
from termread.parse.copied.region import runs
from termread.parse.metadata.dates import date_in
from termread.parse.metadata.naming import names_in
from termread.parse.phrasebook import Phrases
from termread.values import dataclass

NEAR = 14
"""Lines below the headline in which a byline without a label is looked for."""


@dataclass(frozen=True, slots=True)
class Above:
    """The header of a copied text as its lines say it."""

    dek: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None


def read_above(lines: Sequence[Line], first: int, phrases: Phrases) -> Above:
    """Return what *lines*, those from below the headline on, say before the first paragraph, at index *first*."""
    dek = byline = published = None
    authors: list[str] = []
    for line in lines[:first]:
        if line.cut or line.role == "caption":
            continue
        if not authors and (names := _names(line, phrases)):
            authors, byline, line.role = names, line.text, "byline"
        elif is_dated(line.text) and line.size < 100:
            published = published or date_in(line.text)
            line.role = "date"
        elif dek is None and line.size > 40 and (line.sentence or line.size > 60) and phrases.note(line.text) is None:
            dek, line.role = line.text, "dek"
        elif not runs(line) and phrases.note(line.text) is None:
            line.cut = "label"
    return Above(dek, byline, tuple(authors), published)


def text_begins(story: Sequence[Line], first: int, phrases: Phrases) -> int:
    """Return where the text begins: below the last line before index *first* that is signed, dated or said twice."""
    for i in range(min(first, len(story)) - 1, -1, -1):
        line = story[i]
        short = line.size < 40 and not line.sentence
        if short or line.times > 1 or is_dated(line.text) or phrases.starts("byline", line.text) or not runs(line):
            return i + 1
    return 0


def _names(line: Line, phrases: Phrases) -> list[str]:
    if line.size > 120 or line.stops or line.role == "credit":
        return []
    if phrases.starts("byline", line.text):
        return list(names_in(line.text, phrases))
    words = line.text.split()
    if is_name(line.text) and all(word[0].isupper() for word in words) and not line.text.isupper() and line.times < 4:
        return [line.text]
    return []
