"""The class and id of an element as words."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])|[^\x00-\x7f]+")
NAME_CAP = 6
"""Words in one class or id beyond which it is a sentence, such as the slug of a section's heading."""
_UTILITY = re.compile(r"[:\[\]/=!@]")
_DIGITS = re.compile(r"[-_]*\d+")


@lru_cache(maxsize=8192)
def words_of(name: str) -> str:
    """Return the words of a class and id, lower case, a space between and around them; utility classes are left out."""
    found = [_WORDS.findall(token) for token in name.split() if not _UTILITY.search(token)]
    return f" {' '.join(' '.join(words) for words in found if len(words) <= NAME_CAP).lower()} "


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a class and id without their numbers, so that `par-1` and `par-2` are one."""
    return _DIGITS.sub("", name)
