"""The bare terminal: what is typed, as keys, and what is written, in turn."""

from __future__ import annotations

import os
import re
import select
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from termread.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

UNREAD = 0.5
"""Seconds after which an ending program gives up on a terminal that takes no byte."""
AT_ONCE = 0.004
"""Seconds that a frame waits for the terminal to take all of it; to wake the thread that writes costs more than that wait."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key that was pressed, with the two attributes of a key event of the framework that we use."""

    key: str
    """Its name as in the table of commands and in keymaps: `j`, `G`, `/`, `space`, `enter`, `ctrl+d`, `pagedown`."""
    character: str | None = None
    """The character it types, if it types one."""


class Output:
    """Standard output as a text file that forgives a terminal that is gone, and a locale that knows no Unicode."""

    lock = Lock()
    """Two that write to the terminal do so one after the other."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._own = _reopened(descriptor)
        self._wake, self._woken = os.pipe()
        self._ending = self._lost = False
        self._rest = b""
        """What the terminal has not taken yet of what was written `at once`."""
        self.written = 0
        """How often `write` has come to its end."""

    def fileno(self) -> int:
        """Return the descriptor of the terminal."""
        return self._descriptor

    def end(self) -> None:
        """Stop waiting for a terminal that nobody reads; safe in a signal handler."""
        if not self._ending:
            self._ending = True
            os.write(self._woken, b".")

    def write(self, text: str) -> None:
        """Write *text* in its turn."""
        with self.lock:
            rest, self._rest = self._rest, b""
            self.put(rest + text.encode("utf-8", "replace"))
        self.written += 1

    def write_at_once(self, text: str) -> bool:
        """Write what the terminal takes of *text* without waiting; returns whether that is all, else `write` has to follow."""
        data = text.encode("utf-8", "replace")
        if self._own == self._descriptor:  # a write to that one may wait
            self._rest += data
            return False
        with self.lock:
            self._rest = self._written_at_once(data)
        return not self._rest

    def _written_at_once(self, data: bytes) -> bytes:
        """Return what the terminal has not taken of *data*: it holds 8 KB, and reads on while the next part is written."""
        until = monotonic() + AT_ONCE
        while data:
            try:
                data = data[os.write(self._own, data) :]
            except BlockingIOError:
                if not select.select([], [self._own], [], max(0.0, until - monotonic()))[1]:
                    break
            except OSError:
                return b""
        return data

    def put(self, data: bytes) -> None:
        """Write *data* at once, unless the terminal is gone; only who has the `lock` may."""
        rest = memoryview(data)
        while rest and not self._lost:
            try:
                rest = rest[os.write(self._own, rest) :]
            except BlockingIOError:
                self._wait()
            except OSError:
                return

    def _wait(self) -> None:
        """Wait until the terminal takes more, but not for long once the program ends."""
        wake = [] if self._ending else [self._wake]
        ready = select.select(wake, [self._own], [], UNREAD if self._ending else None)
        self._lost = self._ending and not any(ready)

    def flush(self) -> None:
        """Nothing is held back."""


def _reopened(descriptor: int) -> int:
    """Return the terminal of *descriptor* opened anew, so that a write never blocks: the shell shares the other one."""
    try:
        return os.open(os.ttyname(descriptor), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return descriptor


def answers_questions(environment: Mapping[str, str]) -> bool:
    """Return whether a terminal with *environment* may be asked: some would show a question as text."""
    kind = environment.get("TERM", "")
    return bool(environment.get("TMUX")) or (bool(kind) and not kind.startswith(_SILENT))


def passed_through(data: str) -> str:
    """Return *data* as tmux hands it to the terminal that it runs in, where its `allow-passthrough` is on."""
    return "\x1bPtmux;" + data.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def read(descriptor: int = 0) -> bytes:
    """Return what was typed, or nothing where the terminal is gone: SIGHUP follows then."""
    try:
        return os.read(descriptor, 4096)
    except OSError:
        return b""


_SILENT = ("linux", "dumb", "screen", "vt100", "vt220")
"""Kinds of terminal, as TERM begins, that show a question as text, or that have no answer."""

# Keys

_REPORT = re.compile(
    rb"\x1b\[(?:\?[0-9;]*(?:\$y|[cnu])|[0-9;]*[Rt]|>[0-9;]*[cq])|\x1b\]1[0-9];[^\x07\x1b]*(?:\x07|\x1b\\)"
)
"""What a terminal answers to the framework's questions."""
_BEGUN = re.compile(rb"\x1b(?:O|\[[?<>=]?[0-9;]*\$?|\]1[0-9](?:;[^\x07\x1b]*\x1b?)?)?\Z")
_SEQUENCE = re.compile(rb"\x1b(?:O[A-Za-z]|\[[?<>=]?[0-9;:]*\$?[A-Za-z~^@])")
_NAMES: dict[bytes, str] = {
    **{b"\x1b[" + end: name for end, name in ((b"A", "up"), (b"B", "down"), (b"C", "right"), (b"D", "left"))},
    **{b"\x1bO" + end: name for end, name in ((b"A", "up"), (b"B", "down"), (b"C", "right"), (b"D", "left"))},
    **dict.fromkeys((b"\x1b[H", b"\x1bOH", b"\x1b[1~", b"\x1b[7~"), "home"),
    **dict.fromkeys((b"\x1b[F", b"\x1bOF", b"\x1b[4~", b"\x1b[8~"), "end"),
    b"\x1b[5~": "pageup",
    b"\x1b[6~": "pagedown",
    b"\x1b[3~": "delete",
    b"\x1b[Z": "shift+tab",
    b"\r": "enter",
    b"\t": "tab",
    b"\x7f": "backspace",
    b"\x08": "backspace",
    b"\0": "ctrl+@",
    b"\x1b[27u": "escape",
}


def keys_in(typed: bytes) -> Iterator[Key]:
    """Yield the keys of *typed*, after which nothing comes."""
    while typed:
        key, size = decode(typed, late=True)
        typed = typed[size:]
        if key is not None:
            yield key


def decode(typed: bytes, *, late: bool = False) -> tuple[Key | None, int]:
    """Return the first key of *typed* and how many bytes it takes: 0 if more must come, unless it is *late*.

    A key that nobody knows is named "unknown". None instead of a key is an answer of the terminal, which is none.
    """
    first = typed[:1]
    if first == b"\x1b":
        if report := _REPORT.match(typed):
            return None, report.end()
        if found := _SEQUENCE.match(typed):
            return Key(_NAMES.get(found.group(), "unknown")), found.end()
        if _BEGUN.match(typed):
            return (Key("escape"), 1) if late else (None, 0)
        key, size = decode(typed[1:], late=late)
        return (Key(f"alt+{key.key}"), size + 1) if key and size else (key, size)
    if first in _NAMES:
        return Key(_NAMES[first]), 1
    if first < b" ":
        return Key(f"ctrl+{chr(first[0] + 96)}" if first[0] < 27 else "unknown"), 1
    size = 1 if first < b"\xc0" else 2 if first < b"\xe0" else 3 if first < b"\xf0" else 4
    if len(typed) < size and not late:
        return None, 0
    character = typed[:size].decode("utf-8", "replace")
    return Key({" ": "space", ",": "comma"}.get(character, character), character), min(size, len(typed))
