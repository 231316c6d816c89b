"""The dek where the page shows it: between the headline and the first paragraph, and written unlike the paragraphs."""

from __future__ import annotations

import re

from termread.parse.boxes import Piece, Sheet
from termread.parse.finding import Grammar
from termread.parse.names import key, words_of
from termread.parse.phrasebook import Phrases

_DEK = re.compile(
    r" (?:dek|deck|standfirst|subtitles?|subheads?|subheadlines?|sub headlines?|sub titles?|sub headings?|subheadings?|summary|lead|lede|leads|intro|introduction|"
    r"teaser|abstract|description|excerpt|entradilla|sottotitolo|occhiello|sommario|bajada|chapo|chapeau|vorspann|anriss|ingress|"
    r"spot|lid|perex|synopsis|tagline|strapline|strap|underline|abstrato|linha fina) "
)
SHORTEST, LONGEST = 25, 400
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
    ]
)


def shown_dek(
    sheet: Sheet, grammar: Grammar, headline: int | None, first: int, told: str | None, phrases: Phrases
) -> tuple[str | None, int | None]:
    """Return the dek and the index of its piece: as the page shows it, else as its data *told* it."""
    if headline is None:
        return told, None
    fitting = [
        i
        for i in range(headline + 1, min(first + 1, headline + 40))
        if _fits(sheet.pieces[i])
        and not phrases.note(sheet.pieces[i].text)
        and not _is_story(sheet.pieces[i], sheet.pieces[first], grammar)
    ]
    said = key(told or "")
    if said and any(piece.of is not None and _alike(key(piece.text), said) for piece in sheet.pieces):
        said, told = "", None
    for i in fitting:
        if (
            said
            and (i < first or sheet.pieces[i].signature not in grammar.ordinary)
            and _alike(key(sheet.pieces[i].text), said)
        ):
            return sheet.pieces[i].text, i
    named = [
        i
        for i in fitting
        if any(_DEK.search(words_of(box.name)) for box in list(sheet.pieces[i].box.up())[:3] if box.name)
    ]
    for i in named:
        if i < first or sheet.pieces[i].signature not in grammar.ordinary:
            return sheet.pieces[i].text, i
    opening = key(sheet.pieces[first].text) if first < len(sheet.pieces) else ""
    loose = (key(p.text) for p in sheet.pieces[headline + 1 : first] if _is_story(p, sheet.pieces[first], grammar))
    repeats = bool(said) and any(said[:60] in text for text in (opening, *loose))
    between = [
        i
        for i in fitting
        if i < first and sheet.pieces[i].signature not in grammar.ordinary and sheet.pieces[i].size >= 40
    ]
    if between and (repeats or not said):
        return sheet.pieces[between[0]].text, between[0]
    return None if repeats else told, None


def _is_story(piece: Piece, opening: Piece, grammar: Grammar) -> bool:
    """Return whether a piece is loose text in the very box that the story's loose text stands in."""
    return piece is not opening and piece.box is opening.box and grammar.trusted and piece.signature in grammar.ordinary


def _fits(piece: Piece) -> bool:
    if piece.kind not in ("text", "heading") or piece.level == 1 or piece.of is not None or piece.cut in _UNFIT:
        return False
    return SHORTEST <= piece.size <= LONGEST and piece.linked * 2 < len(piece.text)


def _alike(shown: str, said: str) -> bool:
    """Return whether two texts are the same one, cut short or not."""
    if not shown or not said:
        return False
    return shown == said or (
        min(len(shown), len(said)) > 40 and (shown.startswith(said[:80]) or said.startswith(shown[:80]))
    )
