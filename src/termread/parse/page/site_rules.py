"""Following a site rule, or leaving it where it no longer fits its pages."""

from __future__ import annotations

from termread.parse.metadata import Metadata
from termread.parse.metadata.dates import date_of
from termread.parse.metadata.naming import names_in
from termread.parse.page.edit import Header, edit
from termread.parse.page.locate.readability_fallback import prose_size
from termread.parse.page.model import Sheet
from termread.parse.page.tree import Element
from termread.parse.parsed import SiteRule
from termread.parse.phrasebook import Phrases, phrases_for
from termread.parse.sites import ENOUGH, boxes_of, texts_of
from termread.values import replace

DROPPED = "site rule"
"""The reason of what a site rule leaves out."""


def told_by(rule: SiteRule, root: Element, metadata: Metadata) -> Metadata:
    """Return the metadata with what a site rule says of title, authors, date and the next page."""
    title, authors = texts_of(root, rule.title), texts_of(root, rule.authors)
    date, following = texts_of(root, rule.date), texts_of(root, rule.next)
    phrases = phrases_for(metadata.language)
    names = tuple(dict.fromkeys(name for text in authors for name in names_in(text, phrases)))
    told = {"title": title, "authors": authors, "published": date}
    return replace(
        metadata,
        title=title[0] if title else metadata.title,
        handed_on="" if title else metadata.handed_on,
        byline=", ".join(names) or metadata.byline,
        authors=names or metadata.authors,
        published=next(filter(None, map(date_of, date)), metadata.published),
        next_url=following[0] if following else metadata.next_url,
        rules={**metadata.rules, **{n: "site rule" for n, v in told.items() if v}},
    )


def drop(sheet: Sheet, rule: SiteRule, root: Element) -> bool:
    """Leave out what the rule drops, unless that is most of the story; return whether it was left out."""
    general = prose_size(sheet)
    verdicts = [piece.cut for piece in sheet.pieces]
    for dropped in boxes_of(sheet, root, rule.drop):
        for piece in sheet.pieces[dropped.start : dropped.end]:
            piece.cut = DROPPED
    if prose_size(sheet) >= ENOUGH * general:
        return True
    for piece, cut in zip(sheet.pieces, verdicts, strict=True):
        piece.cut = cut
    return False


def follow(sheet: Sheet, rule: SiteRule, root: Element, header: Header, phrases: Phrases) -> bool:
    """Take the story from where the rule says it is; where that is far less than was found without it, change nothing.

    Returns whether the rule was followed.
    """
    bodies = boxes_of(sheet, root, rule.body)
    if not bodies:
        return False
    general = prose_size(sheet)
    verdicts = [(piece.cut, piece.of, piece.role, piece.kind, piece.level) for piece in sheet.pieces]
    region = max(bodies, key=lambda box: box.weight)
    for piece in sheet.pieces[region.start : region.end]:
        piece.cut = piece.cut if piece.cut == DROPPED else piece.box.reason
    edit(sheet, region, header, phrases)
    if prose_size(sheet) >= ENOUGH * general:
        return True
    for piece, verdict in zip(sheet.pieces, verdicts, strict=True):
        piece.cut, piece.of, piece.role, piece.kind, piece.level = verdict
    return False
