"""What the items of an ordered list are numbered with, by HTML's `start`, `reversed`, `value` and `type` (or its style)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from termread.article import Item
from termread.numerals import NUMBERINGS, Numbering, number_of, numeral

_STYLED: dict[str, Numbering] = {
    "decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I",
}  # fmt: skip
_STYLE = re.compile(
    r"(?i)(?:^|;)\s*list-style(?:-type)?\s*:(?:[^;]*[\s:])?(decimal|(?:lower|upper)-(?:alpha|latin|roman))(?![\w-])"
)


def list_start(node: Any) -> int:
    """Return the `start` of a list, 1 if it has none that is a number."""
    number = _number(node.get("start"))
    return 1 if number is None else number


def list_labels(node: Any) -> dict[Any, str]:
    """Return what an ordered list shows before each of its items; nothing if it only counts on from its start."""
    items = list(node.iterchildren("li"))
    own = any(each.get("value") or _numbering(each) for each in (node, *items))
    if node.get("reversed") is None and not own:
        return {}
    step = 1 if node.get("reversed") is None else -1
    start = _number(node.get("start"))
    number = start if start is not None else 1 if step == 1 else len(items)
    labels = {}
    for item in items:
        value = _number(item.get("value"))
        number = number if value is None else value
        labels[item] = numeral(number, _numbering(item) or _numbering(node) or "1")
        number += step
    return labels


def numbered(items: Sequence[Item], start: int) -> tuple[tuple[Item, ...], int]:
    """Return *items* without the labels that counting gives them anyway, and the number to count from."""
    first = number_of(items[0].label, "1") if items else None
    start = start if first is None else first
    counted = enumerate(items, start)
    return tuple(replace(item, label="") if item.label == str(n) else item for n, item in counted), start


def _numbering(node: Any) -> Numbering | None:
    """Return how an element says that items are numbered: its style, which browsers put first, or its `type`."""
    styled = _STYLE.findall(node.get("style") or "")
    if styled:
        return _STYLED[styled[-1].lower()]
    named = (node.get("type") or "").strip()
    return next((numbering for numbering in NUMBERINGS if numbering == named), None)


def _number(value: str | None) -> int | None:
    """Return the number that an attribute begins with, as HTML reads it; None for none and for one of more than six digits."""
    found = re.match(r"\s*([+-]?[0-9]{1,6})(?![0-9])", value or "")
    return int(found[1]) if found else None
