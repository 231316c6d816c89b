"""Groups of like elements that may be the posts of a thread."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from heapq import nlargest, nsmallest

from termread.parse.page.class_names import plain_name
from termread.parse.page.model import Element, Page
from termread.parse.page.post_signs import WHEN, says_who_or_when

PARTS = frozenset(
    ["li", "div", "article", "section", "tr", "td", "table", "dd", "dl", "tbody", "details", "noscript", "p"]
)
"""Tags of elements that may be posts."""
FEWEST = 3
"""How many posts make a thread of a page that does not say that it is one."""
MOST_GROUPS = 24
"""How many groups are looked at, those first that are most like posts by their text."""
ALONE = 0.9
"""The share of a group's text that one of it holds at most, where they are posts."""
SPREAD = 0.7
"""The power of its text that a post counts with: many posts weigh more than few that hold as much."""
SAMPLE = 4
"""How many elements of a group are asked who wrote them and when before all are."""
LEAST = 0.3
"""The share of the page's running text that a group holds at least."""
_MAY_SAY_WHEN = re.compile(r"\d|\bago\b|day\b|年|月").search

_Make = tuple[str, object]


def groups_of(page: Page, *, said: bool) -> list[list[Element]]:
    """Return groups of elements, by tag and class or by what they stand in, that hold most of the page's running text."""
    heavy = [each for each in page.elements if each.weight and each.tag in PARTS and each.end - each.start >= 2]
    by: defaultdict[_Make, list[Element]] = defaultdict(list)
    for element in heavy if said else _labelled(heavy, page):
        for make in _makes(element):
            by[make].append(element)
    alone, least = 1.0 if said else ALONE, LEAST * max(page.total, 1)
    worth: dict[_Make, float] = {}
    known: dict[tuple[Element, bool], bool] = {}
    for make, group in by.items():
        if len(group) + said > 1 and weight_of(group) >= least:
            own = own_weights(group).values()
            if max(own) <= alone * sum(own) and (said or _say_something(group, page, known)):
                worth[make] = sum(max(size, 0) ** SPREAD for size in own)
    whole: dict[_Make, list[Element]] = {make: [] for make in nlargest(MOST_GROUPS, worth, key=worth.__getitem__)}
    for element in page.elements if whole else ():
        if element.tag in PARTS and element.end - element.start >= 2:
            for make in _makes(element) & whole.keys():
                whole[make].append(element)
    found = {
        tuple(map(id, group)): group
        for make, group in whole.items()
        if len(group) >= (2 if said or str(make[1]).startswith("#") else FEWEST)
    }
    return list(found.values())


def _labelled(elements: list[Element], page: Page) -> list[Element]:
    """Return the elements that have a short line that may say when they were written: cheap to ask."""
    any_line = sum(map(page.source.count, ("<time", "datetime=", "dateTime="))) > 1
    before = [0]
    for run in page.runs:
        label = len(run.text) <= WHEN and not run.prose and (any_line or _MAY_SAY_WHEN(run.text) is not None)
        before.append(before[-1] + label)
    return [element for element in elements if before[element.end] > before[element.start]]


def _say_something(group: list[Element], page: Page, known: dict[tuple[Element, bool], bool]) -> bool:
    """Return whether any of the smallest elements of a group says who wrote it or when; the largest is not read."""
    numbered = are_numbered(group)
    for element in nsmallest(min(SAMPLE, len(group) - 1), group, key=lambda each: each.end - each.start):
        asked = element, numbered
        if asked not in known:
            known[asked] = says_who_or_when(page, element, by_lines=numbered)
        if known[asked]:
            return True
    return False


def _makes(element: Element) -> set[_Make]:
    """Return what an element may have in common with other posts: where it stands, its classes and its numbered id."""
    names = [name for name in element.name.split() if name[0] != "#" or any(map(str.isdigit, name))]
    return {(element.tag, id(element.parent)), *((element.tag, plain_name(name)) for name in names)}


def own_weights(elements: Iterable[Element]) -> dict[Element, int]:
    """Return how much running text each of some elements holds beside what the others in it hold."""
    own: dict[Element, int] = {}
    around: list[Element] = []
    for element in elements:
        while around and element.start >= around[-1].end:
            around.pop()
        own[element] = element.weight
        if around:
            own[around[-1]] -= element.weight
        around.append(element)
    return own


def outermost(elements: Iterable[Element]) -> list[Element]:
    """Return those elements, in their order, that stand in no other of them."""
    outer: list[Element] = []
    for element in sorted(elements, key=lambda each: (each.start, -each.end, each.depth)):
        if not outer or element.start >= outer[-1].end:
            outer.append(element)
    return outer


def weight_of(elements: Iterable[Element]) -> int:
    """Return the running text that elements hold together, what stands in two of them counted once."""
    held = end = 0
    for element in elements:
        if element.start >= end:
            held, end = held + element.weight, element.end
    return held


def are_numbered(posts: Iterable[Element]) -> bool:
    """Return whether elements have ids that differ in their number alone."""
    ids = [post.node.get("id") or "" for post in posts]
    return len({plain_name(each) for each in ids}) == 1 and len(set(ids)) == len(ids)
