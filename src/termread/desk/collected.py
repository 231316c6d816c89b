"""Addresses that a page named and whose text is still to come: they lead no nearer than that page, whenever they are fetched."""

from __future__ import annotations

import json
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from termread.library.api import Library

_NAME = "collected"
_ANYWHERE = 2
"""How near the reader may go (`fetch.hosts`)."""

_writing = Lock()


def note_reach(library: Library, address: str, near: int) -> None:
    """Remember that *address* may lead as near as *near*; those that have their text by now are forgotten."""
    with _writing:
        pending = {kept.address for kept in library.pending()}
        noted = {each: how for each, how in _noted(library).items() if each in pending and each != address}
        if near < _ANYWHERE:
            noted[address] = near
        library.remember(_NAME, json.dumps(noted) if noted else "")


def reach_of(library: Library, address: str) -> int:
    """Return how near *address* may lead: all the way, unless a page named it."""
    return _noted(library).get(address, _ANYWHERE)


def _noted(library: Library) -> dict[str, int]:
    try:
        noted = json.loads(library.setting(_NAME) or "{}")
    except ValueError:
        return {}
    found = noted.items() if isinstance(noted, dict) else ()
    return {address: near for address, near in found if type(near) is int and 0 <= near <= _ANYWHERE}
