"""How much of what a page shows stands nowhere in its article: not in its blocks, not in its header, not in its cuts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from termread.parse.charset import decode
from termread.parse.page.flatten import flatten
from termread.parse.page.tree import plant
from termread.parse.text_shape import key

GRAM, SHARE = 4, 0.6
"""Words in a row that are looked for, and the share of them that must be found: captions are parted from their credits."""


def lost_of(page: bytes, article: dict[str, Any]) -> tuple[int, int]:
    """Return how many characters of the visible text of *page* are nowhere in the record of its article, and of how many."""
    planted = plant(decode(page).text)
    if planted is None:
        return 0, 0
    said = " ".join(" ".join(map(key, _strings(article))).split())
    words = said.split()
    known, grams = set(words), set(_grams(words))
    lost = total = 0
    for run in flatten(planted.root).runs:
        text = key(run.text)
        total += len(text)
        if text and text not in said:
            parts = list(_grams(text.split()))
            found = sum(gram in grams for gram in parts) if parts else sum(word in known for word in text.split())
            if found < SHARE * len(parts or text.split()):
                lost += len(text)
    return lost, total


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)


def _grams(words: list[str]) -> Iterator[tuple[str, ...]]:
    yield from (tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1))
