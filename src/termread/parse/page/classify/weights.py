"""The classifier's weights, read from `weights.json`: boosted decision trees, and the odds of words in classes and ids.

A tree is a list of nodes, root first. A node is either `[feature, threshold, left, right]`, taking the left branch if
the value is at most the threshold, or a leaf: a number added to the score. The trees are evaluated as a single Python
expression, which takes a third of the time of any loop over them. To compile it takes as long as to parse a page, so it
is packaged as a module, `trees.py`, which the interpreter keeps compiled.

The odds of a word are the log-odds that text inside an element with it in its class or id is part of a story. Only
words used by many sites have odds, so that none identifies a publisher.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

from termread.parse.page.class_names import words_of
from termread.parse.page.classify.trees import score
from termread.parse.page.model import Element

LEAVES = 8
"""Most leaves a tree may have."""
Tree = Sequence[Any]
Odds = tuple[float, float, float]
_REMEMBERED = 8192


class Forest:
    """Decision trees whose leaves add up to the log-odds of a run being part of the story."""

    def __init__(self, score: Callable[..., float]) -> None:
        self._score = score

    @classmethod
    def of(cls, trees: Sequence[Tree], features: Sequence[str]) -> Forest:
        """Return the forest of these trees over *features*, compiled."""
        return cls(eval(expression(trees, features)))  # noqa: S307  numbers and names made here

    def probability(self, row: Sequence[float]) -> float:
        """Return the probability, 0 to 1, that the run with these features is part of the story."""
        score = self._score(*row)
        return 1 / (1 + exp(-score)) if score > -30 else 0.0


def expression(trees: Sequence[Tree], features: Sequence[str]) -> str:
    """Return the sum of *trees* as a lambda expression that takes the features in order, with a line per tree."""
    names = {feature: f"x{number}" for number, feature in enumerate(features)}
    total = "\n    + ".join(_expression(tree, 0, names) for tree in trees)
    return f"lambda {', '.join(names.values())}: (\n    {total}\n)"


def _expression(tree: Tree, at: int, names: Mapping[str, str]) -> str:
    """Return the subtree at node *at* as a Python expression."""
    node = tree[at]
    if not isinstance(node, list):
        return repr(float(node))
    feature, threshold, left, right = node
    sides = (_expression(tree, side, names) for side in (left, right))
    return f"({next(sides)} if {names[feature]} <= {float(threshold)!r} else {next(sides)})"


class ClassWords:
    """The log-odds of words in classes and ids, and of whole names."""

    def __init__(self, odds: Mapping[str, float]) -> None:
        self._odds = odds
        self._known: dict[str, Odds] = {}

    def odds_of(self, name: str) -> Odds:
        """Return the mean, lowest and highest odds of the words in a class and id; zeros if none is known."""
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
    """Return whether an element's name describes its content rather than the whole page."""
    return bool(element.name) and element.tag not in ("html", "body")


@cache
def trained() -> Mapping[str, Any]:
    """Return the contents of `weights.json`: the features, the odds of class words, and the trees."""
    loaded: Mapping[str, Any] = json.loads(Path(__file__).with_name("weights.json").read_text(encoding="utf-8"))
    return loaded


@cache
def forest() -> Forest:
    """Return the trees shipped with the package."""
    return Forest(score)
