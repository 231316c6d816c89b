"""Memory that is given back."""

from __future__ import annotations

HUGE = 1 << 20
"""Bytes of a page from which on keeping it takes so much room on the way that giving it back is worth the while."""


def give_back(size: int) -> None:
    """After *size* bytes, if they are many, let the system have the memory that the C library would hold on to."""
    if size <= HUGE:
        return
    import ctypes

    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError):
        return
