"""The values of the library: an entry, what is marked in it, and what a search finds."""

from __future__ import annotations

from typing import Literal, TypedDict

from termread.article import HEADER, Article, Passage, Place, headed
from termread.values import dataclass

State = Literal["inbox", "reading", "archived"]
Sort = Literal["opened", "added", "title", "site", "published", "length"]
Shelf = Literal["continue", "inbox", "favourites", "archive", "all"]


Kind = Literal["bookmark", "highlight"]
KINDS: tuple[Kind, ...] = ("bookmark", "highlight")

START = Place(HEADER, 0)
"""Where every article begins."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One entry of the library, without its text."""

    id: int
    key: str
    """Its identity: the address without what does not matter (`identity`)."""
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
    """ISO 8601 UTC, as all times here."""
    opened: str | None = None
    state: State = "inbox"
    favourite: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""
    place: Place = START
    progress: float = 0.0
    """0 to 1."""
    has_text: bool = True
    """False for what was saved for later and not fetched yet."""

    @property
    def header(self) -> Article:
        """An article without text, for an entry that has none yet."""
        return headed(self)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in a kept article that the reader wants to come back to."""

    id: int
    article: int
    passage: Passage
    label: str = ""
    """A letter to jump by, or a name; may be empty."""
    created: str = ""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage the reader marked, in one of four colours, with a note that may be empty."""

    id: int
    article: int
    passage: Passage
    colour: int = 1
    note: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class NewMark:
    """A bookmark (with a label) or a highlight (with a colour and a note) that has no number yet."""

    kind: Kind
    passage: Passage
    created: str
    label: str = ""
    colour: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A kept article that a search found, with a snippet and, where it is in the text, the passage."""

    kept: Kept
    snippet: str
    found: tuple[tuple[int, int], ...] = ()
    """The found words, as ranges of the snippet's characters."""
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries each shelf has, and each tag."""

    shelves: dict[Shelf, int]
    tags: dict[str, int]
    highlights: int = 0
    bookmarks: int = 0


class Narrowed(TypedDict, total=False):
    """What narrows the entries of a shelf, and which of them are wanted."""

    tag: str
    words: str
    """Those whose title, site or byline hold all of these."""
    sort: Sort
    offset: int
    limit: int


def now() -> str:
    """Return this moment, ISO 8601 UTC to the millisecond."""
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
