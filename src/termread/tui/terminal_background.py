"""The terminal's background: it is asked whether it is light or dark, and says so again when that changes."""

from __future__ import annotations

import os
import re
from asyncio import TimerHandle, get_running_loop
from collections.abc import Callable
from time import monotonic
from typing import Literal, Protocol

from termread.palette import is_light
from termread.tui.page.tty import answers_questions

Lightness = Literal["light", "dark"]

ASK = "\x1b]11;?\x1b\\"
"""Asks for the color of the background."""
WATCH, UNWATCH = "\x1b[?2031h", "\x1b[?2031l"
"""Lets the terminal say when its colors change, where it can."""
ANSWERED = 1.0
"""Seconds in which an answer comes."""
SPLIT = 0.05
"""Seconds after which the beginning of an answer is what somebody typed."""

_ANSWER = re.compile(
    rb"\x1b\]11;(?:rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})[^\x07\x1b]*|[^\x07\x1b]*)(?:\x07|\x1b\\)"
    rb"|\x1b\[\?997;(?P<scheme>[12])n"
)
_BEGUN = re.compile(rb"\x1b(?:\](?:1(?:1(?:;[^\x07\x1b]{0,64}\x1b?)?)?)?|\[\?(?:9(?:9(?:7(?:;[12]?)?)?)?)?)?\Z")
_SCHEMES: dict[bytes, Lightness] = {b"1": "dark", b"2": "light"}


class Host(Protocol):
    """The terminal."""

    def write(self, data: str) -> None:
        """Write *data*."""

    @property
    def take_typed(self) -> Callable[[bytes], None]:
        """Takes what was typed as if it came now."""


class Background:
    """Whether the background of a terminal is light or dark. It is handed all that was typed, and gives back what is no answer."""

    def __init__(self, host: Host, tell: Callable[[Lightness], object]) -> None:
        """Ask *host* once it is told to, and *tell* what it says."""
        self._host, self._tell = host, tell
        self._asks = answers_questions(os.environ)
        self._begun = b""
        """The beginning of an answer."""
        self._split: TimerHandle | None = None
        self._until = 0.0
        """When no answer is awaited any more."""
        self._knows_color = False
        """Whether the terminal has told the color itself, and not only a scheme."""

    def watch(self) -> None:
        """Ask now, and hear of every change from now on."""
        if self._asks:
            self._host.write(WATCH)
            self._ask()

    def ask(self) -> None:
        """Ask again: not every terminal says when its colors change."""
        if self._asks and self._knows_color:
            self._ask()

    def unwatch(self) -> None:
        """Hear of no more changes."""
        if self._asks:
            self._host.write(UNWATCH)

    def take(self, typed: bytes) -> bytes:
        """Return *typed* without the answers in it; the beginning of one waits for its end, but not for long."""
        if b"\x1b" not in typed and not self._begun:
            return typed
        if self._split is not None:
            self._split.cancel()
            self._split = None
        typed, self._begun = self._begun + typed, b""
        for found in _ANSWER.finditer(typed):
            self._hear(found)
        typed = _ANSWER.sub(b"", typed)
        begun = _BEGUN.search(typed)
        if begun is not None and (len(begun.group()) > 1 or monotonic() < self._until):
            self._begun = begun.group()
            self._split = get_running_loop().call_later(SPLIT, self._give_back)
        return typed[: len(typed) - len(self._begun)]

    def _hear(self, found: re.Match[bytes]) -> None:
        if scheme := found["scheme"]:
            if not self._knows_color:
                self._tell(_SCHEMES[scheme])
            self._ask()
        elif found[1]:
            self._knows_color = True
            self._tell("light" if is_light("#" + "".join(map(_byte, found.groups()[:3]))) else "dark")

    def _ask(self) -> None:
        self._until = monotonic() + ANSWERED
        self._host.write(ASK)

    def _give_back(self) -> None:
        self._split = None
        begun, self._begun = self._begun, b""
        self._host.take_typed(begun)


def _byte(digits: bytes) -> str:
    """Return one to four hexadecimal *digits*, of which the most is always full intensity, as two."""
    return f"{round(int(digits, 16) * 255 / (16 ** len(digits) - 1)):02x}"
