"""Articles as plain text: wrapped as in the reader, or unwrapped for a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, assert_never

from termread.article import (
    Article,
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
    description,
    leaves,
)
from termread.values import replace
from termread.write.markup import NOTE_LABELS, entry_parts

ENDS = (".", "!", "?", "…", "。", "！", "？", "”", "»")
"""What ends a sentence, so that it needs no full stop before the next one."""


def text_pieces(article: Article, measure: int = 72) -> Iterator[str]:
    """Yield *article* in pieces, one per block, wrapped to *measure* cells (at least 1), without trailing spaces."""
    from termread.layout import lay_out
    from termread.layout.model import Page

    blank = ""
    """Pending blank lines, written only if more text follows."""
    blocks = tuple(_struck(block) if _is_struck(block) else block for block in article.blocks)
    for lines in lay_out(replace(article, blocks=blocks), Page(max(measure, 1), pictures="off")).all_lines():
        text = blank + "".join(f"{line.text.rstrip()}\n" for line in lines)
        piece = text.rstrip("\n")
        blank = text[len(piece) :]
        yield piece
    yield "\n"


def _is_struck(block: Block) -> bool:
    return any(mark.style == "strike" for prose in leaves(block) for mark in prose.marks)


def _struck(value: Any) -> Any:
    """Return a block, or a part of one, with struck-out words between tildes, since plain text has no other sign for it."""
    if isinstance(value, tuple):
        return tuple(map(_struck, value))
    if not isinstance(value, Prose):
        named = getattr(type(value), "__dataclass_fields__", ())
        return replace(value, **{name: _struck(getattr(value, name)) for name in named}) if named else value
    text = value.text
    for mark in reversed([mark for mark in value.marks if mark.style == "strike"]):
        text = f"{text[: mark.start]}~~{text[mark.start : mark.end]}~~{text[mark.end :]}"
    return Prose(text) if text != value.text else value


def write_spoken(article: Article) -> str:
    """Return *article* with one paragraph per line and a blank line between paragraphs."""
    return "\n\n".join(line for line in _article(article) if line) + "\n"


def _article(article: Article) -> Iterator[str]:
    yield f"Article: {article.title}" if article.title else "Article without a headline"
    yield article.dek or ""
    if article.kicker:
        yield f"Section: {article.kicker}"
    yield f"By {article.byline.removeprefix('By ')}" if article.byline else ""
    if article.site:
        yield f"From {article.site}"
    if article.published:
        yield f"Published {article.published[:10]}"
    for notice in article.notices:
        yield f"Notice: {notice.text}"
    for block in article.blocks:
        yield from _block(block)
    yield "End of article."


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, prose):
            yield f"Heading level {level}: {prose.text}"
        case Paragraph(prose):
            yield _struck(prose).text
        case Quote(blocks, cite):
            yield from _between("Quote", blocks, f"End of quote, {cite}." if cite else "End of quote.")
        case Note(kind, blocks):
            yield from _between(NOTE_LABELS[kind], blocks, "End of note.")
        case Listing():
            yield from _listing(block)
        case Table():
            yield from _table(block)
        case Code(text, language):
            yield f"{f'{language} code' if language else 'Code'}:\n{text}\nEnd of code."
        case Figure():
            yield _figure(block)
        case Gallery(figures):
            yield f"Gallery of {len(figures)} pictures."
            yield from map(_figure, figures)
        case Embed(provider, url, text):
            yield f"Embedded from {provider}: {text or url}"
        case Entry(blocks=blocks):
            yield _entry(block)
            for inner in blocks:
                yield from _block(inner)
        case Footnotes(items):
            for note in items:
                yield f"Footnote {note.label}: {note.prose.text}"
                for inner in note.blocks:
                    yield from _block(inner)
        case Rule():
            yield "Break."
        case _:
            assert_never(block)


def _between(label: str, blocks: tuple[Block, ...], end: str) -> Iterator[str]:
    yield f"{label}:"
    for block in blocks:
        yield from _block(block)
    yield end


def _entry(entry: Entry) -> str:
    level = f", level {entry.depth + 1}" if entry.depth else ""
    told = ", ".join(entry_parts(entry))
    return f"Entry{level}: {told}" if told else f"Entry{level}."


def _listing(listing: Listing) -> Iterator[str]:
    yield f"List of {len(listing.items)}:"
    for label, item in zip(listing.labels, listing.items, strict=True):
        yield f"{label}: {item.prose.text}" if listing.ordered else f"Item: {item.prose.text}"
        for inner in item.blocks:
            yield from _block(inner)
    yield "End of list."


def _table(table: Table) -> Iterator[str]:
    columns = max(map(len, table.rows), default=0)
    title = f": {table.caption.text}" if table.caption and table.caption.text else ""
    yield f"Table of {len(table.rows)} rows and {columns} columns{title}."
    heads: tuple[str, ...] = ()
    if table.rows and all(cell.header for cell in table.rows[0]):
        heads = tuple(cell.prose.text for cell in table.rows[0])
    for number, row in enumerate(table.rows[1:] if heads else table.rows, 1):
        cells = [
            f"{heads[at]}: {cell.prose.text}" if at < len(heads) and heads[at] else cell.prose.text
            for at, cell in enumerate(row)
        ]
        yield f"Row {number}. {'; '.join(cells)}."
    yield "End of table."


def _figure(figure: Figure) -> str:
    caption, alt = figure.caption.text, description(figure)
    parts = [("Picture", alt or caption or figure.alt or "no description")]
    parts += [("Caption", caption)] if alt and caption else []
    parts += [("Credit", figure.credit)] if figure.credit else []
    return " ".join(f"{name}: {text if text.endswith(ENDS) else f'{text}.'}" for name, text in parts)
