"""A document as fetched, before it is parsed, and the receipt kept for it."""

from __future__ import annotations

from termread.article import Article, Length, Notice
from termread.values import dataclass

HUGE = 1 << 20
"""Size in bytes from which freeing a document's memory early is worth the effort."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to fetch: a page or a picture, with validators so that nothing is sent if our copy is still current."""

    page: bool = True
    etag: str | None = None
    last_modified: str | None = None
    near: int = 2
    """How near it may reach (`fetch.hosts`): anywhere for the reader, no nearer than its own page for a link."""
    named_by: str | None = None
    """The address of the page that linked to it, or None if the reader asked for it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document's bytes and what the sender declared about them."""

    address: str
    """As given by the reader: a path, a URL, or - for standard input."""
    data: bytes
    url: str | None = None
    """The final URL after redirects, or None for a file."""
    media_type: str | None = None
    """The declared media type, in lower case and without parameters, or None for a file."""
    charset: str | None = None
    """As declared by the sender."""
    chosen: str | None = None
    """The charset chosen by the reader, which overrides detection."""
    etag: str | None = None
    last_modified: str | None = None
    fetched: str | None = None
    """ISO 8601, UTC."""
    notices: tuple[Notice, ...] = ()
    """Warnings from fetching, such as truncation or a cap reached."""
    near: int = 0
    """Where it came from: the internet (0), the local network (1) or this computer (2). Links may reach no nearer."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is kept about a document besides its article."""

    address: str
    url: str | None = None
    media_type: str | None = None
    charset: str | None = None
    """The charset that was used."""
    charset_by: str | None = None
    """How the charset was determined: bom, header, meta, detected or chosen."""
    size: int = 0
    """Size in bytes after decompression."""
    etag: str | None = None
    last_modified: str | None = None
    fetched: str | None = None
    data: bytes | None = None
    """The original bytes, zlib-compressed, or None if not kept."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article and the receipt of the document it came from."""

    article: Article
    receipt: Receipt
    chunks: tuple[bytes, ...] = ()
    """The article in chunks (`termread.chunks`), if it came in them, so that they need not be made again to store it."""
    length: Length | None = None
    """The length of the article, if it was counted already."""
