"""Which stories the items of an answer are.

An item is a known story if its source gave its GUID before, or else its address, or else its title on the same day. Each item
of an answer is another story, unless address and title are the same. Another source's item is the same story by its
address, or if GUID and text agree; if only the text does, the two are `kin`, and both are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from json import dumps
from operator import itemgetter
from typing import TYPE_CHECKING

from termread.library.db import AMONG, find, is_intact, select, update, update_many
from termread.library.items import Item, appearance_of
from termread.library.likeness import ALIKE, likeness, marks_of, near_same
from termread.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Connection, Row

_MOST = 1000
"""The newest stories that may be those of a feed, which are looked at: a feed may say the same of thousands."""
_LATELY = 3
"""Days between two stories that may be the same report."""


def known_stories(connection: Connection, source: int, items: Sequence[Item]) -> dict[int, Row]:
    """Return the stories that *items* are, by the id() of the item, each story for one item."""
    by_guid = _by_guid(connection, [item.appearance for item in items])
    found: dict[int, Row] = {}
    claimed: set[int] = set()

    def claim(item: Item, rows: Sequence[Row], fits: Callable[[Item, Row], bool]) -> None:
        row = next((row for row in rows if row["id"] not in claimed and fits(item, row)), None)
        if row is not None:
            found[id(item)] = row
            claimed.add(row["id"])

    for item in items:
        claim(item, by_guid.get(item.appearance, ()), lambda _item, _row: True)
    rest = [item for item in items if id(item) not in found]
    by_key = _rows(connection, "key", [item.key for item in rest if item.key])
    for item in rest:
        if item.key:
            claim(item, by_key.get(item.key, ()), lambda item, row: _has_address(item, row, source))
    rest = [item for item in rest if id(item) not in found and item.name and item.published]
    by_name = _rows(connection, "name", [item.name for item in rest])
    for item in rest:
        claim(item, by_name.get(item.name, ()), lambda item, row: _has_day(item, row, source))
    return found


def _by_guid(connection: Connection, keys: Sequence[str]) -> dict[str, list[Row]]:
    given = f"WHERE key {AMONG}"
    found = {row["key"]: row for row in select(connection, "appearances", given, (dumps(keys),))}
    stories = {row["story"] for row in found.values() if is_intact(row)}
    rows = {row["id"]: row for row in select(connection, "stories", f"WHERE id {AMONG}", (dumps(list(stories)),))}
    return {key: [rows[row["story"]]] for key, row in found.items() if row["story"] in rows}


def known_by_guid(connection: Connection, source: int, guids: Iterable[str]) -> dict[str, int]:
    """Return the ids of the stories that *source* has under these GUIDs, by GUID."""
    keys = {appearance_of(source, clean_line(guid)): guid for guid in guids}
    found = select(connection, "appearances", f"WHERE key {AMONG}", (dumps(list(keys)),))
    return {keys[row["key"]]: row["story"] for row in found if is_intact(row)}


def _rows(connection: Connection, column: str, values: Sequence[int]) -> dict[int, list[Row]]:
    """Return the newest stories with one of *values* in *column*, which is indexed, by it."""
    found: dict[int, list[Row]] = {}
    if values:
        index = f"INDEXED BY stories_by_{column}"
        given = f"{index} WHERE {column} {AMONG} AND {column} ORDER BY id DESC LIMIT {_MOST}"
        for row in sorted(select(connection, "stories", given, (dumps(values),)), key=itemgetter("id")):
            found.setdefault(row[column], []).append(row)
    return found


def twins_of(connection: Connection, source: int, items: Sequence[Item]) -> dict[int, tuple[Row, bool]]:
    """Return for *items* that another source has nearly the same text as the story of that, and whether it is one."""
    marks = {mark: item for item in items for mark in marks_of(item.sketch)}
    near: dict[int, set[int]] = {}
    if marks:
        statement = f"SELECT mark, story FROM shingles WHERE mark {AMONG} ORDER BY story DESC LIMIT {_MOST}"
        for mark, story in connection.execute(statement, (dumps(list(marks)),)):
            near.setdefault(mark, set()).add(story)
    stories = set().union(*near.values()) if near else set()
    rows = {row["id"]: row for row in select(connection, "stories", f"WHERE id {AMONG}", (dumps(list(stories)),))}
    by_name = _rows(connection, "name", [item.name for item in items if item.name])
    found = {}
    for item in items:
        alike = {story for mark in marks_of(item.sketch) for story in near.get(mark, ())}
        others = [*(rows[story] for story in sorted(alike) if story in rows), *by_name.get(item.name, ())]
        for row in others:
            if row["source"] != source and is_intact(row) and (one := _twin(item, row)) is not None:
                found[id(item)] = (row, one)
                break
    return found


def group(connection: Connection, story: int, sketched: bytes) -> None:
    """Group a story whose feed had too little text with those of other sources that are like its page, by *sketched*."""
    row = find(connection, "stories", story)
    if row is None or not sketched or row["likeness"] or row["kin"] is not None:
        return
    marks = marks_of(sketched)
    near = f"SELECT story FROM shingles WHERE mark {AMONG} ORDER BY story DESC LIMIT {_MOST}"
    others = select(connection, "stories", f"WHERE id IN ({near}) ORDER BY id", (dumps(marks),)).fetchall()
    update(connection, "stories", story, {"likeness": sketched})
    connection.executemany("INSERT OR IGNORE INTO shingles VALUES (?, ?)", [(mark, story) for mark in marks])
    for other in filter(is_intact, others):
        close = abs(_day_number(row["day"]) - _day_number(other["day"])) <= _LATELY
        if other["source"] != row["source"] and close and likeness(sketched, other["likeness"]) >= ALIKE:
            update_many(connection, "stories", [story, other["id"]], {"kin": other["kin"] or other["id"]})
            return


def _has_address(item: Item, row: Row, source: int) -> bool:
    """Whether a story with the address of *item* is it: not if a source gives all else anew under one address."""
    if row["source"] != source or not item.guid or item.guid == row["guid"] or item.name == row["name"]:
        return True
    return (
        item.published is not None and item.published[:10] == row["published"][:10] and item.fragment == _fragment(row)
    )


def _fragment(row: Row) -> str:
    return str(row["url"]).partition("#")[2]


def _has_day(item: Item, row: Row, source: int) -> bool:
    """Whether a story with the title of *item* is it: one of the same source and day."""
    return row["source"] == source and item.published is not None and item.published[:10] == row["published"][:10]


def _twin(item: Item, row: Row) -> bool | None:
    """Whether an item of another source with some of its text is one story with it; None if they are not alike."""
    alike = likeness(item.sketch, row["likeness"]) >= ALIKE if item.sketch and row["likeness"] else False
    titled = item.name == row["name"] != 0 and item.day == row["day"] and near_same(item.dek, row["dek"])
    if not (alike or titled) or abs(_day_number(item.day) - _day_number(row["day"])) > _LATELY:
        return None
    return bool(item.guid and item.guid == row["guid"])


def _day_number(day: str) -> int:
    from datetime import date

    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return 0
