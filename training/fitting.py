"""Fits the odds of class words, then the trees over all features."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import lightgbm
import numpy as np

from termread.parse.page.classify.features import FEATURES
from termread.parse.page.classify.weights import LEAVES, ClassWords, has_words, words_in
from training.corpus import Example

TREES = 60
FOLDS = 5
HOSTS = 8
"""A class word must occur on at least this many sites, so that it identifies none of them."""
_OWN = FEATURES.index("words_own")
_PARAMETERS = {
    "objective": "binary", "num_leaves": LEAVES, "learning_rate": 0.15, "min_data_in_leaf": 60, "lambda_l2": 5.0, "max_bin": 63,
    "feature_fraction": 0.6, "bagging_fraction": 0.8, "bagging_freq": 1, "seed": 1, "deterministic": True, "force_row_wise": True,
    "num_threads": 1, "verbose": -1,
}  # fmt: skip
Weights = dict[str, Any]


class Votes:
    """How often text inside elements with each class word is part of the story, page by page."""

    def __init__(self, example: Example) -> None:
        self.domain = example.domain
        self.story: Counter[str] = Counter()
        self.all: Counter[str] = Counter()
        total = sum(label.weight for label in example.labels)
        chains: dict[int, frozenset[str]] = {}
        for element, label in zip(example.places, example.labels, strict=True):
            if label.weight:
                if id(element) not in chains:
                    around = (outer for outer in element.up() if has_words(outer))
                    chains[id(element)] = frozenset(word for outer in around for word in words_in(outer.name))
                for word in chains[id(element)]:
                    self.all[word] += label.weight / total
                    self.story[word] += label.weight / total * label.story


def odds_of(votes: Iterable[Votes], hosts: int = HOSTS) -> dict[str, float]:
    """Return the log-odds of words that occur on at least *hosts* sites."""
    story: defaultdict[str, float] = defaultdict(float)
    other: defaultdict[str, float] = defaultdict(float)
    sites: defaultdict[str, set[str]] = defaultdict(set)
    for each in votes:
        for word, held in each.all.items():
            share, worth = each.story[word] / held, min(1.0, 10 * held + 0.3)
            story[word] += worth * share
            other[word] += worth * (1 - share)
            sites[word].add(each.domain)
    return {
        word: round(math.log((story[word] + 0.5) / (other[word] + 0.5)), 2)
        for word in sorted(sites)
        if len(sites[word]) >= hosts
    }


def matrix_of(examples: list[Example], odds: Mapping[str, float]) -> np.ndarray:
    """Return the features of all rows with the odds of class words filled in."""
    words = ClassWords(odds)
    rows = np.array([row for example in examples for row in example.rows], dtype=np.float64)
    columns: list[tuple[float, float, float]] = []
    for example in examples:
        known: dict[int, tuple[float, float, float]] = {}
        for element in example.elements:
            own, least, most = words.odds_of(element.name) if has_words(element) else (0.0, 0.0, 0.0)
            outer = known[id(element.parent)] if element.parent is not None else (0.0, 0.0, 0.0)
            known[id(element)] = (own, min(outer[1], least), max(outer[2], most))
        columns += [known[id(place)] for place in example.places]
    rows[:, _OWN : _OWN + 3] = columns
    return rows


def fit(
    examples: list[Example], votes: Mapping[int, Votes], without: frozenset[str] = frozenset(), hosts: int = HOSTS
) -> Weights:
    """Return weights fitted to *examples*.

    *votes* are keyed by the id of their example; features in *without* are omitted.
    The odds of a page's class words are taken from pages of other sites, as they will be when the weights are used.
    """
    parts: list[np.ndarray] = []
    order: list[Example] = []
    for fold in range(FOLDS):
        held = [example for example in examples if example.fold(FOLDS) == fold]
        if held:
            others = [votes[id(example)] for example in examples if example.fold(FOLDS) != fold]
            parts.append(matrix_of(held, odds_of(others, hosts)))
            order += held
    table = np.vstack(parts)
    story = np.array([label.story for example in order for label in example.labels], dtype=np.float64)
    weight = np.array([label.weight for example in order for label in example.labels])
    used = [i for i, name in enumerate(FEATURES) if name not in without]
    known = weight > 0
    data = lightgbm.Dataset(table[known][:, used], story[known], weight=weight[known] / weight[known].mean())
    booster = lightgbm.train(_PARAMETERS, data, TREES)
    names = [FEATURES[i] for i in used]
    trees = [_tree(each["tree_structure"], names) for each in booster.dump_model()["tree_info"]]
    odds = odds_of([votes[id(example)] for example in examples], hosts)
    return {"features": list(FEATURES), "class_words": odds, "trees": trees}


def _tree(root: Mapping[str, Any], names: list[str]) -> list[Any]:
    """Return a LightGBM tree as a list of nodes, root first."""
    nodes: list[Any] = []

    def add(node: Mapping[str, Any]) -> int:
        at = len(nodes)
        nodes.append(None)
        if "leaf_value" in node:
            nodes[at] = round(node["leaf_value"], 4)
        else:
            left, right = add(node["left_child"]), add(node["right_child"])
            nodes[at] = [names[node["split_feature"]], float(f"{node['threshold']:.6g}"), left, right]
        return at

    add(root)
    return nodes
