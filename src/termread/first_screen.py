"""The cached first screen of a kept article, painted before the framework or anything else slow is imported.

When the reader leaves an article, the screen it would reopen with is saved as raw terminal output, one file per
address, size and kind of terminal, and beside it what the likely first keys lead to, for `first_key`. `show` writes it
and holds the terminal so that no key is lost, restoring it if nobody takes over. Whoever changes what an article would
show must drop its files. Every start imports what is imported here, so only modules that the interpreter has already
loaded or that are written in C are allowed.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]
import os
import sys
from _thread import allocate_lock
from time import localtime

from termread import __version__, paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

TAKE = b"\x1b[?1049h\x1b[?25l\x1b[H"
GIVE_BACK = (
    b"\x1b[0m\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l\x1b[?2004l\x1b[?2048l\x1b[?1004l\x1b[?7h"
    b"\x1b[?2031l\x1b[<u\x1b[?1049l\x1b[?25h"
)
"""Switches off every terminal mode that the framework may have enabled."""
ENDING = (1, 2, 3, 15)
"""The signals that end the program: HUP, INT, QUIT and TERM."""
LOOK = ("TERM", "COLORTERM", "NO_COLOR", "COLORFGBG", "TERM_PROGRAM")
FOLDER, MOST = "screens", 2000
"""Where screens are kept, and how many; an article has seven."""
SHELF = "shelf:"
"""What stands for the shelf where an article has its address."""

_CONTROLS = bytes([*range(0x1B), *range(0x1C, 0x20), 0x7F])
attributes: list[Any] | None = None
"""The terminal's attributes from before it was held, or None."""
typed = b""
"""What was typed before it was held, until somebody takes it."""
painted = False
"""Whether something has been painted that must not be cleared."""
kept = False
"""Whether that was saved the last time."""
screen = b""
"""What has been painted last."""
changing = allocate_lock()
"""Held by who changes the attributes of the terminal."""
listener: Callable[[int], bool] | None = None
"""Reacts to a signal, by its number; returns False where it no longer does."""
ending: Callable[[], object] | None = None
"""Waits for another thread that is ending the program, once one is."""


def show(argument: str) -> bool:
    """Paint the screen saved for *argument* if there is one and the terminal allows it; return whether it did."""
    global kept  # noqa: PLW0603 - a process has one terminal
    try:
        if not (os.isatty(0) and os.isatty(1) and sys.__stdin__) or os.environ.get("TERM", "dumb") in ("", "dumb"):
            return False
        size = os.get_terminal_size(1)
        if not os.path.exists(os.path.join(paths.data(), "library.db")):
            return False
        found = find(argument, size)
        kept = bool(found) and paint(found)
    except OSError:
        return False
    return kept


def paint(data: bytes, put: Callable[[bytes], object] | None = None) -> bool:
    """Draw a whole screen by *data*, written by *put*, and hold the terminal; return whether that worked."""
    global painted, screen
    if not hold():
        return False
    first, painted, screen = not painted, True, data
    (put or _write)(TAKE + data if first else data)
    return True


def hold() -> bool:
    """Hold the terminal: keys queue up without echo, and the terminal is restored however the program ends."""
    global attributes, typed  # noqa: PLW0603 - a process has one terminal
    if attributes is not None:
        return True
    import termios

    try:
        attributes = termios.tcgetattr(0)
    except termios.error:
        return False
    typed = _take_typed(_raw(attributes))
    _watch()
    return True


def suspend() -> None:
    """Restore the terminal and stop, as the shell asks for; `resume` once SIGCONT has come, no sooner."""
    if attributes is not None:
        _write(GIVE_BACK)
        _set(attributes)
    os.kill(os.getpid(), _signal.SIGSTOP)


def resume() -> None:
    """Hold the terminal again, which may have been another program's meanwhile, and is empty."""
    if attributes is not None:
        _set(_raw(attributes))
        _write(TAKE)


def forget() -> None:
    """Stop holding the terminal, because something else has restored it."""
    global attributes, painted  # a process has one terminal
    attributes, painted = None, False


def release(put: Callable[[bytes], object] | None = None) -> None:
    """Restore the terminal if it is held, writing by *put*."""
    if attributes is None:
        return
    found = attributes
    forget()
    (put or _write)(GIVE_BACK)
    _set(found)


def keyboard() -> bool:
    """Reopen standard input on the terminal if it was redirected; return whether keys can now be read."""
    if attributes is None and not os.isatty(0):
        try:
            tty = os.open("/dev/tty", os.O_RDWR)
            os.dup2(tty, 0)
        except OSError:
            return False
        if tty:
            os.close(tty)
    if sys.__stdin__ is None:
        sys.__dict__["__stdin__"] = sys.stdin = open(0, closefd=False, encoding="utf-8")  # noqa: SIM115
    return True


def keep(argument: str, size: Sequence[int], screen: bytes, typed: bytes = b"", seen: bytes = b"") -> None:
    """Save *screen* for the next time *argument* is opened at this size, and *typed* there; failure is harmless.

    Nothing is saved where *seen*, the `state` from before what it shows was read, is no longer the state.
    """
    folder = os.path.join(paths.cache(), FOLDER)
    name, head = _name(argument, size, typed), state(argument)
    if name is None or not is_harmless(screen) or (seen and seen != head):
        return
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        part = os.path.join(folder, f".{name}.{os.getpid()}")
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(head + b"\n" + screen)
        os.replace(part, os.path.join(folder, name))
        there = os.listdir(folder)
        for old in there if len(there) > MOST else ():
            os.unlink(os.path.join(folder, old))
    except OSError:
        return


def find(argument: str, size: Sequence[int], typed: bytes = b"") -> bytes:
    """Return the screen saved for *argument* at this size, once *typed* is obeyed; nothing where none is still right."""
    try:
        with open(os.path.join(paths.cache(), FOLDER, _name(argument, size, typed) or ""), "rb") as file:
            head, _, screen = file.read().partition(b"\n")
    except (OSError, ValueError):
        return b""
    return screen if head == state(argument) and is_harmless(screen) else b""


def drop(argument: str = "") -> None:
    """Drop the saved screens of *argument*, or all of them, because they are out of date."""
    folder = os.path.join(paths.cache(), FOLDER)
    begins = _hash(_address(argument) or argument) if argument else ""
    try:
        for name in os.listdir(folder):
            if name.startswith(begins):
                os.unlink(os.path.join(folder, name))
    except OSError:
        return


def is_harmless(screen: bytes) -> bool:
    """Return whether *screen* holds nothing but text, colours and cursor positions."""
    if screen.translate(None, _CONTROLS) != screen:
        return False
    for piece in screen.split(b"\x1b")[1:]:
        if piece[:1] != b"[" or piece[1:].lstrip(b"0123456789;")[:1] not in (b"m", b"H"):
            return False
    return not any(piece[:1] and piece[0] in range(0x80, 0xA0) for piece in screen.split(b"\xc2")[1:])


def _address(argument: str) -> str | None:
    """Return the key for *argument*: a URL unchanged, or the absolute path of an existing file."""
    if argument.startswith(("https://", "http://", "text:", SHELF)):
        return argument
    return os.path.abspath(argument) if os.path.isfile(argument) else None


def _name(argument: str, size: Sequence[int], typed: bytes) -> str | None:
    address = _address(argument)
    look = "\n".join(os.environ.get(name, "") for name in LOOK)
    return None if address is None else f"{_hash(address)}-{_hash(look)}-{size[0]}x{size[1]}-{typed.hex()}"


def state(argument: str) -> bytes:
    """Return all that must be unchanged for a screen to be right: program, settings, address, and file or library and day."""
    address = _address(argument) or ""
    library = os.path.join(paths.data(), "library.db")
    read = (library, f"{library}-wal") if address == SHELF else (address,)
    stamps = [_stamp(path) for path in (*read, os.path.join(paths.config(), "config.toml"))]
    today = localtime()[:3] if address == SHELF else ()
    return " ".join([__version__, *stamps, repr((address, *today))]).encode(errors="replace")


def _stamp(path: str) -> str:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return "-"
    return f"{found.st_mtime_ns}.{found.st_size}" if found.st_size else "-"


def _hash(text: str) -> str:
    import zlib

    data = text.encode("utf-8", "replace")
    return f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}"


def _raw(found: list[Any]) -> list[Any]:
    """Return the attributes *found* with keys neither echoed nor collected into lines, nor making signals."""
    import termios

    raw = [*found]
    raw[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    return raw


def _set(wanted: list[Any]) -> None:
    import termios

    try:
        termios.tcsetattr(0, termios.TCSANOW, wanted)
    except termios.error:
        return


def _take_typed(raw: list[Any]) -> bytes:
    """Set the attributes *raw*; return what was typed before that: Enter was a line feed then, which is another key."""
    import termios

    at_once = [*raw[:6], [*raw[6]]]
    at_once[6][termios.VMIN] = at_once[6][termios.VTIME] = 0
    _set(at_once)
    found = os.read(0, 4096)
    _set(raw)
    return found.replace(b"\n", b"\r")


def _watch() -> None:
    """React to signals until the framework installs its own handlers."""
    for number in (*ENDING, _signal.SIGTSTP, _signal.SIGCONT, _signal.SIGWINCH):
        _signal.signal(number, _react)


def is_heard(number: int) -> bool:
    """Let the listener react to the signal *number*; return False where there is none any more."""
    return listener is not None and listener(number)


def _react(number: int, _: object) -> None:
    """Let the listener react; without one, end the program or stop it with the terminal restored."""
    if is_heard(number):
        return
    if number in ENDING:
        release()
        os._exit(128 + number)
    if number == _signal.SIGTSTP:
        suspend()
    elif number == _signal.SIGCONT and attributes is not None:
        resume()
        _write(screen)


def _write(data: bytes) -> None:
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(1, view) :]
        except OSError:
            return
