"""Lists of addresses, one per line, with titles after a bar as OneTab writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from termread.errors import Unreadable
from termread.interchange import ImportedEntry, ImportRow
from termread.parse.imports import fields, newsboat

_ADDRESS = re.compile(r"\s*<?https?://", re.IGNORECASE)
_MARKDOWN = re.compile(r"\[(?P<title>[^\]]*)\]\((?P<url>[^\s)]+)\)")
_BULLET = re.compile(r"\s*(?:[-*+•]|\d{1,6}[.)])\s+")


def recognise(text: str) -> Iterator[ImportRow] | None:
    """Return the addresses in a list, or None if most lines are something else."""
    if text.lstrip().count("==========\n", 0, 20_000) and "\n- " in text[:20_000]:
        raise Unreadable("This is a file of Kindle clippings: passages of books, which have no web address to keep.")
    if (feeds := newsboat.recognise(text)) is not None:
        return feeds
    sample = [line for line in text[:20_000].split("\n") if line.strip() and not line.lstrip().startswith("#")][:50]
    addresses = sum(1 for line in sample if _parts(line))
    if not addresses or addresses * 2 < len(sample):
        return None
    return fields.each(_rows(text), _saved)


def _rows(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line


def _parts(line: str) -> tuple[str, str] | None:
    """Return the address and title in a line, or None."""
    bare = _BULLET.sub("", line, count=1)
    if found := _MARKDOWN.match(bare):
        return found["url"], found["title"]
    if not _ADDRESS.match(bare):
        return None
    url, _, title = bare.strip().partition(" | ")
    first, _, rest = url.strip().partition(" ")
    return first.strip("<>"), title or rest


def _saved(line: str, number: int) -> ImportedEntry:
    parts = _parts(line)
    if parts is None:
        raise fields.BadRow(f"“{fields.shortened(fields.line(line))}” is not a web address")
    url = fields.address(parts[0])
    return ImportedEntry(url, fields.title(parts[1], url), line=number)
