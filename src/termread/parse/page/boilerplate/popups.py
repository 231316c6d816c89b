"""Cards that open over a name stand in the middle of its sentence: the sentence is joined, and the card left out."""

from __future__ import annotations

from termread.parse.page.model import Piece, Sheet, Span, size_of
from termread.parse.page.tree import Element

_PIECES, _CARD, _NAME = 8, 600, 60
"""Pieces and characters of the largest card, and of the name that it begins with."""
_GOES_ON = frozenset(",;:.!?)’'")
"""Signs, beside small letters, that a sentence goes on with."""


def join_around_cards(sheet: Sheet) -> None:
    """Join each sentence that a card interrupts, with the name that the card begins with, and cut the card."""
    for index, piece in enumerate(sheet.pieces):
        end = _rest_of(sheet, index) if piece.kind == "text" and not piece.stops else None
        if end is None:
            continue
        card, rest = sheet.pieces[index + 1 : end], sheet.pieces[end]
        _append(piece, card[0], " ")
        _append(piece, rest, "" if rest.text[0] in _GOES_ON else " ")
        rest.text, rest.spans, rest.linked, rest.size, rest.ids = "", [], 0, 0, []
        for each in card:
            each.cut = "dialog"


def is_card(element: Element) -> bool:
    """Return whether an element inside a line is the card of the link right before it: a picture and links, that one again."""
    link = element.getprevious()
    if link is None or link.tag != "a" or (link.tail or "").strip() or element.find(".//img") is None:
        return False
    links = [a.get("href") for a in element.iter("a")]
    return len(links) > 1 and link.get("href") in links


def _rest_of(sheet: Sheet, index: int) -> int | None:
    """Return where the sentence of a piece goes on behind a card; None where none interrupts it."""
    box = sheet.pieces[index].box
    last = min(box.end, index + _PIECES + 2)
    if index + 2 >= last or sheet.pieces[index + 1].box is box:
        return None
    end = next((i for i in range(index + 2, last) if sheet.pieces[i].box is box), None)
    if end is None:
        return None
    name, rest, card = sheet.pieces[index + 1], sheet.pieces[end], sheet.pieces[index + 1 : end]
    named = 0 < len(name.text) <= _NAME and name.linked * 5 >= len(name.text) * 4
    goes_on = rest.kind == "text" and (rest.text[:1].islower() or rest.text[:1] in _GOES_ON)
    return end if named and goes_on and sum(each.size for each in card) <= _CARD else None


def _append(piece: Piece, other: Piece, gap: str) -> None:
    """Append the words of one piece to those of another."""
    at = len(piece.text) + len(gap)
    piece.text += gap + other.text
    piece.spans = [*piece.spans, *(Span(s.start + at, s.end + at, s.style, s.value) for s in other.spans)]
    piece.ids = [*piece.ids, *((name, offset + at) for name, offset in other.ids)]
    piece.linked += other.linked
    piece.size = size_of(piece.text)
