"""Pages saved by SingleFile: the address they were saved from, which the file says in its first comment, and what they hid."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from termread.parse.page.tree import Node

LOOK = 4096
"""Characters in which the comment stands."""

_SAVED = re.compile(r"(?:Page saved with|Archive processed by) SingleFile\b(.{0,2500}?)-->", re.DOTALL)
_ADDRESS = re.compile(r"^\s*url:\s*(https?://[^\s<>\"]+)", re.MULTILINE)


def source_of(text: str) -> str | None:
    """Return the address that a page's *text* says it was saved from, None where it says none."""
    saved = _SAVED.search(text[:LOOK])
    found = _ADDRESS.search(saved.group(1)) if saved else None
    return found.group(1) if found else None


def is_saved(text: str) -> bool:
    """Return whether a page's *text* says that SingleFile saved it."""
    return _SAVED.search(text[:LOOK]) is not None


def drop_hidden(root: Node) -> None:
    """Take out what SingleFile found hidden when it saved the page: it says so in a class of its own."""
    for element in root.xpath("//*[contains(@class, 'sf-hidden')]"):
        parent, tail = element.getparent(), element.tail
        if parent is None or "sf-hidden" not in element.get("class").split():
            continue
        before = element.getprevious()
        if tail and before is not None:
            before.tail = (before.tail or "") + tail
        elif tail:
            parent.text = (parent.text or "") + tail
        parent.remove(element)


def sound(address: str | None) -> str | None:
    """Return *address*, which a file may say of itself, if it is one at all."""
    try:
        return address if address and urlsplit(address).hostname else None
    except ValueError:
        return None
