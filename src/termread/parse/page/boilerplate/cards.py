"""Cards: short boxes of one make, each with a link that leads away, that offer other stories beside this one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from termread.parse.page.locate.story import is_body, is_prose
from termread.parse.page.model import Box, Piece, Sheet, Signature, make_of

_ENOUGH = 3
"""How many boxes of one make are a list of cards."""
_CARD = 450
"""Running text that a card holds at most, on average."""


def cut_cards(sheet: Sheet, headline: int | None = None) -> None:
    """Cut lists of cards, unless they are most of what the page has to say: then it is a list itself."""
    teasers = {
        i for i, piece in enumerate(sheet.pieces) if _teases(piece, before=headline is not None and i < headline)
    }
    makes: defaultdict[Signature, list[Box]] = defaultdict(list)
    for box in sheet.boxes:
        if box.reason is None and box.parent is not None and _few(box, teasers) and box.tag not in _INNER:
            makes[make_of(box)].append(box)
    cards = [
        box
        for boxes in makes.values()
        if _are_cards(boxes, sheet, teasers) and not _are_the_story(boxes, sheet)
        for box in boxes
    ]
    inside = {i for box in cards for i in range(box.start, box.end)}
    offered = _said_once(sheet.pieces[i] for i in inside)
    if offered < 0.7 * _said_once(sheet.pieces):
        for i in inside:
            sheet.pieces[i].cut = sheet.pieces[i].cut or "related"


def _said_once(pieces: Iterable[Piece]) -> int:
    """Return how much running text there is, said twice or not: a list of cards may run past the eye again and again."""
    return sum({piece.text: piece.size for piece in pieces if is_prose(piece)}.values())


def _few(box: Box, teasers: set[int]) -> bool:
    """Return whether a box holds as many pieces as a card: a headline and what stands by it, or a teaser in one."""
    count = box.end - box.start
    return 2 <= count <= 12 or (count == 1 and box.tag == "li" and box.start in teasers)


def _are_the_story(boxes: list[Box], sheet: Sheet) -> bool:
    """Return whether cards hold a good part of the text of a box that is called the body of a story, and of no other.

    A box that holds little of the page's text is not the body, whatever it is called.
    """
    body = next((outer for outer in boxes[0].up() if is_body(outer)), None)
    held = sum(box.weight for box in boxes)
    if body is None or held <= _STORY * body.weight or body.weight < _STORY * sheet.boxes[0].weight:
        return False
    first, rest = boxes[0].start, body.weight - held
    others = (box for box in sheet.boxes if box.start >= body.start and box.end <= body.end and first not in box)
    return not any(box.weight >= 0.8 * rest > 0 and is_body(box) for box in others)


_STORY = 0.35
_INNER = frozenset(["p", "figure", "tr", "td", "th", "table", "tbody", "blockquote", "h1", "h2", "h3", "body", "main"])


def _are_cards(boxes: list[Box], sheet: Sheet, teasers: set[int]) -> bool:
    if len(boxes) < _ENOUGH or sum(box.weight for box in boxes) > _CARD * len(boxes):
        return False
    leading = sum(any(i in teasers or _leads_away(sheet.pieces[i]) for i in range(box.start, box.end)) for box in boxes)
    return leading * 5 >= 4 * len(boxes)


def _teases(piece: Piece, *, before: bool) -> bool:
    """Return whether an item of a list is a linked headline and the first words of the story.

    They are broken off; *before* the headline of the page it is enough that they begin anew.
    """
    if piece.box.tag != "li":
        return False
    first = next((span for span in piece.spans if span.style == "link" and span.start == 0), None)
    if first is None or first.end < _HEADLINE:
        return False
    after = piece.text[first.end :].lstrip()
    anew = before and piece.text[: first.end].rstrip()[-1:].isalnum() and after[:1].isupper()
    return anew or piece.text.endswith(("...", "…", "[…]", "[...]"))


_HEADLINE = 20
"""Characters of the shortest headline that a teaser begins with."""


def _leads_away(piece: Piece) -> bool:
    """Return whether a piece is a link to something else from its first word to its last."""
    if piece.kind not in ("text", "heading") or len(piece.text) < 12:
        return False
    if piece.linked < 0.8 * len(piece.text):
        return False
    return not any(span.style == "link" and (span.value or "").startswith("#") for span in piece.spans)
