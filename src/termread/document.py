"""What arrived from an address, before anybody has understood it, and the receipt that is kept of it."""

from __future__ import annotations

from termread.article import Article, Notice
from termread.values import dataclass

HUGE = 1 << 20
"""Bytes of a document from which on keeping it takes so much room on the way that giving it back is worth the while."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of an address: a page unless it is a picture, and nothing where the copy we have is still good."""

    page: bool = True
    etag: str | None = None
    last_modified: str | None = None
    near: int = 2
    """How near it may lead (`fetch.hosts`): all the way where the reader asks, no nearer than its page where one does."""
    named_by: str | None = None
    """The address of the page that named it; None where the reader did."""


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes that came from an address, and what their sender said of them."""

    address: str
    """As the reader gave it: a path, a URL, or - for standard input."""
    data: bytes
    url: str | None = None
    """Where it came from in the end, redirects followed; None for a file."""
    media_type: str | None = None
    """As declared, lower case, without parameters; None for a file."""
    charset: str | None = None
    """As declared by the sender."""
    chosen: str | None = None
    """The charset that the reader chose over all signs."""
    etag: str | None = None
    last_modified: str | None = None
    fetched: str | None = None
    """ISO 8601, UTC."""
    notices: tuple[Notice, ...] = ()
    """What fetching has to tell: cut short, over a cap."""
    near: int = 0
    """How near it came from: the net (0), the own network (1) or this computer (2); what it names may lead no nearer."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is kept of a document beside its article."""

    address: str
    url: str | None = None
    media_type: str | None = None
    charset: str | None = None
    """The charset that was used in the end."""
    charset_by: str | None = None
    """How it was known: bom, header, meta, detected or chosen."""
    size: int = 0
    """Bytes, decoded."""
    etag: str | None = None
    last_modified: str | None = None
    fetched: str | None = None
    data: bytes | None = None
    """The bytes as they came, zlib-compressed; None where they are not kept."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article together with the receipt of the document it was found in."""

    article: Article
    receipt: Receipt
