"""What a terminal answers, told from the keys that are typed meanwhile. Whoever asks it something listens here."""

from __future__ import annotations

import re
from asyncio import TimerHandle, get_running_loop
from collections.abc import Callable
from time import monotonic
from typing import Literal

Answer = Literal["graphics", "name", "cell", "colors", "size", "attributes", "background", "scheme", "cursor"]

SPLIT = 0.05
"""Seconds after which the beginning of an answer is what somebody typed."""
CURSOR_ROW = 2
"""The row, counted from 1, of every position that is asked for: reports of the first row look like function keys."""

_ANSWER = re.compile(
    rb"\x1b_G(?P<graphics>[^\x1b]*)\x1b\\"
    rb"|\x1bP>\|(?P<name>[^\x1b]*)\x1b\\"
    rb"|\x1b\[6;(?P<cell>\d+;\d+)t"
    rb"|\x1b\[\?1;0;(?P<colors>\d+)S"
    rb"|\x1b\[\?2;0;(?P<size>\d+;\d+)S"
    rb"|\x1b\[\?(?P<attributes>[\d;]*)c"
    rb"|\x1b\[\?[\d;]*S"
    rb"|\x1b\]11;(?P<background>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    rb"|\x1b\[\?997;(?P<scheme>[12])n"
    rb"|\x1b\[%d;(?P<cursor>\d+)R" % CURSOR_ROW
)
_BEGUN = re.compile(
    rb"\x1b(?:_(?:G[^\x1b]{0,255}\x1b?)?|P(?:>(?:\|[^\x1b]{0,255}\x1b?)?)?"
    rb"|\](?:1(?:1(?:;[^\x07\x1b]{0,64}\x1b?)?)?)?|\[(?:[2-6][\d;]*|\?[\d;]*)?)?\Z"
)

Hear = Callable[[Answer, str], object]


class Answers:
    """Hands each answer to all who listen, and gives back what is none. It is told everything that was typed."""

    def __init__(self, give_back: Callable[[bytes], object]) -> None:
        """Let *give_back* take what only began like an answer, as if it was typed now."""
        self._give_back = give_back
        self._listening: list[Hear] = []
        self._begun = b""
        """The beginning of an answer."""
        self._split: TimerHandle | None = None
        self._until = 0.0
        """When no answer is awaited any more."""

    def listen(self, hear: Hear) -> None:
        """Let *hear* have every answer from now on: what it answers, and the text of that."""
        self._listening.append(hear)

    def expect(self, seconds: float) -> None:
        """Take an escape for the beginning of an answer for so many *seconds*."""
        self._until = max(self._until, monotonic() + seconds)

    def take(self, typed: bytes) -> bytes:
        """Return *typed* without the answers in it; the beginning of one waits for its end, but not for long."""
        if b"\x1b" not in typed and not self._begun:
            return typed
        if self._split is not None:
            self._split.cancel()
            self._split = None
        typed, self._begun = self._begun + typed, b""
        for found in _ANSWER.finditer(typed):
            for name, value in found.groupdict().items():
                for hear in self._listening if value else ():
                    hear(name, value.decode("latin-1"))  # type: ignore[arg-type]
        typed = _ANSWER.sub(b"", typed)
        begun = _BEGUN.search(typed)
        if begun is not None and (len(begun.group()) > 1 or monotonic() < self._until):
            self._begun = begun.group()
            self._split = get_running_loop().call_later(SPLIT, self._give)
        return typed[: len(typed) - len(self._begun)]

    def _give(self) -> None:
        self._split = None
        begun, self._begun = self._begun, b""
        self._give_back(begun)
