"""Where the story is: how the page writes its paragraphs, and the element that holds them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from termread.parse.page.class_names import words_of
from termread.parse.page.model import TRUSTED, Element, Grammar, Page, Run, Signature, is_prose

HOLDS, HOLDS_ALL = 0.8, 0.95
"""The share of the text that is likely to be the story which the story's element holds; of all text where there is no story."""
UNASKED = 0.5
"""How likely text is to be of the story where the classifier was not asked."""
_PARTS = frozenset("p li h1 h2 h3 h4 h5 h6 dd dt pre ul ol dl blockquote figure figcaption".split())  # noqa: SIM905
"""Elements that hold a part of a story, however large, and never all of it."""
_BODY_NAMES = re.compile(
    r" (?:article|story|entry|post|page|news|blog)s? (?:body|text|content|copy)s? "
    r"| articlebody | storybody | bodytext | fulltext | maintext | articletext | entrycontent | richtext | prose | wysiwyg "
)


def locate_story(page: Page) -> None:
    """Find the innermost element that holds most of what is likely to be the story, and how its paragraphs are written."""
    page.good = page.prose_size()
    page.story = _holding(page)
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


def _holding(page: Page) -> Element | None:
    """Return the innermost element that holds most of the likely text, None where there is no running text."""
    held: defaultdict[Element, float] = defaultdict(float)
    for run in page.runs:
        if is_prose(run):
            likely = UNASKED if run.likely is None or not page.is_article else run.likely
            held[run.element] += run.size * likely
    if not held:
        return None
    for element in reversed(page.elements):
        if element.parent is not None and element in held:
            held[element.parent] += held[element]
    enough = (HOLDS if page.is_article else HOLDS_ALL) * held[page.elements[0]]
    innermost = max((element for element in held if held[element] >= enough), key=lambda element: element.depth)
    return next((element for element in innermost.up() if element.tag not in _PARTS), innermost)


def is_body(element: Element) -> bool:
    """Return whether an element says of itself that it is the body of a story."""
    if element.node.get("itemprop") == "articleBody":
        return True
    return bool(element.name and element.tag not in ("body", "html") and _BODY_NAMES.search(words_of(element.name)))
