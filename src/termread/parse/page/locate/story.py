"""Where the story is: how the page writes its paragraphs, and the element that holds them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from termread.parse.page.class_names import words_of
from termread.parse.page.model import TRUSTED, Element, Grammar, Page, Run, Signature, is_prose

_BODY_NAMES = re.compile(
    r" (?:article|story|entry|post|page|news|blog)s? (?:body|text|content|copy)s? "
    r"| articlebody | storybody | bodytext | fulltext | maintext | articletext | entrycontent | richtext | prose | wysiwyg "
)
_LEAVES = frozenset(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "pre", "td", "blockquote"])
_FADING = (1.0, 0.5, 0.28, 0.2, 0.16, 0.12)
"""What the elements around a paragraph, from the inside out, get of its score."""
_CLIMB = 0.12
_CLIMB_TO_BODY = 0.40


def locate_story(page: Page) -> None:
    """Find the element that holds the story, and how its paragraphs are written."""
    page.good = page.prose_size()
    page.story = find(page, grammar_of(page.runs))
    if page.story is not None:
        page.grammar = grammar_of(page.runs[page.story.start : page.story.end])


def grammar_of(runs: Iterable[Run]) -> Grammar:
    """Return the one to three signatures that hold most of the running text among *runs*."""
    sizes: Counter[Signature] = Counter()
    for run in runs:
        if run.prose and run.excluded is None:
            sizes[run.element.written or run.element.signature] += run.size
    total = sum(sizes.values())
    chosen: list[Signature] = []
    held = 0
    for signature, size in sizes.most_common(3):
        if (held >= TRUSTED * total and size < 0.15 * total) or (chosen and size < 0.1 * total):
            break
        chosen.append(signature)
        held += size
    return Grammar(frozenset(chosen), held / total if total else 0.0)


def find(page: Page, grammar: Grammar) -> Element | None:
    """Return the element that holds the story, or None where there is no running text."""
    worth: defaultdict[Element, float] = defaultdict(float)
    sizes: defaultdict[Element, int] = defaultdict(int)
    for run in page.runs:
        if run.excluded is not None or not run.prose:
            continue
        element = run.element
        ordinary = not grammar.trusted or run.signature in grammar.ordinary
        if element.tag in _LEAVES and element.parent is not None:
            element = element.parent
        worth[element] += 1 + run.size / 50 + run.text.count(",") + run.text.count("、")
        if ordinary:
            sizes[element] += run.size
    if not worth:
        return None
    scores: defaultdict[Element, float] = defaultdict(float)
    held: defaultdict[Element, int] = defaultdict(int)
    for element, score in worth.items():
        for outer, part in zip(element.up(), _FADING, strict=False):
            scores[outer] += score * part
    for element, size in sizes.items():
        for outer in element.up():
            held[outer] += size
    best = max(scores, key=lambda element: scores[element] * _bonus(element))
    return _climb(best, held, page, grammar)


def is_body(element: Element) -> bool:
    """Return whether an element says of itself that it is the body of a story."""
    if element.node.get("itemprop") == "articleBody":
        return True
    return bool(element.name and element.tag not in ("body", "html") and _BODY_NAMES.search(words_of(element.name)))


def _bonus(element: Element) -> float:
    if element.node.get("itemprop") == "articleBody":
        return 1.5
    if element.tag in ("html", "body"):
        return 0.6
    bonus = 1.3 if is_body(element) else 1.0
    return bonus * 1.1 if element.tag in ("article", "main") else bonus


def _climb(element: Element, held: dict[Element, int], page: Page, grammar: Grammar) -> Element:
    """Return the element around *element* up to which each step takes in a good share more of the same text."""
    best, size = element, held.get(element, 0)
    for outer in element.up():
        needed = _CLIMB_TO_BODY if outer.tag in ("body", "html") else _CLIMB
        more = held.get(outer, 0) + _loose(outer, best, page, grammar)
        if more > size * (1 + needed):
            best, size = outer, more
    return best


def _loose(outer: Element, inner: Element, page: Page, grammar: Grammar) -> int:
    """Return how much text stands right in *outer*, beside the element that holds the rest of the story."""
    beside = [*page.runs[outer.start : inner.start], *page.runs[inner.end : outer.end]]
    return sum(
        run.size
        for run in beside
        if run.element.parent is outer and run.signature not in grammar.ordinary and is_prose(run)
    )
