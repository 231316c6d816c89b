"""Which boxes are more than a place for text: lists, quotes, tables, posts."""

from __future__ import annotations

from termread.parse.boxes import Box, Sheet
from termread.parse.furniture import informs
from termread.parse.networks import post_provider
from termread.parse.tables import is_data


def frames_of(sheet: Sheet, region: Box, total: int) -> dict[Box, str]:
    """Return the kind of each box that frames what stands in it; layouts in the dress of lists and tables are none."""
    frames: dict[Box, str] = {}
    for box in sheet.boxes:
        if box.start == box.end:
            continue
        parent = frames.get(box.parent) if box.parent else None
        if _is_info(box, sheet, region, total, frames):
            frames[box] = "note"
            continue
        match box.tag:
            case "ul" | "ol" | "menu" if _is_list(box, sheet):
                frames[box] = "list"
            case "dl":
                frames[box] = "list"
            case "li" | "dd" | "dt" if parent == "list":
                frames[box] = "item"
            case "blockquote":
                frames[box] = "embed" if post_provider(box) else "quote"
            case "table" if is_data(box, sheet.pieces, total):
                frames[box] = "table"
            case _:
                pass
    return frames


def _is_list(box: Box, sheet: Sheet) -> bool:
    """Return whether a list is one to a reader: its items are not whole sections of the story."""
    inside = sheet.pieces[box.start : box.end]
    if any(piece.kind == "heading" for piece in inside):
        return False
    items = sum(1 for child in box.element if child.tag == "li")
    return bool(items) and len(inside) <= items * 4


def _is_info(box: Box, sheet: Sheet, region: Box, total: int, frames: dict[Box, str]) -> bool:
    """Return whether a box inside the story is one of facts beside it."""
    if box.depth <= region.depth or box.weight > 0.35 * total or not (box.tag == "aside" or (box.name and informs(box.name))):
        return False
    if box.tag in ("p", "h2", "h3", "li", "figure", "figcaption", "tr", "td", "ul", "ol") or any(frames.get(outer) == "note" for outer in box.up()):
        return False
    texts = [p for p in sheet.pieces[box.start : box.end] if p.cut is None and p.of is None and p.text]
    return len(texts) > 1 or any(p.runs for p in texts)
