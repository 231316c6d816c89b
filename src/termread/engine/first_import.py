"""The first import of the parser, which the thread that warms up and the first order share.

Two threads that import one package from different modules can each wait for the other; Python then fails one of the
imports. So whoever needs the parser comes through here, and the second one waits for the first.
"""

from __future__ import annotations

from _thread import allocate_lock

WARM = b'<!doctype html><html lang="en"><meta charset="utf-8"><title>Warm</title><p>' + b"Warm words. " * 40
"""A page that says its charset and language, as most do, so that what would guess them is not loaded for it."""

_lock = allocate_lock()
_done = False


def load_parser() -> None:
    """Import the parser and everything a usual page needs, once; returns when that is done."""
    global _done  # noqa: PLW0603 - a process has one set of modules
    with _lock:
        if _done:
            return
        from termread.document import Document
        from termread.errors import TermreadError
        from termread.parse import parse

        try:
            parse(Document("warm.html", WARM))
        except TermreadError:
            pass
        finally:
            _done = True
