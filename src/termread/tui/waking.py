"""Waking the framework, without what it asks for and never uses here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module

_UNUSED = ("ssl",)
"""What the event loop imports where it is there: only the engine goes to the net, and only it speaks TLS."""


_BENEATH = (
    *(
        "collections.abc",
        "logging",
        "subprocess",
        "concurrent.futures",
        "asyncio",
        "ast",
        "inspect",
        "typing_extensions",
    ),
    *("rich.style", "rich.text", "rich.default_styles", "rich.console", "rich.table", "platformdirs.unix"),
)
"""What the framework stands on: so many short errands for who waits for something else."""


def stir(enough: Callable[[], bool]) -> None:
    """Import what the framework stands on, one after the other, until there is *enough* of it."""
    with _spared():
        for name in _BENEATH:
            if enough():
                return
            import_module(name)


def wake() -> None:
    """Import the framework; the modules it does without stay importable for whoever does need them."""
    with _spared():
        import textual.app  # noqa: F401 - this is the waking


@contextmanager
def _spared() -> Iterator[None]:
    missing = [name for name in _UNUSED if name not in sys.modules]
    for name in missing:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]
