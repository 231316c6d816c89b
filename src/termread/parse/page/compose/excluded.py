"""What was left out, with its reason and the block it stood after, so that a reader can be shown it in its place."""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby

from termread.article import Cut
from termread.parse.page.model import Piece, Sheet


def cuts_of(sheet: Sheet, starts: list[int]) -> tuple[Cut, ...]:
    """Return what was left out, neighbours with one reason together; *starts* are the first pieces of the blocks."""
    left = [(i, piece.text, reason) for i, piece in enumerate(sheet.pieces) if (reason := _reason(piece, sheet))]
    cuts: list[Cut] = []
    for (reason, after), members in groupby(left, key=lambda row: (row[2], bisect_left(starts, row[0]) - 1)):
        cuts.append(Cut(reason, "\n".join(text for _, text, _ in members), after))
    return tuple(cuts)


def _reason(piece: Piece, sheet: Sheet) -> str | None:
    """Return why a piece's text is left out: for its own sake, or with the picture that it belongs to; None if it is kept."""
    if not piece.text:
        return None
    picture = sheet.pieces[piece.of] if piece.of is not None else None
    return piece.cut or (picture.cut if picture is not None else None)
