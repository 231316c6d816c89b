"""Lists of addresses, one per line: plain, Markdown, with titles after a bar as OneTab writes them, or newsboat's feeds with tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from termread.errors import Unreadable
from termread.interchange import ImportedEntry, ImportRow
from termread.parse.imports import fields
from termread.parse.imports.rows import each
from termread.text import regex

_ADDRESS = regex(r"\s*<?https?://", re.IGNORECASE)
_MARKDOWN = regex(r"\[(?P<title>[^\]]*)\]\((?P<url>[^\s)]+)\)")
_BULLET = regex(r"\s*(?:[-*+•]|\d{1,6}[.)])\s+")
_WORD = regex(r'"((?:[^"\\]|\\.)*)"?|(\S+)')
_SPECIAL = regex(r'\s*"?(query|exec|filter):', re.IGNORECASE)
_TAGGED = regex(r'\s*"?https?://\S+\s+(?:\S+\s+)*"', re.IGNORECASE)
_REASONS = {
    "query": "it is a search in newsboat, not a feed",
    "exec": "it is a program that newsboat runs, not a feed",
    "filter": "it is a program that newsboat runs, not a feed",
}


def recognise(text: str) -> Iterator[ImportRow] | None:
    """Return the addresses in a list, or None if most lines are something else."""
    if text.lstrip().count("==========\n", 0, 20_000) and "\n- " in text[:20_000]:
        raise Unreadable("This is a file of Kindle clippings: passages of books, which have no web address to keep.")
    lines = [line for _, line in _lines(text[:20_000])]
    if any(_SPECIAL.match(line) or _TAGGED.match(line[:2_000]) for line in lines[:200]) and len(lines) <= 2 * sum(
        1 for line in lines if _SPECIAL.match(line) or "://" in line
    ):
        return each(_lines(text), _feed)
    known = sum(1 for line in lines[:50] if _parts(line))
    return each(_lines(text), _address) if known and known * 2 >= len(lines[:50]) else None


def _lines(text: str) -> Iterator[tuple[int, str]]:
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


def _address(line: str, number: int) -> ImportedEntry:
    parts = _parts(line)
    if parts is None:
        raise fields.BadRow(f"“{fields.shortened(fields.line(line))}” is not a web address")
    url = fields.address(parts[0])
    return ImportedEntry(url, fields.title(parts[1], url), line=number)


def _feed(line: str, number: int) -> ImportedEntry:
    """Read a line of newsboat: the address, then tags; `~` starts the title, and `!` hides the feed in newsboat."""
    special = _SPECIAL.match(line)
    if special:
        raise fields.BadRow(_REASONS[special[1].lower()])
    words = [re.sub(r"\\(.)", r"\1", found[1]) if found[1] is not None else found[2] for found in _WORD.finditer(line)]
    url = fields.address(words[0] if words else "")
    titles = [word[1:] for word in words[1:] if word.startswith("~")]
    tags = [word.removeprefix("!") for word in words[1:] if not word.startswith("~")]
    return ImportedEntry(url, fields.title(titles[0] if titles else "", url), tags=fields.tags(tags), line=number)
