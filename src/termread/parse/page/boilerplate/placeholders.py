"""What stands where a page could not show something: a small element that says the same words at one place after another."""

from __future__ import annotations

from collections import defaultdict

from termread.parse.page.model import RUNNING, Element, Page

_OFTEN = 3
"""At how many places an element says the same words, if it stands for something."""
_MOST = 6
"""Runs of the largest such element."""
_BOXES = frozenset(["div", "section", "aside", "article", "figure"])


def exclude_placeholders(page: Page) -> None:
    """Leave out small elements without pictures that say the same words at three places or more: nobody tells a story so."""
    said: defaultdict[tuple[str, ...], list[Element]] = defaultdict(list)
    for element in page.elements:
        if element.tag not in _BOXES or not 2 <= element.end - element.start <= _MOST:
            continue
        inside = page.runs[element.start : element.end]
        if all(run.text for run in inside) and sum(run.size for run in inside) >= RUNNING:
            said[tuple(run.key for run in inside)].append(element)
    for elements in said.values():
        # An element in an element says it at one place.
        if len({element.start for element in elements}) >= _OFTEN:
            for element in elements:
                page.exclude_all(element, "repeat")
