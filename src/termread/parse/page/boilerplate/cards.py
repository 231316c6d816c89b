"""Cards: short elements of one make, each with a link that leads away, that offer other stories beside this one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from termread.parse.page.locate.headline import titled
from termread.parse.page.locate.story import is_body
from termread.parse.page.model import Element, Page, Run, Signature, is_prose

_ENOUGH = 3
"""How many elements of one make are a list of cards."""
_CARD = 450
"""Running text that a card holds at most, on average."""


def exclude_cards(page: Page) -> None:
    """Leave out lists of cards, unless they are most of what the page has to say: then it is a list itself."""
    headline = titled(page)
    teasers = {i for i, run in enumerate(page.runs) if _teases(run, before=headline is not None and i < headline)}
    makes: defaultdict[Signature, list[Element]] = defaultdict(list)
    for element in page.elements:
        if (
            element.excluded is None
            and element.parent is not None
            and _few(element, teasers)
            and element.tag not in _INNER
        ):
            makes[element.signature].append(element)
    cards = [
        element
        for elements in makes.values()
        if _are_cards(elements, page, teasers) and not _are_the_story(elements, page)
        for element in elements
    ]
    inside = {i for element in cards for i in range(element.start, element.end)}
    offered = _said_once(page.runs[i] for i in inside)
    if offered < 0.7 * _said_once(page.runs):
        for i in inside:
            page.exclude(page.runs[i], "related")


def _said_once(runs: Iterable[Run]) -> int:
    """Return how much running text there is, said twice or not: a list of cards may run past the eye again and again."""
    return sum({run.text: run.size for run in runs if is_prose(run)}.values())


def _few(element: Element, teasers: set[int]) -> bool:
    """Return whether an element holds as many runs as a card: a headline and what stands by it, or a teaser in one."""
    count = element.end - element.start
    return 2 <= count <= 12 or (count == 1 and element.tag == "li" and element.start in teasers)


def _are_the_story(elements: list[Element], page: Page) -> bool:
    """Return whether cards hold a good part of the text of an element that is called the body of a story, and of no other.

    An element that holds little of the page's text is not the body, whatever it is called.
    """
    body = next((outer for outer in elements[0].up() if is_body(outer)), None)
    held = sum(element.weight for element in elements)
    if body is None or held <= _STORY * body.weight or body.weight < _STORY * page.elements[0].weight:
        return False
    first, rest = elements[0].start, body.weight - held
    others = (
        element
        for element in page.elements
        if element.start >= body.start and element.end <= body.end and first not in element
    )
    return not any(element.weight >= 0.8 * rest > 0 and is_body(element) for element in others)


_STORY = 0.35
_INNER = frozenset(["p", "figure", "tr", "td", "th", "table", "tbody", "blockquote", "h1", "h2", "h3", "body", "main"])


def _are_cards(elements: list[Element], page: Page, teasers: set[int]) -> bool:
    if len(elements) < _ENOUGH or sum(element.weight for element in elements) > _CARD * len(elements):
        return False
    leading = sum(
        any(i in teasers or _leads_away(page.runs[i]) for i in range(element.start, element.end))
        for element in elements
    )
    return leading * 5 >= 4 * len(elements)


def _teases(run: Run, *, before: bool) -> bool:
    """Return whether an item of a list is a linked headline and the first words of the story.

    They are broken off; *before* the headline of the page it is enough that they begin anew.
    """
    if run.element.tag != "li":
        return False
    first = next((span for span in run.spans if span.style == "link" and span.start == 0), None)
    if first is None or first.end < _HEADLINE:
        return False
    after = run.text[first.end :].lstrip()
    anew = before and run.text[: first.end].rstrip()[-1:].isalnum() and after[:1].isupper()
    return anew or run.text.endswith(("...", "…", "[…]", "[...]"))


_HEADLINE = 20
"""Characters of the shortest headline that a teaser begins with."""


def _leads_away(run: Run) -> bool:
    """Return whether a run is a link to something else from its first word to its last."""
    if run.kind not in ("text", "heading") or len(run.text) < 12:
        return False
    if run.linked < 0.8 * len(run.text):
        return False
    return not any(span.style == "link" and (span.value or "").startswith("#") for span in run.spans)
