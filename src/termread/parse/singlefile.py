"""Pages saved by SingleFile: the address they were saved from, which the file says in its first comment."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

LOOK = 4096
"""Characters in which the comment stands."""

_SAVED = re.compile(r"(?:Page saved with|Archive processed by) SingleFile\b(.{0,2500}?)-->", re.DOTALL)
_ADDRESS = re.compile(r"^\s*url:\s*(https?://[^\s<>\"]+)", re.MULTILINE)


def source_of(text: str) -> str | None:
    """Return the address that a page's *text* says it was saved from, None where it says none."""
    saved = _SAVED.search(text[:LOOK])
    found = _ADDRESS.search(saved.group(1)) if saved else None
    return found.group(1) if found else None


def sound(address: str | None) -> str | None:
    """Return *address*, which a file may say of itself, if it is one at all."""
    try:
        return address if address and urlsplit(address).hostname else None
    except ValueError:
        return None
