"""The values of an article: a header and a tuple of blocks, frozen, comparable, and free of screens and files.

A position in it is a `Place`: the index of a block and an offset into that block's flattened text (`flatten`), so that
it outlives width, theme and pictures. Block -1 is the header.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, assert_never

from termread.values import dataclass

Style = Literal["strong", "emphasis", "code", "strike", "link", "sub", "sup"]
NoteKind = Literal["editor", "correction", "disclosure", "contributor", "info"]
Direction = Literal["ltr", "rtl"]

HEADER = -1
"""The block index of the header: title, dek and byline."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of prose that is set or linked differently, as a half-open range of characters."""

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
    """Words of somebody else, set apart."""

    blocks: tuple[Block, ...]
    cite: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What the desk tells the reader beside the story."""

    kind: NoteKind
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: its first line, and what hangs below it."""

    prose: Prose
    blocks: tuple[Block, ...] = ()
    label: str = ""
    """Its number as shown, such as "7", "b" or "IV"; empty where the list simply counts on from its start."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, numbered from *start* if it is ordered."""

    ordered: bool
    items: tuple[Item, ...]
    start: int = 1

    @property
    def labels(self) -> list[str]:
        """What each item shows as its number if the list is ordered."""
        return [item.label or str(number) for number, item in enumerate(self.items, self.start)]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    prose: Prose
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of cells; the rows may differ in length."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: Prose | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """Text whose line breaks and spaces mean something."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: its caption without the credit, the credit, and where the picture is."""

    caption: Prose = Prose()
    credit: str = ""
    alt: str = ""
    src: str = ""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Gallery:
    """Pictures that belong together."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Embed:
    """Something of another site inside the page: a post, a video, a sound."""

    provider: str
    url: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated entry of a live blog, or one post of a thread."""

    time: str | None
    title: str | None
    blocks: tuple[Block, ...]
    author: str | None = None
    points: int | None = None
    """What readers gave it, where the page says."""
    depth: int = 0
    """How many posts it answers, one below the other: 0 is a post of the top level."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote with the label that the text calls it by."""

    label: str
    prose: Prose
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The footnotes of the article, in order."""

    items: tuple[Footnote, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A break in the story."""


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
    """A place that a link inside the article can name."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text, with its words and their surroundings so that it can be found again in a changed article."""

    start: Place
    end: Place
    quote: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must be told about this article, under a code that programs can rely on."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Cut:
    """Text that was left out: why, the block it stood after (-1: before all), and its *entries* if it is readers' comments."""

    reason: str
    text: str
    after: int = -1
    stage: str = ""
    """The stage of the pipeline that left it out, as `termread explain` names it."""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """What is said about an article at its head. Unknown is None, or empty; nothing is invented."""

    title: str = ""
    kicker: str | None = None
    dek: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    """ISO 8601 with the offset the page gave, or a bare date."""
    modified: str | None = None
    site: str | None = None
    language: str | None = None
    """A BCP 47 tag."""
    direction: Direction = "ltr"
    url: str | None = None
    canonical_url: str | None = None
    next_url: str | None = None
    """The next page of an article that was split over several."""


@dataclass(frozen=True, slots=True)
class Article(Header):
    """What a page says: its header, and its blocks."""

    blocks: tuple[Block, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    notices: tuple[Notice, ...] = ()
    cut: tuple[Cut, ...] = ()


def headed(header: object, **more: Any) -> Article:
    """Return an article under *header*, a `Header` or a library entry that has some of its fields; *more* goes before it."""
    known: dict[str, Any] = {name: getattr(header, name) for name in Header.__match_args__ if hasattr(header, name)}
    return Article(**known | more)


LEAF_BREAK = "\n"
"""What stands between two leaves of a block in its flattened text."""


def leaves(block: Block) -> Iterator[Prose]:
    """Return the stretches of running text of *block* in reading order, the empty ones left out."""
    return (leaf for leaf in _leaves(block) if leaf.text)


def flatten(block: Block) -> str:
    """Return the text of *block* that places count into: its leaves, one a line."""
    return LEAF_BREAK.join(leaf.text for leaf in leaves(block))


def header_leaves(article: Article) -> Iterator[Prose]:
    """Return the texts of the header that places count into: title, dek, byline."""
    return (Prose(text) for text in (article.title, article.dek, article.byline) if text)


def flatten_at(article: Article, block: int) -> str:
    """Return the flattened text of the block with index *block*, or of the header."""
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


def _all(blocks: tuple[Block, ...] | tuple[Figure, ...]) -> Iterator[Prose]:
    return (leaf for block in blocks for leaf in leaves(block))
