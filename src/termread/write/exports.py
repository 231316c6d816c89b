"""Many entries out: what `termread export` hands back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from termread.saved import Exported
from termread.write.annotation import write_w3c
from termread.write.citation import write_csl, write_ris
from termread.write.epub import write_epub_of
from termread.write.html import write_html_of
from termread.write.ledger import write_ledger
from termread.write.markdown import write_markdown
from termread.write.netscape import write_netscape
from termread.write.spreadsheet import write_csv

_TEXTS: dict[str, Callable[[Iterable[Exported]], Iterable[str]]] = {
    "library": write_ledger,
    "markdown": lambda entries: ("\n" * bool(i) + write_markdown(e.to_read(), e) for i, e in enumerate(entries)),
    "html": lambda entries: [write_html_of(entries)],
    "netscape": write_netscape,
    "csv": write_csv,
    "ris": write_ris,
    "csl": write_csl,
    "w3c": write_w3c,
}

EXPORTS = ("library", "markdown", "html", "epub", "netscape", "csv", "ris", "csl", "w3c")
"""What `export --format` can be."""

ENDINGS = {
    ".jsonl": "library",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".epub": "epub",
    ".csv": "csv",
    ".ris": "ris",
}
"""The format that the ending of a file's name asks for."""

SUFFIXES = {"markdown": ".md", "html": ".html", "epub": ".epub"}
"""The formats of which every entry can have a file of its own, and how its name ends."""


def export(entries: Iterable[Exported], how: str) -> Iterator[bytes]:
    """Yield *entries* in the format *how*, one of `EXPORTS`, in pieces; KeyError for any other word.

    Library, markdown, netscape, csv and ris are written as the entries come; the others need them all at once.
    """
    if how == "epub":
        yield write_epub_of(entries)
    else:
        for text in _TEXTS[how](entries):
            yield text.encode()


def file_name(entry: Exported, suffix: str) -> str:
    """Return a name for a file of *entry* that every file system takes, with neither folder nor leading dot."""
    words = re.sub(r"[^\w.]+", "-", entry.title or entry.url or entry.address).strip("-._")
    return f"{words.encode()[:120].decode(errors='ignore').rstrip('-._') or 'article'}{suffix}"
