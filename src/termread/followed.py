"""What was followed in another program or library: its sources, their stories, and what was muted."""

from __future__ import annotations

from typing import Literal

from termread.feed import FeedItem, SourceKind
from termread.values import dataclass


@dataclass(frozen=True, slots=True)
class Subscription:
    """A source that was followed in another program."""

    address: str
    title: str = ""
    home: str = ""
    """The page that it belongs to."""
    tags: tuple[str, ...] = ()
    kind: SourceKind = "feed"
    line: int = 0


@dataclass(frozen=True, slots=True)
class ImportedStory:
    """A story of a followed source, as another program kept it."""

    source: str
    """The address of its source."""
    item: FeedItem
    unread: bool = True
    line: int = 0


@dataclass(frozen=True, slots=True)
class ImportedMute:
    """What keeps stories out of Today."""

    kind: Literal["word", "source", "author"]
    value: str
    """A word or phrase, the address of a source, or a name."""
    line: int = 0


FollowedRow = Subscription | ImportedStory | ImportedMute
"""What is kept of what is followed, in a `library` file."""
