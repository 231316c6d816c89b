"""Which word of one text each word of another is."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher

GRAM = 3
"""Words of the groups by which two texts are aligned."""


def align(page: list[str], shown: list[str]) -> tuple[dict[int, int], dict[int, int]]:
    """Return which word of *shown* each word of *page* is: those in the same order, and those in another place.

    Word groups that stand once on both sides are anchors; the longest run of anchors in order parts both texts, and
    what lies between two anchors is compared word by word.
    """
    once = dict(_single(page))
    there = _single(shown)
    anchors = sorted((at, there[gram]) for gram, at in once.items() if gram in there)
    chain = _rising(anchors)
    where: dict[int, int] = {}
    a = b = 0
    for i, j in [*chain, (len(page), len(shown))]:
        if i > a and j > b and (i - a) * (j - b) < 4_000_000:
            matcher = SequenceMatcher(None, page[a:i], shown[b:j], autojunk=False)
            for run in matcher.get_matching_blocks():
                where.update((a + run.a + k, b + run.b + k) for k in range(run.size))
        if i < len(page):
            where[i] = j
        a, b = i + 1, j + 1
    taken = set(where.values())
    moved = {
        at + k: there[gram] + k
        for gram, at in once.items()
        if gram in there
        for k in range(GRAM)
        if at + k not in where and there[gram] + k not in taken
    }
    return where, moved


def _single(words: list[str]) -> dict[tuple[str, ...], int]:
    groups = [tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1)]
    counts = Counter(groups)
    return {group: at for at, group in enumerate(groups) if counts[group] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of *pairs*, sorted by their first, whose second rises too."""
    tails: list[int] = []
    ends: list[int] = []
    parents: list[int] = []
    for at, (_, j) in enumerate(pairs):
        k = bisect_left(tails, j)
        parents.append(ends[k - 1] if k else -1)
        tails[k : k + 1] = [j]
        ends[k : k + 1] = [at]
    found: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(pairs[at])
        at = parents[at]
    return found[::-1]
