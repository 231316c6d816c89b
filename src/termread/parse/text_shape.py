"""The words in a class, in an id, and in a text, as they are compared."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])|[^\x00-\x7f]+")
NAME_CAP = 6
"""Words in one class or id beyond which it is a sentence, such as the address of a section."""
_TOKEN = re.compile(r"[^\W_]+")
_BARE = {code: chr(code) if chr(code).isalnum() else " " for code in range(128)}
_UTILITY = re.compile(r"[:\[\]/=!@]")


@lru_cache(maxsize=8192)
def words_of(name: str) -> str:
    """Return the words of a class and id, lower case, a space between and around them; utility classes are left out."""
    found = [_WORDS.findall(token) for token in name.split() if not _UTILITY.search(token)]
    return f" {' '.join(' '.join(words) for words in found if len(words) <= NAME_CAP).lower()} "


def key(text: str) -> str:
    """Return what two texts have in common if only their marks, capitals and spaces differ."""
    if text.isascii():
        return " ".join(text.lower().translate(_BARE).split())
    return " ".join(_TOKEN.findall(text.casefold()))
