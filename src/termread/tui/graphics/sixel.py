"""A row of a picture as sixels, which the engine has made (DEC STD 070, chapter 9)."""

from __future__ import annotations

import re
from functools import lru_cache

from termread.tui.graphics.drawn import PixelRow

_DEFINITION = re.compile(rb"#(\d+);2;\d+;\d+;\d+")
_CHOICE = re.compile(rb"#(\d+)")
_HARMLESS = bytes(range(0x3F, 0x7F)) + b"0123456789;!#$-"


def sixel_row(row: PixelRow) -> str:
    """Return what draws *row* at the cursor; the definitions of its colors come first, and no others.

    Not every terminal chooses a color by its definition, so a color that is defined in passing paints in another one.
    """
    picture, height = row.drawn.picture, row.drawn.ability.cell[1]
    tall = min(height, picture.height - row.number * height)
    return _sequence(picture.data[0], picture.data[row.number + 1], picture.width, tall)


@lru_cache(maxsize=256)
def _sequence(palette: bytes, body: bytes, width: int, height: int) -> str:
    if (palette + body).translate(None, _HARMLESS):
        return ""  # only sixels may reach the terminal, whatever the child sends
    used = set(_CHOICE.findall(body))
    colors = b"".join(found[0] for found in _DEFINITION.finditer(palette) if found[1] in used)
    return f'\x1bP0;1;0q"1;1;{width};{height}{(colors + body).decode("ascii")}\x1b\\'
