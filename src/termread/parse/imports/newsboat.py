"""newsboat's `urls` file: one feed per line with its tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from termread.interchange import ImportedEntry, ImportRow
from termread.parse.imports import fields

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"?|(\S+)')
_SPECIAL = re.compile(r'\s*"?(query|exec|filter):', re.IGNORECASE)
_TAGGED = re.compile(r'\s*"?https?://\S+\s+(?:\S+\s+)*"', re.IGNORECASE)
_REASONS = {
    "query": "it is a search in newsboat, not a feed",
    "exec": "it is a program that newsboat runs, not a feed",
    "filter": "it is a program that newsboat runs, not a feed",
}


def recognise(text: str) -> Iterator[ImportRow] | None:
    """Return the feeds in *text*, or None if it is another list of addresses."""
    lines = [line for line in text[:20_000].split("\n") if line.strip() and not line.lstrip().startswith("#")]
    if not any(_SPECIAL.match(line) or _TAGGED.match(line[:2_000]) for line in lines[:200]):
        return None
    if sum(1 for line in lines if _SPECIAL.match(line) or "://" in line) * 2 < len(lines):
        return None
    return fields.each(_rows(text), _feed)


def _rows(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line


def _feed(line: str, number: int) -> ImportedEntry:
    """Read a line: the address, then tags; `~` starts the title, and `!` hides the feed in newsboat."""
    special = _SPECIAL.match(line)
    if special:
        raise fields.BadRow(_REASONS[special[1].lower()])
    words = [re.sub(r"\\(.)", r"\1", found[1]) if found[1] is not None else found[2] for found in _WORD.finditer(line)]
    url = fields.address(words[0] if words else "")
    titles = [word[1:] for word in words[1:] if word.startswith("~")]
    tags = [word.removeprefix("!") for word in words[1:] if not word.startswith("~")]
    return ImportedEntry(url, fields.title(titles[0] if titles else "", url), tags=fields.tags(tags), line=number)
