"""A row of a picture by iTerm2's protocol for inline images."""

from __future__ import annotations

from base64 import b64encode

from termread.tui.graphics.drawn import PixelRow


def iterm2_row(row: PixelRow) -> str:
    """Return what draws *row* at the cursor, scaled to its cells."""
    data = row.drawn.picture.data[row.number]
    place = f"width={row.drawn.columns};height=1;preserveAspectRatio=0;doNotMoveCursor=1"
    return f"\x1b]1337;File=inline=1;size={len(data)};{place}:{b64encode(data).decode('ascii')}\x07"
