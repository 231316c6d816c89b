"""The rows of one program: what tells them from others, and how one is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from termread.parse.imports.record import Record
from termread.saved import Saved


class Family(NamedTuple):
    """The columns or fields that tell the rows of one program, and how a row is read."""

    needs: frozenset[str]
    read: Callable[[Record, int], Saved]


def family(names: str, read: Callable[[Record, int], Saved]) -> Family:
    """Return the family of rows that have the fields *names*, parted by commas."""
    return Family(frozenset(name.strip() for name in names.split(",")), read)
