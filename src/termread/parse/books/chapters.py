"""The chapters of a book as markup: their links and names made those of one text, and no rows that only lead on."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from termread.parse.books.names import Names
from termread.parse.page.tree import Node
from termread.values import dataclass

_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)
_ROW = frozenset(["p", "div", "nav", "table", "center", "ul"])
_BETWEEN = re.compile(r"[\s|·•/<>«»‹›←→⟵⟶^↑–—-]*")
"""What stands between the links of a row that leads on."""
_LONGEST, _TEXT = 160, 500
"""Characters of the longest row that only leads on, and of the text in a chapter that may have one."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A document of a book: its number in reading order, its name, and its text."""

    number: int
    name: str
    text: str


class Addresses:
    """Says where links between the documents of a book lead, as names in one text: `3` is a chapter, `3.note` a place in it."""

    def __init__(self, numbers: Mapping[str, int], names: Names) -> None:
        """Take the *numbers* of the chapters by their names."""
        self.numbers = numbers
        self.names = names

    def name_of(self, chapter: Chapter, href: str) -> str | None:
        """Return the name of the place that *href* in *chapter* leads to; None where it is in no chapter."""
        path, _, fragment = href.strip().partition("#")
        if not path:
            number: int | None = chapter.number
        else:
            number = self.numbers.get(self.names.find(posixpath.dirname(chapter.name), path) or "")
        if number is None:
            return None
        return f"{number}.{fragment}" if fragment else f"{number}"

    def called(self, chapter: Chapter) -> Iterator[str]:
        """Yield the names of the places that links in *chapter* lead to."""
        for found in _HREF.finditer(chapter.text):
            href = unescape(found.group(1) or found.group(2) or "")
            if href and not _ELSEWHERE.match(href) and (name := self.name_of(chapter, href)):
                yield name

    def rewrite(self, root: Node, chapter: Chapter) -> None:
        """Give the names and the links under *root* their meaning in the whole book; what leads nowhere is no link."""
        for element in root.iter(etree_elements()):
            for attribute in ("id", "name"):
                if (own := element.get(attribute)) and (attribute == "id" or element.tag == "a"):
                    element.set(attribute, f"{chapter.number}.{own}")
            href = element.get("href") if element.tag == "a" else None
            if href is None or _ELSEWHERE.match(href.strip()):
                continue
            name = self.name_of(chapter, href) if href.strip() else None
            if name is None:
                del element.attrib["href"]
            else:
                element.set("href", f"#{name}")


def etree_elements() -> Any:
    """Return what lxml walks over elements alone by."""
    from lxml.etree import Element

    return Element


def drop_navigation(root: Node, chapter: Chapter) -> None:
    """Take out the rows that only lead from one chapter to another, as calibre sets them around each article."""
    rows = [element for element in root.iter(*_ROW) if _is_navigation(element, chapter)]
    body = root.find("body")
    if len("".join(body.itertext() if body is not None else ())) < _TEXT:
        rows = [row for row in rows if _is_bar(row)]
    for row in rows:
        parent = row.getparent()
        if parent is None:
            continue
        before = row.getprevious()
        if row.tail and before is not None:
            before.tail = (before.tail or "") + row.tail
        elif row.tail:
            parent.text = (parent.text or "") + row.tail
        parent.remove(row)


def _is_bar(element: Node) -> bool:
    return any(word.lower().endswith("navbar") for word in (element.get("class") or "").split())


def _is_navigation(element: Node, chapter: Chapter) -> bool:
    """Return whether an element is called a bar, or holds at least two links to other chapters and nothing but signs beside."""
    if _is_bar(element):
        return True
    text = "".join(element.itertext())
    if not 0 < len(text) <= _LONGEST or "|" not in text or element.find(".//h1") is not None:
        return False
    links = [a for a in element.iter("a") if a.get("href")]
    own = (f"#{chapter.number}.", f"#{chapter.number}")
    leading = [a for a in links if a.get("href").startswith("#") and not (a.get("href") + ".").startswith(own[0])]
    for link in links:
        text = text.replace("".join(link.itertext()), "", 1)
    return len(leading) > 1 and len(leading) == len(links) and _BETWEEN.fullmatch(text) is not None
