"""E-books (EPUB) without DRM: all chapters in order, as one article with headings, notes and links."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from termread.article import Anchor, Block, Heading, Paragraph, Place, Rule, headed
from termread.document import Document
from termread.errors import Empty, Unreadable
from termread.parse.charset import decode
from termread.parse.footnotes import tie_footnotes
from termread.parse.formats.epub.chapters import Addresses, Chapter, drop_navigation, places, with_titles
from termread.parse.formats.epub.names import Names, Pictures
from termread.parse.formats.epub.package import Package, locked, read_package
from termread.parse.page.compose.article import chapter_blocks
from termread.parse.page.notices import notice
from termread.parse.page.tree import plant
from termread.parse.parsed import Parsed, Settings
from termread.parse.text_shape import key
from termread.parse.zipped import Archive, Refused, open_archive
from termread.values import replace

_LOCKED = "This book is locked by its seller; open it with their program."
_NO_CHAPTER = "There is no chapter in this book that can be read; open it with another program."
_TITLE_PAGE = 3
"""Blocks at the start of a book that may say its title and its writers again."""


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
    """A book being read: what its chapters need from each other and from the archive."""

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
        drop_navigation(planted.root, chapter)
        pictures = Pictures(self.archive, self.names, posixpath.dirname(chapter.name))
        return chapter_blocks(planted.root, self.package.language, pictures, wanted)

    def _tied(
        self, blocks: list[Block], anchors: list[Anchor], wanted: set[str]
    ) -> tuple[tuple[Block, ...], tuple[Anchor, ...]]:
        """Return the text with titles that only the table of contents has, and its notes tied to their references."""
        tied = tie_footnotes(blocks, anchors)
        known = {anchor.name: anchor.place for anchor in reversed(tied.anchors)}
        entries = [entry for entry in self.package.contents if key(entry.title) != key(self.package.title)]
        titled, moved = with_titles(tied.blocks, places(entries, known, self.numbers))
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
