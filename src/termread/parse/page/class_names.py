"""Splits an element's class and id into words."""

from __future__ import annotations

from functools import lru_cache

from termread.text import regex

_WORDS = regex(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])|[^\x00-\x7f]+")
NAME_CAP = 6
"""Most words in one class or id; a longer one is a sentence, such as a slug made from a section's heading."""
_UTILITY = regex(r"[:\[\]/=!@]")
_DIGITS = regex(r"[-_]*\d+")


@lru_cache(maxsize=8192)
def words_of(name: str) -> str:
    """Return the words of a class and id in lower case, each surrounded by spaces, without utility classes."""
    return f" {' '.join(filter(None, map(_words_of_token, name.split())))} "


@lru_cache(maxsize=8192)
def _words_of_token(token: str) -> str:
    words = [] if _UTILITY.search(token) else _WORDS.findall(token)
    return " ".join(words).lower() if len(words) <= NAME_CAP else ""


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a class and id without digits, so that `par-1` and `par-2` compare equal."""
    return _DIGITS.sub("", name)
