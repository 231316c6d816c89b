"""Following: what an address leads to that can be followed, and what was followed in other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from termread.engine.messages import Order, Progress
from termread.errors import LibraryError, NoInput, UsageError
from termread.feed import Feed, FeedItem, Found, How, SourceAnswer
from termread.followed import Subscription
from termread.text import clean_line
from termread.values import dataclass, replace

if TYPE_CHECKING:
    from termread.desk import Desk
    from termread.followed import ImportedMute, ImportedStory
    from termread.library.api import Library
    from termread.library.news import Source

MOST_NAMED = 5
"""Sources named at most where several are meant."""
FOLLOWED_AT_ONCE = 50
"""Sources of another program that are followed in one transaction."""
BATCH = 500
"""Stories of another program that are taken together."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What is followed now."""

    source: Source
    new: bool
    """Whether it was not followed before."""
    how: How
    """How it was found at the address that was given."""
    others: tuple[str, ...] = ()
    """Other feeds that the page names: their titles and addresses."""
    stories: int = 0
    """How many stories it has, or how many new ones if it was followed before."""


def follow(desk: Desk, address: str, *, title: str = "", tags: Iterable[str] = ()) -> Iterator[Progress | Followed]:
    """Yield the events of following what *address* (a URL or path) leads to, with its first stories; a Followed comes last.

    A source that is followed already gets the tags as well, and the title if one is given. Raises TermreadError with a
    sentence if there is nothing to follow.
    """
    for event in desk.engine.run(Order(address, "discover")):
        if isinstance(event, Progress):
            yield event
        elif isinstance(event, Found):
            wanted = Subscription(event.address, title, tags=tuple(tags), kind=event.kind)
            source, new = follow_one(desk.library, wanted)
            taken = desk.library.sources.take([replace(event.answer, source=source.id)])
            told = desk.library.sources.find(source.address) or source
            stories = desk.library.sources.count(source=source.id) if new else len(taken.new)
            yield Followed(told, new, event.how, event.others, stories)


def follow_one(library: Library, wanted: Subscription) -> tuple[Source, bool]:
    """Follow what is *wanted*, or add its tags and title to what is followed there; return it, and whether it is new."""
    sources = library.sources
    known = sources.find(wanted.address)
    if known is None:
        source = sources.follow(
            wanted.address, kind=wanted.kind, title=wanted.title, home=wanted.home, tags=wanted.tags
        )
        return source, True
    more = None if set(wanted.tags) <= set(known.tags) else (*known.tags, *wanted.tags)
    if more is None and wanted.title in ("", known.title):
        return known, False
    return sources.change(known.id, tags=more, title=wanted.title or None), False


def find_source(library: Library, said: str) -> Source:
    """Return the source that *said* names: its address, that of its page, its title, or words of that if only one has them.

    Raises NoInput if nothing is called that, and UsageError, with their names, if several are.
    """
    said = clean_line(said)
    found = library.sources.find(said) or library.sources.find(f"https://{said}")
    if found is not None:
        return found
    sources, folded = library.sources.all(), said.casefold()
    homes = {said.rstrip("/"), f"https://{said}".rstrip("/")}
    for chosen in (
        [source for source in sources if source.home and source.home.rstrip("/") in homes],
        [source for source in sources if source.title.casefold() == folded],
        [source for source in sources if folded and folded in source.title.casefold()],
    ):
        if len(chosen) == 1:
            return chosen[0]
        if chosen:
            names = "; ".join(f"{source.name} ({source.address})" for source in chosen[:MOST_NAMED])
            more = f"; and {len(chosen) - MOST_NAMED} more" if len(chosen) > MOST_NAMED else ""
            raise UsageError(f"“{said}” could be {names}{more}. Give the address.")
    raise NoInput(f"You follow nothing called “{said}”: termread following lists all.")


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
        self._wanted: list[Subscription] = []

    def follow(self, row: Subscription) -> None:
        """Follow the source in *row*, with others; one that is followed keeps its title, and gets its tags as well."""
        self._wanted.append(row)
        if len(self._wanted) >= FOLLOWED_AT_ONCE:
            self._follow()

    def mute(self, row: ImportedMute) -> bool:
        """Mute what is muted in *row*; return False if it is a source that is not followed."""
        self._follow()
        try:
            self._library.sources.mute(row.kind, row.value)
        except LibraryError as error:
            if error.code != "gone":
                raise
            return False
        return True

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
        """Take the sources and stories that are still waiting, and mark those that were read."""
        self._follow()
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

    def _follow(self) -> None:
        from termread.library.news import Source

        rows, self._wanted = self._wanted, []
        wanted = [Source(0, row.address, row.kind, row.title, row.home, row.tags) for row in rows]
        for row, (source, new) in zip(rows, self._library.sources.follow_all(wanted), strict=True):
            if row.address not in self._sources:
                self.new, self.known = self.new + new, self.known + (not new)
            self._sources[row.address] = source

    def _source(self) -> Source:
        if self._from not in self._sources:
            self._sources[self._from], _ = follow_one(self._library, Subscription(self._from))
        return self._sources[self._from]

    def _take(self, source: Source) -> None:
        items, self._waiting = tuple(self._waiting), []
        if items:
            answer = SourceAnswer(source.id, "new", Feed(items=items))
            self.stories += len(self._library.sources.take([answer], imported=True).new)


def _known_by(item: FeedItem) -> tuple[str, str]:
    """Return what a story is known by: its GUID, else its address, else its title."""
    return ("guid", item.guid) if item.guid else ("url", item.url) if item.url else ("title", item.title)
