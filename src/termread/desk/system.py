"""What depends on the system: its browser, the optional packages installed, and its memory."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from termread.document import HUGE
from termread.errors import Unreachable, UsageError
from termread.text import clean_line

if TYPE_CHECKING:
    from termread.article import Article
    from termread.desk.look import Look

TAKEN = 3.0
"""A program still running after this many seconds counts as successful: a browser in the foreground."""

SCHEMES = ("http://", "https://", "mailto:")
LENGTH_CAP = 8192


def browse(address: str, program: Sequence[str] = ()) -> str:
    """Open *address* with *program* (empty: the system default) and return the name of the program that opened it.

    Exiting with success, or running for over `TAKEN` seconds, counts as opened. Raises UsageError if *address* is not
    http, https or mailto, and Unreachable, with the reason, if no program could open it.
    """
    safe = outside(address)
    opened, failures = _first([tuple(program)] if program else _programs(), safe)
    if opened:
        return opened
    if program and not failures:
        failures = [f"{os.path.basename(program[0])} was not found"]  # noqa: PTH119 - a name, not a path
    if not failures:
        raise Unreachable('No browser was found. Name one in the settings: browser = ["firefox"].')
    raise Unreachable(f"Not opened: {', '.join(failures)}. Name another browser in the settings.")


def show_file(path: str) -> str:
    """Open the file at *path* with the system's program for its kind, and return the name of the program that did it.

    Raises Unreachable, with the reason, if none could.
    """
    opened, failures = _first([("open",)] if sys.platform == "darwin" else _OPENERS, path)
    if not opened:
        raise Unreachable(f"Not opened: {', '.join(failures) or 'no viewer was found (xdg-open)'}.")
    return opened


_OPENERS: list[tuple[str, ...]] = [("xdg-open",), ("gio", "open")]


def _first(programs: Sequence[tuple[str, ...]], what: str) -> tuple[str, list[str]]:
    """Return the name of the first of *programs* that opens *what*, or "", and why each before it failed."""
    from shutil import which

    failures: list[str] = []
    for command in programs:
        name = os.path.basename(command[0])  # noqa: PTH119 - a name, not a path
        if path := which(command[0]):
            why = _why_not([path, *command[1:], what])
            if why is None:
                return name, failures
            failures.append(f"{name} {why}")
    return "", failures


def _why_not(command: list[str]) -> str | None:
    """Run *command* and return why it failed, or None if it worked."""
    import subprocess
    from threading import Thread

    try:
        process = subprocess.Popen(  # noqa: S603 - an argument list, with the address checked and percent-encoded
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return f"could not be started ({error.strerror})"
    try:
        status = process.wait(TAKEN)
    except subprocess.TimeoutExpired:
        Thread(target=process.wait, daemon=True).start()
        return None
    if status < 0:
        return f"was ended by signal {-status}"
    return f"failed with exit status {status}" if status else None


def outside(address: str) -> str:
    """Return *address* made safe to pass to a program: known scheme, printable ASCII, no quotes, no leading dash."""
    from urllib.parse import quote

    address = address.strip()
    if not address.lower().startswith(SCHEMES) or len(address) > LENGTH_CAP:
        raise UsageError(
            f"Only http, https and mailto addresses can be opened in a browser, not {clean_line(address)[:80]}"
        )
    return quote(address, safe=":/?#[]@!$&()*+,;=%~-._")


def _programs() -> list[tuple[str, ...]]:
    if sys.platform == "darwin":
        return [("open",)]
    given = os.environ.get("BROWSER", "").split(os.pathsep)
    chosen = [tuple(entry.split()) for entry in given if entry.strip() and "%" not in entry]
    return [*chosen, *_OPENERS, ("sensible-browser",), ("firefox",), ("chromium",)]


PARTS = {
    "hyphens": ("pyphen", "Hyphenation needs pyphen"),
    "completion": ("shtab", "Shell completion needs shtab"),
    "intl": ("icu4py", "Line breaks in Thai, Lao, Khmer and Burmese need icu4py"),
}
"""Each extra's module, and the start of the sentence that says what is missing without it."""


def missing(extra: str) -> str | None:
    """Return the sentence that says how to install the extra *extra*, or None if it is installed."""
    module, what = PARTS[extra]
    from importlib.util import find_spec

    if find_spec(module) is not None:
        return None
    return f"{what}: pip install 'termread[{extra}]'"


def missing_for(article: Article, look: Look) -> str | None:
    """Return the sentence about the first extra missing for *article* and *look*, or None if it has all it needs."""
    from termread.layout.words import is_unspaced

    if look.hyphenate and article.language and (sentence := missing("hyphens")):
        return sentence
    return missing("intl") if is_unspaced(article.language) else None


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
