"""Importing Textual quickly: without what it asks for and never uses here, and the parts below it ahead of time."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module

_UNUSED = ("ssl",)
"""What the event loop imports where it is there: only the engine goes to the net, and only it speaks TLS."""

_ESCAPE_DELAY = "40"
"""Milliseconds after which an escape without more is the key: what was begun is stopped within a tenth of a second."""

_BELOW = (
    *("collections.abc", "logging", "subprocess", "concurrent.futures", "asyncio", "ast", "inspect"),
    *("typing_extensions", "rich.style", "rich.text", "rich.default_styles", "rich.console", "rich.table"),
    "platformdirs.unix",
)
"""What Textual is built on, in parts that each take little time."""


def preload(enough: Callable[[], bool]) -> None:
    """Import what Textual is built on, one module after the other, until *enough* is true."""
    with _without_unused():
        for name in _BELOW:
            if enough():
                return
            import_module(name)


def load_textual() -> None:
    """Import Textual; the modules it does without stay importable for whoever does need them."""
    given = os.environ.get("ESCDELAY")
    os.environ["ESCDELAY"] = given or _ESCAPE_DELAY
    try:
        with _without_unused():
            import textual.app  # noqa: F401 - this is the loading
    finally:
        if given is None:
            del os.environ["ESCDELAY"]


@contextmanager
def _without_unused() -> Iterator[None]:
    missing = [name for name in _UNUSED if name not in sys.modules]
    for name in missing:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]
