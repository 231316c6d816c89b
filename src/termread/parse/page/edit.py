"""The stages that make a story of a page: each leaves out, takes in or names pieces, in this order."""

from __future__ import annotations

from termread.parse.page.boilerplate.links import cut_links, cut_pointers
from termread.parse.page.boilerplate.remains import cut_remains
from termread.parse.page.boilerplate.trim import (
    cut_before,
    cut_end,
    cut_header,
    cut_labels,
    cut_phrases,
    cut_repeats,
    first_paragraph,
    headline_of,
)
from termread.parse.page.compose.headings import promote, promote_lines
from termread.parse.page.compose.notes import mark_notes
from termread.parse.page.images.captions import pair
from termread.parse.page.locate.story import Grammar, choose, grammar_in
from termread.parse.page.model import Box, Sheet
from termread.parse.phrasebook import Phrases
from termread.values import dataclass


@dataclass(frozen=True, slots=True)
class Header:
    """What the article's header says already."""

    title: str
    dek: str
    names: tuple[str, ...]


def edit(sheet: Sheet, region: Box, header: Header, phrases: Phrases) -> Grammar:
    """Leave in *sheet* only the story that stands in *region*, and return how its paragraphs are written."""
    grammar = grammar_in(sheet, region)
    admit_asides(sheet, region)
    choose(sheet, region, grammar)
    cut_before(sheet, header.title)
    first = first_paragraph(sheet, grammar)
    lead = lead_start(sheet, region, header.title)
    pair(sheet, grammar, min(lead, region.start), region.end, phrases.language)
    admit_pictures(sheet, region, lead, first)
    admit_opening(sheet, headline_of(sheet, header.title) or lead, first)
    trim(sheet, grammar, header, phrases)
    return grammar


def trim(sheet: Sheet, grammar: Grammar, header: Header, phrases: Phrases) -> None:
    """Cut from what is kept all that is not the story's own."""
    mark_notes(sheet.pieces, phrases)
    cut_header(sheet, grammar, header.title, header.dek, header.names)
    cut_links(sheet, grammar)
    cut_pointers(sheet)
    promote_lines(sheet, grammar)
    cut_labels(sheet, grammar)
    cut_repeats(sheet)
    cut_phrases(sheet, grammar, phrases)
    cut_end(sheet, grammar, phrases)
    cut_remains(sheet, grammar)
    promote(sheet)
    admit_contributor(sheet, phrases)


def lead_start(sheet: Sheet, region: Box, title: str) -> int:
    """Return where to look from for the lead picture: the start of the box that holds both headline and story."""
    headline = headline_of(sheet, title)
    if headline is None:
        return region.start
    around = set(region.up())
    common = next((box for box in sheet.pieces[headline].box.up() if box in around), region)
    return min(common.start, region.start)


_SOFT = frozenset(
    ["control", "hidden", "player", "promotion", "aside", "label", "outside", "navigation", "dialog", "title", "footer"]
)
"""Reasons that do not count for a picture that has a caption."""


def admit_pictures(sheet: Sheet, region: Box, lead: int, first: int) -> None:
    """Take in captioned pictures of the story and before its first paragraph, whatever they stand in."""
    captioned = {piece.of for piece in sheet.pieces if piece.of is not None}
    for i in (*range(lead, first), *range(max(first, region.start), region.end)):
        piece = sheet.pieces[i]
        if piece.kind == "image" and piece.cut in _SOFT and i in captioned:
            piece.cut = None


def admit_opening(sheet: Sheet, lead: int, first: int) -> None:
    """Take in opening paragraphs that stand between the headline and the box of the story."""
    for piece in sheet.pieces[lead:first]:
        if piece.cut == "outside" and piece.of is None and piece.kind == "text" and piece.size >= 100 and piece.stops:
            piece.cut = None if piece.linked * 3 < len(piece.text) else piece.cut


AFTER, BIO = 12, 400
"""Pieces after the story among which a word about its writer stands, and the characters that it takes at most."""
_OF_WRITERS = frozenset(["byline", "end", "outside", "footer", "label", "related"])
"""Reasons for which a word about the writer is left out."""


def admit_contributor(sheet: Sheet, phrases: Phrases) -> None:
    """Take in the line right after the story that says who wrote it."""
    last = max(
        (i for i, piece in enumerate(sheet.pieces) if piece.cut is None and piece.text), default=len(sheet.pieces)
    )
    for piece in sheet.pieces[last + 1 : last + 1 + AFTER]:
        if piece.cut in _OF_WRITERS and piece.kind == "text" and piece.size <= BIO and piece.sentence:
            found = phrases.note(piece.text)
            if found is not None and found[0] in ("contributor", "correction"):
                piece.cut = None
                return


def admit_asides(sheet: Sheet, region: Box) -> None:
    """Take in asides inside the story that hold text of their own and not links."""
    for box in sheet.boxes:
        if box.reason != "aside" or box.tag != "aside" or box.start < region.start or box.end > region.end:
            continue
        if box.linked * 3 > box.weight:
            continue
        if box.parent is None or box.parent.reason is None:
            for piece in sheet.pieces[box.start : box.end]:
                if piece.box.reason == "aside":
                    piece.cut = None
