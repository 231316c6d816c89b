"""The chapters of a book, with links and headings rewritten for one text, and its table of contents."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from termread.article import Block, Footnotes, Heading, Paragraph, Place, Prose, Rule
from termread.parse.formats.epub.names import Names
from termread.parse.page.tree import Node
from termread.parse.text_shape import key
from termread.parse.xml import name_of
from termread.text import clean_line, regex
from termread.values import dataclass

_HREF = regex(r"\bhref\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')", re.IGNORECASE)
_ELSEWHERE = regex(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)
_ROW = frozenset(["p", "div", "nav", "table", "center", "ul"])
_BETWEEN = regex(r"[\s|·•/<>«»‹›←→⟵⟶^↑–—-]*")
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
    """Anchors for links between the documents of a book: `3` is a chapter, `3.note` a place in it."""

    def __init__(self, numbers: Mapping[str, int], names: Names) -> None:
        """Take the number of each chapter by its name."""
        self.numbers = numbers
        self.names = names

    def name_of(self, chapter: Chapter, href: str) -> str | None:
        """Return the anchor that *href* in *chapter* leads to, or None if it is in no chapter."""
        path, _, fragment = href.strip().partition("#")
        if not path:
            number: int | None = chapter.number
        else:
            number = self.numbers.get(self.names.find(posixpath.dirname(chapter.name), path) or "")
        if number is None:
            return None
        return f"{number}.{fragment}" if fragment else f"{number}"

    def called(self, chapter: Chapter) -> Iterator[str]:
        """Yield the anchors that links in *chapter* lead to."""
        for found in _HREF.finditer(chapter.text):
            href = unescape(found.group(1) or found.group(2) or "")
            if href and not _ELSEWHERE.match(href) and (name := self.name_of(chapter, href)):
                yield name

    def rewrite(self, root: Node, chapter: Chapter) -> None:
        """Rewrite the anchors and links under *root* for the whole book; links that lead nowhere are removed."""
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
    """Return the filter by which lxml visits elements only."""
    from lxml.etree import Element

    return Element


def drop_navigation(root: Node, chapter: Chapter) -> None:
    """Remove rows of links to other chapters, such as calibre puts around each article."""
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
    """Return whether an element is named a navbar, or holds only punctuation and two or more links to other chapters."""
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


_LOOK = 3
"""Blocks at the start of a chapter among which its own heading stands."""
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents: its title, the member and anchor it leads to, and its depth."""

    title: str
    name: str
    fragment: str
    level: int


def entries_of_nav(root: Any, folder: str, names: Names) -> Iterator[Entry]:
    """Yield the entries of an EPUB 3 navigation document, without page lists and landmarks."""
    navs = [element for element in root.iter() if name_of(element) == "nav"]
    table = next((nav for nav in navs if "toc" in _kind(nav)), None)
    for link in table.iter() if table is not None else ():
        if name_of(link) == "a" and link.get("href"):
            level = sum(name_of(outer) in ("ol", "ul") for outer in link.iterancestors())
            yield from _entry(link, link.get("href"), level, folder, names)


def entries_of_ncx(root: Any, folder: str, names: Names) -> Iterator[Entry]:
    """Yield the entries of an EPUB 2 table (NCX)."""
    for point in root.iter():
        if name_of(point) != "navPoint":
            continue
        label = next((child for child in point if name_of(child) == "navLabel"), None)
        content = next((child for child in point if name_of(child) == "content"), None)
        if label is not None and content is not None:
            level = 1 + sum(name_of(outer) == "navPoint" for outer in point.iterancestors())
            yield from _entry(label, content.get("src") or "", level, folder, names)


def with_titles(blocks: Sequence[Block], entries: Sequence[tuple[Entry, Place]]) -> tuple[list[Block], list[int]]:
    """Return *blocks* with headings for the *entries* that the text lacks, and the new index of each block.

    *entries* come with the places they lead to.
    """
    titles: dict[int, list[Heading]] = {}
    named = dict[int, Heading]()
    for entry, place in entries:
        heading = Heading(min(entry.level, _DEEPEST), Prose(entry.title))
        at = _first_text(blocks, place.block)
        if at is None or isinstance(blocks[at], Footnotes) or _is_headed(blocks, at, entry.title):
            continue
        if _says(blocks[at], entry.title):
            named[at] = heading
        else:
            titles.setdefault(place.block, []).append(heading)
    made: list[Block] = []
    moved: list[int] = []
    for at, block in enumerate(blocks):
        made += titles.get(at, [])
        moved.append(len(made))
        made.append(Heading(named[at].level, block.prose) if at in named and isinstance(block, Paragraph) else block)
    return made, moved


def places(
    entries: Sequence[Entry], anchors: Mapping[str, Place], numbers: Mapping[str, int]
) -> list[tuple[Entry, Place]]:
    """Return the entries that lead to a place in the text, with that place; *numbers* maps chapter names to numbers."""
    found: list[tuple[Entry, Place]] = []
    for entry in entries:
        number = numbers.get(entry.name)
        names = (f"{number}.{entry.fragment}", f"{number}") if entry.fragment else (f"{number}",)
        place = next((anchors[name] for name in names if name in anchors), None)
        if place is not None and (not found or found[-1][1] != place or found[-1][0].title != entry.title):
            found.append((entry, place))
    return found


def _first_text(blocks: Sequence[Block], at: int) -> int | None:
    return next((i for i in range(at, min(at + _LOOK, len(blocks))) if not isinstance(blocks[i], Rule)), None)


def _is_headed(blocks: Sequence[Block], at: int, title: str) -> bool:
    """Return whether the text from *at* on starts with a heading, or shows the title in another way."""
    for block in blocks[at : at + _LOOK]:
        if isinstance(block, Heading):
            return True
        if isinstance(block, Paragraph) and len(block.prose.text) >= len(title) + 40:
            return False
    return False


def _says(block: Block, title: str) -> bool:
    if not isinstance(block, Paragraph) or len(block.prose.text) > len(title) + 12:
        return False
    return bool(key(title)) and key(title) in key(block.prose.text)


def _entry(element: Any, href: str, level: int, folder: str, names: Names) -> Iterator[Entry]:
    title = clean_line("".join(element.itertext()))
    name = names.find(folder, href)
    if title and name:
        yield Entry(title, name, href.partition("#")[2], max(level, 1))


def _kind(element: Any) -> list[str]:
    return (
        " ".join(value for name, value in element.items() if name.endswith(("type", "role")))
        .replace("doc-", "")
        .split()
    )
