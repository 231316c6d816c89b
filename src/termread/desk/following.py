"""Following: what was followed in other programs comes into the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.feed import Feed, FeedItem, SourceAnswer
from termread.interchange import Subscription
from termread.values import replace

if TYPE_CHECKING:
    from termread.interchange import ImportedStory
    from termread.library.api import Library
    from termread.library.news import Source

BATCH = 500
"""Stories of another program that are taken together."""


def follow_one(library: Library, wanted: Subscription) -> tuple[Source, bool]:
    """Follow what is *wanted*, or add its tags and title to what is followed there; return it, and whether it is new."""
    sources = library.sources
    known = sources.find(wanted.address)
    if known is None:
        about = {"title": wanted.title, "home": wanted.home, "tags": wanted.tags}
        return sources.follow(wanted.address, kind=wanted.kind, **about), True  # type: ignore[arg-type]
    more = None if set(wanted.tags) <= set(known.tags) else (*known.tags, *wanted.tags)
    if more is None and wanted.title in ("", known.title):
        return known, False
    return sources.change(known.id, tags=more, title=wanted.title or None), False


class Moving:
    """Takes what another program had followed into a library: its sources, and its stories with their marks."""

    def __init__(self, library: Library) -> None:
        self.new = 0
        self.known = 0
        """How many sources were followed already."""
        self.stories = 0
        """How many stories were not known."""
        self.read = 0
        """How many stories were marked as read there."""
        self._library = library
        self._sources: dict[str, Source] = {}
        self._from = ""
        """The address of the source whose stories come now."""
        self._waiting: list[FeedItem] = []
        self._read: set[tuple[str, str]] = set()
        """What its stories that were read are known by."""

    def follow(self, row: Subscription) -> None:
        """Follow the source in *row*; one that is followed already keeps its title, and gets its tags as well."""
        known = self._library.sources.find(row.address)
        title = "" if known is not None and known.title else row.title
        source, new = follow_one(self._library, replace(row, title=title))
        if row.address not in self._sources:
            self.new, self.known = self.new + new, self.known + (not new)
        self._sources[row.address] = source

    def add(self, row: ImportedStory) -> None:
        """Take a story, together with others of its source; those of a source come one after the other."""
        if row.source != self._from:
            self.settle()
            self._from = row.source
        self._waiting.append(row.item)
        if not row.unread:
            self._read.add(_known_by(row.item))
        if len(self._waiting) >= BATCH:
            self._take(self._source())

    def settle(self) -> None:
        """Take the stories that are still waiting, and mark those that were read."""
        if not self._waiting and not self._read:
            return
        source = self._source()
        self._take(source)
        read, self._read = self._read, set()
        if read:
            there = self._library.sources.stories(source=source.id, unread=True)
            known_by = ((("guid", story.guid), ("url", story.url), ("title", story.title)) for story in there)
            marked = [story.id for story, names in zip(there, known_by, strict=True) if not read.isdisjoint(names)]
            self.read += self._library.sources.mark_read(marked)

    def _source(self) -> Source:
        if self._from not in self._sources:
            self._sources[self._from], _ = follow_one(self._library, Subscription(self._from))
        return self._sources[self._from]

    def _take(self, source: Source) -> None:
        items, self._waiting = tuple(self._waiting), []
        if items:
            self.stories += len(self._library.sources.take([SourceAnswer(source.id, "new", Feed(items=items))]).new)


def _known_by(item: FeedItem) -> tuple[str, str]:
    """Return what a story is known by: its GUID, else its address, else its title."""
    return ("guid", item.guid) if item.guid else ("url", item.url) if item.url else ("title", item.title)
