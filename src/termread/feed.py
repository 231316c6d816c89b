"""The values of a feed: what a source told of itself and of its stories, whatever its format.

A *source* is what a reader follows: a feed, a page, a mailbox, a server. A *feed* is what a source said when it was asked last,
and an *item* is one story in it. What the library keeps of both is in `library.model`.
"""

from __future__ import annotations

from typing import Literal

from termread.values import dataclass

Medium = Literal["", "audio", "video", "release", "mail"]
"""What an item is, unless it is a story to read: it then is a link with its description."""

SourceKind = Literal["feed", "page", "mail", "server"]
"""What is followed: a feed, a page whose links are stories, a Maildir or mbox, a server that follows feeds for you."""

Status = Literal["new", "unchanged", "failed", "ended"]
"""How a source answered: with a feed, that nothing has changed, not at all, or that it is gone for good (410)."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that comes with an item: an episode, a picture, a download."""

    url: str
    media_type: str = ""
    size: int = 0
    """Bytes; 0 if unknown."""
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One story as a feed tells it. All texts are clean; all addresses are absolute."""

    guid: str = ""
    """Its identity in its feed, as written; empty if the feed gives none."""
    url: str = ""
    title: str = ""
    """Plain text in one line, as are the authors and tags."""
    dek: str = ""
    """A summary as plain text, shortened; empty if it only repeats the title."""
    content: str = ""
    """The longest text of the item as HTML, or as escaped plain text; empty if there is none beyond the dek."""
    authors: tuple[str, ...] = ()
    published: str | None = None
    """ISO 8601 in UTC to the second, `2026-11-30T06:00:00Z`, or only the day; None if unknown or unreadable."""
    updated: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    site: str = ""
    """The title of the paper it is from, where a feed gathers several; else empty."""
    picture: str | None = None
    enclosures: tuple[Enclosure, ...] = ()
    medium: Medium = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a source says: its name, and its items in its own order."""

    title: str = ""
    home: str = ""
    """The page that the feed belongs to."""
    dek: str = ""
    language: str | None = None
    items: tuple[FeedItem, ...] = ()
    moved: str = ""
    """Where the feed says it has moved to (itunes:new-feed-url); empty if it says nothing."""
    ttl: int = 0
    """Minutes for which it asks to be left alone; 0 if it says nothing."""
    skip_hours: tuple[int, ...] = ()
    """Hours of the day, UTC, at which it asks to be left alone."""
    skip_days: tuple[int, ...] = ()
    """Days of the week, Monday 0, UTC, likewise."""
    fault: str = ""
    """What is wrong with it, as one sentence, if something is; what could be read is there nevertheless."""


@dataclass(frozen=True, slots=True)
class SourceOrder:
    """A source to be asked, with what is known of its last answer."""

    source: int
    """Its id in the library."""
    address: str
    kind: SourceKind = "feed"
    etag: str | None = None
    last_modified: str | None = None
    digest: str = ""
    failures: int = 0
    """How often in a row it could not be had so far."""
    ttl: int = 0
    """When it asks to be left alone, as in `Feed`."""
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """What came of asking a source once."""

    source: int
    """Its id in the library."""
    status: Status
    feed: Feed | None = None
    """Given if the status is "new"."""
    etag: str | None = None
    """None, as for `last_modified`, leaves what the library has where nothing has changed."""
    last_modified: str | None = None
    digest: str = ""
    """A hash of the bytes, for servers that send no validators; empty leaves the one before."""
    near: int = 0
    """Where it came from: 0 the internet, 1 your own network, 2 this computer."""
    moved: str = ""
    """Its new address, if it has moved for good (301)."""
    checked: str = ""
    """When it was asked, ISO 8601 UTC; empty: now."""
    due: str | None = None
    """Not to be asked again before."""
    fault: str = ""
    """What is wrong with it, one sentence, or empty."""


How = Literal["feed", "named", "guessed", "page", "mail"]
"""How a source was found: it is a feed, a page names it, it was guessed, it is the page itself, or a mailbox."""


@dataclass(frozen=True, slots=True)
class Found:
    """What can be followed at an address."""

    address: str
    """What is to be followed."""
    kind: SourceKind
    how: How
    answer: SourceAnswer
    """What it says now; the number of its source is yet to be set."""
    others: tuple[str, ...] = ()
    """Other feeds that the page names: their titles and addresses."""
