"""E-books (EPUB) without DRM: all chapters in order, as one article with headings, notes and links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

from termread.article import Anchor, Block, Footnotes, Heading, Paragraph, Place, Prose, Rule, headed
from termread.document import Document
from termread.errors import Empty, Unreadable
from termread.parse.charset import decode
from termread.parse.footnotes import tie_footnotes
from termread.parse.formats.epub.package import Entry, Names, Package, Pictures, locked, read_package
from termread.parse.page.compose.article import chapter_blocks
from termread.parse.page.page_kind import notice
from termread.parse.page.tree import Node, plant, remove
from termread.parse.parsed import Parsed, Settings
from termread.parse.text_shape import key
from termread.parse.zipped import Archive, Refused, open_archive
from termread.text import regex
from termread.values import dataclass, replace

_LOCKED = "This book is locked by its seller; open it with their program."
_NO_CHAPTER = "There is no chapter in this book that can be read; open it with another program."
_TITLE_PAGE = 3
"""Blocks at the start of a book that may repeat its title and authors."""
_HREF = regex(r"\bhref\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')", re.IGNORECASE)
_ELSEWHERE = regex(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)
_ROW = frozenset(["p", "div", "nav", "table", "center", "ul"])
_BETWEEN = regex(r"[\s|·•/<>«»‹›←→⟵⟶^↑–—-]*")
"""What separates the links in a row of navigation."""
_LONGEST, _TEXT = 160, 500
"""Characters of the longest row of navigation, and of the shortest chapter that may have one."""
_LOOK = 3
"""Blocks at the start of a chapter within which its own heading is."""
_DEEPEST = 5


def read_book(document: Document, settings: Settings) -> Parsed:
    """Return a book as one article; raises Unreadable if it is broken or locked, Empty if it has no text."""
    try:
        archive = open_archive(document.data)
        names = Names(archive)
        package = read_package(archive, names)
    except Refused as refused:
        raise Unreadable(f"This book is broken: {refused}. Download it again.") from None
    sealed = locked(archive, names)
    chapters = list(_chapters(archive, package, sealed))
    read = _Book(archive, names, package, settings)
    blocks, anchors = read.text(chapters)
    if not blocks:
        raise Unreadable(_LOCKED) if sealed.intersection(package.chapters) else Empty(_NO_CHAPTER)
    missing = len(package.chapters) - len(chapters)
    article = headed(
        package,
        byline=", ".join(package.authors) or None,
        blocks=blocks,
        anchors=anchors,
        notices=(notice("chapters", missing=missing),) if missing else (),
    )
    return Parsed(article, "utf-8", "meta")


def _chapters(archive: Archive, package: Package, sealed: frozenset[str]) -> Iterator[Chapter]:
    """Yield the chapters that can be read."""
    for number, name in enumerate(package.chapters):
        if name in sealed:
            continue
        try:
            yield Chapter(number, name, decode(archive.read(name)).text)
        except Refused:
            continue


class _Book:
    """A book, with what its chapters need from each other and from the archive."""

    def __init__(self, archive: Archive, names: Names, package: Package, settings: Settings) -> None:
        self.archive = archive
        self.names = names
        self.package = package
        self.settings = settings
        self.numbers: Mapping[str, int] = {name: number for number, name in enumerate(package.chapters)}

    def text(self, chapters: Sequence[Chapter]) -> tuple[tuple[Block, ...], tuple[Anchor, ...]]:
        """Return the blocks of all *chapters*, separated by rules, and the places that links lead to."""
        addresses = Addresses(self.numbers, self.names)
        wanted = {name for chapter in chapters for name in addresses.called(chapter)}
        wanted |= {f"{self.numbers[e.name]}.{e.fragment}" for e in self.package.contents if e.name in self.numbers}
        blocks: list[Block] = []
        anchors: list[Anchor] = []
        for chapter in chapters:
            found, inner = self._chapter(chapter, addresses, wanted)
            said = frozenset() if blocks else _said_already(found, self.package)
            found = [block for at, block in enumerate(found) if at not in said]
            if not found:
                continue
            blocks += [Rule()] if blocks else []
            anchors.append(Anchor(f"{chapter.number}", Place(len(blocks))))
            anchors += _moved(inner, len(blocks), said)
            blocks += found
        return self._tied(blocks, anchors, wanted)

    def _chapter(self, chapter: Chapter, addresses: Addresses, wanted: set[str]) -> tuple[list[Block], list[Anchor]]:
        """Return everything in one chapter: a book has no boilerplate but its rows of navigation."""
        most, depth = self.settings.max_elements, self.settings.max_depth
        planted = plant(chapter.text, max_elements=most, flat_from=depth)
        if planted is None:
            return [], []
        addresses.rewrite(planted.root, chapter)
        _drop_navigation(planted.root, chapter)
        pictures = Pictures(self.archive, self.names, posixpath.dirname(chapter.name))
        return chapter_blocks(planted.root, self.package.language, pictures, wanted)

    def _tied(
        self, blocks: list[Block], anchors: list[Anchor], wanted: set[str]
    ) -> tuple[tuple[Block, ...], tuple[Anchor, ...]]:
        """Return the text with titles that only the table of contents has, and its notes tied to their references."""
        tied = tie_footnotes(blocks, anchors)
        known = {anchor.name: anchor.place for anchor in reversed(tied.anchors)}
        entries = [entry for entry in self.package.contents if key(entry.title) != key(self.package.title)]
        titled, moved = _with_titles(tied.blocks, _places(entries, known, self.numbers))
        starts = {f"{number}" for number in self.numbers.values()} - wanted
        called = (anchor for anchor in tied.anchors if anchor.name not in starts)
        return tuple(titled), tuple(replace(a, place=Place(moved[a.place.block], a.place.offset)) for a in called)


def _moved(anchors: Sequence[Anchor], begin: int, said: frozenset[int]) -> list[Anchor]:
    """Return the anchors of a chapter at their new block, without the blocks *said* already."""
    moved = []
    for anchor in anchors:
        block, offset = anchor.place.block, anchor.place.offset
        before = sum(at < block for at in said)
        moved.append(replace(anchor, place=Place(begin + block - before, 0 if block in said else offset)))
    return moved


def _said_already(blocks: list[Block], package: Package) -> frozenset[int]:
    """Return which of the first blocks only repeat the title and the authors."""
    said = {key(text) for text in (package.title, *package.authors, ", ".join(package.authors)) if text}
    return frozenset(
        at
        for at, block in enumerate(blocks[:_TITLE_PAGE])
        if isinstance(block, Heading | Paragraph) and key(block.prose.text) in said
    )


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
        for element in root.iter("*"):
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


def _drop_navigation(root: Node, chapter: Chapter) -> None:
    """Remove rows of links to other chapters, such as calibre puts around each article."""
    rows = [element for element in root.iter(*_ROW) if _is_navigation(element, chapter)]
    body = root.find("body")
    if len("".join(body.itertext() if body is not None else ())) < _TEXT:
        rows = [row for row in rows if _is_bar(row)]
    for row in rows:
        if row.getparent() is not None:
            remove(row)


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


def _with_titles(blocks: Sequence[Block], entries: Sequence[tuple[Entry, Place]]) -> tuple[list[Block], list[int]]:
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


def _places(
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
