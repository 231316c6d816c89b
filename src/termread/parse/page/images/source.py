"""What an image element says: where its picture is, its words, its size, and whether it is only an icon."""

from __future__ import annotations

import re

from termread.parse.carried import is_data
from termread.parse.page.model import Image
from termread.parse.page.tree import Element
from termread.text import clean

_PIXELS = re.compile(r"\d+")
_STAND_IN = re.compile(
    r"placeholder|(?:^|[/_-])(?:spacer|1x1|blank|transparent|pixel|lazy|loading|loader)[\w-]*\.(?:gif|png|svg)",
    re.IGNORECASE,
)
"""Addresses of what stands where the page's script puts a picture."""
_ICON = re.compile(
    r"(?:^|[/_-])(?:icon|icons|logo|printlogo|sprite)[\w-]*\.(?:gif|png|svg|webp)(?:$|\?)|-(?:icon|logo)\.(?:gif|png|svg|webp)",
    re.IGNORECASE,
)
TINY = 40
"""Pixels up to which a picture beside words is an icon."""


def read_image(element: Element) -> Image:
    """Return what an image element says: where the picture is, its words and its size."""
    get = element.get
    source = get("data-src") or get("data-original") or get("data-lazy-src") or get("src") or ""
    if source.startswith("data:") or _STAND_IN.search(source):
        source = ""
    if not source:
        source = _largest(get("srcset") or get("data-srcset") or _picture_sources(element))
    if not source and is_data(own := "".join((get("src") or "").split())):
        source = own
    words = clean(get("alt") or "")
    return Image(source, words, clean(get("title") or ""), pixels(get("width")), pixels(get("height")))


def _picture_sources(element: Element) -> str:
    parent = element.getparent()
    if parent is None or parent.tag != "picture":
        return ""
    for source in parent.iter("source"):
        found = source.get("srcset") or source.get("data-srcset")
        if found:
            return str(found)
    return ""


def _largest(srcset: str) -> str:
    """Return the address in a srcset with the greatest width or density."""
    best, best_size = "", -1.0
    for candidate in srcset.split(", "):
        words = candidate.strip().rstrip(",").split()
        if not words or words[0].startswith("data:"):
            continue
        digits = _PIXELS.search(words[1]) if len(words) > 1 else None
        size = float(digits.group()) if digits else 0.0
        if size > best_size:
            best, best_size = words[0], size
    return best


def pixels(value: str | None) -> int | None:
    """Return the pixels an attribute says, None where it says something else."""
    found = _PIXELS.match(value.strip()) if value else None
    return int(found.group()) if found and "%" not in (value or "") and len(found.group()) < 6 else None


def is_icon(element: Element, image: Image) -> bool:
    """Return whether an image is too small to be a picture."""
    sizes = [size for size in (image.width, image.height) if size is not None]
    small = bool(sizes and min(sizes) <= TINY) or "emoji" in (element.get("class") or "")
    stands_in = not image.src and bool(_STAND_IN.search(element.get("src") or ""))
    return small or stands_in or (not image.src.startswith("data:") and bool(_ICON.search(image.src)))
