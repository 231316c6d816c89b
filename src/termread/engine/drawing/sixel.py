"""Sixels: six rows of pixels to a line, written color by color."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.text import regex

if TYPE_CHECKING:
    from PIL.Image import Image

BAND = 6
"""Rows of pixels that one line of sixels holds."""
_BLANK = ord("?")
"""The sixel without a pixel; the bits of a pixel are added to it."""
_REPEATED = regex(rb"([?-~])\1{3,}")


def sixels(image: Image, tall: int, colors: int) -> tuple[bytes, ...]:
    """Return the definitions of at most *colors* colors, then the sixels of each *tall* rows of pixels of *image*."""
    from PIL.Image import Dither, Quantize

    palette = image.quantize(min(colors, 256), Quantize.FASTOCTREE)
    few = image.quantize(palette=palette, dither=Dither.FLOYDSTEINBERG)
    pixels, width, height = few.tobytes(), image.width, image.height
    rows = [pixels[at : at + width] for at in range(0, width * height, width)]
    parts = [rows[top : top + tall] for top in range(0, height, tall)]
    return _definitions(few.getpalette() or []), *(_part(part, width) for part in parts)


def _definitions(palette: list[int]) -> bytes:
    """Return the definitions of the colors of *palette*, in percent."""
    colors = zip(*[iter(palette)] * 3, strict=True)
    percent = [[round(value * 100 / 255) for value in color] for color in colors]
    return "".join(f"#{number};2;{r};{g};{b}" for number, (r, g, b) in enumerate(percent)).encode()


def _part(rows: list[bytes], width: int) -> bytes:
    return b"-".join(_band(rows[top : top + BAND], width) for top in range(0, len(rows), BAND))


def _band(rows: list[bytes], width: int) -> bytes:
    """Return the sixels of up to six *rows* of color numbers, a line for each color that occurs."""
    blank = int.from_bytes(bytes([_BLANK]) * width)
    lines = []
    for color in sorted({*b"".join(rows)}):
        table = bytes(color) + b"\1" + bytes(255 - color)
        # Whole rows as numbers: a thousand times as fast as pixel by pixel.
        bits = sum(int.from_bytes(row.translate(table)) << bit for bit, row in enumerate(rows))
        line = (blank + bits).to_bytes(width).rstrip(b"?")
        lines.append(b"#%d%b" % (color, _REPEATED.sub(_short, line)))
    return b"$".join(lines)


def _short(repeated: object) -> bytes:
    run = repeated[0]  # type: ignore[index]
    return b"!%d%b" % (len(run), run[:1])
