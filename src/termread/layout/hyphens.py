"""Words divided by their language's rules, where pyphen is installed (extra `hyphens`)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from termread.layout.opportunities import Opportunities, measured

LEFT, RIGHT = 2, 3
"""Letters that a divided word keeps before and after its hyphen."""

_WORD = re.compile(r"(?<![\w@/.#-])[^\W\d_]{6,}(?![\w@/.]\w)")
_LONGEST = 64
"""Letters above which something is no word that rules for words divide."""
_NOUNS = frozenset({"de", "lb"})
"""Languages that write every noun with a capital."""


def divides(language: str | None) -> bool:
    """Return whether words of *language* can be divided here."""
    return bool(language) and _dictionary(language or "") is not None


def hyphenated(choices: Opportunities, language: str) -> Opportunities:
    """Return *choices* and those inside words of *language*, except in names and in the last word."""
    text, more = choices.text, set()
    dictionary = _dictionary(language)
    if dictionary is None:
        return choices
    name_end = -1
    for found in _WORD.finditer(text):
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
