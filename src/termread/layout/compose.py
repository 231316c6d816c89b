"""Sets the header of an article and each kind of block: source, headline, dek, byline and date; then text, lists, notes and posts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, assert_never

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
from termread.layout.words import by_word, note_label, written_date, written_minutes, written_time
from termread.palette import Role
from termread.text import width
from termread.values import replace

if TYPE_CHECKING:
    from termread.layout.text_block import Typesetter


BULLETS = "•◦▪"
ASTERISM = "*   *   *"
FOOT_RULE = 6
STEP = 10
"""A line must have this many cells for each bar on its left that shows the depth of a post."""
PART = 2
"""Headings up to this level begin a new part of the story."""
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
                return self.set(frame, self.span(prose, role), style=self.body)
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


DOT = " · "


def compose_header(typesetter: Typesetter, article: Article, frame: Frame) -> None:
    """Set the header of *article* without the parts that are unknown."""
    if typesetter.page.head:
        typesetter.gap(frame)
    _beside(typesetter, frame, (Span(domain(article), "site"),), Span(article.kicker or "", "kicker"))
    if article.title:
        typesetter.row(frame, Run("━" * frame.width, "headline_rule"))
        typesetter.gap(frame)
    typesetter.set(frame, typesetter.span(Prose(article.title), "headline"), style=typesetter.display)
    if article.dek:
        typesetter.gap(frame)
        typesetter.set(frame, typesetter.span(Prose(article.dek), "dek"), style=typesetter.display)
    _byline(typesetter, article, frame)
    if len(typesetter.pieces) > typesetter.page.head:
        typesetter.row(frame, Run("─" * frame.width, "rule"))
    for notice in article.notices:
        typesetter.gap(frame)
        typesetter.set(frame.inset("! ", role="notice"), Span(notice.text, "notice"))


def domain(article: Article) -> str:
    """Return the host of *article* without "www.", or else the name of its site."""
    for address in (article.canonical_url, article.url):
        scheme, _, rest = (address or "").partition("://")
        if rest and scheme in ("http", "https"):
            host = rest.split("/")[0].split("?")[0].split("@")[-1].split(":")[0]
            return host.removeprefix("www.")
    return article.site or ""


def _byline(typesetter: Typesetter, article: Article, frame: Frame) -> None:
    """Set the byline, date and reading time."""
    date = written_date(article.published, article.language)
    minutes = written_minutes(typesetter.page.minutes, article.language)
    when = Span(DOT.join(part for part in (date, minutes) if part), "byline")
    if article.byline or article.authors or when.text:
        typesetter.gap(frame)
    who = [Span(", ".join(article.authors), "byline")]
    if article.byline:
        by = by_word(article.language)
        said = not by or article.byline.lower().startswith(by.lower() + " ")
        who = [Span("" if said else f"{by} ", "byline"), typesetter.span(Prose(article.byline), "byline")]
    _beside(typesetter, frame, who, when)


def _beside(typesetter: Typesetter, frame: Frame, first: Sequence[Span], second: Span) -> None:
    """Set *first* and *second* on one line separated by a dot, or on two lines if they do not fit."""
    both = second.text and any(span.text for span in first)
    line = (*first, Span(DOT if both else "", first[0].role), second)
    style = replace(typesetter.plain, outer=True)
    if sum(width(span.text) for span in line) <= frame.width:
        typesetter.set(frame, *line, style=style)
    else:
        typesetter.set(frame, *first, style=style)
        typesetter.set(frame, second, style=style)
