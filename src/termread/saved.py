"""What is kept of an article on its way into the library, from another program or from termread, and on its way out."""

from __future__ import annotations

from typing import Literal

from termread.article import HEADER, Article, Passage, Place, headed
from termread.document import Receipt
from termread.values import dataclass

State = Literal["inbox", "reading", "archived"]

BEGINNING = Place(HEADER, 0)
"""Where every article is before it was read."""


@dataclass(frozen=True, slots=True)
class SavedHighlight:
    """A passage somebody marked elsewhere, with the words around it where they are known."""

    quote: str
    note: str = ""
    colour: str = ""
    created: str | None = None
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved article of another program's file; times are ISO 8601 UTC."""

    url: str
    title: str = ""
    added: str | None = None
    opened: str | None = None
    """When it was last read there."""
    tags: tuple[str, ...] = ()
    archived: bool = False
    favourite: bool = False
    progress: float = 0.0
    """0 to 1."""
    note: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    site: str | None = None
    article: Article | None = None
    highlights: tuple[SavedHighlight, ...] = ()
    line: int = 0
    """Where it stood in the file: a line, or the number of the record."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that could not be taken in: where it stood and why, in words."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class UnknownField:
    """A column or field that was not understood, and in how many rows it held something; 0 where it stands outside them."""

    name: str
    rows: int


@dataclass(frozen=True, slots=True)
class ExportedBookmark:
    """A place the reader wants to come back to, without the library's own numbers."""

    passage: Passage
    label: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class ExportedHighlight:
    """A passage the reader marked in colour 1 to 4, without the library's own numbers."""

    passage: Passage
    colour: int = 1
    note: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """Everything termread keeps of one entry; taken in by an empty library it gives the same entry again.

    Title, site, byline, authors, language and publication date are the entry's own, so that what was saved for later
    and has no article yet loses nothing. Words, minutes and identity follow from the rest.
    """

    address: str
    """What to open to read it again: the URL or path as first given."""
    url: str | None = None
    aliases: tuple[str, ...] = ()
    """Further addresses the same story is known under, sorted."""
    title: str = ""
    site: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    published: str | None = None
    added: str = ""
    """ISO 8601 UTC, as all times here."""
    opened: str | None = None
    state: State = "inbox"
    favourite: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""
    place: Place = BEGINNING
    progress: float = 0.0
    """0 to 1."""
    article: Article | None = None
    """None where the text is still to be fetched."""
    receipt: Receipt | None = None
    """With the bytes as they came, zlib-compressed, where they are kept."""
    bookmarks: tuple[ExportedBookmark, ...] = ()
    """In reading order, as the highlights."""
    highlights: tuple[ExportedHighlight, ...] = ()
    line: int = 0
    """Where it stood in the file it was read from; 0 on the way out."""

    def to_read(self) -> Article:
        """Return the article, or its header alone where its text is still to be fetched."""
        return self.article or headed(self, url=self.url or self.address)


COMMON = (
    *("address", "url", "title", "site", "byline", "authors", "language", "published", "added", "opened", "state"),
    *("favourite", "tags", "note", "place", "progress"),
)
"""The fields of an `Exported` that are those of the library's entry."""

Taken = Saved | Exported | Skipped | UnknownField
"""What a reader of import files yields."""
