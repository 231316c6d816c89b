"""The first key, answered by what was kept with the first screen, while all that obeys keys is imported.

The key stays in `first_screen.typed`: whoever drives the terminal next obeys it in earnest, and finds drawn what it
would draw. Nothing may be imported here that `first_screen` may not import, except in the thread.
"""

from __future__ import annotations

import os
import sys
from _thread import allocate_lock, start_new_thread

from termread import first_screen

FIRST = (b"j", b"\x1b[B", b" ", b"\x1b[6~", b"G", b"/")
"""What readers type first: down, on, to the end, find. `/` is last, since it takes the keys after it."""
SWITCH = 0.0005
"""Seconds after which an importing thread gives way to a key."""

_listening = allocate_lock()
"""Held while a thread waits for a key."""
_woken = -1
_ending = 0
"""The signal that is to end the program, once the place is saved to which the first key has led."""


def listen(argument: str) -> None:
    """Start a thread that shows what the first key leads to, if that is kept for *argument*."""
    global _woken
    wake, _woken = os.pipe()
    _listening.acquire()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    start_new_thread(_answer, (argument, os.get_terminal_size(1), wake, interval))


def take() -> bytes:
    """Stop listening; return all that has been typed, nothing of which has been obeyed."""
    if _woken >= 0:
        os.write(_woken, b".")
    with _listening:
        found, first_screen.typed = first_screen.typed, b""
    return found


def end() -> None:
    """End the program if a signal has asked for that meanwhile; called once the first key is obeyed in earnest."""
    if _ending:
        os.kill(os.getpid(), _ending)


def _defer(number: int) -> bool:
    """Have a signal that ends the program wait for `end`; a second one ends it at once."""
    global _ending
    if number not in first_screen.ENDING:
        return False
    first_screen.listener, _ending = None, number
    return True


def _answer(argument: str, size: os.terminal_size, wake: int, interval: float) -> None:
    """Wait for a key unless there was one; show what it leads to, and nothing where that is not kept."""
    import select

    try:
        if not first_screen.typed and 0 in select.select([0, wake], [], [])[0]:
            first_screen.typed = os.read(0, 4096)
        typed = first_screen.typed
        found = (first_screen.find(argument, size, typed[: length + 1]) for length in range(min(len(typed), 4)))
        screen = next(filter(None, found), b"")
        if screen and first_screen.attributes is not None and size == os.get_terminal_size(1):
            first_screen.listener = _defer
            first_screen.paint(screen)
    except OSError:
        return  # the terminal is gone, which the next driver finds as well
    finally:
        sys.setswitchinterval(interval)
        _listening.release()
