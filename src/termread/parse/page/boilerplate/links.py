"""What leads away from the story: lines that are links and nothing else, alone, in lists, or as the heads of cards."""

from __future__ import annotations

from collections import defaultdict

from termread.parse.page.boilerplate.trim import cut_range, kept
from termread.parse.page.locate.story import Grammar, is_prose
from termread.parse.page.model import RUNNING, Box, Piece, Sheet, holder_of

_LISTS = frozenset(["ul", "ol"])
TEASER = 300
"""Characters of running text without a link under a linked heading beyond which they are a part of the story."""
CARD = 12
"""Pieces of the largest card."""
MENU = 3
"""How many items make a menu of a list in which all are links."""
POINTER = 20
"""Characters of the shortest link that is a pointer to a story."""


def cut_links(sheet: Sheet, grammar: Grammar) -> None:
    """Cut pieces that are nothing but links, and headings that lead away, with the card around them."""
    lists: dict[Box, bool] = {}
    for i in kept(sheet):
        piece = sheet.pieces[i]
        if piece.cut or not piece.text or piece.linked < 0.8 * len(piece.text):
            continue
        if piece.kind == "heading":
            card = _card(piece.box, grammar, sheet)
            if sum(p.size for p in sheet.pieces[card.start : card.end] if is_prose(p) and not p.linked) <= TEASER:
                cut_range(sheet, card, "related")
        elif (
            piece.kind == "text"
            and not _in_kept_list(piece, sheet, lists)
            and piece.linked > 15
            and not _told(piece, grammar)
        ):
            piece.cut = "related"


def _told(piece: Piece, grammar: Grammar) -> bool:
    """Return whether a line that is all link is a sentence of the story: written as its paragraphs, and ended by a stop."""
    return piece.signature in grammar.ordinary and piece.size >= RUNNING and piece.text.endswith((".", "。", "।"))


def cut_pointers(sheet: Sheet) -> None:
    """Cut lists of which each item ends in a link that is most of it: pointers to other stories, some with a label before."""
    lists: defaultdict[Box, list[Piece]] = defaultdict(list)
    holders: dict[Box, Box | None] = {}
    for i in kept(sheet):
        piece = sheet.pieces[i]
        around = holder_of(piece.box, _LISTS, holders)
        if around is not None:
            lists[around].append(piece)
    for items in lists.values():
        if all(_points(piece) for piece in items) or (len(items) >= MENU and all(_is_link(piece) for piece in items)):
            for piece in items:
                piece.cut = "related"


def _is_link(piece: Piece) -> bool:
    """Return whether a piece is a link to another page, from its first word to its last."""
    leads = not any(span.style == "link" and (span.value or "").startswith("#") for span in piece.spans)
    return piece.kind == "text" and leads and piece.linked >= 0.9 * len(piece.text)


def _points(piece: Piece) -> bool:
    links = [span for span in piece.spans if span.style == "link"]
    if piece.kind != "text" or not links or links[-1].end < len(piece.text) - 1:
        return False
    last = links[-1]
    leads = not (last.value or "").startswith("#") and not piece.text.startswith("http", last.start)
    return leads and last.end - last.start >= POINTER and piece.linked * 2 >= len(piece.text)


def _in_kept_list(piece: Piece, sheet: Sheet, known: dict[Box, bool]) -> bool:
    """Return whether a piece stands in a list or table that is not all links; *known* are those asked already."""
    box = next((box for box in piece.box.up() if box.tag in ("ul", "ol", "table", "dl")), None)
    if box is None:
        return False
    if box not in known:
        known[box] = box.linked < 0.7 * sum(len(p.text) for p in sheet.pieces[box.start : box.end])
    return known[box]


def _card(box: Box, grammar: Grammar, sheet: Sheet) -> Box:
    """Return the largest box around *box* that holds none of the story's ordinary paragraphs."""
    best = box
    for outer in box.up():
        if outer.end - outer.start > CARD:
            break
        inside = sheet.pieces[outer.start : outer.end]
        if any(is_prose(p) and p.signature in grammar.ordinary for p in inside):
            break
        best = outer
    return best
