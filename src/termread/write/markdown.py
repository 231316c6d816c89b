"""Articles as Markdown (CommonMark with tables, strike-through and footnotes), with YAML front matter for note keepers."""

from __future__ import annotations

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
from termread.saved import Exported
from termread.write.code_languages import code_language
from termread.write.frontmatter import front_matter
from termread.write.inline import escaped, markdown_line, markdown_of, target
from termread.write.labels import DEEPEST, NOTE_LABELS, entry_parts
from termread.write.notes import numbered
from termread.write.spans import safe_href


def write_markdown(article: Article, entry: Exported | None = None) -> str:
    """Return *article* as Markdown; with *entry*, what the reader kept of it stands in front matter and at the end."""
    return "".join(markdown_pieces(article, entry))


def markdown_pieces(article: Article, entry: Exported | None = None) -> Iterator[str]:
    """Yield the same Markdown in pieces, about one for each block."""
    gap = ""
    for part in _parts(article, entry):
        yield gap + part
        gap = "\n\n"
    yield "\n"


def _parts(article: Article, entry: Exported | None) -> Iterator[str]:
    if head := front_matter(article, entry):
        yield head
    if article.title:
        yield f"# {escaped(article.title)}"
    if article.dek:
        yield markdown_line(_emphasised(article.dek))
    yield from filter(None, map(_block, numbered(article).blocks))
    if entry:
        yield from _kept(entry)


def _kept(entry: Exported) -> Iterator[str]:
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
    """Whether these are a list that CommonMark takes for one without a blank line before it."""
    match blocks:
        case (Listing(ordered, (Item(prose), *_), start) as listing,):
            if ordered and not _counts_on(listing):
                return True
            return bool(prose.text.strip()) and (not ordered or start == 1)
        case _:
            return False


def _listing(listing: Listing) -> str:
    """Return a list; where Markdown would count otherwise, one of bullets, each with its number as text."""
    if listing.ordered and _counts_on(listing):
        return "\n".join(_item(item, f"{label}.") for label, item in zip(listing.labels, listing.items, strict=True))
    labels = [rf"{escaped(label)}\." if listing.ordered else "" for label in listing.labels]
    return "\n".join(_item(item, "-", label) for label, item in zip(labels, listing.items, strict=True))


def _counts_on(listing: Listing) -> bool:
    """Whether the items of an ordered list have the numbers that Markdown gives them."""
    numbers = map(str, range(listing.start, listing.start + len(listing.items)))
    return listing.start >= 0 and listing.labels == list(numbers)


def _item(item: Item, marker: str, label: str = "") -> str:
    return _hanging(f"{marker} ", _with(item.prose, item.blocks, label), " " * (len(marker) + 1))


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
