"""What the library keeps of what is followed, as values: a source, a story, and what is muted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

from termread.feed import Medium, SourceKind
from termread.values import dataclass

Muting = Literal["word", "source", "author"]


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader follows."""

    id: int
    address: str
    """What is asked: the URL of a feed or page, or the path of a Maildir or mbox."""
    kind: SourceKind = "feed"
    title: str = ""
    home: str = ""
    """The page that it belongs to."""
    tags: tuple[str, ...] = ()
    added: str = ""
    checked: str | None = None
    """When it was asked last."""
    due: str | None = None
    """Not to be asked before; None: at once."""
    etag: str | None = None
    last_modified: str | None = None
    digest: str = ""
    """A hash of the bytes that came last, for servers that send neither."""
    near: int = 0
    """Where it came from: 0 the internet, 1 your own network, 2 this computer."""
    failures: int = 0
    """How often in a row it could not be had."""
    fault: str = ""
    """What is wrong with it, one sentence, or empty."""
    ended: bool = False
    """Whether it is gone for good, so that it is not asked again unless it is followed anew."""
    ttl: int = 0
    """Minutes for which it asked to be left alone; 0 if it did not."""
    skip_hours: tuple[int, ...] = ()
    """Hours of the day, UTC, at which it asked to be left alone."""
    skip_days: tuple[int, ...] = ()
    """Days of the week, Monday 0, UTC, likewise."""
    unread: int = 0
    """Unread stories that stand in Today; only `Sources.all` counts them."""

    @property
    def name(self) -> str:
        """Its title, or its address until it has one."""
        return self.title or self.address


@dataclass(frozen=True, slots=True)
class Story:
    """One story of one or several sources."""

    id: int
    source: int
    """The first of its sources."""
    sources: tuple[str, ...]
    """The names of all its sources, the first first."""
    guid: str
    url: str
    """Empty if it leads nowhere; else http, https, or a path."""
    title: str
    dek: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    """ISO 8601 UTC to the second, or only the day; when it was first seen, if the feed says nothing sensible."""
    seen: str = ""
    minutes: tuple[int, int] = (0, 0)
    """Reading time; an estimate from the feed's own text until its page is there; (0, 0) if there is neither."""
    words: int = 0
    unread: bool = True
    entry: int | None = None
    """The library entry with its text."""
    medium: Medium = ""
    also: tuple[int, ...] = ()
    """Stories that are nearly the same text elsewhere."""
    picture: str | None = None
    note: str = ""
    """What there is to know about it, one sentence, such as `CHANGED`."""
    day: str = ""
    """The day under which it stands in Today: an ISO date, in local time when it was first seen."""
    read: str | None = None
    """When it was marked as read."""


CHANGED = "Changed since you read it"
"""The note of a story that is read, but was edited afterwards."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking the answers of sources changed."""

    new: tuple[int, ...] = ()
    """The ids of new stories."""
    changed: int = 0
    """How many known stories say something else now."""


@dataclass(frozen=True, slots=True)
class Mute:
    """What keeps stories out of Today: a word or phrase, an author's name, or the address of a source."""

    kind: Muting
    value: str
    added: str = ""


@dataclass(frozen=True, slots=True)
class NewsCounts:
    """The number of stories that stand in Today, and of sources; `Sources.all` counts those of each source."""

    unread: int = 0
    stories: int = 0
    sources: int = 0
    """How many sources are followed."""


if TYPE_CHECKING:

    class Chosen(TypedDict, total=False):
        """Which stories, of those that stand in Today."""

        unread: bool | None
        """Only unread or only read ones; None: both."""
        since: str
        """With `unread`: also those read at this moment or later, ISO 8601 UTC; with `unread` False: only those."""
        source: int | None
        tag: str
        """A tag of their source."""
        words: str
        """Words that must all be in the title, dek, authors or name of the source."""
