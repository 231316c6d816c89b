"""How far a command is, in a line of the terminal that is written over and goes in the end; nothing where there is none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import TypeVar

SOON = 0.3
"""Seconds after which something is said at all."""

OFTEN = 0.1
"""Seconds between two lines at least."""

Thing = TypeVar("Thing")


def progress(line: str) -> None:
    """Show *line* in place of the one before."""
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()


def clear() -> None:
    """Take the line away."""
    progress("")


@contextmanager
def waiting(words: str) -> Iterator[None]:
    """Show *words* and the seconds gone by, while what is done takes long."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    over, began = Event(), monotonic()

    def tell() -> None:
        pause = SOON
        while not over.wait(pause):
            progress(f"{words}… {monotonic() - began:.0f} s")
            pause = max(OFTEN, 0.01)

    teller = Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()
        if monotonic() - began >= SOON:
            clear()


def counted(things: Iterable[Thing], line: Callable[[int], str]) -> Iterator[Thing]:
    """Yield *things*, and where they take long show the *line* of how many were yielded so far."""
    due, shown = monotonic() + SOON, False
    try:
        for number, thing in enumerate(things):
            if (now := monotonic()) >= due:
                progress(line(number))
                due, shown = now + OFTEN, True
            yield thing
    finally:
        if shown:
            clear()
