"""The words of classes and ids, and the odds that text below them is part of a story.

The odds are learned. Only words that stand on the pages of many sites have any, so that none tells of one publisher.
"""

from __future__ import annotations

from collections.abc import Mapping

from termread.parse.page.class_names import words_of
from termread.parse.page.model import Element

Odds = tuple[float, float, float]
_REMEMBERED = 8192


class ClassWords:
    """The log-odds of words, and of the names in which they stand."""

    def __init__(self, odds: Mapping[str, float]) -> None:
        self._odds = odds
        self._known: dict[str, Odds] = {}

    def odds_of(self, name: str) -> Odds:
        """Return the mean, the least and the greatest odds of the words in a class and id; 0 where none is known."""
        found = self._known.get(name)
        if found is None:
            values = [self._odds[word] for word in words_in(name) if word in self._odds]
            found = (sum(values) / len(values), min(values), max(values)) if values else (0.0, 0.0, 0.0)
            if len(self._known) < _REMEMBERED:
                self._known[name] = found
        return found


def words_in(name: str) -> tuple[str, ...]:
    """Return the words of a class and id, each once."""
    return tuple(dict.fromkeys(words_of(name).split()))


def has_words(element: Element) -> bool:
    """Return whether the name of an element says something of what stands in it and not of the whole page."""
    return bool(element.name) and element.tag not in ("html", "body")
