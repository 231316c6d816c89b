"""Evaluates the classifier on sites that it was not fitted to: folds grouped by registrable domain, and ablations."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from termread.codec import record_of
from termread.document import Document
from termread.errors import TermreadError
from termread.parse import parse
from termread.parse.page import classify, pipeline
from termread.parse.page.classify import features
from termread.parse.page.classify.weights import ClassWords, Forest
from training.corpus import Example
from training.fitting import FOLDS, Votes, Weights, fit, matrix_of

Score = Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "class words": ("words_own", "words_least", "words_most"),
    "element": tuple(name for name in features.OF_ELEMENT + features.OF_AROUND if not name.startswith("words")),
    "signature": features.OF_SIGNATURE,
    "run": features.OF_RUN,
    "place": features.OF_PLACE,
    "neighbours": features.OF_NEIGHBOURS,
    "page": features.OF_PAGE,
}
"""The features grouped by subject, for the ablations."""
LISTS = ("BOILERPLATE", "BOUNDS", "TRIM", "CHOICE", "STAGES")


def fold_weights(
    examples: list[Example], votes: Mapping[int, Votes], without: frozenset[str] = frozenset()
) -> list[Weights]:
    """Return, for each fold, weights fitted to all other folds."""
    return [fit([e for e in examples if e.fold(FOLDS) != fold], votes, without) for fold in range(FOLDS)]


def run_loss(examples: list[Example], fitted: list[Weights]) -> float:
    """Return the share by weight of held-out runs that the classifier alone misjudges."""
    wrong = total = 0.0
    for fold, weights in enumerate(fitted):
        held = [example for example in examples if example.fold(FOLDS) == fold]
        if not held:
            continue
        forest = Forest.of(weights["trees"], weights["features"])
        labels = [label for example in held for label in example.labels]
        for row, label in zip(matrix_of(held, weights["class_words"]), labels, strict=True):
            if label.weight:
                total += label.weight
                wrong += label.weight * ((forest.probability(row) > classify.OWN) != label.story)
    return wrong / max(total, 1e-9)


def ablations(examples: list[Example], votes: Mapping[int, Votes]) -> Iterator[tuple[str, float]]:
    """Yield the loss with all features, and without each family of them."""
    yield "all features", run_loss(examples, fold_weights(examples, votes))
    for family, names in FAMILIES.items():
        yield f"without {family}", run_loss(examples, fold_weights(examples, votes, frozenset(names)))


def page_scores(
    examples: list[Example], fitted: list[Weights], score: Score, *, way: str
) -> dict[tuple[str, str], list[float]]:
    """Return the F1 of held-out pages by folder and half; *way* is "rules", "model" or "both".

    Thresholds are to be chosen on one half of the sites; the other is set aside for checking them.
    """
    found: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for fold, weights in enumerate(fitted):
        with deciding(weights, way):
            for example in examples:
                if example.fold(FOLDS) == fold and "must" not in example.truth:
                    f1 = score(example.truth, _article(example))["f1"]
                    for half in ("both halves", "set aside" if example.set_aside else "chosen on"):
                        found[example.path.parent.name, half].append(f1)
    return dict(found)


def _article(example: Example) -> dict[str, Any]:
    url = example.truth.get("url") or "https://example.com/"
    page = (example.path / "page.html").read_bytes()
    try:
        return record_of(parse(Document(address=url, data=page, url=url, media_type="text/html")).article)
    except TermreadError:
        return {}


@contextmanager
def deciding(weights: Weights, way: str) -> Iterator[None]:
    """Make pages be read with *weights*, by the rules alone, the model alone, or both."""
    forest, words = Forest.of(weights["trees"], weights["features"]), ClassWords(weights["class_words"])
    kept = {name: getattr(pipeline, name) for name in LISTS}
    limits = classify.forest, classify._words, classify.TRUST
    classify.forest, classify._words = lambda: forest, lambda: words  # type: ignore[assignment]
    if way == "model":
        classify.TRUST = float("inf")
    if way == "rules":
        for name, stages in kept.items():
            setattr(
                pipeline, name, tuple(s for s in stages if s not in (classify.classify, classify.follow_classifier))
            )
    try:
        yield
    finally:
        classify.forest, classify._words, classify.TRUST = limits
        for name, stages in kept.items():
            setattr(pipeline, name, stages)


def told(scores: list[float]) -> str:
    """Return the mean of *scores* with its standard error, and the share below one half."""
    error = statistics.stdev(scores) / len(scores) ** 0.5 if len(scores) > 1 else 0.0
    low = sum(score < 0.5 for score in scores) / len(scores)
    return f"{statistics.mean(scores):.4f} ± {error:.4f}, below .5 {low:.3f}"
