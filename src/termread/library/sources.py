"""What the reader follows, and its stories: `Library.sources`. Every method is one short transaction, or several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

from termread.errors import LibraryError
from termread.library.db.news import chosen, count_chosen, find_stories, find_story, own_text, position, waiting
from termread.library.db.sources import all_sources, count_news, due_sources, find_by_address, find_mutes, source_of
from termread.library.news import Mute, Muting, NewsCounts, Source, Story, Taken
from termread.library.undo_log import SHELF, Change, Row
from termread.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Connection

    from termread.document import Reading
    from termread.feed import SourceAnswer, SourceKind
    from termread.followed import FollowedRow
    from termread.library.items import Item
    from termread.library.model import Kept
    from termread.library.news import Chosen

Result = TypeVar("Result")

HOLD = 0.025
"""Seconds after which a long change lets other writers in before it continues."""
AT_ONCE = 20
"""Answers made ready for one transaction."""


class Sources:
    """The sources, stories and mutes of a library.

    Ids that do not exist raise LibraryError with the code "gone". What the reader changes is undone by `Library.undo`.
    """

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        write: Callable[[Callable[[Connection], Any]], Any],
        note: Callable[[Change], None],
        now: Callable[[], str],
    ) -> None:
        """Use a library: *reading* is a snapshot of it, *write* makes a change, *note* records one for undo, *now* is its clock."""
        self._reading = reading
        self._write = write
        self._note = note
        self._now = now

    # What is followed

    def follow(
        self, address: str, *, kind: SourceKind = "feed", title: str = "", home: str = "", tags: Iterable[str] = ()
    ) -> Source:
        """Follow *address*, and return its source; one that is followed already is returned unchanged."""
        from termread.library.db.following import follow
        from termread.library.merge import tidy

        address, title = clean_line(address), clean_line(title)
        given = Source(0, address, kind, title, clean_line(home), tidy(tags), self._now())
        if not address:
            raise LibraryError("There is no address to follow.", code="gone")
        return self._command(lambda connection: follow(connection, given))

    def follow_all(self, given: Sequence[Source]) -> list[tuple[Source, bool]]:
        """Follow a few at once, or add their tags to what is followed; return each, and whether it is new. Not undone."""
        from termread.library.db.following import follow_all

        return list(self._write(partial(follow_all, given=given, moment=self._now())))

    def unfollow(self, source: int) -> None:
        """Stop following a source: its stories are not in Today any more, unless another source has them, too."""
        from termread.library.db.following import unfollow

        self._command(lambda connection: unfollow(connection, source, self._now()))

    def change(
        self, source: int, *, title: str | None = None, tags: Iterable[str] | None = None, address: str | None = None
    ) -> Source:
        """Change a source's title, tags or address; an empty title lets the feed name itself again."""
        from termread.library.db.following import change_source, columns_of

        changes = columns_of(title, tags, address)
        return self._command(lambda connection: change_source(connection, source, changes))

    def all(self) -> tuple[Source, ...]:
        """Return what is followed, in the order of following, each with how many unread stories it has in Today."""
        with self._reading() as connection:
            return tuple(all_sources(connection))

    def find(self, address: str) -> Source | None:
        """Return the source with this address, in any form, or None."""
        with self._reading() as connection:
            row = find_by_address(connection, address)
            return source_of(row) if row else None

    def due(self, now: str, *, everything: bool = False) -> tuple[Source, ...]:
        """Return the sources to be asked at *now* (ISO 8601 UTC), those that wait longest first; or all that go on."""
        with self._reading() as connection:
            return tuple(due_sources(connection, now, everything=everything))

    # What it brings

    def take(self, answers: Sequence[SourceAnswer], *, imported: bool = False) -> Taken:
        """Take what sources answered: new stories, edited ones, and how the sources are.

        Written in transactions of about `HOLD` seconds. What comes a second time changes nothing. With *imported* it is what
        another program kept: nothing is noted of when or how the sources were asked, and what they say next is no edit.
        """
        from termread.library.db.intake import take_some
        from termread.library.items import items_of, limited

        new: list[int] = []
        changed = 0
        waiting = iter(answers)
        ready: list[tuple[SourceAnswer, list[Item]]] = []
        while True:
            moment = self._now()
            ready += [(limited(answer), items_of(answer, moment)) for answer in islice(waiting, AT_ONCE - len(ready))]
            if not ready:
                return Taken(tuple(new), changed)
            some = partial(take_some, ready=ready, moment=moment, seconds=HOLD, imported=imported)
            count, found, edited = self._write(some)
            new, changed, ready = [*new, *found], changed + edited, ready[count:]

    # Stories

    def stories(
        self, *, ids: Sequence[int] | None = None, offset: int = 0, limit: int | None = None, **which: Unpack[Chosen]
    ) -> list[Story]:
        """Return stories of Today in its order: newest day first, then by source, then newest first; or those with *ids*."""
        with self._reading() as connection:
            if ids is not None:
                return find_stories(connection, ids)
            return find_stories(connection, chosen(connection, which, offset, limit))

    def story(self, story: int) -> Story:
        """Return the story with this id."""
        with self._reading() as connection:
            find_story(connection, story)
            return find_stories(connection, [story])[0]

    def position(self, story: int, **which: Unpack[Chosen]) -> int | None:
        """Return how many of these stories stand before *story*, or None if it is not one of them."""
        with self._reading() as connection:
            return position(connection, story, which)

    def count(self, **which: Unpack[Chosen]) -> int:
        """Return how many stories of Today there are."""
        with self._reading() as connection:
            return count_chosen(connection, which)

    def counts(self) -> NewsCounts:
        """Return how many stories stand in Today, and how many sources are followed."""
        with self._reading() as connection:
            return count_news(connection)

    def mark_read(self, ids: Iterable[int], read: bool = True) -> int:
        """Mark stories as read or unread; return how many were not."""
        return self._mark(sorted(set(ids)), read=read, what="read" if read else "unread")

    def catch_up(self, *, source: int | None = None, tag: str = "", until: str | None = None) -> int:
        """Mark all unread stories of Today as read, or only those of a source, with a tag, or seen *until* a moment.

        Returns how many.
        """
        with self._reading() as connection:
            ids = chosen(connection, {"unread": True, "source": source, "tag": tag})
            if until is not None:
                ids = [story for story in ids if find_story(connection, story)["seen"] <= until]
        return self._mark(ids, read=True, what="catch up")

    def known(self, source: int, guids: Iterable[str]) -> dict[str, int]:
        """Return the ids of the stories that *source* has under these GUIDs, by GUID."""
        from termread.library.db.matching import known_by_guid

        with self._reading() as connection:
            return known_by_guid(connection, source, guids)

    def everything(self) -> Iterator[FollowedRow]:
        """Yield all that is kept of what is followed, for export: sources, what is muted, stories with their marks.

        Damaged rows are left out.
        """
        from termread.library.db.exchange import exported

        return exported(self._reading)

    # Their texts

    def waiting(self, most: int) -> list[Story]:
        """Return the unread stories whose text is not there yet, newest first, at most *most* of each source."""
        with self._reading() as connection:
            return find_stories(connection, waiting(connection, most))

    def own_text(self, story: int) -> str:
        """Return the text of a story in its feed, as HTML, or ""; it is kept until the story has an entry."""
        with self._reading() as connection:
            return own_text(connection, story)

    def keep(self, story: int, reading: Reading, note: str = "") -> Kept:
        """Keep the text of a story as an entry, "news" unless there is one already, and link the two."""
        from termread.library.db.marking import link
        from termread.library.db.matching import group
        from termread.library.db.stories import keep_reading, prepared
        from termread.library.likeness import sketch_of

        sketched = sketch_of(reading.article)
        content = prepared(reading.article, reading.receipt, reading.chunks, reading.length)

        def work(connection: Connection) -> Kept:
            find_story(connection, story)
            kept = keep_reading(connection, content, self._now(), opened=False, news=True)
            link(connection, story, kept, note)
            group(connection, story, sketched)
            return kept

        kept: Kept = self._write(work)
        return kept

    def link(self, story: int, entry: int, note: str = "") -> None:
        """Note that the text of a story is that of *entry*."""
        from termread.library.db.entries import find_kept
        from termread.library.db.marking import link

        def work(connection: Connection) -> None:
            find_story(connection, story)
            link(connection, story, find_kept(connection, entry), note)

        self._write(work)

    def missed(self, story: int, note: str = "") -> int:
        """Note that the page of a story could not be had, and why; return how often so far."""
        from termread.library.db.marking import miss

        return int(self._write(partial(miss, story=story, note=note)))

    # What is muted

    def mute(self, kind: Muting, value: str) -> None:
        """Keep stories out of Today that have a word or phrase, an author, or the source with this address or id."""
        self._set_mute(kind, value, muted=True)

    def unmute(self, kind: Muting, value: str) -> None:
        """Let stories stand in Today again."""
        self._set_mute(kind, value, muted=False)

    def mutes(self) -> tuple[Mute, ...]:
        """Return what is muted, oldest first."""
        with self._reading() as connection:
            return tuple(find_mutes(connection))

    # Upkeep, and changes

    def drop_old(self, days: float) -> int:
        """Drop the texts of stories that came more than *days* ago and that the reader never opened, saved or marked.

        The stories stay. Sources that were unfollowed a month ago are forgotten with theirs. Returns how many texts.
        """
        from termread.library.db.upkeep import drop_old

        return drop_old(self._write, self._now(), days, HOLD)

    def _set_mute(self, kind: Muting, value: str, *, muted: bool) -> None:
        from termread.library.db.following import set_mute
        from termread.library.db.muting import apply_in_parts

        given = Mute(kind, clean_line(value), self._now())
        self._command(lambda connection: set_mute(connection, given, muted=muted))
        apply_in_parts(self._reading, self._write)

    def _command(self, work: Callable[[Connection], tuple[Result, Change | None]]) -> Result:
        """Make a change, and record it for undo once it is committed."""
        result: Result
        result, change = self._write(work)
        if change is not None:
            self._note(change)
        return result

    def _mark(self, ids: Sequence[int], *, read: bool, what: str) -> int:
        from termread.library.db.marking import mark
        from termread.library.db.muting import batched

        moment = self._now() if read else None
        rows: list[Row] = []
        title = ""
        for some in batched(ids):
            marked, named = self._write(partial(mark, stories=some, read=moment))
            rows += marked
            title = title or named
        if rows:
            self._note(Change(what, title, SHELF, tuple(rows), count=len(rows)))
        return len(rows)
