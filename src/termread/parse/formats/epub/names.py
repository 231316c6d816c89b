"""The members of a book by the names that its files call them by, which are not always those in the archive."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from termread.parse.zipped import Archive, Refused


class Names:
    """Finds members by what a file of the book writes: percent-encoded or not, composed or not, in another case."""

    def __init__(self, archive: Archive) -> None:
        """Take the names of the *archive*."""
        self.exact = frozenset(archive.names())
        self.folded: dict[str, str] = {}
        for name in archive.names():
            for spelling in (name, _as_utf8(name)):
                self.folded.setdefault(_fold(spelling), name)

    def find(self, folder: str, href: str) -> str | None:
        """Return the member that *href*, less its fragment, calls from *folder*; None where there is none."""
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
    """The pictures of a book by the names that a chapter in *folder* calls them by; each is unpacked when it is asked for."""

    def __init__(self, archive: Archive, names: Names, folder: str) -> None:
        """Take the *archive* and the *names* of its members."""
        self.archive = archive
        self.names = names
        self.folder = folder

    def __getitem__(self, source: str) -> bytes:
        """Return the bytes of a picture; raises KeyError where the book has none of this name that can be read."""
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
    """Return what spellings of one name have in common: no case, one composition, slashes, no way out of the archive."""
    path = posixpath.normpath(name.replace("\\", "/")).lstrip("/")
    while path.startswith("../"):
        path = path[3:]
    return unicodedata.normalize("NFC", path).casefold()


def _as_utf8(name: str) -> str:
    """Return a name as UTF-8 where the archive did not say that it is, and it can be."""
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name
