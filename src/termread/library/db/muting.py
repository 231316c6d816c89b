"""Which stories have a muted word or author; they are marked as such when they come, and when something is muted or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING

from termread.library.db import update_many
from termread.library.db.sources import find_by_address, find_mutes, hand_on
from termread.library.news import Mute

if TYPE_CHECKING:
    from sqlite3 import Connection


AT_ONCE = 500
"""Stories marked in one transaction."""


def apply_mutes(connection: Connection, source: str | None = None) -> None:
    """Mark the stories that are muted now, and those that are no more; or, for a *source*, hand its stories on."""
    if source is not None:
        row = find_by_address(connection, source)
        if row is not None and any(mute.kind == "source" and mute.value == source for mute in find_mutes(connection)):
            hand_on(connection, row["id"])
        return
    for muted, stories in newly_muted(connection).items():
        if stories:
            update_many(connection, "stories", stories, {"muted": muted})


def apply_in_parts(
    reading: Callable[[], AbstractContextManager[Connection]], write: Callable[[Callable[[Connection], None]], object]
) -> None:
    """Do the same for words and authors in several transactions, so that no other process waits long."""
    with reading() as connection:
        changed = newly_muted(connection)
    for muted, stories in changed.items():
        for some in batched(stories):
            write(partial(update_many, table="stories", keys=some, changes={"muted": muted}))


def batched(stories: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield *stories*, `AT_ONCE` at a time."""
    return (stories[first : first + AT_ONCE] for first in range(0, len(stories), AT_ONCE))


def newly_muted(connection: Connection) -> dict[int, list[int]]:
    """Return the stories that are not marked as they should be: under 0 those that are not muted, under 1 those that are."""
    is_muted = muted_by(find_mutes(connection))
    changed: dict[int, list[int]] = {0: [], 1: []}
    for row in connection.execute("SELECT id, title, dek, authors, muted FROM stories"):
        muted = int(is_muted(row["title"], row["dek"], row["authors"].split("\n")))
        if muted != row["muted"]:
            changed[muted].append(row["id"])
    return changed


def muted_by(mutes: Sequence[Mute]) -> Callable[[str, str, Sequence[str]], bool]:
    """Return whether a story with a title, dek and authors is muted by one of *mutes*, other than by its source."""
    words = [mute.value for mute in mutes if mute.kind == "word"]
    authors = {mute.value.casefold() for mute in mutes if mute.kind == "author"}
    if not words and not authors:
        return lambda _title, _dek, _authors: False
    import re

    from termread.library.query import folded

    spaced = [
        rf"(?<!\w){re.escape(folded(word))}(?!\w)" if word.isascii() else re.escape(folded(word)) for word in words
    ]
    pattern = re.compile("|".join(spaced) or r"(?!)")

    def is_muted(title: str, dek: str, names: Sequence[str]) -> bool:
        return bool(pattern.search(folded(f"{title}\n{dek}"))) or any(name.casefold() in authors for name in names)

    return is_muted
