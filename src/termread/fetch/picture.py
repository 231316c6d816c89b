"""Pictures: fetched within the caps, decoded and scaled to what a terminal can show."""

from __future__ import annotations

import base64
import binascii
import io
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from termread.config import FetchSettings
from termread.errors import TooLarge, Unreadable
from termread.fetch.addresses import is_url, resolve
from termread.fetch.local import read_file
from termread.values import dataclass, replace

if TYPE_CHECKING:
    from PIL.Image import Image

    from termread.document import Wanted
    from termread.fetch.body import Tell

PIXEL_CAP = 50_000_000
"""Maximum declared pixels; more is a decompression bomb or too large for any terminal."""
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "AVIF", "TIFF")
"""The formats that may be decoded: none that runs another program."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """An image as rows of RGB triples."""

    width: int
    height: int
    data: bytes


def read_picture(address: str, settings: FetchSettings, tell: Tell, wanted: Wanted) -> bytes:
    """Return the picture at *address*: a URL no nearer than *wanted* allows, a path, or a data: address."""
    if address[:5].lower() == "data:":
        return _carried(address)
    if not is_url(address) and not is_url(address := resolve(address)):
        return read_file(address, settings).data
    from termread.fetch.web import read_web

    document = read_web(address, settings, tell, replace(wanted, page=False))
    assert document is not None
    return document.data


def draw_picture(data: bytes, width: int, height: int) -> Pixels:
    """Return the picture in *data* scaled to fit, keeping its aspect ratio; raises Unreadable or TooLarge."""
    try:
        from PIL import Image, UnidentifiedImageError
    except ImportError:
        raise Unreadable(
            'Pictures need Pillow, which is not installed: pip install "termread[images]"', code="no-pillow"
        ) from None
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > PIXEL_CAP:
                raise TooLarge(f"The picture is too large to be drawn: {image.width} x {image.height} pixels.")
            return _scaled(image, max(1, width), max(1, height))
    except UnidentifiedImageError:
        raise Unreadable("This is not a picture that termread can draw.") from None
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, TypeError, KeyError, IndexError):
        raise Unreadable("The picture is damaged and cannot be drawn.") from None


def _scaled(image: Image, width: int, height: int) -> Pixels:
    from PIL import Image, ImageOps

    image.draft("RGB", (width, height))
    turned = ImageOps.exif_transpose(image)
    clear = turned.convert("RGBA")
    clear.thumbnail((width, height))
    paper = Image.new("RGBA", clear.size, "white")
    paper.alpha_composite(clear)
    return Pixels(*paper.size, paper.convert("RGB").tobytes())


def _carried(address: str) -> bytes:
    head, _, body = address[5:].partition(",")
    data = unquote_to_bytes(body)
    if not head.lower().endswith(";base64"):
        return data
    try:
        return base64.b64decode(data)
    except binascii.Error:
        raise Unreadable("The picture is damaged and cannot be drawn.") from None
