"""E-books (EPUB) without locks: the chapters in their order, as one article with the book's headings."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from termread.article import Article, Block, Rule
from termread.document import Document
from termread.errors import Empty, Unreadable
from termread.parse.decode import decode
from termread.parse.metadata.dates import date_of
from termread.parse.page.compose.article import chapter_blocks
from termread.parse.page.notices import notice
from termread.parse.page.tree import plant
from termread.parse.parsed import Parsed, Settings
from termread.parse.xml import name_of, read_xml
from termread.parse.zipped import Archive, Refused, open_archive
from termread.text import clean_line
from termread.values import dataclass

CONTAINER = "META-INF/container.xml"
LOCKED = "META-INF/encryption.xml"
PAGES = ("application/xhtml+xml", "text/html")


@dataclass(frozen=True, slots=True)
class Package:
    """What a book says of itself, and its chapters' names in their order."""

    title: str
    authors: tuple[str, ...]
    language: str | None
    published: str | None
    chapters: tuple[str, ...]


class Pictures(Mapping[str, bytes]):
    """The pictures of a book by the names that a chapter in *folder* calls them by; each is unpacked when it is asked for."""

    def __init__(self, archive: Archive, folder: str) -> None:
        """Take the names of the *archive*."""
        self.archive = archive
        self.folder = folder
        self.names = frozenset(archive.names())

    def __getitem__(self, source: str) -> bytes:
        """Return the bytes of a picture; raises KeyError where the book has none of this name that can be read."""
        name = _inside(self.folder, source)
        if name not in self.names:
            raise KeyError(source)
        try:
            return self.archive.read(name)
        except Refused as refused:
            raise KeyError(source) from refused

    def __iter__(self) -> Iterator[str]:
        """Yield the names of all members."""
        return iter(self.names)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.names)


def read_book(document: Document, settings: Settings) -> Parsed:
    """Return a book as one article; raises Unreadable where it is broken or locked, Empty where it has no text."""
    try:
        archive = open_archive(document.data)
        package = _package(archive)
    except Refused as refused:
        raise Unreadable(f"This book is broken: {refused}. Get it once more from where it came.") from None
    locked = _locked(archive)
    blocks: list[Block] = []
    missing = 0
    for name in package.chapters:
        try:
            chapter = [] if name in locked else _chapter(archive, name, package.language, settings)
        except Refused:
            chapter = []
            missing += 1
        blocks += [Rule(), *chapter] if blocks and chapter else chapter
    missing += len(locked.intersection(package.chapters))
    if not blocks:
        raise Unreadable(_LOCKED) if locked.intersection(package.chapters) else Empty(_NO_CHAPTER)
    article = Article(
        title=package.title,
        byline=", ".join(package.authors) or None,
        authors=package.authors,
        published=package.published,
        language=package.language,
        blocks=tuple(blocks),
        notices=(notice("chapters", missing=missing),) if missing else (),
    )
    return Parsed(article, "utf-8", "meta")


_LOCKED = "This book is locked by its seller; open it with their program."
_NO_CHAPTER = "There is no chapter in this book that can be read; open it with another program."


def _locked(archive: Archive) -> frozenset[str]:
    """Return the names of what is encrypted in a book, which its fonts may be although it is open."""
    if LOCKED not in archive.names():
        return frozenset()
    try:
        references = _called(_xml(archive.read(LOCKED)), "CipherReference")
    except Refused:
        return frozenset()
    return frozenset(_inside("", element.get("URI") or "") for element in references)


def _package(archive: Archive) -> Package:
    container = _xml(archive.read(CONTAINER))
    place = next((e.get("full-path") or "" for e in _called(container, "rootfile")), "")
    package = _xml(archive.read(place))
    folder = posixpath.dirname(place)
    files = {e.get("id"): e for e in _called(package, "item")}
    spine = [files.get(e.get("idref")) for e in _called(package, "itemref") if e.get("linear") != "no"]
    pages = [
        e for e in spine if e is not None and e.get("media-type") in PAGES and "nav" not in (e.get("properties") or "")
    ]
    dates = [found for e in _called(package, "date") if (found := date_of(_text(e)))]
    return Package(
        next(filter(None, map(_text, _called(package, "title"))), ""),
        tuple(filter(None, map(_text, _called(package, "creator")))),
        next(filter(None, map(_text, _called(package, "language"))), None),
        dates[0] if dates else None,
        tuple(_inside(folder, e.get("href") or "") for e in pages),
    )


def _chapter(archive: Archive, name: str, language: str | None, settings: Settings) -> list[Block]:
    """Return all that stands in one chapter: a book has no furniture."""
    planted = plant(decode(archive.read(name)).text, max_elements=settings.max_elements, flat_from=settings.max_depth)
    if planted is None:
        return []
    return chapter_blocks(planted.root, language, Pictures(archive, posixpath.dirname(name)))


def _inside(folder: str, href: str) -> str:
    """Return the name of the member that *href* calls from *folder*."""
    return posixpath.normpath(posixpath.join(folder, unquote(href.split("#", maxsplit=1)[0])))


def _xml(data: bytes) -> Any:
    """Return the tree of a book's own file."""
    root = read_xml(data)
    if root is None:
        raise Refused("its list of contents cannot be read")
    return root


def _called(root: Any, name: str) -> Iterator[Any]:
    return (element for element in root.iter() if name_of(element) == name)


def _text(element: Any) -> str:
    return clean_line("".join(element.itertext()))
