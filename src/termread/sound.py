"""Checks that an untrusted value matches its type hints, all the way down."""

from __future__ import annotations

import types
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

_hints = cache(get_type_hints)


def is_sound(value: Any) -> bool:
    """Return whether every field of the dataclass instance *value*, at any depth, has a value of its declared type."""
    waiting = [(value, type(value))]
    while waiting:
        part, kind = waiting.pop()
        found = _inside(part, kind)
        if found is None:
            return False
        waiting += found
    return True


def _inside(value: Any, kind: Any) -> list[tuple[Any, Any]] | None:
    """Return what remains to be checked inside *value* of type *kind*, or None if it is not of that type."""
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        fitting = [part for part in get_args(kind) if _inside(value, part) is not None]
        return _inside(value, fitting[0]) if fitting else None
    if origin is Literal:
        return [] if value in get_args(kind) and isinstance(value, str) else None
    if origin is tuple:
        part = get_args(kind)[0]
        return [(inner, part) for inner in value] if isinstance(value, tuple) else None
    if kind is float:
        return [] if isinstance(value, int | float) and not isinstance(value, bool) and value == value else None
    if kind is int:
        return [] if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 53 else None
    if not isinstance(value, kind):
        return None
    if not hasattr(kind, "__match_args__"):
        return []
    known: Any = type(value)
    return [(getattr(value, name), hint) for name, hint in _hints(known).items()]
