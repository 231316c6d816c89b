"""Markdown files as articles: front matter, title, headings, lists, tables, code, quotes, pictures and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from termread.article import (
    Anchor,
    Article,
    Block,
    Cell,
    Code,
    Figure,
    Footnote,
    Footnotes,
    Heading,
    Item,
    Listing,
    Mark,
    Note,
    Paragraph,
    Place,
    Prose,
    Quote,
    Rule,
    Table,
    item_starts,
)
from termread.errors import Empty
from termread.parse.formats import text_reader
from termread.parse.formats.markdown.dialects import (
    Fields,
    as_commonmark,
    footnotes,
    front_matter,
    take_callout,
    without_wiki_links,
)
from termread.parse.formats.markdown.inlines import note_address, prose_of, shown_label, without_pictures
from termread.parse.metadata.dates import date_in, date_of
from termread.parse.metadata.names import names_in
from termread.parse.page.compose.notes import with_notes
from termread.parse.page.images.credits import split_credit
from termread.parse.phrasebook import Phrases, detected_language, note_called, phrases_for
from termread.text import clean, clean_line, regex
from termread.values import replace

Token = Any

_TAG = regex(r"<[^<>]*>")
_IMAGE = regex(r"<img\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = regex(r"\b(src|alt)\s*=\s*[\"']([^\"'<>]*)[\"']", re.IGNORECASE)
_COMMENT = regex(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def markdown_in(text: str, url: str | None = None) -> Article:
    """Return the article in Markdown *text*; raises Empty if there is only whitespace."""
    fields, body = front_matter(clean(text))
    notes, body = footnotes(as_commonmark(body))
    labels = frozenset(label for label, _ in notes)
    blocks = list(_Reader(_tokens(body), labels).blocks(None))
    if notes:
        blocks.append(Footnotes(tuple(_footnote(label, said, labels) for label, said in notes)))
    title = _first(fields, "title")
    blocks, found = without_title(blocks, title)
    title = title or found
    if not blocks and not title:
        raise Empty("There is no text in it.")
    language = _first(fields, "lang", "language") or detected_language(_TAG.sub(" ", body))
    article = _headed(title, fields, blocks, language, url)
    return replace(article, anchors=tuple(_anchors(article.blocks, [label for label, _ in notes])))


read_markdown = text_reader(markdown_in)


def _headed(title: str, fields: Fields, blocks: list[Block], language: str | None, url: str | None) -> Article:
    """Return *blocks* as an article with a header from the front matter or from a byline under the title."""
    phrases = phrases_for(language)
    named = (without_wiki_links(clean_line(name)) for name in fields.get("author") or fields.get("authors") or [])
    authors = tuple(filter(None, named))
    byline = ", ".join(authors) or None
    clipped = bool(fields.get("source"))  # then it was created when it was clipped
    published = date_of(_first(fields, *("published", "date") if clipped else ("date", "published", "created")))
    if not authors and (signed := _signed(blocks, phrases)):
        byline, authors, when = signed
        published, blocks = published or when, blocks[1:]
    source = _first(fields, "source", "url", "link")
    return Article(
        title=title,
        dek=_first(fields, "description", "summary", "subtitle", "excerpt") or None,
        byline=byline,
        authors=authors,
        published=published,
        language=language,
        url=url or (source if source.startswith(("http://", "https://")) else None),
        blocks=tuple(with_notes(list(_captioned(blocks, language)), phrases)),
    )


def _tokens(text: str) -> list[Token]:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    return parser.parse(text)


def _footnote(label: str, text: str, labels: frozenset[str]) -> Footnote:
    """Return a footnote made of Markdown *text*."""
    blocks = tuple(_Reader(_tokens(text), labels).blocks(None))
    if blocks and isinstance(blocks[0], Paragraph):
        return Footnote(shown_label(label), blocks[0].prose, blocks[1:])
    return Footnote(shown_label(label), Prose(), blocks)


def _anchors(blocks: Sequence[Block], labels: Sequence[str]) -> Iterator[Anchor]:
    """Yield the anchors of the footnotes, which are the last of *blocks*."""
    last = blocks[-1] if blocks else None
    for label, at in zip(labels, item_starts(last) if isinstance(last, Footnotes) else (), strict=False):
        yield Anchor(note_address(label)[1:], Place(len(blocks) - 1, at))


def _first(fields: Fields, *names: str) -> str:
    return clean_line(next((fields[name][0] for name in names if fields.get(name)), ""))


def without_title(blocks: list[Block], title: str) -> tuple[list[Block], str]:
    """Return *blocks* without the title heading, and its text; it must come before all other text."""
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            if block.level == 1 and (not title or block.prose.text == title):
                return [*blocks[:at], *blocks[at + 1 :]], block.prose.text
            if not title and at == 0:
                return blocks[1:], block.prose.text
            break
        if not isinstance(block, Figure):
            break
    return blocks, ""


def _signed(blocks: Sequence[Block], phrases: Phrases) -> tuple[str, tuple[str, ...], str | None] | None:
    """Return byline, names and date from the first block if it is a byline."""
    if not blocks or not isinstance(blocks[0], Paragraph) or len(blocks[0].prose.text) > 120:
        return None
    prose = blocks[0].prose
    dated = re.split(r"\s+[·|•—–]\s+", prose.text)
    bold = prose.marks and prose.marks[0].start == 0 and prose.marks[0].style in ("strong", "emphasis")
    if phrases.starts("byline", prose.text) or (bold and len(dated) > 1 and date_in(dated[-1])):
        return dated[0], tuple(names_in(dated[0], phrases)), date_in(prose.text)
    return None


def _captioned(blocks: Sequence[Block], language: str | None) -> Iterator[Block]:
    """Yield *blocks* with each caption given once, taken from the alt text or an italic line below, and its credit split off."""
    last: Figure | None = None
    for block in blocks:
        if last is not None:
            said = block.prose if isinstance(block, Paragraph) else Prose()
            whole = any(m.style == "emphasis" and m.start == 0 and m.end == len(said.text) for m in said.marks)
            if said.text and (said.text == last.alt or (whole and len(said.text) < 400)):
                yield _figure(last, said.text, language)
                last = None
                continue
            yield _figure(last, last.alt, language)
            last = None
        if isinstance(block, Figure):
            last = block
        else:
            yield block
    if last is not None:
        yield _figure(last, last.alt, language)


def _figure(figure: Figure, said: str, language: str | None) -> Figure:
    caption, credit = split_credit(said, language) if len(said) > 15 else ("", "")
    return Figure(Prose(caption), credit, figure.alt, figure.src)


class _Reader:
    """Reads the tokens of a file in one pass."""

    def __init__(self, tokens: list[Token], labels: frozenset[str]) -> None:
        self.tokens = tokens
        self.labels = labels
        self.at = 0

    def blocks(self, end: str | None) -> Iterator[Block]:
        """Yield the blocks up to the token called *end*."""
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == end:
                return
            yield from self.block(token)

    def block(self, token: Token) -> Iterator[Block]:
        kind = token.type
        if kind == "heading_open":
            yield Heading(int(token.tag[1]), self.inline())
        elif kind == "inline":
            yield from self.paragraph(token)
        elif kind == "blockquote_open":
            yield self.quotation()
        elif kind in ("bullet_list_open", "ordered_list_open"):
            yield self.listing(token)
        elif kind in ("fence", "code_block"):
            yield Code(token.content.rstrip("\n"), (token.info.split() or [None])[0])
        elif kind == "hr":
            yield Rule()
        elif kind == "table_open":
            yield self.table()
        elif kind == "html_block":
            yield from _markup(token.content)

    def inline(self) -> Prose:
        """Return the running text of the next token."""
        token = self.tokens[self.at]
        self.at += 1
        return prose_of(token.children or [], self.labels)

    def quotation(self) -> Block:
        """Return a quotation; one that starts with `[!kind]` is a callout and becomes a note or an attributed quotation."""
        first = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        callout = take_callout(first) if first is not None and first.type == "inline" else None
        blocks = tuple(self.blocks("blockquote_close"))
        if callout is None:
            return Quote(blocks)
        kind, title = callout[0], prose_of(callout[1], self.labels)
        if kind in ("quote", "cite"):
            return Quote(blocks, title.text or None) if blocks else Quote((Paragraph(title),))
        named = note_called(title.text)
        if named is None and title.text:
            blocks = (Paragraph(Prose(title.text, (Mark(0, len(title.text), "strong"),))), *blocks)
        return Note(named or "info", blocks)

    def paragraph(self, token: Token) -> Iterator[Block]:
        """Yield a paragraph, then the pictures in it."""
        children = token.children or []
        figures = [
            Figure(alt=clean_line(child.content), src=clean_line(str(child.attrGet("src") or "")))
            for child in children
            if child.type == "image"
        ]
        prose = prose_of(list(without_pictures(children)), self.labels)
        if prose.text:
            yield Paragraph(prose)
        yield from figures

    def listing(self, token: Token) -> Listing:
        items: list[Item] = []
        ordered = token.type == "ordered_list_open"
        end = token.type.replace("_open", "_close")
        while self.at < len(self.tokens) and self.tokens[self.at].type != end:
            self.at += 1
            inner = tuple(self.blocks("list_item_close"))
            first = inner[0] if inner else None
            items.append(Item(first.prose, inner[1:]) if isinstance(first, Paragraph) else Item(Prose(), inner))
        self.at += 1
        return Listing(ordered, tuple(items), int(token.attrGet("start") or 1) if ordered else 1)

    def table(self) -> Table:
        rows: list[tuple[Cell, ...]] = []
        cells: list[Cell] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type in ("th_open", "td_open"):
                cells.append(Cell(self.inline(), token.type == "th_open"))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
            elif token.type == "table_close":
                break
        return Table(tuple(rows))


def _markup(text: str) -> Iterator[Block]:
    """Yield the pictures and the text of an HTML block."""
    from html import unescape

    text = _COMMENT.sub("", text)
    for image in _IMAGE.findall(text):
        said = {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(image)}
        yield Figure(alt=clean_line(said.get("alt", "")), src=clean_line(said.get("src", "")))
    words = clean_line(unescape(_TAG.sub(" ", text)))
    if words:
        yield Paragraph(Prose(words))
