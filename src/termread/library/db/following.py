"""What the reader changes of what is followed and muted, each with the `Change` that undoes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from termread.errors import LibraryError
from termread.library.db import find, is_intact, update
from termread.library.db.muting import apply_mutes
from termread.library.db.sources import (
    find_by_address,
    find_source,
    put_mute,
    put_source,
    remove_mute,
    remove_source,
    source_of,
)
from termread.library.identity import identity
from termread.library.news import Mute, Source
from termread.library.undo_log import SHELF, Change, Row
from termread.text import clean_line
from termread.values import replace

if TYPE_CHECKING:
    from sqlite3 import Connection

_AFRESH = {"etag": None, "last_modified": None, "digest": "", "due": None, "ended": 0, "failures": 0, "fault": ""}
"""A source of which nothing was heard yet."""


def follow(connection: Connection, given: Source) -> tuple[Source, Change | None]:
    """Follow the address of *given*; a source that is followed already stays as it is."""
    if row := find_by_address(connection, given.address):
        return source_of(row), None
    formerly = find_by_address(connection, given.address, removed=True)
    number = put_source(connection, given, named=bool(given.title))
    followed = find_source(connection, number)
    change = _changed(connection, number, dict(formerly) if formerly else None)
    return followed, Change("follow", followed.name, SHELF, (change,))


def follow_all(connection: Connection, given: Sequence[Source], moment: str) -> list[tuple[Source, bool]]:
    """Follow all *given* at this *moment*; return each, and whether it is new.

    One that is followed already gets the tags as well, and the title if it has none.
    """
    from termread.library.merge import tidy

    done = []
    for wanted in given:
        wanted = replace(wanted, address=clean_line(wanted.address), added=moment)
        row = find_by_address(connection, wanted.address)
        if row is None:
            number = put_source(connection, wanted, named=bool(wanted.title))
        else:
            known, number = source_of(row), row["id"]
            changes: dict[str, Any] = {"title": wanted.title, "named": 1} if wanted.title and not known.title else {}
            if not set(wanted.tags) <= set(known.tags):
                changes["tags"] = "\n".join(tidy((*known.tags, *wanted.tags)))
            if changes:
                update(connection, "sources", number, changes)
        done.append((find_source(connection, number), row is None))
    return done


def columns_of(title: str | None, tags: Iterable[str] | None, address: str | None) -> dict[str, Any]:
    """Return what the columns of a source become that is called *title*, tagged or addressed otherwise; None: as it is."""
    from termread.library.merge import tidy

    changes: dict[str, Any] = {}
    if title is not None:
        changes |= {"title": clean_line(title), "named": int(bool(clean_line(title)))}
    if tags is not None:
        changes["tags"] = "\n".join(tidy(tags))
    if address is not None:
        changes["address"] = clean_line(address)
    return changes


def unfollow(connection: Connection, source: int, moment: str) -> tuple[None, Change]:
    """Stop following a source."""
    known, before = find_source(connection, source), _row(connection, source)
    remove_source(connection, source, moment)
    return None, Change("unfollow", known.name, SHELF, (_changed(connection, source, before),))


def change_source(connection: Connection, source: int, changes: Mapping[str, Any]) -> tuple[Source, Change | None]:
    """Change columns of a source; with another address, it is as if nothing had been heard of it yet."""
    known, before = find_source(connection, source), _row(connection, source)
    if address := changes.get("address"):
        if (other := find_by_address(connection, address)) and other["id"] != source:
            raise LibraryError(f"{address} is followed already.", code="known")
        changes = {**changes, "key": identity(address), **_AFRESH}
    if not changes:
        return known, None
    update(connection, "sources", source, changes)
    change = Change("source", known.name, SHELF, (_changed(connection, source, before),))
    return find_source(connection, source), change


def set_mute(connection: Connection, given: Mute, *, muted: bool) -> tuple[None, Change | None]:
    """Mute what is *given*, or no more; a source is given by its address or its id."""
    name = said = given.value
    if given.kind == "source":
        name, said = _address_of(connection, name)
    if not name:
        raise LibraryError("There is nothing to mute.", code="gone")
    done = (
        put_mute(connection, Mute(given.kind, name, given.added))
        if muted
        else remove_mute(connection, given.kind, name)
    )
    if not done:
        return None, None
    if given.kind == "source":
        apply_mutes(connection, name)
    record = {"kind": given.kind, "value": name, "added": given.added}
    row = Row("mutes", 0, None, record) if muted else Row("mutes", 0, record, None)
    return None, Change("mute" if muted else "unmute", said, SHELF, (row,))


def _row(connection: Connection, source: int) -> dict[str, Any]:
    return dict(find(connection, "sources", source) or {})


def _changed(connection: Connection, source: int, before: dict[str, Any] | None) -> Row:
    """Return how the row of a source that was *before* has changed."""
    after = _row(connection, source)
    if before is None:
        del after["checksum"]
        return Row("sources", source, None, after)
    names = [name for name in after if before[name] != after[name] and name != "checksum"]
    return Row("sources", source, {name: before[name] for name in names}, {name: after[name] for name in names})


def _address_of(connection: Connection, value: str) -> tuple[str, str]:
    """Return the address and name of the source with this id or address; raises LibraryError "gone"."""
    found = find(connection, "sources", int(value)) if value.isdecimal() else None
    row = found or find_by_address(connection, value, removed=True)
    if row is None or not is_intact(row):
        raise LibraryError("This source is not followed.", code="gone")
    known = source_of(row)
    return known.address, known.name


def find_of_entry(connection: Connection, entry: int) -> Source | None:
    """Return the source, if it is followed, that has the text *entry* as a story, or None."""
    statement = "SELECT source FROM stories WHERE entry = ? ORDER BY id LIMIT 1"
    story = connection.execute(statement, (entry,)).fetchone()
    row = story and find(connection, "sources", story[0])
    return source_of(row) if row and row["removed"] is None else None
