"""Inks as SGR sequences (ECMA-48, 8.3.117), for any colour depth."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from termread.palette import Ink

Depth = Literal["none", "16", "256", "true"]
"""A terminal's colour depth; *none* still has bold, underline and the other attributes."""

RESET = "\x1b[0m"
_NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_SIXTEEN = (
    *((0, 0, 0), (170, 0, 0), (0, 170, 0), (170, 85, 0), (0, 0, 170), (170, 0, 170), (0, 170, 170), (170, 170, 170)),
    *((85, 85, 85), (255, 85, 85), (85, 255, 85), (255, 255, 85), (85, 85, 255), (255, 85, 255), (85, 255, 255)),
    (255, 255, 255),
)
_GREY = 0.15
"""Below this saturation a colour maps to one of the 256-colour greys."""


def depth_of(environment: Mapping[str, str]) -> Depth:
    """Return the colour depth of a terminal with *environment*; a non-empty NO_COLOR means none."""
    if environment.get("NO_COLOR"):
        return "none"
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "true"
    name = environment.get("TERM", "")
    if name in ("", "dumb"):
        return "none"
    return "256" if "256color" in name else "16"


@lru_cache(maxsize=512)
def sgr(ink: Ink, depth: Depth) -> str:
    """Return the SGR sequence for *ink*, starting with a reset; for plain text, only the reset."""
    codes = ["0"]
    flags = ((ink.bold, "1"), (ink.dim, "2"), (ink.italic, "3"), (ink.underline, "4"), (ink.reverse, "7"))
    codes += [code for flag, code in (*flags, (ink.strike, "9")) if flag]
    if depth != "none":
        codes += _colour(ink.colour, 30, depth) + _colour(ink.ground, 40, depth)
    return f"\x1b[{';'.join(codes)}m"


def _colour(colour: str | None, base: int, depth: Depth) -> list[str]:
    """Return the parameters for *colour* (#rrggbb or a name) as a foreground (*base* 30) or background (40)."""
    if colour is None or colour == "default":
        return []
    if not colour.startswith("#"):
        bright = colour.startswith("bright")
        return [str(base + _NAMES.index(colour.removeprefix("bright").lstrip("_-")) + (60 if bright else 0))]
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    if depth == "true":
        return [str(base + 8), "2", str(red), str(green), str(blue)]
    if depth == "256":
        return [str(base + 8), "5", str(_of_256(red, green, blue))]
    number = min(range(16), key=lambda each: _distance(_SIXTEEN[each], (red, green, blue)))
    return [str(base + number if number < 8 else base + 52 + number)]


def _of_256(red: int, green: int, blue: int) -> int:
    """Return the nearest of the 256 colours: a grey if the colour is nearly one, else from the colour cube."""
    from colorsys import rgb_to_hls

    _, light, saturation = rgb_to_hls(red / 255, green / 255, blue / 255)
    if saturation < _GREY:
        grey = round(light * 25)
        return 16 if grey == 0 else 231 if grey == 25 else 231 + grey
    steps = [round(value / 95 if value < 95 else 1 + (value - 95) / 40) for value in (red, green, blue)]
    return 16 + 36 * steps[0] + 6 * steps[1] + steps[2]


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Return the squared perceived distance of two colours, weighted as in rich so that both agree."""
    mean = (one[0] + other[0]) // 2
    red, green, blue = (left - right for left, right in zip(one, other, strict=True))
    return ((512 + mean) * red * red >> 8) + 4 * green * green + ((767 - mean) * blue * blue >> 8)
