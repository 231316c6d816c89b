"""The article model: a header and a tuple of blocks, all immutable, comparable and independent of screens and files.

A position is a `Place`: a block index and an offset into that block's flattened text (`flatten`), so it stays valid
when the width, theme or pictures change. Block -1 is the header.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Any, Literal, assert_never

from termread.text import regex
from termread.values import dataclass

Style = Literal["strong", "emphasis", "code", "strike", "link", "sub", "sup"]
NoteKind = Literal["editor", "correction", "disclosure", "contributor", "info"]
Direction = Literal["ltr", "rtl"]

HEADER = -1
"""The block index of the header: title, dek and byline."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of characters, half-open, with a style or a link."""

    start: int
    end: int
    style: Style
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text with its marks, sorted by start."""

    text: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the article; level 2 is the first below the headline."""

    level: int
    prose: Prose


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of body text."""

    prose: Prose


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    blocks: tuple[Block, ...]
    cite: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """An aside: a note, warning or similar box set beside the story."""

    kind: NoteKind
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One list item: its first line and the blocks nested below it."""

    prose: Prose
    blocks: tuple[Block, ...] = ()
    label: str = ""
    """Its marker as shown, such as "7", "b" or "IV"; empty if it simply follows the previous number."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; ordered ones are numbered from *start*."""

    ordered: bool
    items: tuple[Item, ...]
    start: int = 1

    @property
    def labels(self) -> list[str]:
        """Return each item's marker, assuming the list is ordered."""
        return [item.label or str(number) for number, item in enumerate(self.items, self.start)]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    prose: Prose
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of cells; rows may differ in length."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: Prose | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text, in which line breaks and spaces matter."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: its caption without the credit, the credit, and its address."""

    caption: Prose = Prose()
    credit: str = ""
    alt: str = ""
    src: str = ""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Gallery:
    """A group of pictures."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Embed:
    """Content embedded from another site: a post, a video, audio."""

    provider: str
    url: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated entry of a live blog, or one post in a thread."""

    time: str | None
    title: str | None
    blocks: tuple[Block, ...]
    author: str | None = None
    points: int | None = None
    """Its score, if the page gives one."""
    depth: int = 0
    """Nesting depth in the thread; 0 is a top-level post."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote and the label used to refer to it in the text."""

    label: str
    prose: Prose
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The footnotes of the article, in order."""

    items: tuple[Footnote, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


Block = (
    Heading | Paragraph | Quote | Note | Listing | Table | Code | Figure | Gallery | Embed | Entry | Footnotes | Rule
)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in an article: a block (`HEADER` or an index) and an offset into its flattened text."""

    block: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the article that internal links can point to."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text, stored with its words and their context so that it can be found again in a changed article."""

    start: Place
    end: Place
    quote: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell the reader about this article, with a stable code for programs."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Cut:
    """Text that was left out: why, the block it followed (-1: at the start), and its *entries* if reader comments."""

    reason: str
    text: str
    after: int = -1
    stage: str = ""
    """The pipeline stage that removed it, as named by `termread explain`."""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """An article's metadata. Anything unknown is None or empty; nothing is made up."""

    title: str = ""
    kicker: str | None = None
    dek: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    """ISO 8601 with the page's own UTC offset, or a bare date."""
    modified: str | None = None
    site: str | None = None
    language: str | None = None
    """A BCP 47 tag."""
    direction: Direction = "ltr"
    url: str | None = None
    canonical_url: str | None = None
    next_url: str | None = None
    """The next page of an article split over several."""


@dataclass(frozen=True, slots=True)
class Length:
    """The length of an article (`pace`): its words, and whole minutes for a fast and a slow reader."""

    words: int
    quick: int
    slow: int


@dataclass(frozen=True, slots=True)
class Article(Header):
    """An article: its header and its blocks."""

    blocks: tuple[Block, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    notices: tuple[Notice, ...] = ()
    cut: tuple[Cut, ...] = ()


def headed(header: object, **more: Any) -> Article:
    """Return an article with the fields of *header*, a `Header` or a library entry; *more* takes precedence."""
    known: dict[str, Any] = {name: getattr(header, name) for name in Header.__match_args__ if hasattr(header, name)}
    return Article(**known | more)


LEAF_BREAK = "\n"
"""What separates two leaves in a block's flattened text."""


def leaves(block: Block) -> Iterator[Prose]:
    """Yield the non-empty runs of text in *block* in reading order."""
    return (leaf for leaf in _leaves(block) if leaf.text)


def flatten(block: Block) -> str:
    """Return the text of *block* that places index into: its leaves, one per line."""
    return LEAF_BREAK.join(leaf.text for leaf in leaves(block))


def item_starts(block: Footnotes | Listing) -> list[int]:
    """Return the offset of each item in the flattened text of *block*, and that of what would follow the last."""
    alone = (Footnotes((item,)) if isinstance(item, Footnote) else Listing(True, (item,)) for item in block.items)
    return [0, *accumulate(sum(len(leaf.text) + 1 for leaf in leaves(each)) for each in alone)]


def header_leaves(article: Article) -> Iterator[Prose]:
    """Yield the header texts that places index into: title, dek, byline."""
    return (Prose(text) for text in (article.title, article.dek, article.byline) if text)


def flatten_at(article: Article, block: int) -> str:
    """Return the flattened text of the block at index *block*, or of the header."""
    found = header_leaves(article) if block == HEADER else leaves(article.blocks[block])
    return LEAF_BREAK.join(leaf.text for leaf in found)


def _leaves(block: Block) -> Iterator[Prose]:
    match block:
        case Heading(prose=prose) | Paragraph(prose=prose):
            yield prose
        case Quote(blocks=blocks) | Note(blocks=blocks):
            yield from _all(blocks)
            yield Prose((block.cite if isinstance(block, Quote) else None) or "")
        case Listing(items=items) | Footnotes(items=items):
            for item in items:
                yield item.prose
                yield from _all(item.blocks)
        case Table(rows=rows, caption=caption):
            yield caption or Prose()
            yield from (cell.prose for row in rows for cell in row)
        case Code(text=text):
            yield Prose(text)
        case Figure(caption=caption, credit=credit, alt=alt):
            yield caption if caption.text else Prose(alt)
            yield Prose(credit)
        case Gallery(figures=figures):
            yield from _all(figures)
        case Embed(text=text, url=url):
            yield Prose(text or url)
        case Entry(time=time, title=title, blocks=blocks, author=author):
            yield from (Prose(said or "") for said in (author, time, title))
            yield from _all(blocks)
        case Rule():
            return
        case _:
            assert_never(block)


_FRESH = 3
_WORDS = regex(r"\w+")
_UNSPACED = "\u0e00"
"""The first character of Thai, which Chinese and Japanese follow."""


def description(figure: Figure) -> str:
    """Return the alternative text of *figure* if it says more than its caption and credit, else an empty string.

    Beside a caption it does if at least three of its words, and a third of them all, are in neither: fewer are a
    keyword or the caption in other words. Characters count as words where no spaces divide them.
    """
    words = _WORDS.findall(figure.alt.casefold())
    if not figure.caption.text:
        return figure.alt if words else ""
    known = _WORDS.findall(f"{figure.caption.text} {figure.credit}".casefold())
    if any(word > _UNSPACED for word in words):
        words, known = list("".join(words)), list("".join(known))
    fresh = sum(word not in known for word in frozenset(words))
    return figure.alt if fresh >= _FRESH and 3 * fresh >= len(words) else ""


def _all(blocks: tuple[Block, ...] | tuple[Figure, ...]) -> Iterator[Prose]:
    return (leaf for block in blocks for leaf in leaves(block))
