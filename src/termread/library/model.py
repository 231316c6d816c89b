"""The library's values: an entry, its bookmarks and highlights, and search results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

from termread.article import HEADER, Article, Passage, Place, headed
from termread.values import dataclass

State = Literal["inbox", "reading", "archived", "news"]
"""Where an entry stands. "news" is the text of a story that was not opened or saved yet: it is on no shelf."""
Sort = Literal["opened", "added", "title", "site", "published", "length"]
Shelf = Literal["continue", "inbox", "favourites", "archive", "all"]


Kind = Literal["bookmark", "highlight"]
KINDS: tuple[Kind, ...] = ("bookmark", "highlight")

START = Place(HEADER, 0)
"""The initial state of every article."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One entry of the library, without its text."""

    id: int
    key: str
    """Its identity: the normalized address (see `identity`)."""
    address: str
    """What to open to read it again: the URL or path as first given."""
    url: str | None
    title: str
    site: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    published: str | None = None
    words: int = 0
    minutes: tuple[int, int] = (0, 0)
    added: str = ""
    """ISO 8601 UTC, like all times here."""
    opened: str | None = None
    state: State = "inbox"
    favourite: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""
    place: Place = START
    progress: float = 0.0
    """0 to 1."""
    has_text: bool = True
    """False if it was saved for later and has not been fetched yet."""

    @property
    def header(self) -> Article:
        """An empty article for an entry whose text has not been fetched."""
        return headed(self)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark in a kept article."""

    id: int
    article: int
    passage: Passage
    label: str = ""
    """A letter to jump to it with, or a name; may be empty."""
    created: str = ""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A highlighted passage, in one of four colours, with a note that may be empty."""

    id: int
    article: int
    passage: Passage
    colour: int = 1
    note: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result: a kept article with a snippet and, if the match is in its text, the passage."""

    kept: Kept
    snippet: str
    found: tuple[tuple[int, int], ...] = ()
    """The matches, as character ranges in the snippet."""
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """The number of entries per shelf and per tag."""

    shelves: dict[Shelf, int]
    tags: dict[str, int]
    highlights: int = 0
    bookmarks: int = 0


if TYPE_CHECKING:

    class Narrowed(TypedDict, total=False):
        """Filters and limits for the entries of a shelf."""

        tag: str
        words: str
        """Words that must all be in the title, site or byline."""
        sort: Sort
        offset: int
        limit: int


def now() -> str:
    """Return the current time, ISO 8601 UTC to the millisecond."""
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
