"""Labels the runs of a page: part of the story or not, and with what weight."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Any, NamedTuple

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
_UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_LEAST, _PAGE, _SNIPPETS = 100, 3.0, 0.6
"""Least number of shingles that a story counts as; greatest weight of a page; weight of a page with only snippets."""
_LONG = 25
"""A longer run, in characters, that is contained in a snippet gets the snippet's label."""
Words = tuple[str, ...]


class Label(NamedTuple):
    """Whether a run is part of the story, and its weight, which is 0 if unknown."""

    story: bool
    weight: float


def labels_of(truth: dict[str, Any], texts: list[str]) -> list[Label]:
    """Return the labels of a page's runs with these *texts*, by a truth with the whole story or snippets of it."""
    runs = [tokens(text) for text in texts]
    if "must" in truth:
        return _by_snippets(truth, runs)
    return _by_story(truth, runs)


def tokens(text: str | None) -> list[str]:
    """Return the words of a text normalized for comparison, or single characters for Chinese and Japanese."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", (text or "").translate(_UNSEEN)).casefold())


def shingles(words: list[str]) -> Counter[Words]:
    """Return all sequences of four words, or of all words if there are fewer."""
    if len(words) < 4:
        return Counter([tuple(words)] if words else [])
    return Counter(tuple(words[i : i + 4]) for i in range(len(words) - 3))


def _by_story(truth: dict[str, Any], runs: list[list[str]]) -> list[Label]:
    sections = truth.get("sections") or []
    paragraphs = [p for s in sections for p in s["paragraphs"]] if sections else (truth.get("body") or "").split("\n")
    heads = {tuple(tokens(head)) for s in sections for head in s["headline"] if head}
    beside = [truth.get("title"), *(truth.get("summary") or []), *(truth.get("authors") or [])]
    beside += [c.get(name) for c in truth.get("captions") or [] for name in ("caption", "description")]
    story: Counter[Words] = Counter()
    for paragraph in paragraphs:
        story.update(shingles(tokens(paragraph)))
    shown = {shingle for text in beside for shingle in shingles(tokens(text))}
    whole = f" {' '.join(word for paragraph in paragraphs for word in tokens(paragraph))} "
    size = max(story.total(), _LEAST)
    labels = [_label(words, story, shown, heads, whole, size) for words in runs]
    scale = min(1.0, _PAGE / max(sum(label.weight for label in labels), 1e-9))
    return [Label(label.story, label.weight * scale) for label in labels]


def _label(
    words: list[str], story: Counter[Words], shown: set[Words], heads: set[Words], whole: str, size: int
) -> Label:
    own = shingles(words)
    weight = min(1.0, (own.total() + 2) / size)
    if tuple(words) in heads:
        return Label(story=True, weight=weight)
    if len(words) >= 4:
        if 2 * sum(n for shingle, n in own.items() if shingle in story) >= own.total():
            return Label(story=True, weight=weight)
        known = 2 * sum(n for shingle, n in own.items() if shingle in shown) < own.total()
        return Label(story=False, weight=weight if known else 0)
    if tuple(words) in story:
        return Label(story=True, weight=weight)
    # A few words that also occur in the story prove nothing.
    return Label(story=False, weight=0 if f" {' '.join(words)} " in whole or tuple(words) in shown else weight)


def _by_snippets(truth: dict[str, Any], runs: list[list[str]]) -> list[Label]:
    def keys(snippets: list[str | None]) -> list[str]:
        return [f" {' '.join(words)} " for snippet in snippets if (words := tokens(snippet))]

    must, must_not = keys([*truth["must"], truth.get("lead")]), keys(truth.get("must_not") or [])
    found: list[bool | None] = []
    for words in runs:
        run = f" {' '.join(words)} "
        story = any(each in run or (len(run) > _LONG and run in each) for each in must)
        other = any(each in run or (len(run) > _LONG and run in each) for each in must_not)
        found.append(True if story else False if other else None)
    weight = _SNIPPETS / max(1, sum(each is not None for each in found))
    return [Label(bool(each), weight if each is not None else 0) for each in found]
