"""A row of a picture in half blocks, as it is written where there are all colors."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from termread.engine.messages import Picture

SAME = 4
"""How far red, green and blue of 255 may differ from the color that is set, which then stays: nobody sees it, and it saves
half of the bytes of a photograph."""


def mosaic_row(picture: Picture, number: int) -> str:
    """Return what writes row *number* of *picture* at the cursor: a tenth of the time that its cells take one by one."""
    pixels, stride = picture.data[0], 3 * picture.width
    upper = pixels[2 * number * stride : (2 * number + 1) * stride]
    lower = pixels[(2 * number + 1) * stride : (2 * number + 2) * stride] or upper
    written = ["\x1b[0m"]
    ink: tuple[int, ...] = (-SAME - 1,) * 3
    ground = ink
    for at in range(0, stride, 3):
        top, bottom = tuple(upper[at : at + 3]), tuple(lower[at : at + 3])
        new = []
        if _differ(top, ink):
            new.append("38;2;{};{};{}".format(*top))
            ink = top
        if _differ(bottom, ground):
            new.append("48;2;{};{};{}".format(*bottom))
            ground = bottom
        written.append(f"\x1b[{';'.join(new)}m▀" if new else "▀")
    return "".join(written)


def _differ(color: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return any(not -SAME <= one - two <= SAME for one, two in zip(color, other, strict=True))
