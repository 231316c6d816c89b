"""Writing articles and library entries in any format of `formats.FORMATS`; each writer is imported on first use."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress

TYPE_CHECKING = False
if TYPE_CHECKING:  # imported with the first screen, which needs none of this
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from termread.article import Article
    from termread.interchange import LibraryEntry


def write_article(article: Article, how: str, source: str = "", measure: int = 72) -> Iterator[bytes]:
    """Yield *article*, read from *source*, in the format *how*, in pieces if long, wrapped to *measure* cells."""
    from termread.formats import FORMATS, load

    entry = FORMATS[how]
    given = {"source": source, "measure": measure}
    yield from _encoded(load(entry.one)(article, **{name: given[name] for name in entry.told}))


def write_entries(entries: Iterable[LibraryEntry], how: str) -> Iterator[bytes]:
    """Yield *entries* in the format *how*, one by one except for html, epub, csl and w3c, which need all of them."""
    from termread.formats import FORMATS, load

    yield from _encoded(load(FORMATS[how].many)(entries))


def _encoded(written: str | bytes | Iterable[str]) -> Iterator[bytes]:
    if isinstance(written, bytes):
        yield written
    else:
        for text in (written,) if isinstance(written, str) else written:
            yield text.encode("utf-8", "replace")


def file_name(entry: LibraryEntry, suffix: str) -> str:
    """Return a file name for *entry* that is valid on every file system, with no folder and no leading dot."""
    import re

    words = re.sub(r"[^\w.]+", "-", entry.title or entry.url or entry.address).strip("-._")
    return f"{words.encode()[:120].decode(errors='ignore').rstrip('-._') or 'article'}{suffix}"


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a file that replaces *path* once fully written; on an exception nothing is left behind.

    An existing file keeps its permissions, and a symbolic link keeps pointing to the same file.
    Raises OSError if it cannot be written.
    """
    target = type(path)(os.path.realpath(path))
    part = target.with_name(f".termread-{os.urandom(6).hex()}.part")
    # O_EXCL: never write to an existing file, which may belong to somebody else.
    number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(number, "wb") as stream:
            yield stream
        with suppress(FileNotFoundError):
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
