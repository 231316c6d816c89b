"""Draws a picture for the screen, in the child: as cells, one PNG, sixels, or a PNG for each row of cells."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from termread.engine.drawing.decode import decode
from termread.engine.drawing.sixel import sixels
from termread.engine.messages import Drawing, Order, Picture

if TYPE_CHECKING:
    from PIL.Image import Image


def draw_picture(data: bytes, order: Order) -> Picture:
    """Return the picture in *data* drawn as *order* says; raises Unreadable or TooLarge."""
    image, natural = decode(data, max(1, order.width), max(1, order.height))
    tint = image.reduce(image.size).tobytes()
    return Picture(*image.size, natural, tint, order.drawing, _DRAWINGS[order.drawing](image, order))


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
