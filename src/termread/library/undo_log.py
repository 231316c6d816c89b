"""The changes made in this run of the program, for undo: per article, or for everything done on the shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from termread.values import dataclass, replace

SHELF = 0
"""The origin of changes made on the shelf; those made in an article have its id as origin."""

LENGTH = 200
"""How many changes can be undone."""

WORDS: Mapping[str, str] = {
    "inbox": "moving {} to the inbox",
    "reading": "moving {} to Continue",
    "archived": "moving {} to the archive",
    "favourite": "adding {} to the favorites",
    "no favourite": "removing {} from the favorites",
    "tags": "tags of {}",
    "charset": "charset of {}",
    "delete": "deleting {}",
    "save": "saving {} for later",
    "bookmark": "bookmark in {}",
    "name bookmark": "naming a bookmark in {}",
    "remove bookmark": "removing a bookmark in {}",
    "highlight": "highlight in {}",
    "change highlight": "changing a highlight in {}",
    "remove highlight": "removing a highlight in {}",
    "follow": "following {}",
    "unfollow": "unfollowing {}",
    "source": "changing {}",
    "read": "marking {} as read",
    "unread": "marking {} as unread",
    "catch up": "catching up on {}",
    "mute": "muting {}",
    "unmute": "unmuting {}",
}
"""Changes in words; {} is the title."""

Columns = dict[str, Any]
StoredText = dict[str, list[Columns]]
"""The rows that hold an entry's text, by table."""


@dataclass(frozen=True, slots=True)
class Row:
    """A changed row, with its columns before and after; None means the row did not exist."""

    table: str
    number: int
    before: Columns | None
    after: Columns | None


@dataclass(frozen=True, slots=True)
class Change:
    """What a command changed in an entry (rows, and its text if that was replaced) or, with entry 0, in what is followed."""

    what: str
    """Its key in `WORDS`."""
    title: str
    entry: int
    rows: tuple[Row, ...]
    text: tuple[StoredText, StoredText] | None = None
    origin: int = SHELF
    """Where it was made: in the article with this id, or on the `SHELF`."""
    count: int = 1
    """How many stories it marked."""

    @property
    def words(self) -> str:
        """What and where, as in: highlight in “Title”."""
        return WORDS[self.what].format(f"“{self.title}”" if self.count == 1 else f"{self.count:,} stories")

    def concerns(self, where: int) -> bool:
        """Whether undo in the article *where*, or on the `SHELF`, covers this."""
        return self.origin == where or (where != SHELF and self.entry == where)


class UndoLog:
    """The changes of one run, oldest first, and those that were undone."""

    def __init__(self) -> None:
        self._done: list[Change] = []
        self._undone: list[Change] = []

    def note(self, change: Change | None) -> None:
        """Record a change, if there was one; earlier undone changes from the same origin can no longer be redone."""
        if change is not None:
            origin = _origin.get()
            change = replace(change, origin=change.entry if origin is None else origin)
            self._done = [*self._done, change][-LENGTH:]
            self._undone = [
                one for one in self._undone if not (one.concerns(change.entry) or one.concerns(change.origin))
            ]

    def undo(self, where: int, apply: Callable[[Change], bool]) -> Change | None:
        """Undo the last change of article *where*, or of the `SHELF`, that *apply* accepts; None if there is none."""
        return _turn(self._done, self._undone, where, apply)

    def redo(self, where: int, apply: Callable[[Change], bool]) -> Change | None:
        """Redo the last change undone there."""
        return _turn(self._undone, self._done, where, apply)


@contextmanager
def changes_from(origin: int) -> Iterator[None]:
    """Record changes made inside, on this thread, as made in the article with the id *origin*, or on the `SHELF`."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


_origin: ContextVar[int | None] = ContextVar("origin", default=None)


def _turn(source: list[Change], target: list[Change], where: int, apply: Callable[[Change], bool]) -> Change | None:
    """Apply the last applicable change in *source* and move it to *target*; drop later ones that no longer apply."""
    for change in [one for one in reversed(source) if one.concerns(where)]:
        applied = apply(change)
        source.remove(change)
        if applied:
            target.append(change)
            return change
    return None
