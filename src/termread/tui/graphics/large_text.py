"""Text that is two rows high (kitty's text sizing protocol, OSC 66), where the terminal shows by its cursor that it draws it."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Iterator
from typing import Protocol

from termread.tui.graphics.surface import at_cells
from termread.tui.page.rows import LargeRow, Piece
from termread.tui.page.tty import answers_questions
from termread.tui.terminal_answers import CURSOR_ROW, Answer, Answers
from termread.write.terminal import RESET, Depth, sgr

ANSWERED = 1.0
"""Seconds in which the terminal answers."""
WIDEST = 7
"""The most cells that the protocol lets one character have."""

_WHERE = "\x1b[6n"
ASK = f"\x1b7\x1b[{CURSOR_ROW};1H{_WHERE}\x1b]66;w=2; \x1b\\{_WHERE}\x1b]66;s=2; \x1b\\{_WHERE}\x1b8"
"""Asks where the cursor is, once it has drawn a blank of two cells, and one of two cells in two rows."""
ERASE = f"\x1b7\x1b[{CURSOR_ROW};1H\x1b[4X\x1b[{CURSOR_ROW + 1};1H\x1b[4X\x1b8"
"""Erases those blanks."""

Shown = dict[int, LargeRow]
"""Large texts by their upper row on the screen."""


class Host(Protocol):
    """The terminal."""

    def write(self, data: str) -> None:
        """Write *data*."""

    @property
    def answers(self) -> Answers:
        """What it answers."""


class LargeText:
    """The large text on a terminal that can draw it: put there after each frame, and taken away before the next."""

    def __init__(self, host: Host, tell: Callable[[bool], object]) -> None:
        """Ask *host* whether it can draw it, if it may be asked, and *tell* what it says."""
        self._host, self._tell = host, tell
        self._columns: list[int] = []
        self._shown: Shown = {}
        if answers_questions(os.environ):
            host.answers.listen(self._hear)
            host.answers.expect(ANSWERED)
            host.write(ASK)

    def around(self, frame: str, wanted: Shown, written: Container[int], depth: Depth) -> str:
        """Return *frame*, in which the *written* rows are drawn anew, with what makes the *wanted* texts large.

        What is large before is drawn in its usual size first: text that is written beside it or below would move.
        """
        before, self._shown = self._shown, wanted
        touched = {y for y in {*before, *wanted} if y in written or y + 1 in written or before.get(y) != wanted.get(y)}
        small = [part for y in sorted(touched) if y in before for part in _small(y, before[y], depth)]
        large = [(y, wanted[y].column, _large(wanted[y].pieces, depth)) for y in sorted(touched) if y in wanted]
        return at_cells(small) + frame + at_cells(large)

    def clear(self, depth: Depth) -> str:
        """Return what makes no text large any more."""
        return self.around("", {}, (), depth)

    def _hear(self, answer: Answer, value: str) -> None:
        if answer != "cursor":
            return
        self._columns.append(int(value))
        if len(self._columns) == ASK.count(_WHERE):
            first, wide, high = self._columns
            if high != first:
                self._host.write(ERASE)
            self._tell((wide - first, high - wide) == (2, 2))


def _small(y: int, row: LargeRow, depth: Depth) -> Iterator[tuple[int, int, str]]:
    """Yield what draws *row*, from row *y* on, in its usual size."""
    text = "".join(sgr(ink, depth) + part for part, ink in row.pieces)
    plain = sgr(row.plain, depth)
    yield y, row.column, f"{text}{plain}{' ' * row.cells}{RESET}"
    yield y + 1, row.column, f"{plain}{' ' * (2 * row.cells)}{RESET}"


def _large(pieces: Iterable[Piece], depth: Depth) -> str:
    """Return what draws *pieces* two rows high at the cursor."""
    return "".join(sgr(ink, depth) + "".join(_sequences(text)) for text, ink in pieces) + RESET


def _sequences(text: str) -> Iterator[str]:
    """Yield the sequences that draw *text*: the widths of all but ASCII are said, as terminals differ in them."""
    if text.isascii():
        yield f"\x1b]66;s=2;{text}\x1b\\"
        return
    from rich.cells import split_graphemes

    graphemes, _ = split_graphemes(text)
    plain = ""
    for start, end, wide in graphemes:
        part = text[start:end]
        if part.isascii():
            plain += part
            continue
        if plain:
            yield f"\x1b]66;s=2;{plain}\x1b\\"
            plain = ""
        yield f"\x1b]66;s=2:w={min(max(wide, 1), WIDEST)};{part}\x1b\\"
    if plain:
        yield f"\x1b]66;s=2;{plain}\x1b\\"
