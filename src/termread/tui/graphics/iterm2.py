"""A row of a picture by iTerm2's protocol for inline images."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache

from termread.tui.graphics.drawn import PixelRow


def iterm2_row(row: PixelRow) -> str:
    """Return what draws *row* at the cursor, scaled to its cells."""
    return _sequence(row.drawn.picture.data[row.number], row.drawn.columns)


@lru_cache(maxsize=128)
def _sequence(data: bytes, columns: int) -> str:
    place = f"width={columns};height=1;preserveAspectRatio=0;doNotMoveCursor=1"
    return f"\x1b]1337;File=inline=1;size={len(data)};{place}:{b64encode(data).decode('ascii')}\x07"
