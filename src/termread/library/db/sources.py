"""What is followed and what is muted, as rows and back, and how many stories each source has."""

from __future__ import annotations

from collections.abc import Iterable
from json import dumps
from typing import TYPE_CHECKING, get_args

from termread.errors import LibraryError
from termread.feed import SourceKind
from termread.library.db import AMONG, delete, find, insert, is_intact, select, update, update_many
from termread.library.identity import identity
from termread.library.news import Mute, Muting, NewsCounts, Source
from termread.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Connection, Row

_KINDS = get_args(SourceKind)
_MUTINGS = get_args(Muting)
_DAMAGED = "Damaged source: `termread check` repairs it"


def source_of(row: Row, unread: int = 0) -> Source:
    """Return the source in a whole row; a damaged one has a title that says so, and is never asked."""
    if not is_intact(row):
        return Source(row["id"], "", title=_DAMAGED, fault=_DAMAGED, ended=True)
    return Source(
        row["id"],
        clean_line(row["address"]),
        row["kind"] if row["kind"] in _KINDS else "feed",
        clean_line(row["title"]),
        clean_line(row["home"]),
        tuple(map(clean_line, row["tags"].split("\n"))) if row["tags"] else (),
        row["added"],
        row["checked"],
        row["due"],
        row["etag"],
        row["last_modified"],
        row["digest"],
        row["near"],
        row["failures"],
        clean_line(row["fault"]),
        bool(row["ended"]),
        row["ttl"],
        *skips_of(row["skips"]),
        unread,
    )


def skips_of(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the hours and the days of the week at which a source is not to be asked, from their column."""
    hours, _, days = text.partition(" ")
    return _numbers(hours), _numbers(days)


def skips(hours: Iterable[int], days: Iterable[int]) -> str:
    """Return hours and days of the week as a column."""
    return f"{','.join(map(str, hours))} {','.join(map(str, days))}".rstrip()


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(",") if number.isdecimal())


def find_source(connection: Connection, source: int) -> Source:
    """Return a source that is followed; raises LibraryError "gone" or "damaged"."""
    row = find(connection, "sources", source)
    if row is None or row["removed"] is not None:
        raise LibraryError("This source is no longer followed.", code="gone")
    if not is_intact(row):
        raise LibraryError(f"{_DAMAGED}.", code="damaged")
    return source_of(row)


def find_by_address(connection: Connection, address: str, *, removed: bool = False) -> Row | None:
    """Return the row of the source with this address in any form, of one no longer followed only if *removed*."""
    rows = select(connection, "sources", "WHERE key = ? ORDER BY removed IS NOT NULL, id", (identity(address),))
    return next((row for row in rows if is_intact(row) and (removed or row["removed"] is None)), None)


def all_sources(connection: Connection) -> list[Source]:
    """Return what is followed, in the order of following, each with its unread stories."""
    unread = dict(map(tuple, connection.execute("SELECT source, unread FROM tallies")))
    muted = silent(connection)
    rows = select(connection, "sources", "WHERE removed IS NULL ORDER BY id")
    return [source_of(row, 0 if row["id"] in muted else max(unread.get(row["id"], 0), 0)) for row in rows]


def due_sources(connection: Connection, now: str, *, everything: bool) -> list[Source]:
    """Return the sources to be asked at *now*, those that wait longest first; with *everything* all that have not ended.

    A server is never one of them: it is asked in its own way.
    """
    when = "AND kind != 'server'" + ("" if everything else " AND (due IS NULL OR due <= ?)")
    rows = select(
        connection,
        "sources",
        f"WHERE removed IS NULL AND NOT ended {when} ORDER BY coalesce(due, ''), id",
        () if everything else (now,),
    )
    return [source_of(row) for row in rows if is_intact(row)]


def put_source(connection: Connection, given: Source, *, named: bool) -> int:
    """Write a new source, or follow one again that was unfollowed; return its id."""
    record = {
        "address": given.address,
        "key": identity(given.address),
        "kind": given.kind,
        "title": given.title,
        "named": int(named),
        "home": given.home,
        "tags": "\n".join(given.tags),
        "added": given.added,
        "fault": "",
        "ended": 0,
        "failures": 0,
        "due": None,
        "removed": None,
    }
    if formerly := find_by_address(connection, given.address, removed=True):
        kept = {} if named or not formerly["title"] else {"title": formerly["title"], "named": formerly["named"]}
        update(connection, "sources", formerly["id"], record | kept)
        return int(formerly["id"])
    return insert(connection, "sources", record)


def remove_source(connection: Connection, source: int, moment: str) -> None:
    """Stop following a source: it and its stories stay for a month, and are not shown."""
    update(connection, "sources", source, {"removed": moment})
    hand_on(connection, source)


def hand_on(connection: Connection, source: int) -> None:
    """Give the stories of *source* that other sources have, too, to one of those, so that they stay in Today."""
    quiet = silent(connection) | {source}
    others = (
        "SELECT extra.story, extra.source, extra.key FROM appearances AS extra JOIN stories ON stories.id = extra.story "
        "WHERE extra.extra AND stories.source = ?"
    )
    taken = set()
    for story, other, _ in connection.execute(others, (source,)).fetchall():
        if story not in taken and other not in quiet:
            taken.add(story)
            take_over(connection, story, source, other)


def take_over(connection: Connection, story: int, before: int, source: int) -> None:
    """Make *source* the first of a story's sources, instead of *before*."""
    update_many(connection, "stories", [story], {"source": source})
    keys = "SELECT key FROM appearances WHERE story = ? AND source = ?"
    for owner, extra in ((before, 1), (source, 0)):
        found = [row[0] for row in connection.execute(f"{keys} AND extra = ?", (story, owner, 1 - extra))]
        update_many(connection, "appearances", found, {"extra": extra})


def silent(connection: Connection) -> set[int]:
    """Return the sources whose stories do not stand in Today: unfollowed or muted ones."""
    muted = [mute.value for mute in find_mutes(connection) if mute.kind == "source"]
    found = {row[0] for row in connection.execute("SELECT id FROM sources WHERE removed IS NOT NULL")}
    for address in muted:
        found |= {row[0] for row in connection.execute("SELECT id FROM sources WHERE key = ?", (identity(address),))}
    return found


def count_news(connection: Connection) -> NewsCounts:
    """Return how many stories stand in Today, and how many sources are followed."""
    quiet = dumps(sorted(silent(connection)))
    sums = "SELECT coalesce(sum(stories), 0), coalesce(sum(unread), 0) FROM tallies"
    stories, unread = connection.execute(f"{sums} WHERE source NOT {AMONG}", (quiet,)).fetchone()
    sources = connection.execute("SELECT count(*) FROM sources WHERE removed IS NULL").fetchone()[0]
    return NewsCounts(unread, stories, sources)


def find_mutes(connection: Connection) -> list[Mute]:
    """Return what is muted, oldest first."""
    rows = select(connection, "mutes", "ORDER BY added, key")
    found = [row for row in rows if is_intact(row) and row["kind"] in _MUTINGS]
    return [Mute(row["kind"], clean_line(row["value"]), row["added"]) for row in found]


def mute_key(kind: Muting, value: str) -> str:
    """Return the key of a mute: words and names are the same in any case."""
    return f"{kind} {identity(value) if kind == 'source' else value.casefold()}"


def put_mute(connection: Connection, mute: Mute) -> bool:
    """Write a mute; return whether it is new."""
    key = mute_key(mute.kind, mute.value)
    row = find(connection, "mutes", key)
    if row is not None and is_intact(row):
        return False
    record = {"key": key, "kind": mute.kind, "value": mute.value, "added": mute.added}
    insert(connection, "mutes", record, verb="REPLACE")
    return True


def remove_mute(connection: Connection, kind: Muting, value: str) -> bool:
    """Remove a mute; return whether there was one."""
    return delete(connection, "mutes", "key = ?", (mute_key(kind, value),))


def names_of(connection: Connection, sources: Iterable[int]) -> dict[int, str]:
    """Return the names of *sources* that are followed."""
    wanted = sorted(set(sources))
    marks = ", ".join("?" * len(wanted))
    rows = select(connection, "sources", f"WHERE id IN ({marks}) AND removed IS NULL", wanted)
    return {row["id"]: source_of(row).name for row in rows}
