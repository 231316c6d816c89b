"""Today, the front page: which stories of what is followed stand on it, and what each shows of itself. It knows no Textual."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from termread.layout.words import written_minutes
from termread.library.model import now
from termread.library.news import NewsCounts, Source, Story
from termread.text import clean_line
from termread.tui.entries import SHORTENED, Entries, Entry, Piece
from termread.tui.shelf.contents import Tab, source_pieces
from termread.values import dataclass

if TYPE_CHECKING:
    from termread.desk import Desk
    from termread.library.news import Chosen
    from termread.library.sources import Sources

TODAY = Tab(
    "today",
    "Today",
    empty="No stories yet. Press {refresh} to look for new ones, or {sources} for what you follow.",
)
FOLLOW_FIRST = (
    "You follow nothing yet. Press {follow_source} on an article to follow its source, or run `termread follow`."
)
HINTS = {
    "read": "read",
    "edition": "edition",
    "refresh": "refresh",
    "catch_up": "catch up",
    "mark_read": "mark read",
    "unread_next": "next unread",
    "help": "help",
}
"""The commands to know first on Today, with what the status row calls them, the least needed first."""
UNREAD = "•"
"""What stands before a story that is unread; no source has this sign."""
FAR = 4_000
"""Stories among which the next unread one is looked for."""
NAMED = 2
"""Other papers of a story that are named; the rest are counted."""
SOURCE = 26
"""Cells of a source's name, at most."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Unread stories that were picked for a reading time."""

    wanted: int
    """The minutes that the reader has."""
    minutes: int
    """The minutes that they take."""
    ids: tuple[int, ...]

    @property
    def name(self) -> str:
        """What it is called: how many stories, and how long they take."""
        count = len(self.ids)
        return f"{self.wanted} minutes: {count} stor{'y' if count == 1 else 'ies'}, {self.minutes} min"


Part = Source | Edition | str
"""What Today may be narrowed to: one source, an edition, or a tag of sources."""


class Today:
    """The stories on the front page: the unread ones, and those that were read today."""

    def __init__(self, desk: Desk) -> None:
        """Show what is followed at *desk*."""
        self._desk = desk
        self.counts = NewsCounts()
        self.part: Part | None = None
        self.left: Story | None = None
        """The story that was opened last."""
        self.seen = ""
        """When the stories that show were read."""

    @property
    def sources(self) -> Sources:
        """What the library has of all that is followed."""
        return self._desk.library.sources

    @property
    def name(self) -> str:
        """What the part is called that shows, or nothing if all shows."""
        match self.part:
            case None:
                return ""
            case str(tag):
                return f"#{tag}"
            case part:
                return part.name

    def look_again(self) -> None:
        """Count what there is now; raises LibraryError."""
        self.counts = self.sources.counts()

    def chosen(self, words: str = "") -> Chosen:
        """Return which stories show, of those that have *words*."""
        chosen: Chosen = {"unread": True, "since": midnight(), "words": words}
        if isinstance(self.part, Source):
            chosen["source"] = self.part.id
        elif isinstance(self.part, str):
            chosen["tag"] = self.part
        return chosen

    def fill(self, entries: Entries, words: str = "", *, keep_cursor: bool = False) -> None:
        """Fill *entries* with the stories that have *words*, the cursor on the same story as before or on the first.

        Raises LibraryError.
        """
        self.seen = now()
        cursor = self._place(entries, words) if keep_cursor else 0
        entries.top += cursor - entries.cursor
        if isinstance(self.part, Edition):
            shown = self._entries(self.sources.stories(ids=self.part.ids, limit=len(self.part.ids)))
            entries.fill(lambda first, count: shown[first : first + count], len(shown), cursor=cursor)
            return
        chosen = self.chosen(words)
        count = None if words else self._count(chosen)
        entries.fill(lambda offset, limit: self._fetch(chosen, offset, limit), count, cursor=cursor)

    def _count(self, chosen: Chosen) -> int:
        """Return how many stories are *chosen*; all that are unread are counted already."""
        if self.part is None:
            return self.counts.unread + self.sources.count(unread=False, since=chosen["since"])
        return self.sources.count(**chosen)

    def go_on(self, entries: Entries, *, first: bool) -> None:
        """Go to the first unread story at the *first* look; later on to the next from one that was opened and read."""
        story, left = entries.current and entries.current.value, self.left
        if first:
            next_unread(entries, 1, here=True)
        elif isinstance(story, Story) and left and story.id == left.id and left.unread and not story.unread:
            self.left = None
            next_unread(entries, 1)

    def _fetch(self, chosen: Chosen, offset: int, limit: int) -> list[Entry]:
        return self._entries(self.sources.stories(**chosen, offset=offset, limit=limit))

    def _place(self, entries: Entries, words: str) -> int:
        """Return where the story under the cursor of *entries* stands now, or where the cursor is if it stands nowhere."""
        story = entries.current and entries.current.value
        if not isinstance(story, Story) or isinstance(self.part, Edition):
            return entries.cursor
        place = self.sources.position(story.id, **self.chosen(words))
        return entries.cursor if place is None else place

    def _entries(self, stories: Sequence[Story]) -> list[Entry]:
        """Return the entries of *stories*, each with the other papers that have it."""
        others = {number for story in stories for number in story.also}
        papers = {each.id: each.sources[:1] for each in self.sources.stories(ids=tuple(others))} if others else {}
        return [of_story(story, [name for also in story.also for name in papers.get(also, ())]) for story in stories]


def next_unread(entries: Entries, way: int, *, here: bool = False) -> bool:
    """Move the cursor of *entries* to the next unread story, backwards if *way* is -1; return whether there is one.

    With *here*, that may be the one under the cursor.
    """
    first = entries.cursor if here else entries.cursor + way
    for number in range(first, first + way * FAR, way):
        entry = entries.entry(number)
        if entry is None:
            return False
        if is_unread(entry.value):
            entries.go(number)
            return True
    return False


def is_unread(value: Any) -> bool:
    """Return whether *value* is an unread story."""
    return isinstance(value, Story) and value.unread


def of_story(story: Story, also: Sequence[str] = ()) -> Entry:
    """Return the entry of *story*, which other papers, *also*, have too."""
    return Entry(
        clean_line(story.title) or clean_line(story.url) or "No title",
        (tuple(_about(story, also)),),
        story,
        role="headline" if story.unread else "byline",
        end=(Piece(written_minutes(story.minutes), "byline"),) if any(story.minutes) else (),
        group=story.day,
        mark=UNREAD if story.unread else " ",
    )


def _about(story: Story, also: Sequence[str]) -> list[Piece]:
    """Return where *story* is from, with the sign and color of its source, what it is, who else has it, and its dek."""
    source, *more = [clean_line(name) for name in story.sources] or [""]
    remark = clean_line(story.note).partition(":")[0]
    others = [name for name in dict.fromkeys([*more, *map(clean_line, also)]) if name and name != source]
    also_in = f"also in {_listed(others)}" if others else ""
    rest = "".join(f" · {part}" for part in (story.medium, also_in, clean_line(story.dek)) if part)
    return [
        *source_pieces(source, most=SOURCE),
        *[Piece(f" · {remark}", "notice")][: bool(remark)],
        *[Piece(rest, "byline", SHORTENED)][: bool(rest)],
    ]


def _listed(names: Sequence[str]) -> str:
    """Return *names* as a list, only the first in full where there are many."""
    if len(names) > NAMED:
        return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"
    return " and ".join(names)


def midnight() -> str:
    """Return when today began here, as ISO 8601 in UTC."""
    here = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    return here.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
