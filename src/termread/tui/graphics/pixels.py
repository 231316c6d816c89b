"""The pixels of one terminal: it is asked what it can draw when the first picture comes into view, and gets them after each frame."""

from __future__ import annotations

import fcntl
import os
import struct
import termios
from asyncio import TimerHandle, get_running_loop
from collections.abc import Callable, Container
from typing import TYPE_CHECKING, Any
from typing import Protocol as Interface

from termread.tui.graphics.ability import HALF_BLOCKS, Ability, Protocol, ability_of, questions
from termread.tui.graphics.drawn import Wanted
from termread.tui.graphics.iterm2 import iterm2_row
from termread.tui.graphics.kitty import Placeholders, Placements
from termread.tui.graphics.sixel import sixel_row
from termread.tui.graphics.surface import Painted, Surface
from termread.tui.terminal_answers import Answer, Answers

if TYPE_CHECKING:
    from textual.app import App

ANSWERED = 0.5
"""Seconds in which a terminal answers; after that there are half blocks."""
BEYOND = 0.15
"""Seconds that the terminal around tmux is given once tmux has answered."""
STILL = 0.07
"""Seconds after the last frame before pixels are drawn that take long: keys may be coming."""

SURFACES: dict[Protocol, Callable[[], Surface]] = {
    "kitty": Placements,
    "kitty_unicode": Placeholders,
    "sixel": lambda: Painted(sixel_row),
    "iterm2": lambda: Painted(iterm2_row),
}


class Host(Interface):
    """The terminal, as its pixels see it."""

    app: App[Any]
    fileno: int

    def write(self, data: str) -> None:
        """Write *data*."""

    def write_pixels(self, data: str) -> None:
        """Write *data*, shown at once, and leave the cursor where it was."""

    @property
    def answers(self) -> Answers:
        """What it answers."""


class Pixels:
    """What a terminal can draw, and what it shows of that."""

    def __init__(self, host: Host, *, ask: bool = True) -> None:
        """Ask *host* what it can draw; if it cannot be asked, it draws half blocks."""
        self._host = host
        self._true_color = host.app.console.color_system == "truecolor"
        self._later = get_running_loop().call_later
        self._known: dict[str, str] = {}
        """What the terminal has answered."""
        self._ability: Ability | None = None
        self._surface: Surface | None = None
        self._window: Window = (0, 0, 0, 0)
        """The size of the window that the ability is for."""
        self._border: tuple[int, int] | None = None
        """The pixels of the window that no cell has, in width and height."""
        self._then: Callable[[], object] = bool
        """What draws the page that has asked last."""
        self._due: TimerHandle | None = None
        self._tmux = bool(os.environ.get("TMUX"))
        asked = questions(os.environ) if ask else ""
        host.answers.listen(self._hear)
        if asked:
            host.answers.expect(ANSWERED)
            host.write(asked)
            self._asking: TimerHandle | None = self._later(ANSWERED, self._decide)
        else:
            self._asking = None
            self._ability = HALF_BLOCKS

    # What it can draw

    def ability(self, then: Callable[[], object]) -> Ability | None:
        """Return what the terminal can draw; None as long as it has not answered, and *then* is called once it has."""
        self._then = then
        if self._ability not in (None, HALF_BLOCKS) and window_of(self._host.fileno) != self._window:
            self._ability = self._decided()  # a cell may have another size now
        return self._ability

    def _hear(self, answer: Answer, value: str) -> None:
        new = answer not in self._known
        self._known[answer] = value
        if answer == "size":
            self._known.setdefault("text", value)  # what is asked first
        # An answer that comes late, over a slow line or through tmux, counts as well. The attributes come last.
        if new and "attributes" in self._known:
            if self._asking is not None:
                self._asking.cancel()
            self._asking = self._later(BEYOND if self._tmux and self._ability is None else 0, self._decide)

    def _decide(self) -> None:
        self._asking = None
        before, self._ability = self._ability, self._decided()
        if self._ability != before:
            make = SURFACES.get(self._ability.protocol)
            self._surface = make() if make else None
            self._then()

    def _decided(self) -> Ability:
        known, window = self._known, window_of(self._host.fileno)
        self._window = window
        if self._border is None and "text" in known:
            self._border = border_of(window, known["text"])
        cell = cell_of(window, self._border or (0, 0))
        return ability_of(known, cell, tmux=self._tmux, true_color=self._true_color)

    # What it shows

    def update(self, wanted: Callable[[], Wanted], written: Container[int]) -> str:
        """Return what ends a frame, in which the *written* rows were drawn anew, so that those pixels show that are *wanted* then."""
        if self._surface is None:
            return ""
        data = self._surface.update(wanted(), written)
        if self._due is not None:
            self._due.cancel()
            self._due = None
        if not self._surface.is_settled:
            self._due = self._later(STILL, self._settle)
        return data

    def clear(self) -> str:
        """Return what takes all pixels away, before the terminal is given back."""
        if self._due is not None:
            self._due.cancel()
            self._due = None
        return self._surface.clear() if self._surface is not None else ""

    def _settle(self) -> None:
        self._due = None
        if self._surface is not None:
            self._host.write_pixels(self._surface.settle())


Window = tuple[int, int, int, int]
"""Rows, columns, width and height in pixels."""


def window_of(descriptor: int) -> Window:
    """Return the size of the terminal, with zeros for what it does not tell."""
    try:
        rows, columns, width, height = struct.unpack("HHHH", fcntl.ioctl(descriptor, termios.TIOCGWINSZ, bytes(8)))
    except OSError:
        return 0, 0, 0, 0
    return rows, columns, width, height


def border_of(window: Window, text: str) -> tuple[int, int]:
    """Return what the *window* has beside its *text*, "width;height": xterm counts its border, which may be wide."""
    wide, high = (int(part) for part in text.split(";"))
    rows, columns, width, height = window
    fits = columns and rows and columns <= wide <= width and rows <= high <= height
    return (width - wide, height - high) if fits else (0, 0)


def cell_of(window: Window, border: tuple[int, int] = (0, 0)) -> tuple[int, int] | None:
    """Return width and height of a cell in pixels, where the size of the *window* inside of its *border* says so."""
    rows, columns, width, height = window
    cell = ((width - border[0]) // columns, (height - border[1]) // rows) if rows and columns else (0, 0)
    return cell if min(cell) > 0 else None
