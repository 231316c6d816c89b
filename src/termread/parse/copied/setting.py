"""Sorted lines to blocks: figures with their credits, headings, lists, paragraphs and notes; and what was left out."""

from __future__ import annotations

from collections.abc import Sequence

from termread.article import Block, Cut, Figure, Heading, Item, Listing, Paragraph, Prose
from termread.parse.copied.lines import Line
from termread.parse.page.images.credits import split_credit

HEADER = ("byline", "date", "dek", "title")


def blocks_of(lines: Sequence[Line], language: str | None) -> tuple[list[Block], list[Cut]]:
    """Return the blocks of the story's lines, and what was cut from between them."""
    blocks: list[Block] = []
    cuts: list[Cut] = []
    for line in lines:
        if line.cut:
            cuts.append(Cut(line.cut, line.text, len(blocks) - 1))
        elif line.role not in HEADER:
            _set(line, blocks, language)
    return blocks, cuts


def _set(line: Line, blocks: list[Block], language: str | None) -> None:
    last = blocks[-1] if blocks else None
    match line.role:
        case "caption":
            caption, credit = split_credit(line.text, language)
            if isinstance(last, Figure) and not last.caption.text:
                blocks[-1] = Figure(Prose(caption), credit or last.credit)
            else:
                blocks.append(Figure(Prose(caption), credit))
        case "credit":
            credit = split_credit(line.text, language)[1] or line.text
            if isinstance(last, Figure) and not last.credit:
                blocks[-1] = Figure(last.caption, credit)
            elif not isinstance(last, Figure):
                blocks.append(Figure(credit=credit))
        case "heading":
            blocks.append(Heading(2, Prose(line.text)))
        case "item":
            items = last.items if isinstance(last, Listing) else ()
            listing = Listing(False, (*items, Item(Prose(line.text.lstrip("•‣▪◦●○■□–—*·- ")))))
            blocks[-1:] = [listing] if isinstance(last, Listing) else [*blocks[-1:], listing]
        case _:
            blocks.append(Paragraph(Prose(line.text)))


def cut_of(lines: Sequence[Line], after: int) -> tuple[Cut, ...]:
    """Return lines that stand outside the story as one thing that was left out."""
    text = "\n".join(line.text for line in lines)
    return (Cut("furniture", text, after),) if text else ()
