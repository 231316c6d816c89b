"""The words in a class and an id."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])|[^\x00-\x7f]+")
_UTILITY = re.compile(r"[:\[\]/=!@]")


@lru_cache(maxsize=8192)
def words_of(name: str) -> str:
    """Return the words of a class and id, lower case, a space between and around them; utility classes are left out."""
    tokens = [token for token in name.split() if not _UTILITY.search(token)]
    return f" {' '.join(' '.join(_WORDS.findall(token)) for token in tokens).lower()} "
