"""The messages sent over the engine's pipe, as values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from termread.article import Article
from termread.document import Reading
from termread.values import dataclass

if TYPE_CHECKING:
    from termread.feed import FeedItem, Found, SourceAnswer, SourceOrder
    from termread.server import ServerAnswer, ServerOrder

Verb = Literal["open", "item", "picture", "import", "explain", "refresh", "discover", "server"]
Plain = Literal["", "cost", "fault"]
"""Whether only a document's visible text is requested, and why: it cost too much, or parsing failed."""
Drawing = Literal["cells", "whole", "sixel", "strips", "file"]
"""How a picture is drawn: two pixels to a cell, a PNG, sixels, a PNG for each row of cells; or not: the file as it came."""
Step = Literal["starting", "connecting", "waiting", "fetching", "parsing", "joining", "importing"]


@dataclass(frozen=True, slots=True)
class Order:
    """A request to the engine: fetch and parse *address*, or parse *data* that was already read."""

    address: str
    verb: Verb = "open"
    data: bytes | None = None
    """Standard input or pasted text; nothing is fetched in that case."""
    charset: str | None = None
    """Chosen by the reader, overriding detection."""
    etag: str | None = None
    last_modified: str | None = None
    keep_data: bool = True
    """Whether the receipt should include the original bytes; for a picture, whether to keep it for reading offline."""
    begin: bool = False
    """Whether to send the beginning of a huge page before the rest is parsed."""
    progress: bool = True
    """Whether to report progress."""
    join: bool = True
    """Whether to fetch the further pages of a split article."""
    near: int = 2
    """How near the address may reach (`fetch.hosts`): this computer if the reader asked, else as near as its page."""
    named_by: str | None = None
    """The address of the page that linked to it, or None if the reader asked for it."""
    width: int = 0
    """For a picture: the maximum width in pixels."""
    height: int = 0
    row_pixels: int = 0
    """The height of a row of cells in pixels, for the drawings that come in rows (sixel, strips)."""
    drawing: Drawing = "cells"
    colors: int = 256
    """The most colors of a sixel drawing."""
    region: tuple[float, float, float, float] | None = None
    """The part of a picture to draw, as shares of its width and height: left, top, right and bottom.

    A part fills the width or the height, even if it must be enlarged; None draws the whole picture, which never is.
    """
    sources: tuple[SourceOrder, ...] = ()
    """To refresh: the sources to ask."""
    hosts: int = 16
    """How many hosts to ask at a time."""
    item: FeedItem | None = None
    """A story as its feed tells it: its text is taken if the page has clearly less, or, for the verb "item", at once."""
    server: ServerOrder | None = None
    """What to do with a server that follows feeds."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The engine's progress: a step, bytes so far, and total bytes if known."""

    step: Step
    done: int = 0
    total: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The beginning of a huge page; the full reading follows."""

    article: Article


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says the kept copy is still current."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to draw, as it fits the order's width and height."""

    width: int
    """As drawn, in pixels."""
    height: int
    natural: tuple[int, int]
    """Width and height of the file in pixels, turned as its EXIF data say."""
    tint: bytes
    """The average color: red, green and blue, a byte each."""
    drawing: Drawing
    data: tuple[bytes, ...]
    """By drawing:

    - cells: one item, rows of RGB triples;
    - whole: one PNG;
    - sixel: the definitions of the colors, then the sixels of each row of cells, without DCS, raster attributes or ST;
    - strips: one PNG for each row of cells, the last filled up with clear pixels;
    - file: the file, whatever it is. Nothing else is known of it: its sizes are 1, its tint is black.
    """


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a page was parsed, as human-readable lines."""

    text: str


Event: TypeAlias = (
    "Progress | Beginning | Reading | Unchanged | Picture | Explanation | SourceAnswer | Found | ServerAnswer"
)
