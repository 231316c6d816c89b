"""The lines of a text that was copied off a page, each with what can be seen of it without its markup."""

from __future__ import annotations

import re
from collections import Counter

from termread.parse.text_shape import size_of
from termread.text import clean
from termread.values import dataclass, field

_SPACES = re.compile(r"[ \t]+")
"""Spaces that say nothing; those that do not break are kept."""
_PARTING = re.compile(r"\n[ \t\u3000\xa0]*\n\s*")
_STOP = re.compile(r"[.!?…。！？؟۔।][\"'”’»›)\]）」』】“]*\s*$")
_INNER_STOP = re.compile(r"[.!?…][\"'”’»“)\]]*\s+\S|[。！？؟۔।][\"'”’»)\]）」』】]*\s*\S")
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2}|[^\W\d_]{4,}", re.UNICODE)
_DATED = re.compile(
    r"\b(?:19|20)\d\d\b.{0,12}\d{1,2}[:.h]\d\d|\d{1,2}[:.h]\d\d.{0,16}(?:19|20)\d\d|\b\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}\b|"
    r"(?:19|20)\d\d\s?[年./-]\s?\d{1,2}|^[^.!?]{0,30}\b\d{1,2}\.?\s(?:de\s)?\w{3,10}\.?,?\s(?:de\s)?(?:19|20)\d\d\b|^[^.!?]{0,30}\b\w{3,10}\.?\s\d{1,2},?\s(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b"
)
_NAME = re.compile(r"^(?:[^\W\d_][\w'’.-]*\s+){1,3}[^\W\d_][\w'’.-]*$")
_WORD = re.compile(r"[^\W_]+")


@dataclass(slots=True, eq=False)
class Line:
    """One line of the text."""

    text: str
    group: int
    """The paragraph it stands in, counted from blank line to blank line."""
    size: int
    """Its length, a character of a script without spaces counted double."""
    key: str
    """What it says, marks and cases left out."""
    stops: bool
    """Whether it ends as a sentence does."""
    sentence: bool
    """Whether it ends as a sentence does, or holds the end of one."""
    words: frozenset[str] = field(default_factory=frozenset)
    """The stems of its longer words."""
    times: int = 1
    """How often it stands in the whole text."""
    cut: str | None = None
    """Why it is left out."""
    role: str | None = None
    """What it is, where it is not a paragraph."""


def lines_of(text: str) -> list[Line]:
    """Return the lines of *text* that say anything, each knowing how often it stands there."""
    lines = [
        line_of(_SPACES.sub(" ", row).strip(), number)
        for number, group in enumerate(_PARTING.split(clean(text)))
        for row in group.split("\n")
        if row.strip()
    ]
    times = Counter(line.key for line in lines)
    for line in lines:
        line.times = times[line.key] if line.key else 1
    return lines


def line_of(text: str, group: int) -> Line:
    """Return one line with what is seen of it."""
    stops = bool(_STOP.search(text))
    return Line(
        text=text,
        group=group,
        size=size_of(text),
        key=key(text),
        stops=stops,
        sentence=stops or bool(_INNER_STOP.search(text)),
        words=stems(text),
    )


def key(text: str) -> str:
    """Return what two lines have in common if only their marks, cases and spaces differ."""
    return " ".join(_WORD.findall(text.casefold()))


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the longer words of *text*, pairs of characters where words are not spaced."""
    return frozenset(word[:6] for word in _TOKEN.findall(text.casefold()))


def is_dated(text: str) -> bool:
    """Return whether a line says a date or a time of day in figures, as the lines above a story do."""
    return len(text) < 120 and bool(_DATED.search(text))


def is_name(text: str) -> bool:
    """Return whether a line may be somebody's name: two to four words and nothing else."""
    return bool(_NAME.match(text))
