"""The classifier's weights, read from `weights.json`: boosted decision trees, and the odds of words in classes and ids.

A tree is written as a list of nodes, its root first: `[feature, threshold, left, right]`, where the way is left if the
value is at most the threshold, or a number, which is what a leaf adds to the score. The trees become one Python expression
when they are loaded, which takes a third of the time of any loop over them.

The odds are the log-odds that text below a word is part of a story. Only words that stand on the pages of many sites have
any, so that none tells of one publisher.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

from termread.parse.page.class_names import words_of
from termread.parse.page.model import Element

LEAVES = 8
"""Leaves of a tree at most."""
Tree = Sequence[Any]
Odds = tuple[float, float, float]
_REMEMBERED = 8192


class Forest:
    """Trees over numbered features whose leaves add up to the log-odds of a run being part of the story."""

    def __init__(self, trees: Sequence[Tree], features: Sequence[str]) -> None:
        names = {feature: f"x{number}" for number, feature in enumerate(features)}
        total = " + ".join(_expression(tree, 0, names) for tree in trees)
        self._score = eval(f"lambda {', '.join(names.values())}: {total}")  # noqa: S307  numbers and names made here

    def probability(self, row: Sequence[float]) -> float:
        """Return the probability, 0 to 1, that the run with these features is part of the story."""
        score = self._score(*row)
        return 1 / (1 + exp(-score)) if score > -30 else 0.0


def _expression(tree: Tree, at: int, names: Mapping[str, str]) -> str:
    """Return what the tree says from node *at* on, as Python."""
    node = tree[at]
    if not isinstance(node, list):
        return repr(float(node))
    feature, threshold, left, right = node
    sides = (_expression(tree, side, names) for side in (left, right))
    return f"({next(sides)} if {names[feature]} <= {float(threshold)!r} else {next(sides)})"


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


@cache
def weights() -> Mapping[str, Any]:
    """Return `weights.json`: the features, the odds of class words and the trees."""
    loaded: Mapping[str, Any] = json.loads(Path(__file__).with_name("weights.json").read_text(encoding="utf-8"))
    return loaded


@cache
def forest() -> Forest:
    """Return the trees that the package carries."""
    return Forest(weights()["trees"], weights()["features"])
