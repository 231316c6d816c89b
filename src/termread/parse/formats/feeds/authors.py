"""The names in the fields of authors, which hold names, mail addresses, or both."""

from __future__ import annotations

from termread.parse.metadata.declared import plain
from termread.text import clean_line, regex

_MAIL_FIRST = regex(r"[^\s@()<>]+@[^\s@()<>]+\s*\((?P<name>[^()]*[^()\s][^()]*)\)\s*")
_NAME_FIRST = regex(r"\"?(?P<name>[^<>\"@]*[^<>\"@\s])\"?\s*[<(]\s*(?:mailto:)?[^<>@()\s]+@[^<>()\s]+\s*[>)]\s*")
_BETWEEN_NAMES = regex(r"\s*[;,]\s*(?:and\s+)?|\s+(?:and|und|et|y|&)\s+")
_LONGEST_NAME = 200


def names_in(text: str) -> list[str]:
    """Return the names in an author's field: without their mail addresses, parted only if each is a full name."""
    from termread.parse.metadata.names import is_full

    text = clean_line(plain(text))
    found = _MAIL_FIRST.fullmatch(text) or _NAME_FIRST.fullmatch(text)
    text = (found["name"].strip() if found else text)[:_LONGEST_NAME]
    parts = _BETWEEN_NAMES.split(text) if len(text) > 8 and _BETWEEN_NAMES.search(text) else []
    if len(parts) > 1 and all(map(is_full, parts)):
        return parts
    return [text] if text else []
