"""What the fields of the header are read from: what the page declares, and the lines around its headline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from termread.parse.metadata.declared import JsonLd, Tags
from termread.parse.page.display import closing_ruby, opening_ruby
from termread.parse.phrasebook import Phrases
from termread.parse.text_shape import word_key
from termread.text import clean_line
from termread.values import dataclass

ABOVE, BELOW, LINES = 10, 130, 25
"""Elements before and after the headline that count as near it, and lines after it."""
LINE, STORY = 160, 250
"""Characters of the longest line that is not body text, and of the shortest paragraph; the second one ends a search."""
TEXT_CAP, DEEPEST = 2_000, 60
"""Characters read per element, and nesting depth inside it."""

_SILENT = frozenset({"script", "style", "noscript", "svg", "template", "button", "rp"})
_NO_LINES = _SILENT | {"option", "title", "meta", "link"}
_BREAKING = frozenset({"br", "div", "p", "li", "h1", "h2", "h3", "section"})


@dataclass(frozen=True, slots=True)
class Nearby:
    """The elements around the headline and the short lines in them, those below it first."""

    elements: tuple[Any, ...] = ()
    lines: tuple[tuple[Any, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Everything the header fields are read from."""

    root: Any
    tags: Tags
    data: JsonLd
    nearby: Nearby
    phrases: Phrases
    language: str
    """The page's language tag in lower case; empty if unknown."""
    url: str | None


def nearby(first: Sequence[tuple[Any, str]], second: Iterable[Any], title: str) -> Nearby:
    """Return what surrounds the heading with *title*, one of the *first* level or *second*, or else the first h1."""
    wanted = word_key(title)
    heading = next((h for h, text in first if wanted and wanted in word_key(text)), first[0][0] if first else None)
    if heading is None:
        heading = next((h for h in second if wanted and word_key(text_of(h)) == wanted), None)
    if heading is None:
        return Nearby()
    below, above = [*islice(_after(heading), BELOW)], [*islice(_before(heading), ABOVE)][::-1]
    return Nearby((*below, *above), (*islice(_lines(below), LINES), *_lines(above)))


def _after(element: Any) -> Iterator[Any]:
    """Yield the elements after *element* in page order, without its descendants."""
    while element is not None:
        for sibling in element.itersiblings("*"):
            yield from sibling.iter("*")
        element = element.getparent()


def _before(element: Any) -> Iterator[Any]:
    """Yield the elements before *element* and its ancestors, nearest first."""
    while element is not None:
        before = element.getprevious()
        while before is not None and len(before):
            before = before[-1]
        element = before if before is not None else element.getparent()
        if element is not None:
            yield element


def _lines(elements: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Yield elements with text of their own, and that text, up to the second paragraph of the story."""
    taken: set[Any] = set()
    paragraphs = 0
    for element in elements:
        inside = element.getparent() in taken
        if inside or element.tag in _NO_LINES or not has_own_words(element):
            if inside:
                taken.add(element)
            continue
        text = text_of(element)
        if len(text) >= STORY:
            paragraphs += 1
            if paragraphs == 2:
                return
        elif 2 <= len(text) <= LINE:
            taken.add(element)
            yield element, text


def has_own_words(element: Any) -> bool:
    """Return whether an element has text that is not inside a child element."""
    return bool((element.text or "").strip() or any((child.tail or "").strip() for child in element))


def text_of(element: Any) -> str:
    """Return the text of *element* on one line without scripts, cut off after about `TEXT_CAP` characters."""
    if not len(element):
        return clean_line(element.text or "")
    parts: list[str] = []
    _collect(element, parts, 0, TEXT_CAP)
    return clean_line("".join(parts))


def _collect(element: Any, parts: list[str], depth: int, left: int) -> int:
    """Append the text in *element* to *parts*; return how many characters are *left* to read."""
    parts.append(element.text or "")
    left -= len(parts[-1])
    for child in element:
        tag = child.tag
        if left < 0:
            break
        if isinstance(tag, str) and tag not in _SILENT and depth < DEEPEST:
            around = (" ", " ") if tag in _BREAKING else ("", "")
            if tag == "rt":
                around = opening_ruby(child), closing_ruby(child)
            parts.append(around[0])
            left = _collect(child, parts, depth + 1, left)
            parts.append(around[1])
        parts.append(child.tail or "")
        left -= len(parts[-1])
    return left
