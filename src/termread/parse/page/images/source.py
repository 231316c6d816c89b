"""What an image node says: where its picture is, its words, its size, and whether it is only an icon."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from termread.parse.page.class_names import words_of
from termread.parse.page.model import Element, Image, Run
from termread.parse.page.tree import Node
from termread.parse.saved_page import is_data
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
_NESTED = 8
"""Elements around an image among which its picture is: its sources stand in each other, since the parser knows none."""
_LAZY = ("data-bg", "data-background-image", "data-background", "data-bg-src", "data-bgset", "data-src", "style")
"""Attributes that name a background, those for which a script waits first."""
_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)(?:$|[?#])", re.IGNORECASE)
_URL = re.compile(r"url\(\s*([^)]+?)\s*\)")
_PICTURE = re.compile(r" (?:image|img|photo|picture|hero|poster|cover|foto|bild|thumbnail) ")
"""What the class of a picture that is a background says."""
TINY = 40
"""Pixels up to which a picture beside words is an icon."""


def read_image(node: Node) -> Image:
    """Return what an image node says: where the picture is, its words and its size."""
    get = node.get
    source = get("data-src") or get("data-original") or get("data-lazy-src") or get("src") or ""
    if source.startswith("data:") or _STAND_IN.search(source):
        source = ""
    if not source:
        source = _largest(_candidates(node) or _picture_sources(node))
    if not source and is_data(own := "".join((get("src") or "").split())):
        source = own
    words = clean(get("alt") or "")
    return Image(source, words, clean(get("title") or ""), pixels(get("width")), pixels(get("height")))


_CANDIDATES = ("srcset", "data-srcset", "data-lazy-srcset", "data-original-set", "data-src", "data-lazy-src")
"""Attributes that name the files of a picture, those for which a script waits among them."""


def _candidates(node: Node) -> str:
    """Return the files that an element names, the first attribute that names more than a stand-in."""
    named = (node.get(name) or "" for name in _CANDIDATES)
    return next(
        (files for files in named if files and not files.startswith("data:") and not _STAND_IN.search(files)), ""
    )


def _picture_sources(node: Node) -> str:
    """Return the files that the first source of the picture around *node* names; the parser sets one source in another."""
    for around in islice(node.iterancestors(), _NESTED):
        if around.tag == "picture":
            return next(filter(None, map(_candidates, around.iter("source"))), "")
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


def is_icon(node: Node, image: Image) -> bool:
    """Return whether an image is too small to be a picture."""
    sizes = [size for size in (image.width, image.height) if size is not None]
    small = bool(sizes and min(sizes) <= TINY) or "emoji" in (node.get("class") or "")
    stands_in = not image.src and bool(_STAND_IN.search(node.get("src") or ""))
    return small or stands_in or (not image.src.startswith("data:") and bool(_ICON.search(image.src)))


def read_embed(node: Node, tag: str) -> Image:
    """Return what an embed says: its address, its words and its size, with its tag for a title."""
    get, source = node.get, node.find(".//source")
    address = get("src") or get("data-src") or get("data") or (source.get("src") if source is not None else "") or ""
    if not address and get("videoid"):
        address = f"https://www.youtube.com/watch?v={get('videoid')}"
    words = clean(get("title") or get("aria-label") or "")
    return Image(address, words, tag, pixels(get("width")), pixels(get("height")))


def read_background(node: Node, said: Mapping[str, str]) -> Image | None:
    """Return the picture that an empty element shows as its background, by its style or once a script has run."""
    value = next((said[name] for name in _LAZY if name in said), "")
    painted = _URL.search(value)
    address = (painted[1] if painted else value.split(" ")[0]).strip("'\"")
    if not (painted or _FILE.search(address)) or address.startswith("data:") or _STAND_IN.search(address):
        return None
    framed = any(outer.tag == "figure" for outer in islice(node.iterancestors(), _NESTED))
    if not (framed or said.get("role") == "img" or _PICTURE.search(words_of(said.get("class", "")))):
        return None
    return Image(address, clean(said.get("aria-label") or said.get("title") or ""), "", None, None)


def complete_figure(figure: Element, runs: list[Run]) -> None:
    """Put a picture where a figure has only words: its caption, or what our own pages set for the picture."""
    inside = runs[figure.start :]
    if any(run.kind != "text" for run in inside):
        return
    for run in inside:
        if run.element.name == "picture":
            href = next((span.value for span in run.spans if span.style == "link"), None)
            run.kind, run.image = "image", Image(href or "", run.text, "", None, None)
            run.text, run.spans, run.linked, run.size = "", (), 0, 0
            return
    holds = any(figure.node.find(f".//{tag}") is not None for tag in ("blockquote", "table"))
    if not holds and figure.node.find(".//figcaption") is not None and sum(run.size for run in inside) < 600:
        runs.append(Run("image", figure, image=Image("", "", "", None, None)))
