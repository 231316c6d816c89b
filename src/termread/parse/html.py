"""A page to an article: one tree, one walk, then stages that each decide one thing."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

from termread.article import Article, Block, Cut
from termread.document import Document
from termread.errors import Empty
from termread.parse.boxes import Box, Piece, Sheet
from termread.parse.cards import cut_cards
from termread.parse.composing import Composer, Links
from termread.parse.figures import figures_of, pair
from termread.parse.finding import Grammar, choose, find, grammar_in, grammar_of
from termread.parse.framing import frames_of
from termread.parse.furniture import reject, weigh
from termread.parse.headings import levelled, promote
from termread.parse.leavings import cuts_of
from termread.parse.parsed import Parsed, Settings, Step
from termread.parse.thin import Metadata, decode, read_metadata
from termread.parse.tree import plant
from termread.parse.trimming import (
    cut_before,
    cut_end,
    cut_header,
    cut_labels,
    cut_links,
    cut_other_stories,
    cut_repeats,
    first_paragraph,
    kept,
)
from termread.parse.walking import walk


def read_html(document: Document, settings: Settings) -> Parsed:
    """Return the article in a page; raises Empty where it has no text at all."""
    decoded = decode(document.data, declared=document.charset)
    planted = plant(decoded.text, max_depth=settings.max_depth, max_elements=settings.max_elements)
    if planted is None:
        raise Empty("There is no text in it.")
    metadata = read_metadata(planted.root, document.url)
    sheet = walk(planted.root)
    total = weigh(sheet)
    reject(sheet, total)
    cut_cards(sheet)
    grammar = grammar_of(sheet)
    cut_other_stories(sheet, metadata.title)
    region = find(sheet, grammar)
    if region is None:
        raise Empty("There is no text in it.")
    grammar = grammar_in(sheet, region)
    admit_boxes(sheet, region)
    choose(sheet, region, grammar)
    cut_before(sheet, metadata.title)
    first = first_paragraph(sheet, grammar)
    lead = lead_start(sheet, region, metadata.title)
    pair(sheet, grammar, min(lead, region.start), region.end)
    admit_lead(sheet, lead, first, region)
    cut_header(sheet, grammar, metadata.title, metadata.dek or "", metadata.authors)
    cut_links(sheet, grammar)
    cut_labels(sheet, grammar)
    cut_repeats(sheet)
    cut_end(sheet, grammar, frozenset())
    promote(sheet, grammar)
    links = Links(document.url)
    figures = figures_of(sheet, links, metadata.language)
    composer = Composer(links, frames_of(sheet, region, total), figures)
    order = kept(sheet)
    blocks = composer.compose([(i, sheet.pieces[i]) for i in order])
    article = Article(
        title=metadata.title,
        dek=metadata.dek,
        authors=metadata.authors,
        published=metadata.published,
        url=document.url,
        language=metadata.language,
        blocks=levelled(tuple(block for block, _ in blocks)),
        cut=cuts_of(sheet, [indices[0] for _, indices in blocks]),
    )
    return Parsed(article, decoded.charset, decoded.by)


def lead_start(sheet: Sheet, region: Box, title: str) -> int:
    """Return where to look from for the lead picture: the start of the box that holds both headline and story."""
    from termread.parse.trimming import key

    wanted = key(title)
    headline = next((p for p in sheet.pieces if p.level == 1 and key(p.text) == wanted), None)
    headline = headline or next((p for p in sheet.pieces if p.level == 1), None)
    if headline is None:
        return region.start
    around = set(region.up())
    common = next((box for box in headline.box.up() if box in around), region)
    return min(common.start, region.start)


_SOFT = frozenset(["control", "hidden", "player", "promotion", "aside", "label", "outside", "navigation", "dialog", "title"])
"""Reasons that do not count for a picture that has a caption."""


def admit_lead(sheet: Sheet, lead: int, first: int, region: Box) -> None:
    """Take in captioned pictures of the story and before its first paragraph, whatever they stand in."""
    captioned = {p.of for p in sheet.pieces if p.of is not None}
    for i in (*range(lead, first), *range(max(first, region.start), region.end)):
        piece = sheet.pieces[i]
        if piece.kind == "image" and piece.cut in _SOFT and i in captioned:
            piece.cut = None


def admit_boxes(sheet: Sheet, region: Box) -> None:
    """Take in asides inside the story that hold text of their own and not links."""
    for box in sheet.boxes:
        if box.reason != "aside" or box.start < region.start or box.end > region.end or box.linked * 3 > box.weight:
            continue
        if box.parent is None or box.parent.reason is None:
            for piece in sheet.pieces[box.start : box.end]:
                if piece.box.reason == "aside":
                    piece.cut = None
