"""Boosted decision trees, read from `weights.json` and evaluated without a library.

A tree is written as a list of nodes, its root first: `[feature, threshold, left, right]`, where the way is left if the
value is at most the threshold, or a number, which is what a leaf adds to the score. All trees are evaluated at once: each
leaf is a bit, and a value clears the bits of all leaves that it rules out, so that the lowest bit left in a tree's byte is
the leaf that is reached (QuickScorer; Lucchese et al., SIGIR 2015).
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from math import exp
from operator import and_
from pathlib import Path
from typing import Any

LEAVES = 8
"""Leaves of a tree at most: one byte holds a bit for each."""
Tree = Sequence[Any]


class Forest:
    """Trees over numbered features whose leaves add up to the log-odds of a run being part of the story."""

    def __init__(self, trees: Sequence[Tree], features: Sequence[str]) -> None:
        self._width = len(trees)
        self._leaves: list[list[float]] = []
        cleared: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
        every = 0
        for number, tree in enumerate(trees):
            values: list[float] = []
            for feature, threshold, bits in _conditions(tree, 0, values):
                cleared[feature].append((threshold, ~(bits << LEAVES * number)))
            every |= (1 << len(values)) - 1 << LEAVES * number
            self._leaves.append([values[(byte & -byte).bit_length() - 1] for byte in range(1, 1 << len(values))])
        self._every = every
        self._tables: list[tuple[list[float], list[int]]] = []
        for name in features:
            rows = sorted(cleared[name])
            masks = list(accumulate((mask for _, mask in rows), and_, initial=every))
            self._tables.append(([threshold for threshold, _ in rows], masks))

    def probability(self, row: Sequence[float]) -> float:
        """Return the probability, 0 to 1, that the run with these features is part of the story."""
        left = self._every
        for value, (thresholds, masks) in zip(row, self._tables, strict=True):
            left &= masks[bisect_left(thresholds, value)]
        reached = left.to_bytes(self._width, "little")
        score = sum([leaves[byte - 1] for leaves, byte in zip(self._leaves, reached, strict=True)])
        return 1 / (1 + exp(-score)) if score > -30 else 0.0


def _conditions(tree: Tree, at: int, values: list[float]) -> list[tuple[str, float, int]]:
    """Return each condition below node *at* with the bits of the leaves to its left, adding the leaves to *values*."""
    node = tree[at]
    if not isinstance(node, list):
        values.append(node)
        return []
    feature, threshold, left, right = node
    first = len(values)
    found = _conditions(tree, left, values)
    bits = (1 << len(values)) - (1 << first)
    return [(feature, threshold, bits), *found, *_conditions(tree, right, values)]


@cache
def weights() -> Mapping[str, Any]:
    """Return `weights.json`: the features, the odds of class words and the trees."""
    loaded: Mapping[str, Any] = json.loads(Path(__file__).with_name("weights.json").read_text(encoding="utf-8"))
    return loaded


@cache
def forest() -> Forest:
    """Return the trees that the package carries."""
    return Forest(weights()["trees"], weights()["features"])
