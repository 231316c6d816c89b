"""The values of a server that follows feeds for its reader, Miniflux or one with the Google Reader API, as it is asked and answers.

Ids are the server's own, as text: a number for Miniflux, 16 hexadecimal digits for the Google Reader API.
"""

from __future__ import annotations

from typing import Literal

from termread.feed import FeedItem
from termread.values import dataclass

ServerKind = Literal["miniflux", "greader"]
"""Which API it has: Miniflux's own, or the Google Reader API of FreshRSS, Inoreader, Miniflux and others."""


@dataclass(frozen=True, slots=True)
class Account:
    """Where a server is, and who asks it."""

    kind: ServerKind
    address: str
    """Without the paths of the API, and without a slash at its end."""
    user: str = ""
    """Empty if *secret* is a token."""
    secret: str = ""
    """The password, or a token."""

    @property
    def key(self) -> str:
        """What the library calls it."""
        return f"{self.kind} {self.user}@{self.address}"


@dataclass(frozen=True, slots=True)
class ServerFeed:
    """A feed that the server follows."""

    id: str
    address: str
    title: str = ""
    home: str = ""
    tags: tuple[str, ...] = ()
    """Its category or folders."""


@dataclass(frozen=True, slots=True)
class ServerStory:
    """A story as the server has it."""

    id: str
    feed: str
    """The id of its feed."""
    item: FeedItem
    unread: bool
    starred: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """What a story is to be, or is; None leaves that alone."""

    story: str
    unread: bool | None = None
    starred: bool | None = None


@dataclass(frozen=True, slots=True)
class ServerOrder:
    """What the engine is to do with a server: bring what is new there or, with *marks*, take those there."""

    account: Account
    since: str = ""
    """What the last answer said here; empty for the first time."""
    known: tuple[str, ...] = ()
    """The stories that the library has."""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class ServerAnswer:
    """One of the answers of a server; what it does not tell is empty or None."""

    feeds: tuple[ServerFeed, ...] | None = None
    """All feeds that it follows."""
    stories: tuple[ServerStory, ...] = ()
    """New ones, and those that have changed."""
    unread: tuple[str, ...] | None = None
    """All unread stories; every other one is read."""
    starred: tuple[str, ...] | None = None
    """All starred stories; no other one is."""
    since: str = ""
    """Given when everything was brought: where to go on the next time."""
    sent: tuple[Mark, ...] = ()
    """Marks that the server has now."""
    gone: tuple[str, ...] = ()
    """Stories that it does not have any more."""
