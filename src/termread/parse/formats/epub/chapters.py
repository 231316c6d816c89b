"""The chapters of a book: their links and headings made those of one text, and its table of contents."""

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
from termread.text import clean_line
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


_LOOK = 3
"""Blocks at the start of a chapter among which its own heading stands."""
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table: what it is called, the member and the place in it that it leads to, and how deep it stands."""

    title: str
    name: str
    fragment: str
    level: int


def entries_of_nav(root: Any, folder: str, names: Names) -> Iterator[Entry]:
    """Yield the entries of an EPUB 3 navigation document; page lists and landmarks are none."""
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
    """Return *blocks* with the headings of *entries* that the text has not, and where each block stands now.

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
    """Return the entries that lead to a place in the text, with it; *numbers* are those of the chapters by their names."""
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
    """Return whether a heading stands at the beginning of the text from *at* on, or the title is said there in another way."""
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
