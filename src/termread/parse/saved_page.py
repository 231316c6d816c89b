"""What a saved page carries with it (pictures, style sheets, frames), and what SingleFile notes in the pages it saves."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from termread.parse.addresses import host_of, joined
from termread.parse.charset import decode
from termread.parse.page.tree import remove
from termread.text import clean, regex

SMALLEST = 6_000
"""Characters of the shortest data: address that is a picture, rather than an icon or a blurred placeholder."""
LARGEST, TOGETHER = 5_000_000, 15_000_000
"""Characters of the longest such address, and of all in one article; pictures beyond these limits are left out."""

SHEET = 150_000
"""Bytes of a style sheet that are read."""
_DATA = regex(r"data:image/(?:png|jpeg|jpg|gif|webp|avif|bmp);base64,", re.IGNORECASE)
_FRAME = regex(r"data:image/(?:png|jpeg|jpg|webp|avif);base64,[A-Za-z0-9+/]{60}", re.IGNORECASE)
"""The start of a real picture, rather than a transparent GIF or a drawing in its place."""
_LATER = ("data-src", "data-original", "data-lazy-src", "data-srcset", "srcset")
_CODED = regex(r"[A-Za-z0-9+/]+={0,2}")
_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
)

Parts = Mapping[str, bytes]
"""The parts of a file by the addresses that its page calls them by."""


def frame_part(data: bytes, charset: str | None, address: str, page: str | None) -> bytes | None:
    """Return the page in a frame as UTF-8, or None if it is from another host than *page*: those are mostly ads."""
    host, own = (host_of(url).removeprefix("www.") for url in (address, page or ""))
    if not host or not own or not (host == own or host.endswith(f".{own}") or own.endswith(f".{host}")):
        return None
    return decode(data, declared=charset).text.encode("utf-8", "replace")


class Carried:
    """The pictures that a file carries, as data: addresses, up to a total size."""

    def __init__(self, parts: Parts | None = None) -> None:
        """Take the *parts* of the file; a single HTML file has none."""
        self.parts = parts or {}
        self.left = TOGETHER

    def address(self, source: str, absolute: str | None) -> str | None:
        """Return the picture at *source*, or *absolute*, as a data: address, or None if the file does not contain it."""
        part = self.parts.get(source) or self.parts.get(absolute or "")
        found = data_address(part) if part else source if is_data(source) else None
        if found is None or len(found) > self.left:
            return None
        self.left -= len(found)
        return found


def prefer_carried(root: Any, parts: Parts, base: str | None) -> None:
    """Put the style sheets and frames that a file carries into its page, and keep only `src` of the images it carries.

    A page saved after its pictures were loaded still has the lazy-loading attributes.
    """
    for link in root.iter("link"):
        sheet = parts.get(link.get("href", "")) or parts.get(joined(base, link.get("href", "")))
        if sheet and "stylesheet" in link.get("rel", "").lower():
            link.tag, link.text = "style", clean(sheet[:SHEET].decode("utf-8", "replace"))
    for frame in root.iter("iframe"):
        source = (frame.get("src") or "").strip()
        part = parts.get(source) or parts.get(joined(base, source))
        if part and data_address(part) is None and not frame.get("srcdoc"):
            frame.set("srcdoc", part.decode("utf-8", "replace"))
    for image in root.iter("img"):
        source = "".join((image.get("src") or "").split())
        if not (_FRAME.match(source) or source in parts or joined(base, source) in parts):
            continue
        for name in _LATER:
            if name in image.attrib and joined(base, image.get(name).strip()) not in parts:
                del image.attrib[name]


def is_data(source: str) -> bool:
    """Return whether *source* is a complete picture of a supported type."""
    found = _DATA.match(source)
    if found is None or not SMALLEST <= len(source) <= LARGEST:
        return False
    return _CODED.fullmatch(source, found.end()) is not None


def data_address(data: bytes) -> str | None:
    """Return the picture in *data* as a data: address, or None if it is unsupported or too large."""
    kind = next((kind for sign, kind in _SIGNS if data.startswith(sign)), None)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind = "webp"
    elif data[4:12] in (b"ftypavif", b"ftypavis"):
        kind = "avif"
    if kind is None or len(data) * 4 > LARGEST * 3:
        return None
    return f"data:image/{kind};base64,{b64encode(data).decode('ascii')}"


LOOK = 4096
"""Characters within which SingleFile's comment is."""

_SAVED = regex(r"(?:Page saved with|Archive processed by) SingleFile\b(.{0,2500}?)-->", re.DOTALL)
_ADDRESS = regex(r"^\s*url:\s*(https?://[^\s<>\"]+)", re.MULTILINE)


def source_of(text: str) -> str | None:
    """Return the address a SingleFile page was saved from, or None."""
    saved = _SAVED.search(text[:LOOK])
    found = _ADDRESS.search(saved.group(1)) if saved else None
    return found.group(1) if found else None


def is_saved(text: str) -> bool:
    """Return whether a page was saved by SingleFile."""
    return _SAVED.search(text[:LOOK]) is not None


def drop_hidden(root: Any) -> None:
    """Remove what was hidden when SingleFile saved the page; it marks those elements with a class."""
    for element in root.xpath("//*[contains(@class, 'sf-hidden')]"):
        if element.getparent() is not None and "sf-hidden" in element.get("class").split():
            remove(element)


def valid_address(address: str | None) -> str | None:
    """Return *address*, taken from a file, if it is valid."""
    return address if address and host_of(address) else None
