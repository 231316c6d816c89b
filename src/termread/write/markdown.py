"""Articles as Markdown (CommonMark with tables, strikethrough and footnotes), with YAML front matter for note apps."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import assert_never

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
    Item,
    Listing,
    Mark,
    Note,
    Paragraph,
    Prose,
    Quote,
    Rule,
    Table,
)
from termread.interchange import LibraryEntry
from termread.write.inline import code_language, escaped, markdown_line, markdown_of, numbered, target
from termread.write.markup import DEEPEST, NOTE_LABELS, entry_parts, safe_href


def write_markdown(article: Article, entry: LibraryEntry | None = None) -> str:
    """Return *article* as Markdown; *entry* adds front matter, and the reader's notes and highlights at the end."""
    return "".join(markdown_pieces(article, entry))


def markdown_pieces(article: Article, entry: LibraryEntry | None = None) -> Iterator[str]:
    """Yield the same Markdown in pieces, roughly one per block."""
    gap = ""
    for part in _parts(article, entry):
        yield gap + part
        gap = "\n\n"
    yield "\n"


def write_markdown_of(entries: Iterable[LibraryEntry]) -> Iterator[str]:
    """Yield *entries* one after another, each with the reader's notes and metadata."""
    return ("\n" * bool(i) + write_markdown(e.to_read(), e) for i, e in enumerate(entries))


def _parts(article: Article, entry: LibraryEntry | None) -> Iterator[str]:
    if head := front_matter(article, entry):
        yield head
    if article.title:
        yield f"# {escaped(article.title)}"
    if article.dek:
        yield markdown_line(_emphasised(article.dek))
    yield from filter(None, map(_block, numbered(article).blocks))
    if entry:
        yield from _kept(entry)


def _kept(entry: LibraryEntry) -> Iterator[str]:
    if entry.note:
        yield "## Note"
        yield markdown_of(Prose(entry.note))
    if entry.highlights:
        yield "## Highlights"
        for highlight in entry.highlights:
            yield _quoted(markdown_of(Prose(highlight.passage.quote)))
            if highlight.note:
                yield markdown_of(Prose(highlight.note))
    if entry.bookmarks:
        yield "## Bookmarks"
        yield "\n".join(_bookmark(mark.label, mark.passage.quote) for mark in entry.bookmarks)


def _bookmark(label: str, quote: str) -> str:
    name = Prose(label, (Mark(0, len(label), "strong"),))
    return f"- {markdown_line(name)}: {escaped(quote)}" if label.strip() else f"- {escaped(quote)}"


_TASKS = {"☐ ": "[ ] ", "☑ ": "[x] "}
"""How GitHub Flavored Markdown writes the box at the start of a task (https://github.github.com/gfm, 5.3)."""


def _block(block: Block) -> str:
    match block:
        case Heading(level, prose):
            return f"{'#' * min(max(level, 1), 6)} {markdown_line(prose)}"
        case Paragraph(prose):
            return markdown_of(prose)
        case Quote(blocks, cite):
            return _quoted(_all(blocks) + (f"\n\n— {escaped(cite)}" if cite else ""))
        case Note(kind, blocks):
            return _quoted(f"[!note] {NOTE_LABELS[kind]}\n{_all(blocks)}")
        case Listing():
            return _listing(block)
        case Table(rows, caption):
            return "\n\n".join(
                filter(None, ["\n".join(_table(block)) if rows else "", markdown_line(caption or Prose())])
            )
        case Code(text, language):
            return _fenced(text, language)
        case Figure():
            return _figure(block)
        case Gallery(figures):
            return _all(figures)
        case Embed(provider, url, text):
            return _embed(provider, url, text)
        case Entry(blocks=blocks, depth=depth):
            head = " · ".join(map(escaped, entry_parts(block)))
            return _quoted(
                "\n\n".join(filter(None, [f"### {head}" if head else "", _all(blocks)])), min(depth, DEEPEST)
            )
        case Footnotes(items):
            return "\n\n".join(
                _hanging(f"[^{item.label or 'note'}]: ", _with(item.prose, item.blocks), "    ") for item in items
            )
        case Rule():
            return "* * *"
        case _:
            assert_never(block)


def _all(blocks: Iterable[Block]) -> str:
    return "\n\n".join(text for block in blocks if (text := _block(block)))


def _with(prose: Prose, blocks: tuple[Block, ...], label: str = "") -> str:
    first = f"{label} {markdown_of(prose)}".strip()
    return ("\n" if _may_follow_at_once(blocks) else "\n\n").join(filter(None, [first, _all(blocks)]))


def _may_follow_at_once(blocks: tuple[Block, ...]) -> bool:
    """Whether this is a list that CommonMark recognizes without a blank line before it."""
    match blocks:
        case (Listing(ordered, (Item(prose), *_), start) as listing,):
            if ordered and not _counts_on(listing):
                return True
            return bool(prose.text.strip()) and (not ordered or start == 1)
        case _:
            return False


def _listing(listing: Listing) -> str:
    """Return a list; if Markdown would number it differently, a bullet list with the numbers as text."""
    if listing.ordered and _counts_on(listing):
        return "\n".join(_item(item, f"{label}.") for label, item in zip(listing.labels, listing.items, strict=True))
    labels = [rf"{escaped(label)}\." if listing.ordered else "" for label in listing.labels]
    return "\n".join(_item(item, "-", label) for label, item in zip(labels, listing.items, strict=True))


def _counts_on(listing: Listing) -> bool:
    """Whether Markdown would give the items of an ordered list the numbers they have."""
    numbers = map(str, range(listing.start, listing.start + len(listing.items)))
    return listing.start >= 0 and listing.labels == list(numbers)


def _item(item: Item, marker: str, label: str = "") -> str:
    body = _with(item.prose, item.blocks, label)
    if body[:2] in _TASKS:
        body = _TASKS[body[:2]] + body[2:]
    return _hanging(f"{marker} ", body, " " * (len(marker) + 1))


def _hanging(head: str, body: str, indent: str) -> str:
    first, *rest = body.split("\n")
    return "\n".join([(head + first).rstrip(), *(indent + line if line else "" for line in rest)])


def _quoted(text: str, depth: int = 1) -> str:
    bars = "> " * depth
    return "\n".join(f"{bars}{line}".rstrip() for line in text.split("\n"))


def _fenced(text: str, language: str | None) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{code_language(language)}\n{text}\n{fence}"


def _table(table: Table) -> Iterator[str]:
    columns = max(len(row) for row in table.rows)
    rows = [[markdown_line(cell.prose) for cell in row] + [""] * (columns - len(row)) for row in table.rows]
    headed = any(cell.header for cell in table.rows[0])
    head, body = (rows[0], rows[1:]) if headed else ([""] * columns, rows)
    for cells in (head, ["---"] * columns, *body):
        yield f"| {' | '.join(cells)} |"


def _figure(figure: Figure) -> str:
    source = safe_href(figure.src)
    picture = f"![{escaped(figure.alt)}]({target(source)})" if source else ""
    credit = markdown_line(_emphasised(figure.credit))
    told = " ".join(filter(None, [markdown_line(figure.caption), credit]))
    if not picture and not told:
        told = escaped(figure.alt)
    return "\n\n".join(filter(None, [picture, told]))


def _embed(provider: str, url: str, text: str) -> str:
    address = safe_href(url)
    name = escaped(text or provider or url)
    return f"[{name}]({target(address)})" if address else name


def _emphasised(text: str) -> Prose:
    return Prose(text, (Mark(0, len(text), "emphasis"),))


Value = str | bool | tuple[str, ...]


def front_matter(article: Article, entry: LibraryEntry | None = None) -> str:
    """Return the fenced front matter, or an empty string if there is no metadata."""
    known = [line for name, value in _values(article, entry) if value for line in _lines(name, value)]
    return "\n".join(["---", *known, "---"]) if known else ""


def _values(article: Article, entry: LibraryEntry | None) -> Iterator[tuple[str, Value | None]]:
    yield "title", article.title or (entry.title if entry else "")
    yield (
        "source",
        safe_href(article.canonical_url) or safe_href(article.url) or safe_href(entry.url if entry else None),
    )
    yield "author", article.authors or tuple(filter(None, [article.byline]))
    yield "site", article.site
    yield "published", article.published
    yield "modified", article.modified
    yield "description", article.dek
    yield "language", article.language
    if entry:
        yield "created", entry.added
        yield "state", entry.state
        yield "favourite", entry.favourite
        yield "tags", tuple(re.sub(r"\s+", "-", tag.strip()) for tag in entry.tags)


def _lines(name: str, value: Value) -> Iterator[str]:
    match value:
        case bool():
            yield f"{name}: {json.dumps(value)}"
        case str():
            yield f"{name}: {_yaml_quoted(value)}"
        case tuple():
            yield f"{name}:"
            yield from (f"  - {_yaml_quoted(part)}" for part in value)


def _yaml_quoted(text: str) -> str:
    """A YAML double-quoted scalar, of which JSON strings are a subset, so it is never parsed as a date or number."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
