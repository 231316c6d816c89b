"""Where the article is: the page's own grammar, the box that holds the story, and what belongs to it outside."""

from __future__ import annotations

import re
from collections import Counter

from termread.parse.page.model import Box, Piece, Sheet, Signature
from termread.parse.text_shape import words_of
from termread.values import dataclass

_BODY_NAMES = re.compile(
    r" (?:article|story|entry|post|page|news|blog)s? (?:body|text|content|copy)s? "
    r"| articlebody | storybody | bodytext | fulltext | maintext | articletext | entrycontent | richtext | prose | wysiwyg "
)
_LEAVES = frozenset(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "pre", "td", "blockquote"])
_FADING = (1.0, 0.5, 0.28, 0.2, 0.16, 0.12)
"""What the boxes around a paragraph, from the inside out, get of its score."""
_CLIMB = 0.12
_CLIMB_TO_BODY = 0.40


@dataclass(frozen=True, slots=True)
class Grammar:
    """How this page writes an ordinary paragraph."""

    ordinary: frozenset[Signature]
    share: float
    """How much of the running text they hold; below `TRUSTED` the page has no grammar to speak of."""

    @property
    def trusted(self) -> bool:
        """Whether what differs from it is likely to be something else than a paragraph."""
        return self.share >= TRUSTED


TRUSTED = 0.6


def is_prose(piece: Piece) -> bool:
    """Return whether a piece counts as text of the story: running, a sentence, and not left out."""
    return piece.cut is None and piece.prose and piece.kind == "text"


def grammar_of(sheet: Sheet) -> Grammar:
    """Return the one or two signatures that hold most of the page's running text."""
    sizes: Counter[Signature] = Counter()
    for piece in sheet.pieces:
        if is_prose(piece):
            sizes[piece.signature] += piece.size
    return _leading(sizes)


def grammar_in(sheet: Sheet, region: Box) -> Grammar:
    """Return the grammar of the text inside one box."""
    sizes: Counter[Signature] = Counter()
    for piece in sheet.pieces[region.start : region.end]:
        if is_prose(piece):
            sizes[piece.signature] += piece.size
    return _leading(sizes)


def _leading(sizes: Counter[Signature]) -> Grammar:
    total = sum(sizes.values())
    chosen: list[Signature] = []
    held = 0
    for signature, size in sizes.most_common(3):
        if (held >= TRUSTED * total and size < 0.15 * total) or (chosen and size < 0.1 * total):
            break
        chosen.append(signature)
        held += size
    return Grammar(frozenset(chosen), held / total if total else 0.0)


def find(sheet: Sheet, grammar: Grammar) -> Box | None:
    """Return the box that holds the story, or None where there is no running text."""
    scores: dict[Box, float] = {}
    held: dict[Box, int] = {}
    for piece in sheet.pieces:
        if not is_prose(piece):
            continue
        ordinary = piece.signature in grammar.ordinary
        worth = 1 + piece.size / 50 + piece.text.count(",") + piece.text.count("、")
        box: Box | None = piece.box
        if box is not None and box.tag in _LEAVES and box.parent is not None:
            box = box.parent
        for part in _FADING:
            if box is None:
                break
            scores[box] = scores.get(box, 0.0) + worth * part
            box = box.parent
        if ordinary or not grammar.trusted:
            holder: Box | None = piece.box
            while holder is not None:
                held[holder] = held.get(holder, 0) + piece.size
                holder = holder.parent
    if not scores:
        return None
    best = max(scores, key=lambda box: scores[box] * _bonus(box))
    return _climb(best, held, sheet, grammar)


def is_body(box: Box) -> bool:
    """Return whether a box says of itself that it is the body of a story."""
    if box.element.get("itemprop") == "articleBody":
        return True
    return bool(box.name and box.tag not in ("body", "html") and _BODY_NAMES.search(words_of(box.name)))


def _bonus(box: Box) -> float:
    if box.element.get("itemprop") == "articleBody":
        return 1.5
    if box.tag in ("html", "body"):
        return 0.6
    bonus = 1.3 if is_body(box) else 1.0
    return bonus * 1.1 if box.tag in ("article", "main") else bonus


def _climb(box: Box, held: dict[Box, int], sheet: Sheet, grammar: Grammar) -> Box:
    """Return the box around *box* up to which each step takes in a good share more of the same text."""
    best, size = box, held.get(box, 0)
    for outer in box.up():
        needed = _CLIMB_TO_BODY if outer.tag in ("body", "html") else _CLIMB
        more = held.get(outer, 0) + _loose(outer, best, sheet, grammar)
        if more > size * (1 + needed):
            best, size = outer, more
    return best


def _loose(outer: Box, inner: Box, sheet: Sheet, grammar: Grammar) -> int:
    """Return how much text stands right in *outer*, beside the box that holds the rest of the story."""
    pieces = sheet.pieces
    beside = [*pieces[outer.start : inner.start], *pieces[inner.end : outer.end]]
    return sum(p.size for p in beside if p.box.parent is outer and p.signature not in grammar.ordinary and is_prose(p))


def choose(sheet: Sheet, region: Box, grammar: Grammar) -> None:
    """Leave out what stands outside *region*, but for paragraphs written exactly as the story's own."""
    near = list(region.up())[min(_NEAR, region.depth)]
    kin = {signature[:2] for signature in grammar.ordinary if signature[1].strip()}
    for index, piece in enumerate(sheet.pieces):
        if (
            piece.cut is None
            and index not in region
            and not _like_sibling(piece, grammar)
            and not _of_kin(piece, index, near, kin)
        ):
            piece.cut = "outside"


_NEAR = 2
"""How many boxes around the story's own its next of kin may stand in."""


def _of_kin(piece: Piece, index: int, near: Box, kin: set[tuple[str, str]]) -> bool:
    """Return whether a paragraph near the story has the tag and class of its paragraphs, in a box of another name."""
    return index in near and is_prose(piece) and piece.signature[:2] in kin and piece.stops


def _like_sibling(piece: Piece, grammar: Grammar) -> bool:
    if not is_prose(piece) or piece.signature not in grammar.ordinary:
        return False
    _, name, _, parent = piece.signature
    return bool(parent.strip() or name.strip())
