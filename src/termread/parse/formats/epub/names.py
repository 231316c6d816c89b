"""Find members of a book by the names its files use, which may differ from those in the archive."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from termread.parse.zipped import Archive, Refused


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
