"""The first screen of a kept article, painted before the framework is imported, or anything else that takes time.

When the reader leaves an article, what will show first when it is opened again is kept as the bytes that draw it, one
file for each address, size and kind of terminal. `show` writes them, holds the terminal so that no key is lost, and
leaves it as it found it if nobody takes it over. Whoever changes what an article would show drops its files. What is
imported here is imported by every start: only what the interpreter has loaded already, or what is written in C.
"""

from __future__ import annotations

import os
import sys

from termread import __version__, paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

TAKE = b"\x1b[?1049h\x1b[?25l\x1b[H"
GIVE_BACK = (
    b"\x1b[0m\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l\x1b[?2004l\x1b[?2048l\x1b[?1004l\x1b[?7h"
    b"\x1b[<u\x1b[?1049l\x1b[?25h"
)
"""All that the framework may have switched on, off again."""
FOLDER = "screens"
MOST = 300
"""Screens that are kept."""

_SIGNALS = (1, 2, 3, 15)
_CONTROLS = bytes([*range(0x1B), *range(0x1C, 0x20), 0x7F])

attributes: list[Any] | None = None
"""What the terminal was like before it was held, while it is."""
painted = False
"""Whether there is something on it that must not be cleared."""


def show(argument: str) -> bool:
    """Paint the screen that is kept for *argument*, if there is one and the terminal allows it; returns whether."""
    try:
        if not (os.isatty(0) and os.isatty(1) and sys.__stdin__) or os.environ.get("TERM", "dumb") in ("", "dumb"):
            return False
        size = os.get_terminal_size(1)
        name = _name(argument, size.columns, size.lines)
        if name is None or not os.path.exists(os.path.join(paths.data(), "library.db")):
            return False
        with open(os.path.join(paths.cache(), FOLDER, name), "rb") as file:
            head, _, screen = file.read().partition(b"\n")
        return head == _head(argument) and is_harmless(screen) and paint(screen)
    except (OSError, ValueError):
        return False


def paint(screen: bytes) -> bool:
    """Write *screen* to the terminal, held from now on; returns whether that was possible. It may be done again."""
    global painted  # noqa: PLW0603 - a process has one terminal
    first = not painted
    if not hold():
        return False
    painted = True
    _write(TAKE + screen if first else screen)
    return True


def hold() -> bool:
    """Hold the terminal: keys wait unechoed, and whatever ends the program, it is left as it was found."""
    global attributes  # noqa: PLW0603 - a process has one terminal
    if attributes is not None:
        return True
    import termios

    try:
        found = termios.tcgetattr(0)
        raw = [*found]
        raw[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        termios.tcsetattr(0, termios.TCSANOW, raw)
    except termios.error:
        return False
    attributes = found
    _watch()
    return True


def forget() -> None:
    """Hold the terminal no more: somebody else has restored it."""
    global attributes, painted  # a process has one terminal
    attributes, painted = None, False


def release() -> None:
    """Leave the terminal as it was found, if it is held."""
    if attributes is None:
        return
    import termios

    found = attributes
    forget()
    _write(GIVE_BACK)
    try:
        termios.tcsetattr(0, termios.TCSANOW, found)
    except termios.error:
        return


def keyboard() -> bool:
    """Put the terminal itself on standard input where something else is; returns whether keys can come now."""
    if not os.isatty(0):
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


def keep(argument: str, columns: int, rows: int, screen: bytes) -> None:
    """Keep *screen* for the next time that *argument* is opened in a terminal of this size; a failure is no loss."""
    folder = os.path.join(paths.cache(), FOLDER)
    name = _name(argument, columns, rows)
    if name is None or not is_harmless(screen):
        return
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        part = os.path.join(folder, f".{name}.{os.getpid()}")
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(_head(argument) + b"\n" + screen)
        os.replace(part, os.path.join(folder, name))
        there = os.listdir(folder)
        for old in there if len(there) > MOST else ():
            os.unlink(os.path.join(folder, old))
    except OSError:
        return


def drop(argument: str = "") -> None:
    """Drop the screens of *argument*, or all of them: they would not show what is so now."""
    folder = os.path.join(paths.cache(), FOLDER)
    begins = _hash(_address(argument) or argument) if argument else ""
    try:
        for name in os.listdir(folder):
            if name.startswith(begins):
                os.unlink(os.path.join(folder, name))
    except OSError:
        return


def is_harmless(screen: bytes) -> bool:
    """Tell whether *screen* holds nothing but text, colours, and positions of the cursor."""
    if screen.translate(None, _CONTROLS) != screen:
        return False
    for piece in screen.split(b"\x1b")[1:]:
        if piece[:1] != b"[" or piece[1:].lstrip(b"0123456789;")[:1] not in (b"m", b"H"):
            return False
    return not any(piece[:1] and piece[0] in range(0x80, 0xA0) for piece in screen.split(b"\xc2")[1:])


def _address(argument: str) -> str | None:
    """Return what *argument* is kept under: a URL as it stands, or the whole path of a file that is there."""
    if argument.startswith(("https://", "http://", "text:")):
        return argument
    return os.path.abspath(argument) if os.path.isfile(argument) else None


def _name(argument: str, columns: int, rows: int) -> str | None:
    address = _address(argument)
    look = "\n".join(
        os.environ.get(name, "") for name in ("TERM", "COLORTERM", "NO_COLOR", "COLORFGBG", "TERM_PROGRAM")
    )
    return None if address is None else f"{_hash(address)}-{_hash(look)}-{columns}x{rows}"


def _head(argument: str) -> bytes:
    """Return what must be as it was: the program, the settings, the address, and the file itself."""
    address = _address(argument) or ""
    stamps = [f"{_stamp(address)}", f"{_stamp(os.path.join(paths.config(), 'config.toml'))}"]
    return " ".join([__version__, *stamps, repr(address)]).encode("utf-8", "replace")


def _stamp(path: str) -> str:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return "-"
    return f"{found.st_mtime_ns}.{found.st_size}"


def _hash(text: str) -> str:
    import zlib

    data = text.encode("utf-8", "replace")
    return f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}"


def _watch() -> None:
    """Restore the terminal if a signal ends the program before the framework watches for them."""
    import _signal  # type: ignore[import-not-found]

    for number in _SIGNALS:
        _signal.signal(number, _end)


def _end(number: int, _: object) -> NoReturn:
    release()
    os._exit(128 + number)


def _write(data: bytes) -> None:
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(1, view) :]
        except OSError:
            return
