"""What a book contains: its members by any spelling of their names, its package document and its table of contents."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from termread.article import Header
from termread.parse.metadata.dates import date_of
from termread.parse.xml import name_of, read_xml
from termread.parse.zipped import Archive, Refused
from termread.text import clean_line
from termread.values import dataclass

CONTAINER = "META-INF/container.xml"
LOCKED = "META-INF/encryption.xml"
PAGES = frozenset(["application/xhtml+xml", "text/html"])
NCX = "application/x-dtbncx+xml"
WRITERS = frozenset(["", "aut", "cre", "dub", "jrn"])
"""MARC relator codes of those who wrote the text; empty if no role is given."""
COMPILERS = frozenset(["edt", "com"])
"""Codes of those who count as authors if nobody else does."""
_NOT_PUBLISHED = frozenset(["modification", "creation", "conversion"])


class Names:
    """Finds members whether a name is percent-encoded or not, NFC or NFD, or in another case."""

    def __init__(self, archive: Archive) -> None:
        """Take the names of the *archive*."""
        self.exact = frozenset(archive.names())
        self.folded: dict[str, str] = {}
        for name in archive.names():
            for spelling in (name, _as_utf8(name)):
                self.folded.setdefault(_fold(spelling), name)

    def find(self, folder: str, href: str) -> str | None:
        """Return the member that *href* names from *folder*, ignoring its fragment, or None."""
        path = href.split("#", maxsplit=1)[0]
        if not path:
            return None
        spellings = dict.fromkeys((unquote(path), path, unquote(unquote(path))))
        for spelling in spellings:
            name = posixpath.normpath(posixpath.join(folder, spelling))
            if name in self.exact:
                return name
        for spelling in spellings:
            for name in (posixpath.join(folder, spelling), posixpath.join(folder, spelling.lstrip("/\\"))):
                if found := self.folded.get(_fold(name)):
                    return found
        return None


class Pictures(Mapping[str, bytes]):
    """The pictures of a book by the names that a chapter in *folder* uses; each is decompressed on demand."""

    def __init__(self, archive: Archive, names: Names, folder: str) -> None:
        """Take the *archive* and the *names* of its members."""
        self.archive = archive
        self.names = names
        self.folder = folder

    def __getitem__(self, source: str) -> bytes:
        """Return the bytes of a picture; raises KeyError if there is none by this name."""
        name = self.names.find(self.folder, source)
        if name is None:
            raise KeyError(source)
        try:
            return self.archive.read(name)
        except Refused as refused:
            raise KeyError(source) from refused

    def __iter__(self) -> Iterator[str]:
        """Yield the names of all members."""
        return iter(self.names.exact)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.names.exact)


def _fold(name: str) -> str:
    """Return a name normalized: lower case, NFC, forward slashes, nothing outside the archive."""
    path = posixpath.normpath(name.replace("\\", "/")).lstrip("/")
    while path.startswith("../"):
        path = path[3:]
    return unicodedata.normalize("NFC", path).casefold()


def _as_utf8(name: str) -> str:
    """Return a name decoded as UTF-8 if it is valid and the archive did not say so."""
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents: its title, the member and anchor it leads to, and its depth."""

    title: str
    name: str
    fragment: str
    level: int


@dataclass(frozen=True, slots=True)
class Package(Header):
    """The metadata and reading order of a book."""

    chapters: tuple[str, ...] = ()
    """The names of the documents in the order to read them."""
    contents: tuple[Entry, ...] = ()


def read_package(archive: Archive, names: Names) -> Package:
    """Return the package of a book; raises Refused if none can be read."""
    place = _place(archive, names)
    package = read_tree(archive.read(place))
    folder = posixpath.dirname(place)
    items = list(called(package, "item"))
    dates = [e for e in called(package, "date") if _attribute(e, "event").lower() not in _NOT_PUBLISHED]
    return Package(
        title=next(filter(None, map(text_of, called(package, "title"))), ""),
        authors=_authors(package),
        language=next(filter(None, map(text_of, called(package, "language"))), None),
        published=next((found for e in dates if (found := date_of(text_of(e)))), None),
        chapters=tuple(dict.fromkeys(_name(item, folder, names) for item in _spine(package, items))),
        contents=_contents(archive, names, folder, items),
    )


def locked(archive: Archive, names: Names) -> frozenset[str]:
    """Return the names of encrypted members; fonts may be among them even without DRM."""
    place = names.find("", LOCKED)
    if place is None:
        return frozenset()
    try:
        references = called(read_tree(archive.read(place)), "CipherReference")
    except Refused:
        return frozenset()
    return frozenset(filter(None, (names.find("", element.get("URI") or "") for element in references)))


def _place(archive: Archive, names: Names) -> str:
    """Return the name of the package document: from the container, else the only one there is."""
    container = names.find("", CONTAINER)
    found = None
    if container is not None:
        roots = called(read_tree(archive.read(container)), "rootfile")
        found = next(filter(None, (names.find("", e.get("full-path") or "") for e in roots)), None)
    found = found or next((name for name in archive.names() if name.lower().endswith(".opf")), None)
    if found is None:
        raise Refused("it is not in the file")
    return found


def _spine(package: Any, items: list[Any]) -> list[Any]:
    """Return the documents in reading order, non-linear ones last; all of them if the spine is empty."""
    by_id = {item.get("id"): item for item in items}
    pages = [item for item in items if item.get("media-type") in PAGES]
    references = [(by_id.get(e.get("idref")), e.get("linear") == "no") for e in called(package, "itemref")]
    spine = [(item, aside) for item, aside in references if item is not None and item.get("media-type") in PAGES]
    if not spine:
        spine = [(item, False) for item in pages]
    first = next((at for at, (_, aside) in enumerate(spine) if not aside), len(spine))
    ordered = [*spine[:first], *sorted(spine[first:], key=lambda row: row[1])]
    return [item for item, _ in ordered if "nav" not in (item.get("properties") or "").split()]


def _name(item: Any, folder: str, names: Names) -> str:
    """Return the member of a manifest item, or a name that no archive has."""
    href = item.get("href") or ""
    return names.find(folder, href) or f"{folder}/{href}"


def _authors(package: Any) -> tuple[str, ...]:
    """Return the authors of a book, without illustrators and translators."""
    refined = {
        (meta.get("refines") or "").lstrip("#"): text_of(meta)
        for meta in called(package, "meta")
        if meta.get("property") == "role" or text_of(meta) in ("ill", "trl")
    }
    people = [
        (text_of(e), _attribute(e, "role") or refined.get(e.get("id") or "", "")) for e in called(package, "creator")
    ]
    for roles in (WRITERS, COMPILERS):
        found = tuple(dict.fromkeys(name for name, role in people if name and role.strip().lower() in roles))
        if found:
            return found
    return ()


def _contents(archive: Archive, names: Names, folder: str, items: list[Any]) -> tuple[Entry, ...]:
    """Return the table of contents of EPUB 3, else of EPUB 2, else nothing."""
    navs = [item for item in items if "nav" in (item.get("properties") or "").split()]
    tables = [item for item in items if item.get("media-type") == NCX]
    for item, read in [*((i, entries_of_nav) for i in navs), *((i, entries_of_ncx) for i in tables)]:
        place = names.find(folder, item.get("href") or "")
        try:
            found = tuple(read(read_tree(archive.read(place or "")), posixpath.dirname(place or ""), names))
        except Refused:
            continue
        if found:
            return found
    return ()


def read_tree(data: bytes) -> Any:
    """Return the XML tree of a member; raises Refused if it cannot be parsed."""
    root = read_xml(data)
    if root is None:
        raise Refused("its list of contents cannot be read")
    return root


def called(root: Any, name: str) -> Iterator[Any]:
    """Yield the elements named *name* in any namespace."""
    return (element for element in root.iter() if name_of(element) == name)


def text_of(element: Any) -> str:
    """Return the text of an element on one line."""
    return clean_line("".join(element.itertext()))


def _attribute(element: Any, name: str) -> str:
    return next((value for key, value in element.items() if key.rsplit("}", 1)[-1].rsplit(":", 1)[-1] == name), "")


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
