"""What a file carries itself: pictures, in data: addresses or as parts beside its page, and style sheets as parts."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from termread.text import clean

SMALLEST = 6_000
"""Characters of the shortest data: address that is a picture and not an icon, or a blur that stands in for one."""
LARGEST, TOGETHER = 5_000_000, 15_000_000
"""Characters of the longest such address, and of all in one article; pictures beyond are only named."""

SHEET = 150_000
"""Bytes of a style sheet that are looked at."""
_DATA = re.compile(r"data:image/(?:png|jpeg|jpg|gif|webp|avif|bmp);base64,", re.IGNORECASE)
_FRAME = re.compile(r"data:image/(?:png|jpeg|jpg|webp|avif);base64,[A-Za-z0-9+/]{60}", re.IGNORECASE)
"""How a picture begins that is carried, and no transparent GIF or drawing in its place."""
_LATER = ("data-src", "data-original", "data-lazy-src", "data-srcset", "srcset")
_CODED = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
)

Parts = Mapping[str, bytes]
"""The parts of a file by the addresses that its page calls them by."""


class Carried:
    """The pictures that a file carries, handed out as data: addresses while there is room for them in an article."""

    def __init__(self, parts: Parts | None = None) -> None:
        """Take the *parts* of the file; there are none in a page that is a file of its own."""
        self.parts = parts or {}
        self.left = TOGETHER

    def address(self, source: str, absolute: str | None) -> str | None:
        """Return the picture that *source*, or *absolute*, calls as a data: address; None where it is not carried."""
        part = self.parts.get(source) or self.parts.get(absolute or "")
        found = data_address(part) if part else source if is_data(source) else None
        if found is None or len(found) > self.left:
            return None
        self.left -= len(found)
        return found


def prefer_carried(root: Any, parts: Parts, base: str | None) -> None:
    """Set the style sheets that the file carries into the page, and leave images it carries no address but their `src`.

    A page that was saved once its pictures were there still has the addresses from which its script fetched them.
    """
    for link in root.iter("link"):
        sheet = parts.get(link.get("href", "")) or parts.get(_absolute(base, link.get("href", "")))
        if sheet and "stylesheet" in link.get("rel", "").lower():
            link.tag, link.text = "style", clean(sheet[:SHEET].decode("utf-8", "replace"))
    for image in root.iter("img"):
        source = "".join((image.get("src") or "").split())
        if not (_FRAME.match(source) or source in parts or _absolute(base, source) in parts):
            continue
        for name in _LATER:
            if name in image.attrib and _absolute(base, image.get(name).strip()) not in parts:
                del image.attrib[name]


def _absolute(base: str | None, source: str) -> str:
    try:
        return urljoin(base or "", source)
    except ValueError:
        return source


def is_data(source: str) -> bool:
    """Return whether an image's *source* is a whole picture of a kind that can be drawn."""
    found = _DATA.match(source)
    if found is None or not SMALLEST <= len(source) <= LARGEST:
        return False
    return _CODED.fullmatch(source, found.end()) is not None


def data_address(data: bytes) -> str | None:
    """Return the picture in *data* as an address, None where it is none that can be drawn, or too large."""
    kind = next((kind for sign, kind in _SIGNS if data.startswith(sign)), None)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind = "webp"
    elif data[4:12] in (b"ftypavif", b"ftypavis"):
        kind = "avif"
    if kind is None or len(data) * 4 > LARGEST * 3:
        return None
    return f"data:image/{kind};base64,{b64encode(data).decode('ascii')}"
