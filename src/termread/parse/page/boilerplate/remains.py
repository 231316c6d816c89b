"""What remains of a box whose words were left out: the heading over other stories, their pictures, the end of an invitation."""

from __future__ import annotations

from termread.parse.page.locate.story import Grammar
from termread.parse.page.model import Box, Piece, Sheet

_LEADS_AWAY = frozenset(["related", "promotion", "newsletter"])
"""Reasons for which nothing remains of a box."""
MOST = 8
"""Pieces of the largest such box."""
INVITATION = 160
"""The size of a text that only goes on with an invitation."""


def cut_remains(sheet: Sheet, grammar: Grammar) -> None:
    """Cut headings, pictures without words, and the ends of invitations in small boxes of which the rest was cut."""
    for box in sheet.boxes:
        if box.tag not in ("div", "section", "aside") or not 2 <= box.end - box.start <= MOST:
            continue
        inside = sheet.pieces[box.start : box.end]
        kept = [piece for piece in inside if piece.cut is None]
        reason = _reason_for(inside, kept, box) if kept and grammar.trusted else None
        if reason is None or any(piece.signature in grammar.ordinary or piece.of is not None for piece in kept):
            continue
        for piece in kept:
            piece.cut = reason


def _reason_for(inside: list[Piece], kept: list[Piece], box: Box) -> str | None:
    """Return why what is *kept* in a box goes with the rest that stands *inside* it; None where it does not."""
    if inside[0].cut == "footer" and inside[0].box is not box:
        return "newsletter" if all(piece.kind == "text" and piece.size <= INVITATION for piece in kept) else None
    gone = {piece.cut for piece in inside if piece.cut is not None and piece.text}
    if not gone or not gone <= _LEADS_AWAY or any(piece.kind not in ("heading", "image") for piece in kept):
        return None
    return next(iter(sorted(reason for reason in gone if reason)))
