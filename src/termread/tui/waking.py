"""Waking the framework, without what it asks for and never uses here."""

from __future__ import annotations

import sys

_UNUSED = ("ssl",)
"""What the event loop imports where it is there: only the engine goes to the net, and only it speaks TLS."""


def wake() -> None:
    """Import the framework; the modules it does without stay importable for whoever does need them."""
    missing = [name for name in _UNUSED if name not in sys.modules]
    for name in missing:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        import textual.app  # noqa: F401 - this is the waking
    finally:
        for name in missing:
            del sys.modules[name]
