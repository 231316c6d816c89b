"""What was left out, with its reason and the block it stood after, so that a reader can be shown it in its place."""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby

from termread.article import Cut
from termread.parse.boxes import Sheet


def cuts_of(sheet: Sheet, starts: list[int]) -> tuple[Cut, ...]:
    """Return what was left out, neighbours with one reason together; *starts* are the first pieces of the blocks."""
    left = [(i, piece) for i, piece in enumerate(sheet.pieces) if piece.cut is not None and piece.text]
    cuts: list[Cut] = []
    for (reason, after), members in groupby(left, key=lambda row: (row[1].cut, bisect_left(starts, row[0]) - 1)):
        text = "\n".join(piece.text for _, piece in members)
        cuts.append(Cut(reason or "", text, after))
    return tuple(cuts)
