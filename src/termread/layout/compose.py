"""Sets each kind of block: text, quotations, lists, notes and posts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from termread.article import (
    Article,
    Block,
    Code,
    Cut,
    Embed,
    Entry,
    Figure,
    Footnotes,
    Gallery,
    Heading,
    Item,
    Listing,
    Note,
    Paragraph,
    Prose,
    Quote,
    Rule,
    Table,
)
from termread.layout.model import Frame, Page, Run
from termread.layout.text_block import Span, Typesetter
from termread.layout.words import note_label, written_time
from termread.palette import Role
from termread.text import width
from termread.values import replace

BULLETS = "•◦▪"
ASTERISM = "*   *   *"
FOOT_RULE = 6
STEP = 10
"""A line must have this many cells for each bar on its left that shows the depth of a post."""
PART = 2
"""Headings up to this level begin a new part of the story."""
PULLED = 200
"""Characters of the longest quotation that is set as a pull quote."""
VERSE_LINES, VERSE_LENGTH, VERSE_INDENT = 3, 60, 4
"""The fewest lines of verse, the most characters of its longest one, and the cells that it is set in."""
_INDENTS = {"zh": 4, "ja": 2}


class Composer(Typesetter):
    """Sets blocks, each according to its kind."""

    def blocks(self, blocks: tuple[Block, ...], frame: Frame, role: Role = "text") -> Frame:
        """Set *blocks* in *frame* with a gap between them."""
        for number, block in enumerate(blocks):
            if number:
                self.gap(frame)
            frame = self.block(block, frame, role)
        return frame

    def block(self, block: Block, frame: Frame, role: Role = "text") -> Frame:
        """Set *block* in *frame*, and return the frame for what follows."""
        match block:
            case Paragraph(prose=prose):
                inset = frame.inset(" " * VERSE_INDENT) if is_verse(prose.text) else frame
                self.set(inset, self.span(unstressed(prose) if role == "note" else prose, role), style=self.body)
            case Heading(level=level, prose=prose):
                kind: Role = "heading" if level <= PART else "subheading"
                return self.set(frame, self.span(unstressed(prose), kind), style=self.display)
            case Quote():
                self._quote(block, frame)
            case Note():
                self._note(block, frame)
            case Listing():
                self._listing(block, frame, role)
            case Table():
                from termread.layout.tables import compose_table

                compose_table(self, block, frame)
            case Code(text=text):
                self.set(frame, self.span(Prose(text), "code"), style=self.verbatim)
            case Figure():
                from termread.layout.figures import compose_figure

                compose_figure(self, block, frame)
            case Gallery(figures=figures):
                self.blocks(figures, frame)
            case Embed():
                self._embed(block, frame)
            case Entry():
                self._entry(block, frame, role)
            case Footnotes():
                self._footnotes(block, frame)
            case Rule():
                stars = ASTERISM if len(ASTERISM) <= frame.width else ASTERISM[0]
                self.row(frame, Run(stars, "rule"), indent=(frame.width - len(stars)) // 2)
            case _:
                assert_never(block)
        return frame.opened()

    def _quote(self, quote: Quote, frame: Frame) -> None:
        if not frame.rest and (prose := pulled(quote)):
            inner = self.set(frame.inset("┃ ", role="pull_bar"), self.span(prose, "pull_quote"), style=self.display)
        else:
            inner = self.blocks(quote.blocks, frame.inset("│ ", role="quote_bar"), "quote")
        if quote.cite:
            self.set(inner, Span("— ", "cite"), self.span(Prose(quote.cite), "cite"))

    def _note(self, note: Note, frame: Frame) -> None:
        inner = frame.inset("▎ ", role="note_bar")
        label = Span(note_label(note.kind, self.language), "note_label")
        blocks = note.blocks
        if label.text and blocks and isinstance(blocks[0], Paragraph):
            prose = unstressed(blocks[0].prose)
            inner = self.set(inner, label, Span("  ", "note"), self.span(prose, "note"), style=self.body)
            blocks = blocks[1:]
            if blocks:
                self.gap(inner)
        else:
            inner = self.set(inner, label)
        self.blocks(blocks, inner, "note")

    def _listing(self, listing: Listing, frame: Frame, role: Role, depth: int = 0) -> Frame:
        labels = listing.labels
        widest = max(map(width, labels), default=0)
        apart = any(not isinstance(block, Listing) for item in listing.items for block in item.blocks)
        for number, (label, item) in enumerate(zip(labels, listing.items, strict=True)):
            if number and apart:
                self.gap(frame)
            marker = f"{flush_right(label, widest)}. " if listing.ordered else f"{BULLETS[depth % len(BULLETS)]} "
            self._item(item, frame.inset(" " * width(marker), marker, "marker"), role, depth)
            frame = frame.opened()
        return frame

    def _item(self, item: Item, frame: Frame, role: Role, depth: int) -> None:
        frame = self.set(frame, self.span(item.prose, role), style=self.body)
        for number, block in enumerate(item.blocks):
            if isinstance(block, Listing):
                frame = self._listing(block, frame, role, depth + 1)
            else:
                if number or (item.prose.text and not _leads_on(item)):
                    self.gap(frame)
                frame = self.block(block, frame, role)

    def _embed(self, embed: Embed, frame: Frame) -> None:
        inner = frame.inset("│ ", role="quote_bar")
        label = Span(f"{embed.provider}  " if embed.provider else "", "embed")
        text = self.span(Prose(embed.text or embed.url), "embed" if embed.text else "link")
        inner = self.set(inner, label, text)
        if embed.text and embed.url:
            self.set(inner, Span(embed.url, "link"))

    def folded_entry(self, entry: Block, frame: Frame, words: str) -> None:
        """Set only the head of a post, followed by *words*."""
        if isinstance(entry, Entry):
            self._entry(replace(entry, blocks=()), frame, "text", words)

    def _entry(self, entry: Entry, frame: Frame, role: Role, words: str = "") -> None:
        for _ in range(min(entry.depth, frame.width // STEP)):
            frame = frame.inset("│ ", role="quote_bar")
        author = self.span(Prose(entry.author or ""), "entry_title")
        when: Role = "byline" if author.text else "entry_time"
        time = self.span(Prose(entry.time or ""), when)
        said = written_time(time.text, self.page.today, self.language)
        if said != time.text:
            time = Span(said, when)
        points = Span("" if entry.points is None else f"{entry.points:+}", "byline")
        title = self.span(Prose(entry.title or ""), "entry_title")
        parts = [part for part in (author, time, points, title, Span(words, "byline")) if part.text]
        head = [each for part in parts for each in (Span("  ", when), part)]
        frame = self.set(frame, *head[1:])
        self.blocks(entry.blocks, frame, role)

    def _footnotes(self, notes: Footnotes, frame: Frame) -> None:
        self.row(frame, Run("─" * min(FOOT_RULE, frame.width), "rule"))
        most = max((width(item.label) for item in notes.items), default=0)
        for item in notes.items:
            inner = frame.inset(" " * (most + 1), f"{flush_right(item.label, most)} ", "marker")
            inner = self.set(inner, self.span(item.prose, "footnote"), style=self.body)
            for block in item.blocks:
                inner = self.block(block, inner, "footnote")


def _leads_on(item: Item) -> bool:
    """Return whether an item begins with a link, like a feed entry's headline; its text follows without a gap."""
    return any(mark.style == "link" and mark.start == 0 for mark in item.prose.marks)


def unstressed(prose: Prose) -> Prose:
    """Return *prose* without emphasis that covers all of it, for text that its role sets apart already."""
    whole = [m for m in prose.marks if m.style in ("strong", "emphasis") and m.start == 0 and m.end >= len(prose.text)]
    return replace(prose, marks=tuple(mark for mark in prose.marks if mark not in whole)) if whole else prose


def pulled(quote: Quote) -> Prose | None:
    """Return the text of *quote* if it is as short as one that is pulled out of its article to be seen."""
    only = quote.blocks[0] if len(quote.blocks) == 1 else None
    if isinstance(only, Paragraph) and len(only.prose.text) <= PULLED and "\n" not in only.prose.text:
        return unstressed(only.prose)
    return None


def is_verse(text: str) -> bool:
    """Return whether *text* is lines of verse: several and short, as the author broke them."""
    return text.count("\n") >= VERSE_LINES - 1 and max(map(len, text.split("\n"))) <= VERSE_LENGTH


def flush_right(label: str, cells: int) -> str:
    """Return *label* at the right of so many cells."""
    return " " * (cells - width(label)) + label


def indent_of(page: Page, language: str | None) -> int:
    """Return the first-line indent of paragraphs on *page*."""
    return _INDENTS.get((language or "")[:2].lower(), 2) if page.paragraphs == "indent" else 0


def gap_after(block: Block, after: Block | None, page: Page) -> int:
    """Return the number of blank lines between *block* and the one *after* it: more before a new part of the story."""
    if after is None:
        return int(page.head)
    if isinstance(after, Heading) and after.level <= PART and not isinstance(block, Heading):
        return 2 + page.spacing
    tight = page.paragraphs == "indent" and isinstance(block, Paragraph) and isinstance(after, Paragraph)
    return page.spacing if tight else 1 + page.spacing


def cuts_by_block(article: Article) -> dict[int, list[Cut]]:
    """Return the cuts of *article* by the index of the block before them, at most that of the last block."""
    found: dict[int, list[Cut]] = {}
    for cut in article.cut:
        found.setdefault(min(cut.after, len(article.blocks) - 1), []).append(cut)
    return found


def compose_cuts(typesetter: Composer, cuts: Sequence[Cut], frame: Frame) -> None:
    """Set *cuts*, each below its reason."""
    for cut in cuts:
        if typesetter.pieces:
            typesetter.gap(frame)
        inner = typesetter.set(frame.inset("┊ ", role="cut"), Span(f"Cut: {cut.reason}", "cut"))
        if cut.entries:
            typesetter.blocks(cut.entries, inner, "cut")
        else:
            typesetter.set(inner, Span(cut.text, "cut"))
