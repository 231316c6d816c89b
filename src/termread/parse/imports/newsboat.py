"""newsboat's `urls`: a feed on each line, with its tags and its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from termread.followed import Subscription
from termread.parse.imports import fields
from termread.text import regex

_WORD = regex(r'"((?:[^"\\]|\\.)*)"?|(\S+)')
_ESCAPE = regex(r"\\(.)", re.DOTALL)
_SPECIAL = regex(r'\s*"?(query|exec|filter):', re.IGNORECASE)
_TAGGED = regex(r'\s*"?https?://\S+\s+(?:\S+\s+)*"', re.IGNORECASE)
_REASONS = {
    "query": "it is a search in newsboat, not a feed",
    "exec": "it is a program that newsboat runs, not a feed",
    "filter": "it is a feed that newsboat runs a program on",
}
_MOST = 1_000
"""The most words of a line; more are no tags."""


def is_urls(lines: Sequence[str]) -> bool:
    """Return whether *lines*, the first of a file, are newsboat's: some have tags in quotation marks, or are no feeds."""
    if not any(_SPECIAL.match(line) or _TAGGED.match(line[:2_000]) for line in lines[:200]):
        return False
    return len(lines) <= 2 * sum(1 for line in lines if _SPECIAL.match(line) or "://" in line)


def followed(line: str, number: int) -> Subscription:
    """Read a line: the address, then tags; `~` starts the name, and `!` a tag that hides the feed. Raises BadRow."""
    address, *words = [*_words(line), ""][:_MOST]
    url = fed(address)
    names = [word[1:] for word in words if word.startswith("~")]
    tags = [word.removeprefix("!") for word in words if not word.startswith("~")]
    return Subscription(url, fields.title(names[0] if names else "", url), tags=fields.tags(tags), line=number)


def fed(address: str) -> str:
    """Return the web address of a feed of newsboat; raises BadRow, also for what is no feed outside newsboat."""
    special = _SPECIAL.match(address)
    if special:
        raise fields.BadRow(_REASONS[special[1].lower()])
    return fields.feed_address(address)


def _words(line: str) -> Iterator[str]:
    """Yield the words of a line; one that begins with # begins a comment."""
    for found in _WORD.finditer(line):
        quoted, bare = found.groups()
        if quoted is None and bare.startswith("#"):
            return
        yield (
            bare
            if quoted is None
            else _ESCAPE.sub(lambda escape: {"n": "\n", "t": "\t"}.get(escape[1], escape[1]), quoted)
        )
