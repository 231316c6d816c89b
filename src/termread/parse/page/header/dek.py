"""The dek where the page shows it: between the headline and the first paragraph, and written unlike the paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from termread.parse.metadata.wording import overlap
from termread.parse.page.boilerplate.trim import is_bold
from termread.parse.page.locate.story import Grammar
from termread.parse.page.model import Piece, Sheet
from termread.parse.phrasebook import Phrases
from termread.parse.text_shape import key, words_of

_DEK = re.compile(
    r" (?:dek|deck|subhed|standfirst|subtitles?|subheads?|subheadlines?|sub headlines?|sub titles?|sub headings?|subheadings?|summary|lead|lede|leads|intro|introduction|"
    r"teaser|abstract|description|excerpt|entradilla|sottotitolo|occhiello|sommario|bajada|chapo|chapeau|vorspann|anriss|ingress|"
    r"spot|lid|perex|synopsis|tagline|strapline|strap|underline|abstrato|linha fina) "
)
_INITIAL = re.compile(r" (?:drop ?caps?|initial letter|first letter|lettrine|initiale?) ")
"""How a first paragraph with a large initial is called; no dek has one."""
SHORTEST, LONGEST = 25, 800
"""Sizes between which a text may be a dek that a description repeats."""
MARKED = 400
"""The size up to which a text may be one by its name."""
TELLS, BRIEF = 40, 320
"""Sizes between which a text may be one by its place alone."""
AHEAD, BEHIND = 12, 40
"""Pieces before the first paragraph among which a dek stands: where there is no headline, and where there is one."""
UNDER = 4
"""Pieces behind the headline among which a heading is its second line rather than a label."""
AKIN = 0.15
"""The share of common words at which a text is about what a description is about."""
OPENING = 5
"""Pieces from the first paragraph on that a description may only repeat."""
PLACE = 30
"""Characters that the name of a town before a text may take."""
_UNFIT = frozenset(
    [
        "byline",
        "date",
        "title",
        "caption",
        "share",
        "navigation",
        "consent",
        "advertisement",
        "tags",
        "related",
        "comments",
        "newsletter",
        "footer",
        "paywall",
        "control",
        "dialog",
    ]
)


_WHEN = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2}[:.]\d{2}\b(?!\s?%)|\b(?:19|20)\d{2}$")
_DATELINE = re.compile(
    r"[^.!?]{0,40}\((?:[A-Z]{2,5}|[A-Z][a-z]+(?: [A-Z][a-z]+)?|dpa|sid|afp)\)\s*(?:[—–-]|$|\s)|[A-Z][A-Z .,/]{2,40}\s?(?:[—–]|--)\s"
)
"""How the first words of a story begin, with the town and the agency; a dek has neither."""
DATED = 90
"""The size up to which a text with a time in it is a date line."""


def shown_dek(
    sheet: Sheet,
    grammar: Grammar,
    headline: int | None,
    first: int,
    given: tuple[str, ...],
    phrases: Phrases,
    *,
    news: bool,
) -> tuple[str | None, int | None]:
    """Return the dek and the index of its piece: as the page shows it, else the first of the descriptions *given*.

    A newspaper (*news*) puts a sentence between headline and story only if it is the dek; others begin to tell there.
    """
    pieces = sheet.pieces
    said = pieces[headline].key if headline is not None else ""
    start = max(first - AHEAD, 0) if headline is None else max(headline + 1, first - BEHIND)
    fitting = [
        i
        for i in range(start, min(first + 1, len(pieces)))
        if _fits(pieces[i], phrases) and not _is_story(pieces[i], pieces[first], grammar) and pieces[i].key != said
    ]
    apart = [i for i in fitting if i < first or pieces[i].signature not in grammar.ordinary]
    for i in apart:
        if _is_told(pieces[i].text, given):
            return pieces[i].text, i
    for i in apart:
        if pieces[i].size <= MARKED and _is_named(pieces[i]):
            return pieces[i].text, i
    captions = [piece.text for piece in pieces if piece.of is not None]
    told = [text for text in given if not _is_told(text, captions)]
    likely = _likely(
        sheet, [i for i in apart if i < first and _is_lone(sheet, i, first, grammar)], start, told, news=news
    )
    if likely is not None:
        return pieces[likely].text, likely
    if first in fitting and _is_told(pieces[first].text, given) and _is_set_apart(sheet, first):
        return pieces[first].text, first
    opening = [p.text for p in pieces[start : first + OPENING] if p.signature in grammar.ordinary or p is pieces[first]]
    said_again = any(_is_told(text, opening) for text in told)
    return (None if said_again else next(iter(told), None)), None


def _likely(sheet: Sheet, between: list[int], start: int, told: list[str], *, news: bool) -> int | None:
    """Return which of the texts *between* headline and story is the dek, by its place and by what the page *told*."""
    sentences = [i for i in between if sheet.pieces[i].kind == "text" and sheet.pieces[i].stops]
    akin = [i for i in between if any(overlap(sheet.pieces[i].text, text) >= AKIN for text in told)]
    under = [i for i in between if sheet.pieces[i].kind == "heading" and i < start + UNDER]
    placed = [i for i in sentences if news and sheet.pieces[i - 1].kind != "image"]
    choices = [*(i for i in akin if i in sentences), *akin, *placed, *under]
    return next(iter(choices or (() if told else sentences)), None)


def _is_told(text: str, given: Iterable[str]) -> bool:
    """Return whether one of the texts *given* is this one."""
    return any(_alike(key(text), key(other)) for other in given)


def _is_named(piece: Piece) -> bool:
    """Return whether a piece is called a dek by its box or one around it."""
    return any(_DEK.search(words_of(box.name)) for box in list(piece.box.up())[:3] if box.name)


def _is_lone(sheet: Sheet, at: int, first: int, grammar: Grammar) -> bool:
    """Return whether a piece is one brief text of its make, and no section of the story begins behind it."""
    piece = sheet.pieces[at]
    if piece.signature in grammar.ordinary or not TELLS <= piece.size <= BRIEF:
        return False
    behind = sheet.pieces[at + 1 : first]
    if any(other.kind == "heading" and other.cut in (None, "label") for other in behind):
        return False
    return all(other.signature != piece.signature for other in behind if other.kind == "text")


def _is_set_apart(sheet: Sheet, first: int) -> bool:
    """Return whether the first paragraph is all in bold letters, and the next one is not."""
    following = next(
        (p for p in sheet.pieces[first + 1 :] if p.cut is None and p.kind == "text" and p.of is None), None
    )
    return is_bold(sheet.pieces[first]) and following is not None and not is_bold(following)


def _is_story(piece: Piece, opening: Piece, grammar: Grammar) -> bool:
    """Return whether a piece is loose text in the very box that the story's loose text stands in."""
    return piece is not opening and piece.box is opening.box and grammar.trusted and piece.signature in grammar.ordinary


def _fits(piece: Piece, phrases: Phrases) -> bool:
    """Return whether a piece may be a dek: neither furniture nor a note, one of several points, a byline, a date line or a line of links."""
    if piece.kind not in ("text", "heading") or piece.level == 1 or piece.of is not None:
        return False
    parent = piece.box.parent
    if piece.box.tag == "li" and parent is not None and parent.end - parent.start > 1:
        return False
    if piece.box.name and _INITIAL.search(words_of(piece.box.name)):
        return False
    if piece.cut in _UNFIT and not (piece.cut == "date" and _is_named(piece)):
        return False
    if not SHORTEST <= piece.size <= LONGEST or piece.linked * 2 >= len(piece.text):
        return False
    if piece.size <= DATED and ((_WHEN.search(piece.text) and not piece.stops) or phrases.starts("byline", piece.text)):
        return False
    return not _DATELINE.match(piece.text) and not phrases.note(piece.text)


def _alike(shown: str, said: str) -> bool:
    """Return whether two texts are the same one, cut short or not, with a town before it or without."""
    if not shown or not said:
        return False
    if shown == said:
        return True
    if min(len(shown), len(said)) <= TELLS:
        return False
    return 0 <= said.find(shown[:80]) <= PLACE or 0 <= shown.find(said[:80]) <= PLACE
