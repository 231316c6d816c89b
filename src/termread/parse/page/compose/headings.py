"""Headings inside the story: those that are only bold lines, and levels that begin at 2."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict

from termread.article import Block, Heading
from termread.parse.page.boilerplate.trim import kept
from termread.parse.page.locate.story import Grammar, is_prose
from termread.parse.page.model import Piece, Sheet, Signature
from termread.parse.text_shape import words_of
from termread.values import replace

_NAMED = re.compile(
    r" (?:subheads?|sub ?headings?|crossheads?|sub ?titles?|intertitles?|intertitre|zwischentitel|ladillo|mellomtittel|zwischenueberschrift|headline|heading) "
)
_STOPS = re.compile(r"[.,;:!…。！،]\s*$")
_SIGN = re.compile(r"[■◆●▼▲◇□▽【]\s?\w")
"""Signs that newspapers in Chinese, Japanese and Korean letters set before a line that heads a section."""
LONGEST = 120
"""The size up to which a bold line may be a heading."""


def promote(sheet: Sheet) -> None:
    """Make headings of bold lines that stand alone before an ordinary paragraph."""
    order = [i for i in kept(sheet) if sheet.pieces[i].kind in ("text", "heading")]
    for here, following in itertools.pairwise(order):
        piece, after = sheet.pieces[here], sheet.pieces[following]
        if here != order[0] and _is_headline(piece) and is_prose(after) and not _is_all_strong(after):
            piece.kind, piece.level = "heading", 3


def promote_lines(sheet: Sheet, grammar: Grammar) -> None:
    """Make headings of short lines of one make, none said twice, that each stand right before an ordinary paragraph."""
    makes: defaultdict[Signature, list[int]] = defaultdict(list)
    order = [i for i in kept(sheet) if sheet.pieces[i].kind in ("text", "heading")]
    after = dict(itertools.pairwise(order))
    for i in order:
        piece = sheet.pieces[i]
        if piece.kind == "text" and piece.box.name and piece.signature not in grammar.ordinary:
            makes[piece.signature].append(i)
    for members in makes.values():
        lines = [sheet.pieces[i] for i in members]
        following = [sheet.pieces[after[i]] for i in members if i in after]
        fitting = all(2 < p.size <= LONGEST and not p.linked and not p.stops and "\n" not in p.text for p in lines)
        leading = len(following) == len(members) and all(p.signature in grammar.ordinary and p.prose for p in following)
        if len(members) > 1 and fitting and leading and len({p.text for p in lines}) == len(lines):
            for piece in lines:
                piece.kind, piece.level = "heading", 3


def _is_headline(piece: Piece) -> bool:
    if piece.kind != "text" or not 2 < piece.size <= LONGEST or "\n" in piece.text or _STOPS.search(piece.text):
        return False
    if any(box.tag in ("li", "td", "th", "blockquote", "figure", "dd") for box in piece.box.up()):
        return False
    if _SIGN.match(piece.text):
        return not piece.stops
    named = piece.box.name and _NAMED.search(words_of(piece.box.name))
    return bool(named) or (_is_all_strong(piece) and not (piece.text.endswith("?") and piece.size > 60))


def _is_all_strong(piece: Piece) -> bool:
    return sum(s.end - s.start for s in piece.spans if s.style == "strong") >= 0.95 * len(piece.text) > 0


def levelled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return *blocks* with headings whose levels begin at 2 and leave none out."""
    levels = sorted({block.level for block in blocks if isinstance(block, Heading)})
    order = {level: min(2 + rank, 6) for rank, level in enumerate(levels)}
    return tuple(replace(block, level=order[block.level]) if isinstance(block, Heading) else block for block in blocks)
