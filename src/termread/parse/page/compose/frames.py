"""Which boxes are more than a place for text: lists, quotes, tables, posts, notes, galleries, entries of a live blog."""

from __future__ import annotations

from itertools import accumulate

from termread.parse.page.boilerplate.names import informs
from termread.parse.page.compose.asides import set_apart
from termread.parse.page.compose.live import entries_of
from termread.parse.page.compose.notes import note_kind
from termread.parse.page.compose.providers import post_provider
from termread.parse.page.compose.tables import is_data
from termread.parse.page.locate.story import is_body
from termread.parse.page.model import Box, Piece, Sheet
from termread.parse.text_shape import words_of

_GALLERY = frozenset(
    ["gallery", "slideshow", "carousel", "fotostrecke", "bildergalerie", "swiper", "galeria", "galerie"]
)
NOTE = 8
"""Pieces of the longest footnote that is no item of a list."""
_UNBOXED = frozenset(
    ["p", "h1", "h2", "h3", "h4", "li", "figure", "figcaption", "tr", "td", "th", "ul", "ol", "table", "blockquote"]
)


def frames_of(sheet: Sheet, region: Box, total: int, *, live: bool) -> dict[Box, str]:
    """Return the kind of each box that frames what stands in it; layouts in the dress of lists and tables are none."""
    entries = entries_of(sheet, region, live=live)
    apart = set_apart(sheet, region, total)
    frames: dict[Box, str] = {}
    shown = list(accumulate((piece.cut is None for piece in sheet.pieces), initial=0))
    for box in sheet.boxes:
        if shown[box.start] == shown[box.end]:
            continue
        kind = (
            "entry"
            if box in entries
            else _note(box, sheet, region, total, frames, apart) or _kind(box, sheet, total, frames)
        )
        if kind is not None:
            frames[box] = kind
    return frames


def _kind(box: Box, sheet: Sheet, total: int, frames: dict[Box, str]) -> str | None:
    match box.tag:
        case "ol" | "ul" if _are_footnotes(box, sheet):
            return "footnotes"
        case "ul" | "ol" | "menu" if _is_list(box, sheet):
            return "list"
        case "dl":
            return "list"
        case "li" | "dd" | "dt" if _in_list(box, frames):
            return "item"
        case "div" | "aside" | "section" | "p" if _is_footnote(box, sheet):
            return "footnote"
        case "blockquote":
            return "embed" if post_provider(box) else "quote"
        case "table" if is_data(box, sheet.pieces, total):
            return "table"
        case "div" | "section" | "figure" if box.name and not _GALLERY.isdisjoint(words_of(box.name).split()):
            return "gallery" if _is_gallery(box, sheet) else None
        case _:
            return None


def _in_list(box: Box, frames: dict[Box, str]) -> bool:
    """Return whether an item's nearest list is a list to a reader."""
    for outer in box.up():
        if outer.tag in ("ul", "ol", "menu", "dl"):
            return frames.get(outer) in ("list", "footnotes")
    return False


def _are_footnotes(box: Box, sheet: Sheet) -> bool:
    """Return whether the items of a list are called by links in the text: each leads back to it, or nearly each is called."""
    items = [child for child in box.element if child.tag == "li"]
    called = [item for item in items if item.get("id") in sheet.wanted]
    leading = sum(any((a.get("href") or "").startswith("#") for a in item.iter("a")) for item in called)
    return bool(items) and (leading == len(items) or (len(called) >= 3 and len(called) * 5 >= 4 * len(items)))


def _is_footnote(box: Box, sheet: Sheet) -> bool:
    """Return whether a box is a number that the text calls, with what it says behind it."""
    numbers = [i for i in range(box.start, min(box.end, box.start + NOTE)) if _is_called(sheet.pieces[i], sheet)]
    return numbers == [box.start] and 1 < box.end - box.start <= NOTE


def _is_called(piece: Piece, sheet: Sheet) -> bool:
    return piece.text.strip(" .[]()").isdecimal() and sheet.calls(piece)


def _is_list(box: Box, sheet: Sheet) -> bool:
    """Return whether a list is one to a reader: its items are not whole sections of the story."""
    inside = sheet.pieces[box.start : box.end]
    if any(piece.kind in ("heading", "image") for piece in inside):
        return False
    items = sum(1 for child in box.element if child.tag == "li")
    return bool(items) and len(inside) <= items * 4


def _is_gallery(box: Box, sheet: Sheet) -> bool:
    """Return whether a box holds several pictures and nothing that is not said of them."""
    inside = [piece for piece in sheet.pieces[box.start : box.end] if piece.cut is None]
    pictures = sum(piece.kind == "image" for piece in inside)
    return pictures > 1 and all(piece.kind == "image" or piece.of is not None for piece in inside)


def _note(box: Box, sheet: Sheet, region: Box, total: int, frames: dict[Box, str], apart: set[Box]) -> str | None:
    """Return the kind of note that a box inside the story is, by its name or for being an aside of facts."""
    if box.weight > 0.35 * total or (box.start <= region.start and box.end >= region.end):
        return None
    kind = note_kind(box)
    if kind is not None and box.tag not in ("h1", "h2", "h3", "li", "td"):
        return None if _in_note(box, frames) else f"note:{kind}"
    if (
        box.tag in _UNBOXED
        or (is_body(box) and box.weight > 0.2 * total)
        or not (box in apart or box.tag == "aside" or (box.name and informs(box.name)))
    ):
        return None
    if _in_note(box, frames):
        return None
    texts = [p for p in sheet.pieces[box.start : box.end] if p.cut is None and p.of is None and p.text]
    return "note:info" if len(texts) > 1 or any(p.runs for p in texts) else None


def _in_note(box: Box, frames: dict[Box, str]) -> bool:
    return any(frames.get(outer, "").startswith("note") for outer in box.up())
