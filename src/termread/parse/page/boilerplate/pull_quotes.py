"""Pull quotes: what the story says, set apart once more in large letters."""

from __future__ import annotations

from termread.parse.page.model import Box, Sheet
from termread.parse.text_shape import words_of

PULLED_FROM = 40
"""How many pieces away from its paragraph a pull quote may stand."""
SPEAKER = 120
"""The size up to which a line behind a quotation says whose it is."""


def cut_pull_quotes(sheet: Sheet, order: list[int], said: dict[int, str]) -> None:
    """Cut those of the pieces in *order* that are quotations which a paragraph, among those *said*, has word for word."""
    for i in order:
        piece = sheet.pieces[i]
        if not 15 <= piece.size <= 400 or piece.kind not in ("text", "heading") or not _is_pulled(piece.box):
            continue
        words = piece.key
        near = range(i - PULLED_FROM + 1, i + PULLED_FROM)
        if any(words in said[j] for j in near if j != i and j in said):
            piece.cut = "pull quote"
            _cut_speaker(sheet, i)


def _cut_speaker(sheet: Sheet, index: int) -> None:
    """Cut who said it, where that stands in a line of its own right behind the pull quote at *index*."""
    frame = next((box for box in sheet.pieces[index].box.up() if box.tag == "blockquote"), None)
    behind = sheet.pieces[index + 1] if index + 1 < len(sheet.pieces) else None
    if frame is None or behind is None or behind.cut is not None or behind.size > SPEAKER or index + 1 not in frame:
        return
    if index + 2 >= frame.end and any(s.style == "class" and s.value == "cite" for s in behind.spans):
        behind.cut = "pull quote"


def _is_pulled(box: Box | None) -> bool:
    for _ in range(3):
        if box is None:
            return False
        if box.tag == "blockquote" or (box.name and ("pull" in (words := words_of(box.name)) or "zitat" in words)):
            return True
        box = box.parent
    return False
