"""Which boxes are more than a place for text: lists, quotes, tables, posts."""

from __future__ import annotations

from termread.parse.boxes import Box, Sheet
from termread.parse.embeds import post_provider
from termread.parse.tables import is_data


def frames_of(sheet: Sheet, total: int) -> dict[Box, str]:
    """Return the kind of each box that frames what stands in it; layouts in the dress of lists and tables are none."""
    frames: dict[Box, str] = {}
    for box in sheet.boxes:
        if box.start == box.end:
            continue
        parent = frames.get(box.parent) if box.parent else None
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
