"""The places of a page that tell its title, authors and date: meta tags, JSON-LD, and the lines around the headline."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from termread.parse import text_shape
from termread.parse.metadata.json_ld import JsonLd, plain
from termread.parse.page.display import closing_ruby, opening_ruby
from termread.parse.phrasebook import Phrases
from termread.text import clean_line
from termread.values import dataclass

ABOVE, BELOW = 25, 160
"""Elements before and after the headline that are near it."""
LINE, STORY = 160, 250
"""Characters of the longest line that is not yet text, and of the shortest paragraph; the second one ends the search."""
TEXT_CAP, DEEPEST = 2_000, 60
"""Characters that are read of one element, and levels of elements inside it."""
SHORTEST = 10
"""Characters of the shortest description that says anything."""

_SILENT = frozenset({"script", "style", "noscript", "svg", "template", "button", "rp"})
_NO_LINES = _SILENT | {"option", "title", "meta", "link"}
_BREAKING = frozenset({"br", "div", "p", "li", "h1", "h2", "h3", "section"})
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
_CUT_OFF = re.compile(r"\s*(?:\.\.\.|…|\[\.\.\.\]|\[…\]|\[&hellip;\])\s*$")


@dataclass(frozen=True, slots=True)
class Tags:
    """The contents of the meta tags by name, property or itemprop, in the page's order, as written."""

    values: dict[str, list[str]]

    def all(self, *names: str) -> list[str]:
        """Return every value of *names*, cleaned; the empty ones are left out."""
        found = (value for name in names for value in self.values.get(name, ()))
        return [line for value in found if (line := clean_line(plain(value)))]

    def first(self, *names: str) -> str:
        """Return the first value of the first of *names* that has one."""
        return next(iter(self.all(*names)), "")


@dataclass(frozen=True, slots=True)
class Elements:
    """The elements of a page in its order, all of them and those of each tag."""

    all: list[Any]
    by_tag: dict[str, list[Any]]

    def of(self, tag: str) -> list[Any]:
        """Return the elements with *tag*."""
        return self.by_tag.get(tag, [])


@dataclass(frozen=True, slots=True)
class Nearby:
    """The elements around the headline, and the short lines among them; those below it come first."""

    elements: tuple[Any, ...] = ()
    lines: tuple[tuple[Any, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Everything that the fields of the header are read from."""

    elements: Elements
    tags: Tags
    data: JsonLd
    nearby: Nearby
    phrases: Phrases
    language: str
    """The tag of the page's language in lower case, empty if unknown."""
    url: str | None


def read_elements(root: Any) -> Elements:
    """Return the elements of the page with *root*."""
    elements = list(root.iter("*"))
    by_tag: defaultdict[str, list[Any]] = defaultdict(list)
    for element in elements:
        by_tag[element.tag].append(element)
    return Elements(elements, by_tag)


def read_tags(elements: Elements) -> Tags:
    """Return the meta tags among *elements*."""
    values: dict[str, list[str]] = {}
    for element in elements.of("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        if name and (content := element.get("content")):
            values.setdefault(name.strip().lower(), []).append(content)
    return Tags(values)


def descriptions_of(tags: Tags, data: JsonLd, known: Iterable[str]) -> tuple[str, ...]:
    """Return what the page says it is about, each once, complete ones before truncated ones; never a text in *known*."""
    given = [
        *tags.all("og:description"),
        data.text("description"),
        *tags.all("description", "twitter:description", "dc.description", "sailthru.description"),
    ]
    texts: dict[str, str] = {}
    for text in (text for text in given if len(text) >= SHORTEST):
        texts.setdefault(key(text), _CUT_OFF.sub("…", text))
    for text in known:
        texts.pop(key(text), None)
    return tuple(sorted(texts.values(), key=lambda text: text.endswith("…")))


def nearby(elements: Elements, headings: Sequence[tuple[Any, str]], title: str) -> Nearby:
    """Return what stands around the heading that says *title*, or else around the first of the h1 *headings*."""
    wanted = key(title)
    first = headings[0][0] if headings else None
    heading = next((h for h, text in headings if wanted and wanted in key(text)), first)
    if heading is None:
        heading = next((h for h in elements.of("h2") if wanted and key(text_of(h)) == wanted), None)
    if heading is None:
        return Nearby()
    at = elements.all.index(heading)
    end = at + sum(1 for _ in heading.iter("*"))
    below, above = elements.all[end : end + BELOW], elements.all[max(0, at - ABOVE) : at]
    return Nearby((*below, *above), (*_lines(below), *_lines(above)))


def _lines(elements: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Yield the elements with words of their own and their text, up to the second paragraph of the story."""
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
    """Return whether an element has words that are in none of those inside it."""
    return bool((element.text or "").strip() or any((child.tail or "").strip() for child in element))


def key(text: str) -> str:
    """Return the words of *text*, folded, by which texts are compared; each Chinese or Japanese character is one."""
    if text.isascii():
        return text_shape.key(text)
    return " ".join(_TOKEN.findall(unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()))


def overlap(one: str, other: str) -> float:
    """Return the share of words that two texts have in common, 0.0 to 1.0."""
    first, second = set(key(one).split()), set(key(other).split())
    return len(first & second) / len(first | second) if first and second else 0.0


def text_of(element: Any) -> str:
    """Return the text of *element* on one line, scripts left out; of a long one the first `TEXT_CAP` characters or so."""
    if not len(element):
        return clean_line(element.text or "")
    parts: list[str] = []
    _collect(element, parts, 0, TEXT_CAP)
    return clean_line("".join(parts))


def _collect(element: Any, parts: list[str], depth: int, left: int) -> int:
    """Add the text in *element* to *parts*; return how many characters are *left* to be read."""
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
