"""Returning freed memory to the system."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from termread.document import HUGE

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Names of two mallopt parameters of the C library."""


@contextmanager
def thrifty(size: int) -> Iterator[None]:
    """For work on a large *size* in bytes, keep the C library from holding on to memory that it frees."""
    if size <= HUGE:
        yield
        return
    _tell("mallopt", _MMAP_THRESHOLD, HUGE)
    _tell("mallopt", _TRIM_THRESHOLD, HUGE)
    try:
        yield
    finally:
        _tell("malloc_trim", 0)


def _tell(function: str, *numbers: int) -> None:
    import ctypes

    try:
        getattr(ctypes.CDLL(None), function)(*numbers)
    except (OSError, AttributeError):
        return
