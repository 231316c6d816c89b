"""Decodes a picture from anywhere into RGB, no larger than wanted, upright and without transparency."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

from termread.errors import TermreadError, TooLarge, Unreadable

if TYPE_CHECKING:
    from PIL.Image import Image

PIXEL_CAP = 50_000_000
"""Maximum declared pixels; more is a decompression bomb or too large for any terminal."""
THIN = 100
"""How many times as long as wide a picture may be; beyond that it is a line, and nothing would show."""
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "AVIF", "TIFF")
"""The formats that may be decoded: none that runs another program."""
_ORIENTATION, _SIDEWAYS = 0x0112, 5
"""The EXIF tag, and the first of its values that swap width and height."""
_OTHERS = (
    (b"<svg", "SVG pictures cannot be drawn."),
    (b"ftyphei", "HEIC pictures cannot be drawn."),
    (b"jxl ", "JPEG XL pictures cannot be drawn."),
    (b"\xff\x0a", "JPEG XL pictures cannot be drawn."),
    (b"<html", "There is a web page where the picture should be."),
    (b"<!doctype html", "There is a web page where the picture should be."),
)
"""What shows near its beginning that a file is something else, and the sentence about it."""
_HEAD = 1024


def decode(data: bytes, width: int, height: int) -> tuple[Image, tuple[int, int]]:
    """Return the picture in *data* as RGB within *width* by *height* pixels, and its own width and height.

    It keeps its shape and is never enlarged; of an animation it is the first frame. Raises Unreadable or TooLarge.
    """
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            _check(*image.size)
            return _upright(image, width, height)
    except UnidentifiedImageError:
        raise Unreadable(_other(data[:_HEAD].lower())) from None
    except MemoryError:
        raise TooLarge.to_understand("picture") from None
    except TermreadError:
        raise
    except Exception:  # noqa: BLE001 - Pillow's decoders raise whatever the bytes make them
        raise Unreadable("The picture is damaged and cannot be drawn.") from None


def natural_size(file: BinaryIO) -> tuple[int, int] | None:
    """Return the width and height in pixels of the picture that *file* begins, upright, or None if that cannot be told."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(file, formats=_FORMATS) as image:
            # Only notes before the pixels count: for others Pillow would decode all of it, whatever its size.
            turned = "exif" in image.info and _orientation(image) >= _SIDEWAYS
            return image.size[::-1] if turned else image.size
    except Exception:  # noqa: BLE001 - Pillow's decoders raise whatever the bytes make them
        return None


def _check(width: int, height: int) -> None:
    if width * height > PIXEL_CAP:
        raise TooLarge(f"The picture is too large to be drawn: {width} x {height} pixels.")
    if max(width, height) > THIN * min(width, height):
        raise Unreadable(f"The picture is too thin to be drawn: {width} x {height} pixels.")


def _other(head: bytes) -> str:
    return next((said for sign, said in _OTHERS if sign in head), "This is not a picture that termread can draw.")


def _upright(image: Image, width: int, height: int) -> tuple[Image, tuple[int, int]]:
    orientation = _orientation(image)
    natural = image.size
    if orientation >= _SIDEWAYS:
        natural, (width, height) = natural[::-1], (height, width)
    image.draft(None, (width, height))
    scaled = _resampled(image)
    scaled.thumbnail((width, height))
    return _turned(_opaque(scaled), orientation), natural


def _orientation(image: Image) -> int:
    """Return the EXIF orientation, or 1 where there is none that can be read."""
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - a picture with broken notes is still a picture
        return 1
    return value if value in range(1, 9) else 1


def _resampled(image: Image) -> Image:
    """Return *image* in a mode whose neighboring values can be mixed."""
    if image.mode[0] in "IF":
        return _eight_bits(image)
    if image.mode in {"1", "P", "PA"} or (image.mode in {"L", "RGB"} and image.has_transparency_data):
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image


def _eight_bits(image: Image) -> Image:
    """Return an image of 16 or 32 bits a pixel as one of 8, which Pillow would clip at 255."""
    wide = image.convert("F")
    low, high = _range(wide) if image.mode == "F" else (0.0, 65535.0)
    scale = 255 / (high - low or 1)
    return wide.point(lambda value: value * scale - low * scale).convert("L")


def _range(image: Image) -> tuple[float, float]:
    low, high = image.getextrema()
    assert isinstance(low, float)
    assert isinstance(high, float)
    return low, high


def _opaque(image: Image) -> Image:
    """Return *image* as RGB, on white where it is transparent."""
    from PIL import Image

    if not image.has_transparency_data:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    paper.alpha_composite(clear)
    return paper.convert("RGB")


def _turned(image: Image, orientation: int) -> Image:
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(turns[orientation]) if orientation in turns else image
