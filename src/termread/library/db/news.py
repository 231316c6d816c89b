"""The stories of what is followed, as rows and back: those of Today in its order, and which of them want a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import islice
from json import dumps
from typing import TYPE_CHECKING, Any, get_args

from termread.errors import LibraryError
from termread.feed import Medium
from termread.library.db import AMONG, find, is_intact, is_intact_data, select
from termread.library.db.sources import count_news, names_of, silent
from termread.library.news import Story
from termread.text import clean, clean_line
from termread.values import dataclass

if TYPE_CHECKING:
    from sqlite3 import Connection, Row

    from termread.library.news import Chosen

_MEDIA = get_args(Medium)
_DAMAGED = "Damaged story: `termread check` repairs it"
ORDER = "day DESC, source, published DESC, id DESC"
"""The order of Today, which `today` and `today_unread` index."""
TRIES = 3
"""How often the page of a story is asked for."""

_FEW_READ = 2_000
"""Up to this many stories read lately are put in order; of more, all stories are gone through in theirs."""
_AT_ONCE = 500


def story_of(row: Row, sources: tuple[str, ...] = (), also: tuple[int, ...] = (), *, entry: bool = True) -> Story:
    """Return the story in a whole row; *entry* says whether its entry is still there. A damaged one says so."""
    if not is_intact(row):
        return Story(row["id"], row["source"], sources, "", "", _DAMAGED, unread=False)
    return Story(
        row["id"],
        row["source"],
        sources,
        clean_line(row["guid"]),
        clean_line(row["url"]),
        clean_line(row["title"]),
        clean(row["dek"]),
        tuple(map(clean_line, row["authors"].split("\n"))) if row["authors"] else (),
        row["published"],
        row["seen"],
        (row["quick"], row["slow"]),
        row["words"],
        row["read"] is None,
        row["entry"] if entry else None,
        row["medium"] if row["medium"] in _MEDIA else "",
        also,
        row["picture"] and clean_line(row["picture"]),
        clean_line(row["note"]),
        row["day"],
        row["read"],
    )


def find_story(connection: Connection, story: int) -> Row:
    """Return the row of a story; raises LibraryError "gone" or "damaged"."""
    row = find(connection, "stories", story)
    if row is None:
        raise LibraryError("This story is no longer there.", code="gone")
    if not is_intact(row):
        raise LibraryError(f"{_DAMAGED}.", code="damaged")
    return row


def find_stories(connection: Connection, ids: Sequence[int]) -> list[Story]:
    """Return the stories with these ids that are there, in this order."""
    given = (dumps(list(ids)),)
    rows = {row["id"]: row for row in select(connection, "stories", f"WHERE id {AMONG}", given)}
    extra: dict[int, list[int]] = {}
    statement = f"SELECT DISTINCT story, source FROM appearances WHERE extra AND story {AMONG} ORDER BY source"
    for story, source in connection.execute(statement, given):
        extra.setdefault(story, []).append(source)
    kin = _kin(connection, {row["kin"] for row in rows.values() if row["kin"] is not None})
    owners = {row["source"] for row in rows.values()}.union(*extra.values())
    names = names_of(connection, owners)
    entries = dumps([row["entry"] for row in rows.values() if row["entry"] is not None])
    live = {
        row[0] for row in connection.execute(f"SELECT id FROM entries WHERE id {AMONG} AND deleted IS NULL", (entries,))
    }
    found = []
    for story in ids:
        if (row := rows.get(story)) is None:
            continue
        sources = tuple(names[owner] for owner in (row["source"], *extra.get(story, ())) if owner in names)
        also = tuple(other for other in kin.get(row["kin"], ()) if other != story)
        found.append(story_of(row, sources, also, entry=row["entry"] in live))
    return found


def _kin(connection: Connection, groups: set[int]) -> dict[int, list[int]]:
    """Return the stories of each of these *groups*."""
    found: dict[int, list[int]] = {}
    if groups:
        statement = f"SELECT kin, id FROM stories WHERE kin {AMONG} ORDER BY id"
        for group, story in connection.execute(statement, (dumps(list(groups)),)):
            found.setdefault(group, []).append(story)
    return found


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The stories of Today that are asked for: the index that has them in order, conditions, and the values of those."""

    by: str
    conditions: tuple[str, ...]
    values: tuple[Any, ...]

    def also(self, condition: str, *values: Any, by: str | None = None) -> _Wanted:
        """Return these with one more condition."""
        return _Wanted(self.by if by is None else by, (*self.conditions, condition), (*self.values, *values))

    def select(self, columns: str) -> str:
        """Return the statement that selects *columns* of them, in no order."""
        return f"SELECT {columns} FROM stories {self.by} WHERE {' AND '.join(self.conditions)}"


def chosen(connection: Connection, which: Chosen, offset: int = 0, limit: int | None = None) -> list[int]:
    """Return the ids of the stories of Today that are *which*, in its order."""
    if offset > _FEW_READ and not which.get("words"):
        wanted = _wanted(connection, which)
        statement = f"{wanted.select('id')} ORDER BY {ORDER} LIMIT ? OFFSET ?"
        return [row[0] for row in connection.execute(statement, (*wanted.values, limit or -1, offset))]
    end = None if limit is None else offset + limit
    return list(islice(_in_order(connection, which, end), offset, end))


def _in_order(connection: Connection, which: Chosen, most: int | None) -> Iterator[int]:
    """Yield the ids of stories in the order of Today, at least *most* if there are as many."""
    wanted, since = _wanted(connection, which), which.get("since")
    if words := which.get("words"):
        yield from _with_words(connection, wanted, words)
    elif which.get("unread") and since and _are_few(connection, since):
        halves = _halves(connection, which)
        keys = [_ordered(connection, each, "day, source, published, id", most) for each in halves]
        for placed in merge(*(map(_Placed, rows) for rows in keys)):
            yield placed.row[3]
    else:
        for row in _ordered(connection, wanted, "id", most):
            yield row[0]


class _Placed:
    """A row of `day, source, published, id` that sorts as Today does."""

    def __init__(self, row: Sequence[Any]) -> None:
        self.row = row

    def __lt__(self, other: _Placed) -> bool:
        (day, source, *time), (its_day, its_source, *its_time) = self.row, other.row
        if day != its_day:
            return bool(day > its_day)
        return bool(source < its_source) if source != its_source else time > its_time


def _ordered(connection: Connection, wanted: _Wanted, columns: str, most: int | None = None) -> Iterable[Row]:
    statement = f"{wanted.select(columns)} ORDER BY {ORDER} LIMIT ?"
    return connection.execute(statement, (*wanted.values, -1 if most is None else most))


def _are_few(connection: Connection, since: str) -> bool:
    lately = "SELECT count(*) FROM (SELECT 1 FROM stories WHERE read >= ? AND NOT muted LIMIT ?)"
    return bool(connection.execute(lately, (since, _FEW_READ)).fetchone()[0] < _FEW_READ)


def _with_words(connection: Connection, wanted: _Wanted, words: str) -> Iterator[int]:
    """Yield the stories that have all the words, which no index has: all are looked through."""
    from termread.library.query import folded

    needles = folded(words).split()
    names: dict[int, str] = dict(map(tuple, connection.execute("SELECT id, title FROM sources")))
    for story, source, title, dek, authors in _ordered(connection, wanted, "id, source, title, dek, authors"):
        text = folded(f"{title}\n{dek}\n{authors}\n{names.get(source, '')}")
        if all(needle in text for needle in needles):
            yield story


def _wanted(connection: Connection, which: Chosen) -> _Wanted:
    """Return which stories of Today are asked for, apart from the words they must have."""
    wanted = _Wanted("INDEXED BY today", ("NOT muted",), ())
    if quiet := silent(connection):
        wanted = wanted.also(f"source NOT {AMONG}", dumps(sorted(quiet)))
    if tag := which.get("tag"):
        tagged = "source IN (SELECT id FROM sources WHERE instr(char(10) || tags || char(10), ?))"
        wanted = wanted.also(tagged, f"\n{tag}\n")
    if (source := which.get("source")) is not None:
        has = "(source = ? OR id IN (SELECT story FROM appearances WHERE extra AND source = ?))"
        wanted = wanted.also(has, source, source, by="")
    unread = which.get("unread")
    if unread and (since := which.get("since")):
        return wanted.also("(read IS NULL OR read >= ?)", since)
    if unread is not None:
        return _unread(wanted) if unread else _read(wanted, which.get("since") or "")
    return wanted


def _halves(connection: Connection, which: Chosen) -> tuple[_Wanted, ...]:
    """Return the stories that are *which* as the unread ones and those read since, each by an index of its own, or as one."""
    since = which.get("since")
    if not (which.get("unread") and since):
        return (_wanted(connection, which),)
    wanted = _wanted(connection, {**which, "unread": None})
    return _unread(wanted), _read(wanted, since)


def _read(wanted: _Wanted, since: str) -> _Wanted:
    return wanted.also("read >= ?", since, by=wanted.by and "INDEXED BY stories_by_read" if since else None)


def _unread(wanted: _Wanted) -> _Wanted:
    return wanted.also("read IS NULL", by=wanted.by and "INDEXED BY today_unread")


def position(connection: Connection, story: int, which: Chosen) -> int | None:
    """Return how many stories stand before *story* among those that are *which*, or None if it is not one of them."""
    if which.get("words"):
        return next((number for number, found in enumerate(_in_order(connection, which, None)) if found == story), None)
    wanted = _wanted(connection, which)
    one = wanted.also("id = ?", story, by="")
    row = connection.execute(one.select("day, source, published"), one.values).fetchone()
    if row is None:
        return None
    day, source, published = row
    later = "(published > ? OR (published = ? AND id > ?))"
    before = wanted.also(
        f"day >= ? AND (day > ? OR source < ? OR (source = ? AND {later}))",
        *(day, day, source, source, published, published, story),
    )
    return int(connection.execute(before.select("count(*)"), before.values).fetchone()[0])


def count_chosen(connection: Connection, which: Chosen) -> int:
    """Return the number of stories of Today that are *which*."""
    if which.get("words"):
        return sum(1 for _ in _in_order(connection, which, None))
    first, *more = _halves(connection, which)
    counted = 0
    if which.get("unread") and not which.get("tag") and which.get("source") is None:
        counted = count_news(connection).unread  # kept, so that 100,000 are not counted each time
    else:
        more = [first, *more]
    halves = [(each.select("count(*)"), each.values) for each in more]
    return counted + sum(int(connection.execute(*half).fetchone()[0]) for half in halves)


def waiting(connection: Connection, most: int) -> list[int]:
    """Return the stories without a text, newest first, at most *most* of each source."""
    quiet = silent(connection)
    sources = [row[0] for row in connection.execute("SELECT id FROM sources WHERE removed IS NULL")]
    wanted = f"entry IS NULL AND read IS NULL AND NOT muted AND medium = '' AND tries < {TRIES} AND url != ''"
    statement = (
        f"SELECT published, id FROM stories INDEXED BY texts_wanted WHERE source = ? AND {wanted} "
        "ORDER BY published DESC, id DESC LIMIT ?"
    )
    found = [tuple(row) for each in sources if each not in quiet for row in connection.execute(statement, (each, most))]
    return [story for _, story in sorted(found, reverse=True)]


def own_text(connection: Connection, story: int) -> str:
    """Return the text that a feed has of a story itself, as HTML, or "" if it has none or it is damaged."""
    row = connection.execute("SELECT data, checksum FROM own_texts WHERE story = ?", (story,)).fetchone()
    if row is None or not is_intact_data(*row):
        return ""
    return clean(bytes(row[0]).decode("utf-8", "replace"))
