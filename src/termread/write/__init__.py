"""Articles and library entries out, in any format of `formats.FORMATS`; each writer is loaded when it is used."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:  # this is loaded with the first screen, which needs none of it
    from collections.abc import Iterable, Iterator

    from termread.article import Article
    from termread.interchange import LibraryEntry


def write_article(article: Article, how: str, source: str = "", measure: int = 72) -> Iterator[bytes]:
    """Yield *article*, read from *source*, in the format *how*; text is set for *measure* cells, long texts come in pieces."""
    from termread.formats import FORMATS, load

    entry = FORMATS[how]
    given = {"source": source, "measure": measure}
    yield from _encoded(load(entry.one)(article, **{name: given[name] for name in entry.told}))


def write_entries(entries: Iterable[LibraryEntry], how: str) -> Iterator[bytes]:
    """Yield *entries* in the format *how* in pieces: as they come, but for html, epub, csl and w3c, which need them all."""
    from termread.formats import FORMATS, load

    yield from _encoded(load(FORMATS[how].many)(entries))


def _encoded(written: str | bytes | Iterable[str]) -> Iterator[bytes]:
    if isinstance(written, bytes):
        yield written
    else:
        for text in (written,) if isinstance(written, str) else written:
            yield text.encode("utf-8", "replace")


def file_name(entry: LibraryEntry, suffix: str) -> str:
    """Return a name for a file of *entry* that every file system takes, with neither folder nor leading dot."""
    import re

    words = re.sub(r"[^\w.]+", "-", entry.title or entry.url or entry.address).strip("-._")
    return f"{words.encode()[:120].decode(errors='ignore').rstrip('-._') or 'article'}{suffix}"
