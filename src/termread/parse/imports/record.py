"""A row that tracks which of its fields were read, so that none is dropped silently."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

_EMPTY: tuple[Any, ...] = (None, "", [], {})
_DIGITS_CAP = 4_000
"""The most digits of a number; Python raises an exception for more."""


class Record(dict[str, Any]):
    """A dict that remembers which keys were read."""

    __slots__ = ("_read",)

    def __init__(self, *given: Any, **more: Any) -> None:
        """Start with no key read."""
        super().__init__(*given, **more)
        self._read: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value of *name* and count it as read."""
        self._read.add(name)
        return super().get(name, default)

    def __getitem__(self, name: str) -> Any:
        self._read.add(name)
        return super().__getitem__(name)

    def first(self, *names: str) -> Any:
        """Return the first non-empty value; only keys that were looked at count as read."""
        return next((value for name in names if (value := self.get(name)) not in _EMPTY), None)

    def unread(self) -> Iterator[str]:
        """Yield the non-empty fields that were not read, nested ones with a dot."""
        for name, value in self.items():
            if value in _EMPTY:
                continue
            if name not in self._read:
                yield name
                continue
            for part in value if isinstance(value, list) else (value,):
                if isinstance(part, Record):
                    yield from (f"{name}.{inner}" for inner in part.unread())


def unread_fields(row: Any) -> set[str]:
    """Return the fields of *row*, a record or a list of them, that were not read."""
    return {
        name for part in (row if isinstance(row, list) else [row]) if isinstance(part, Record) for name in part.unread()
    }


def read_json(text: str) -> Any:
    """Return the JSON in *text* with every object as a `Record`; raises JSONDecodeError or RecursionError.

    A number with too many digits becomes None.
    """
    return json.loads(text, object_hook=Record, parse_int=_integer)


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) < _DIGITS_CAP else None
