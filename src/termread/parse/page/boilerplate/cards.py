"""Cards: short elements of one make, each with a link that leads away, that offer other stories beside this one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from termread.parse.page.locate import is_body, titled
from termread.parse.page.model import Element, Page, Run, Signature, is_prose

_ENOUGH, _RUNS = 3, 12
"""How many elements of one make are a list of cards, and how many runs a card holds at most."""
_CARD = 450
"""Running text that a card holds at most, on average."""
_TITLE, _HEADLINE = 12, 20
"""Characters of the shortest link that is a headline by itself, and of one that a teaser begins with."""
_STORY = 0.35
"""The share of the body of a story, and of the page, from which elements are its sections."""
_MOST = 0.7
"""The share of the page's running text from which cards are what the page is about."""
_INNER = frozenset(["p", "figure", "tr", "td", "th", "table", "tbody", "blockquote", "h1", "h2", "h3", "body", "main"])


def exclude_cards(page: Page) -> None:
    """Leave out lists of cards, unless they are most of what the page has to say: then it is a list itself."""
    headline = titled(page) or 0
    teasers = {i for i, run in enumerate(page.runs) if run.linked and _teases(run, before=i < headline)}
    leading = teasers | {i for i, run in enumerate(page.runs) if run.linked and _leads_away(run)}
    makes: defaultdict[Signature, list[Element]] = defaultdict(list)
    for element in page.elements:
        count = element.end - element.start
        few = 2 <= count <= _RUNS or (count == 1 and element.tag == "li" and element.start in teasers)
        if few and element.excluded is None and element.parent is not None and element.tag not in _INNER:
            makes[element.signature].append(element)
    inside = {
        i
        for elements in makes.values()
        if _are_cards(elements, leading) and not _are_sections(elements, page)
        for element in elements
        for i in range(element.start, element.end)
    }
    if _said_once(page.runs[i] for i in inside) < _MOST * _said_once(page.runs):
        for i in inside:
            page.exclude(page.runs[i], "related")


def _said_once(runs: Iterable[Run]) -> int:
    """Return how much running text there is, said twice or not: a list of cards may run past the eye again and again."""
    return sum({run.text: run.size for run in runs if is_prose(run)}.values())


def _are_cards(elements: list[Element], leading: set[int]) -> bool:
    """Return whether elements are short, many, and almost all of them lead away."""
    if len(elements) < _ENOUGH or sum(element.weight for element in elements) > _CARD * len(elements):
        return False
    count = sum(not leading.isdisjoint(range(element.start, element.end)) for element in elements)
    return count * 5 >= 4 * len(elements)


def _are_sections(elements: list[Element], page: Page) -> bool:
    """Return whether elements hold a good part of what is called the body of a story and holds a good part of the page."""
    body = next((outer for outer in elements[0].up() if is_body(outer)), None)
    held = sum(element.weight for element in elements)
    return body is not None and held > _STORY * body.weight and body.weight >= _STORY * page.total


def _teases(run: Run, *, before: bool) -> bool:
    """Return whether an item of a list is a linked headline and the first words of the story.

    They are broken off; *before* the headline of the page it is enough that they begin anew.
    """
    first = next((span for span in run.spans if span.style == "link" and span.start == 0), None)
    if run.element.tag != "li" or first is None or first.end < _HEADLINE:
        return False
    after = run.text[first.end :].lstrip()
    anew = before and run.text[: first.end].rstrip()[-1:].isalnum() and after[:1].isupper()
    return anew or run.text.endswith(("...", "…", "[…]", "[...]"))


def _leads_away(run: Run) -> bool:
    """Return whether a run is a link to something else from its first word to its last."""
    if run.kind not in ("text", "heading") or len(run.text) < _TITLE or run.linked < 0.8 * len(run.text):
        return False
    return not any(span.style == "link" and (span.value or "").startswith("#") for span in run.spans)
