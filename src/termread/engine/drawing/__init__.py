"""Draws a picture for the screen, in the child: as cells, one PNG, sixels, or a PNG for each row of cells."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from termread.engine.drawing.decode import decode
from termread.engine.drawing.sixel import sixels
from termread.engine.messages import Drawing, Order, Picture
from termread.errors import Unreadable

if TYPE_CHECKING:
    from PIL.Image import Image


def draw_picture(data: bytes, order: Order) -> Picture:
    """Return the picture in *data* drawn as *order* says; raises Unreadable or TooLarge."""
    width, height = max(1, order.width), max(1, order.height)
    if order.region is None:
        image, natural = decode(data, width, height)
    else:
        image, natural = _part(data, width, height, order.region)
    tint = image.reduce(image.size).tobytes()
    return Picture(*image.size, natural, tint, order.drawing, _DRAWINGS[order.drawing](image, order))


def _part(
    data: bytes, width: int, height: int, region: tuple[float, float, float, float]
) -> tuple[Image, tuple[int, int]]:
    """Return the *region* of the picture in *data* as large as *width* by *height* pixels allow, and the picture's size."""
    left, top, right, bottom = region
    wide, high = right - left, bottom - top
    if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
        raise Unreadable("This part of the picture cannot be drawn.")
    image, natural = decode(data, math.ceil(width / wide), math.ceil(height / high))
    box = left * image.width, top * image.height, right * image.width, bottom * image.height
    scale = min(width / (box[2] - box[0]), height / (box[3] - box[1]))
    size = max(1, round((box[2] - box[0]) * scale)), max(1, round((box[3] - box[1]) * scale))
    return image.resize(size, box=box), natural


def _cells(image: Image, _: Order) -> tuple[bytes, ...]:
    return (image.tobytes(),)


def _whole(image: Image, _: Order) -> tuple[bytes, ...]:
    return (_png(image),)


def _sixel(image: Image, order: Order) -> tuple[bytes, ...]:
    return sixels(image, order.row_pixels or image.height, order.colors)


def _strips(image: Image, order: Order) -> tuple[bytes, ...]:
    tall = order.row_pixels or image.height
    tops = range(0, image.height, tall)
    if image.height % tall:
        image = image.convert("RGBA")  # what is beyond the edge of the last strip becomes clear
    return tuple(_png(image.crop((0, top, image.width, top + tall))) for top in tops)


def _png(image: Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "PNG", compress_level=1)
    return written.getvalue()


_DRAWINGS: dict[Drawing, Callable[[Image, Order], tuple[bytes, ...]]] = {
    "cells": _cells,
    "whole": _whole,
    "sixel": _sixel,
    "strips": _strips,
}
