"""Which stories have a muted word or author; they are marked as such when they come, and when something is muted or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from termread.library.db import update_many
from termread.library.db.sources import find_by_address, find_mutes, hand_on
from termread.library.news import Mute

if TYPE_CHECKING:
    from sqlite3 import Connection


def apply_mutes(connection: Connection, source: str | None = None) -> None:
    """Mark the stories that are muted now, and those that are no more; or, for a *source*, hand its stories on."""
    if source is not None:
        row = find_by_address(connection, source)
        if row is not None and any(mute.kind == "source" and mute.value == source for mute in find_mutes(connection)):
            hand_on(connection, row["id"])
        return
    is_muted = muted_by(find_mutes(connection))
    changed: dict[int, list[int]] = {0: [], 1: []}
    for row in connection.execute("SELECT id, title, dek, authors, muted FROM stories"):
        muted = int(is_muted(row["title"], row["dek"], row["authors"].split("\n")))
        if muted != row["muted"]:
            changed[muted].append(row["id"])
    for muted, stories in changed.items():
        if stories:
            update_many(connection, "stories", stories, {"muted": muted})


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
