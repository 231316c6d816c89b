"""The terminal's background: it is asked whether it is light or dark, and says so again when that changes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Literal, Protocol

from termread.palette import is_light
from termread.tui.page.tty import answers_questions, passed_through
from termread.tui.terminal_answers import Answer, Answers

Lightness = Literal["light", "dark"]

ASK = "\x1b]11;?\x1b\\"
"""Asks for the color of the background."""
WATCH, UNWATCH = "\x1b[?2031h", "\x1b[?2031l"
"""Lets the terminal say when its colors change, where it can."""
ANSWERED = 1.0
"""Seconds in which an answer comes."""
_COLOR = re.compile(r"rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})(?:/|\Z)")
_SCHEMES: dict[str, Lightness] = {"1": "dark", "2": "light"}


class Host(Protocol):
    """The terminal."""

    def write(self, data: str) -> None:
        """Write *data*."""

    @property
    def answers(self) -> Answers:
        """What it answers."""


class Background:
    """Whether the background of a terminal is light or dark."""

    def __init__(self, host: Host, tell: Callable[[Lightness], object]) -> None:
        """Ask *host* once it is told to, and *tell* what it says."""
        self._host, self._tell = host, tell
        self._asks = answers_questions(os.environ)
        self._knows_color = False
        """Whether the terminal has told the color itself, and not only a scheme."""
        host.answers.listen(self._hear)

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

    def _hear(self, answer: Answer, value: str) -> None:
        if answer == "scheme":
            if not self._knows_color:
                self._tell(_SCHEMES[value])
            self._ask()
        elif answer == "background" and (found := _COLOR.match(value)):
            self._knows_color = True
            self._tell("light" if is_light("#" + "".join(map(_byte, found.groups()))) else "dark")

    def _ask(self) -> None:
        self._host.answers.expect(ANSWERED)
        # tmux 3.3a answers nothing, but may let the terminal around it answer.
        self._host.write(ASK + passed_through(ASK) if os.environ.get("TMUX") else ASK)


def _byte(digits: str) -> str:
    """Return one to four hexadecimal *digits*, of which the most is always full intensity, as two."""
    return f"{round(int(digits, 16) * 255 / (16 ** len(digits) - 1)):02x}"
