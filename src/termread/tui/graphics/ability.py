"""What a terminal can draw, by its own answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from termread.tui.page.tty import answers_questions
from termread.values import dataclass

if TYPE_CHECKING:
    from termread.engine.messages import Drawing

Protocol = Literal["kitty", "kitty_unicode", "sixel", "iterm2", "half blocks"]

DRAWINGS: dict[Protocol, Drawing] = {
    "kitty": "whole",
    "kitty_unicode": "whole",
    "sixel": "sixel",
    "iterm2": "strips",
    "half blocks": "cells",
}
"""How the engine is to draw for each protocol."""
USUAL_CELL = 10, 20
"""The pixels of a cell where the terminal does not tell, for protocols that scale a picture to cells."""
COLORS = 64
"""Fewer registers of sixel colors than this make a picture worse than half blocks do."""
_SCALING = ("iTerm2", "WezTerm")
"""Terminals that draw by iTerm2's protocol, as their names begin."""


@dataclass(frozen=True, slots=True)
class Ability:
    """How pictures are drawn."""

    protocol: Protocol = "half blocks"
    cell: tuple[int, int] = (1, 2)
    """Width and height of a cell in pixels."""
    most: tuple[int, int] = (10_000, 10_000)
    """Width and height in pixels of the largest picture."""
    colors: int = 256
    tmux: bool = False
    """Whether tmux hands the pictures through."""

    @property
    def drawing(self) -> Drawing:
        """How the engine is to draw."""
        return DRAWINGS[self.protocol]


HALF_BLOCKS = Ability()

_KITTY = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
_NAME, _CELL, _COLORS = "\x1b[>q", "\x1b[16t", "\x1b[?1;4;0S"
_SIZES = "\x1b[?2;1;0S\x1b[?2;4;0S"
"""How large sixels may be now, which is the size of the text in xterm, and how large at most."""
_ATTRIBUTES = "\x1b[c"
"""Every terminal answers this one, so its answer is the last."""


def questions(environment: Mapping[str, str]) -> str:
    """Return what asks a terminal with *environment*; "" for one that must not be asked."""
    if environment.get("TMUX"):
        return passed_through(_KITTY) + passed_through(_NAME) + _CELL + _COLORS + _SIZES + _ATTRIBUTES
    if not answers_questions(environment) or environment.get("TERM_PROGRAM") == "Apple_Terminal":
        return ""
    return _KITTY + _NAME + _CELL + _COLORS + _SIZES + _ATTRIBUTES


def passed_through(data: str) -> str:
    """Return *data* as tmux hands it to the terminal that it runs in, where its `allow-passthrough` is on."""
    return "\x1bPtmux;" + data.replace("\x1b", "\x1b\x1b") + "\x1b\\"


_ANSWER = re.compile(
    rb"\x1b_G(?P<kitty>[^\x1b]*)\x1b\\"
    rb"|\x1bP>\|(?P<name>[^\x1b]*)\x1b\\"
    rb"|\x1b\[6;(?P<cell>\d+;\d+)t"
    rb"|\x1b\[\?1;0;(?P<colors>\d+)S"
    rb"|\x1b\[\?2;0;(?P<size>\d+;\d+)S"
    rb"|\x1b\[\?(?P<attributes>[\d;]*)c"
    rb"|\x1b\[\?[\d;]*S"
)
_BEGUN = re.compile(rb"\x1b(?:_(?:G[^\x1b]*\x1b?)?|P(?:>(?:\|[^\x1b]*\x1b?)?)?|\[(?:6[;\d]*|\?[\d;]*)?)?\Z")


class Answers:
    """What a terminal has answered. It is told everything that was typed, and gives back what is no answer."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        self.begun = b""
        """The beginning of an answer."""

    def take(self, typed: bytes) -> bytes:
        """Return *typed* without the answers in it; the beginning of one waits for its end."""
        typed = self.begun + typed
        self.begun = b""
        if b"\x1b" not in typed:
            return typed
        for found in _ANSWER.finditer(typed):
            self.known |= {name: value.decode("latin-1") for name, value in found.groupdict().items() if value}
            if found["size"]:
                self.known.setdefault("text", self.known["size"])
        typed = _ANSWER.sub(b"", typed)
        if begun := _BEGUN.search(typed):
            self.begun = begun.group()
        return typed[: len(typed) - len(self.begun)]

    def rest(self) -> bytes:
        """Return the beginning of an answer whose end has not come, so that it was none."""
        rest, self.begun = self.begun, b""
        return rest

    @property
    def are_all(self) -> bool:
        """Whether nothing more comes from this terminal."""
        return "attributes" in self.known


def ability_of(
    known: Mapping[str, str], cell: tuple[int, int] | None, *, tmux: bool = False, true_color: bool = True
) -> Ability:
    """Return what a terminal can draw that has answered what is *known*, with cells of *cell* pixels if it says so.

    Without a size of the cell only that is drawn which the terminal itself scales to cells.
    """
    name = known.get("name", "")
    if cell is None and "cell" in known:
        height, width = map(int, known["cell"].split(";"))
        cell = (width, height) if width and height else None
    size = (*map(int, known.get("size", "0;0").split(";")),)
    most = (size[0] or 10_000, size[1] or 10_000)
    if "OK" in known.get("kitty", ""):
        if true_color and _has_placeholders(name):
            return Ability("kitty_unicode", cell or USUAL_CELL, tmux=tmux)
        if cell and not tmux:
            return Ability("kitty", cell)
    if name.startswith(_SCALING) and not tmux:
        return Ability("iterm2", cell or USUAL_CELL)
    colors = int(known.get("colors", "256"))
    if "4" in known.get("attributes", "").split(";")[1:] and cell and colors >= COLORS:
        return Ability("sixel", cell, most, min(colors, 256))
    return HALF_BLOCKS


def _has_placeholders(name: str) -> bool:
    """Return whether the terminal that calls itself *name* draws kitty's pictures in the place of characters."""
    if name.startswith("ghostty"):
        return True
    version = re.match(r"kitty\((\d+)\.(\d+)", name)
    return version is not None and (int(version[1]), int(version[2])) >= (0, 28)
