"""What stands around the headline: the short lines above and below it, where a page tells who, when and what about."""

from __future__ import annotations

from typing import Any

from termread.parse.metadata.wording import key, text_of
from termread.values import dataclass

ABOVE, BELOW = 25, 160
"""Elements before and behind the headline that are looked at."""
LINE = 160
"""Characters of the longest line that tells of a story rather than tells it."""
STORY = 250
"""Characters from which a text is a paragraph; the second of them ends what stands around the headline."""


@dataclass(frozen=True, slots=True)
class Around:
    """The elements before and behind the headline, and the lines among them, those behind it first."""

    elements: tuple[Any, ...] = ()
    lines: tuple[tuple[Any, str], ...] = ()


def around(elements: list[Any], title: str) -> Around:
    """Return what stands around the heading, among all *elements* of a page, that says *title*, or around the first one."""
    heading = _heading(elements, title)
    if heading is None:
        return Around()
    at = elements.index(heading)
    inside = sum(1 for _ in heading.iter("*"))
    below = elements[at + inside : at + inside + BELOW]
    above = elements[max(0, at - ABOVE) : at]
    return Around((*below, *above), (*_lines(below), *_lines(above)))


def _heading(elements: list[Any], title: str) -> Any:
    wanted = key(title)
    headings = [element for element in elements if element.tag == "h1"]
    same = next((h for h in headings if wanted and wanted in key(text_of(h))), None)
    if same is not None or headings:
        return same if same is not None else headings[0]
    return next((e for e in elements if e.tag == "h2" and wanted and key(text_of(e)) == wanted), None)


def _lines(elements: list[Any]) -> list[tuple[Any, str]]:
    """Return the elements that have words of their own, with their text, down to the second paragraph of a story."""
    lines: list[tuple[Any, str]] = []
    taken: set[Any] = set()
    paragraphs = 0
    for element in elements:
        if element.tag in _NO_LINES or not speaks(element) or element.getparent() in taken:
            if element.getparent() in taken:
                taken.add(element)
            continue
        text = text_of(element)
        if len(text) >= STORY:
            paragraphs += 1
            if paragraphs == 2:
                break
        elif 2 <= len(text) <= LINE:
            taken.add(element)
            lines.append((element, text))
    return lines


_NO_LINES = frozenset({"script", "style", "noscript", "svg", "template", "button", "option", "title", "meta", "link"})


def speaks(element: Any) -> bool:
    """Whether an element has words that are in none of those inside it."""
    return bool((element.text or "").strip() or any((child.tail or "").strip() for child in element))
