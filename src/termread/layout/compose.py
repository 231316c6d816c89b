"""Blocks to pieces: how each kind of block is set."""

from __future__ import annotations

from itertools import pairwise
from typing import assert_never

from termread.article import (
    Block,
    Code,
    Embed,
    Entry,
    Figure,
    Footnotes,
    Gallery,
    Heading,
    Listing,
    Note,
    Paragraph,
    Prose,
    Quote,
    Rule,
    Table,
)
from termread.layout.frame import Frame
from termread.layout.galley import Fixed, Galley, Piece, Span
from termread.layout.line import Run
from termread.layout.page import Page
from termread.layout.words import note_label
from termread.palette import Role

BULLETS = "•◦▪"


class Composer:
    """Sets the blocks that it is given, one below the other, and counts the offsets of their text."""

    def __init__(self, page: Page, language: str | None) -> None:
        self.page = page
        self.language = language
        self.pieces: list[Piece] = []
        self.offset = 0

    def span(self, prose: Prose, role: Role) -> Span:
        """Return the next leaf of the block as a span."""
        start = self.offset
        if prose.text:
            self.offset += len(prose.text) + 1
        return Span(prose.text, role, prose.marks, start)

    def set(self, frame: Frame, *spans: Span) -> Frame:
        """Set *spans* as one text in *frame*; return what the frame is after it."""
        spans = tuple(span for span in spans if span.text)
        if not spans:
            return frame
        self.pieces.append(Galley(spans, frame, next((s.start for s in spans if s.start >= 0), self.offset)))
        return frame.opened()

    def gap(self, frame: Frame) -> None:
        """Leave a row blank, but for the bars of *frame*."""
        runs = frame.rest
        while runs and not runs[-1].text.strip():
            runs = runs[:-1]
        self.pieces.append(Fixed(runs, self.offset))

    def blocks(self, blocks: tuple[Block, ...], frame: Frame, role: Role = "text") -> Frame:
        """Set *blocks* in *frame* with a gap between them."""
        for number, block in enumerate(blocks):
            if number:
                self.gap(frame)
            frame = self.block(block, frame, role)
        return frame

    def block(self, block: Block, frame: Frame, role: Role = "text") -> Frame:
        """Set *block* in *frame*; return what the frame is after it."""
        match block:
            case Paragraph(prose=prose):
                return self.set(frame, self.span(prose, role))
            case Heading(level=level, prose=prose):
                return self.set(frame, self.span(prose, "heading" if level <= 2 else "subheading"))
            case Quote(blocks=blocks, cite=cite):
                inner = self.blocks(blocks, frame.inset("│ ", role="quote_bar"), "quote")
                if cite:
                    self.set(inner, Span("— ", "cite"), self.span(Prose(cite), "cite"))
            case Note():
                self._note(block, frame)
            case Listing():
                self._listing(block, frame, role)
            case Code(text=text):
                self.set(frame, self.span(Prose(text), "code"))
            case Figure():
                self._figure(block, frame)
            case Gallery(figures=figures):
                self.blocks(figures, frame)
            case Embed(provider=provider, url=url, text=text):
                inner = frame.inset("│ ", role="quote_bar")
                label = Span(f"{provider}  " if provider else "", "embed")
                self.set(inner, label, self.span(Prose(text or url), "embed"))
            case Entry(time=time, title=title, blocks=blocks):
                spans = [self.span(Prose(time or ""), "entry_time")]
                spans += [Span("  "), self.span(Prose(title), "entry_title")] if title else []
                frame = self.set(frame, *spans)
                self.blocks(blocks, frame, role)
            case Footnotes(items=items):
                for item in items:
                    marker = f"{item.label} "
                    inner = frame.inset(" " * len(marker), marker, "marker")
                    inner = self.set(inner, self.span(item.prose, "footnote"))
                    self.blocks(item.blocks, inner, "footnote")
            case Table(rows=rows, caption=caption):
                self.set(frame, self.span(caption or Prose(), "caption"))
                for row in rows:
                    for cell in row:
                        self.set(frame, self.span(cell.prose, "table_head" if cell.header else "table"))
            case Rule():
                text = "* * *"
                self.pieces.append(Fixed((Run(text, "rule"),), 0, max(0, (frame.width - len(text)) // 2)))
            case _:
                assert_never(block)
        return frame.opened()

    def _note(self, note: Note, frame: Frame) -> None:
        inner = frame.inset("▎ ", role="note_bar")
        label = note_label(note.kind, self.language)
        blocks = note.blocks
        if label and blocks and isinstance(blocks[0], Paragraph):
            inner = self.set(inner, Span(label + "  ", "note_label"), self.span(blocks[0].prose, "note"))
            blocks = blocks[1:]
            if blocks:
                self.gap(inner)
        elif label:
            inner = self.set(inner, Span(label, "note_label"))
        self.blocks(blocks, inner, "note")

    def _listing(self, listing: Listing, frame: Frame, role: Role, depth: int = 0) -> None:
        last = len(str(listing.start + len(listing.items) - 1))
        for number, item in enumerate(listing.items, listing.start):
            marker = f"{number:>{last}}. " if listing.ordered else f"{BULLETS[depth % 3]} "
            inner = self.set(frame.inset(" " * len(marker), marker, "marker"), self.span(item.prose, role))
            frame = frame.opened()
            for block in item.blocks:
                if isinstance(block, Listing):
                    self._listing(block, inner, role, depth + 1)
                else:
                    inner = self.block(block, inner, role)

    def _figure(self, figure: Figure, frame: Frame) -> None:
        inner = frame.inset("│ ", role="frame")
        start = self.offset
        caption = self.span(figure.caption if figure.caption.text else Prose(figure.alt), "caption")
        credit = self.span(Prose(figure.credit), "credit")
        between = (Span(" / ", "credit"),) if caption.text and credit.text else ()
        rule = "─" * max(0, min(frame.width, 24) - 1)
        self.pieces.append(Fixed((*frame.rest, Run("╭" + rule, "frame")), start))
        self.set(inner, caption, *between, credit)
        self.pieces.append(Fixed((*frame.rest, Run("╰" + rule, "frame")), self.offset))


def gap_after(block: Block, after: Block | None, page: Page) -> int:
    """Return the blank lines between *block* and the one *after* it."""
    if after is None:
        return 0
    tight = page.paragraphs == "indent" and isinstance(block, Paragraph) and isinstance(after, Paragraph)
    return 0 if tight else 1 + page.spacing


def rows(pieces: list[Piece]) -> list[int]:
    """Return the row each of *pieces* begins at, and the row after the last."""
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + piece.height)
    assert all(a <= b for a, b in pairwise(starts))
    return starts
