"""What a terminal can draw, by its own answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from termread.tui.page.tty import answers_questions, passed_through
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
    if "OK" in known.get("graphics", ""):
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
