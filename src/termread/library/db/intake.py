"""What sources answered, taken into the library: known stories are updated, new ones are added."""

from __future__ import annotations

from collections.abc import Sequence
from json import dumps
from time import monotonic
from typing import TYPE_CHECKING, Any
from zlib import crc32

from termread.feed import SourceAnswer
from termread.library.db import AMONG, delete, find, insert, insert_many, is_intact, update, update_many
from termread.library.db.matching import known_stories, twins_of
from termread.library.db.muting import muted_by
from termread.library.db.sources import find_by_address, find_mutes, skips, take_over
from termread.library.identity import identity
from termread.library.items import Item
from termread.library.likeness import marks_of
from termread.library.news import CHANGED
from termread.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Connection, Row

UNTOLD = 0
"""The digest of a story that another program kept: its source may tell it in other words without having changed it."""


class Intake:
    """Takes answers within one transaction at a *moment*; `new` and `changed` say what came of them."""

    def __init__(self, connection: Connection, moment: str, *, imported: bool = False) -> None:
        """Take what sources told, or what another program kept of them (*imported*)."""
        self._imported = imported
        self.new: list[int] = []
        self.changed = 0
        self._connection = connection
        self._moment = moment
        self._is_muted = muted_by(find_mutes(connection))
        row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'stories'").fetchone()
        self._last = row[0] if row else 0

    def take(self, answer: SourceAnswer, items: Sequence[Item]) -> None:
        """Take one answer with its *items*; that of a source no longer followed is left."""
        row = find(self._connection, "sources", answer.source)
        if row is None or row["removed"] is not None or not is_intact(row):
            return
        if said := self._imported_title(answer, row) if self._imported else self._said(answer, row):
            update(self._connection, "sources", answer.source, said)
        if not items:
            return
        known = known_stories(self._connection, answer.source, items)
        fresh = []
        for item in items:
            if (there := known.get(id(item))) is None:
                fresh.append(item)
            else:
                self._meet(answer.source, item, there)
        self._add(answer.source, fresh)

    def _imported_title(self, answer: SourceAnswer, row: Row) -> dict[str, Any]:
        return {"title": clean_line(answer.feed.title)} if answer.feed and not row["title"] else {}

    def _said(self, answer: SourceAnswer, row: Row) -> dict[str, Any]:
        """Return what an answer changes in the row of its source."""
        changed: dict[str, Any] = {"checked": answer.checked or self._moment, "due": answer.due, "fault": answer.fault}
        if answer.status in ("failed", "ended"):
            return changed | {"failures": row["failures"] + 1, "ended": int(answer.status == "ended")}
        changed |= {"failures": 0, "ended": 0, "near": answer.near}
        fresh = answer.status == "new"
        for name, value in (("etag", answer.etag), ("last_modified", answer.last_modified)):
            if fresh or value is not None:
                changed[name] = value
        if fresh or answer.digest:
            changed["digest"] = answer.digest
        if answer.moved and not find_by_address(self._connection, answer.moved, removed=True):
            changed |= {"address": clean_line(answer.moved), "key": identity(answer.moved)}
        if answer.feed:
            if answer.feed.title and not row["named"]:
                changed["title"] = clean_line(answer.feed.title)
            changed |= {"ttl": answer.feed.ttl, "skips": skips(answer.feed.skip_hours, answer.feed.skip_days)}
            if answer.feed.home:
                changed["home"] = clean_line(answer.feed.home)
        return changed

    def _meet(self, source: int, item: Item, row: Row) -> None:
        """Take an item that is a known story."""
        story = row["id"]
        if not is_intact(row):
            return
        mine = row["source"] == source
        if item.appearance_is_new(self._connection):
            self._appear(item, source, story, extra=not mine)
        if not mine:
            owner = find(self._connection, "sources", row["source"])
            if owner is None or owner["removed"] is not None:
                take_over(self._connection, story, row["source"], source)
            return
        changes: dict[str, Any] = {}
        if item.guid != row["guid"]:
            changes["guid"] = item.guid
        if item.url != row["url"] and item.key and item.key != row["key"]:
            changes |= {"key": item.key, "url": item.url}
        if item.published and item.published != row["published"]:
            changes["published"] = item.published
        if item.digest != row["digest"] and not self._imported:
            changes |= self._edited(item, row)
            if row["digest"] == UNTOLD:
                changes["note"] = row["note"]
            else:
                self.changed += 1
        if changes:
            update(self._connection, "stories", story, changes)

    def _edited(self, item: Item, row: Row) -> dict[str, Any]:
        """Return what an edit changes in the row of a story."""
        if item.content and row["entry"] is None:
            self._keep_own_texts([(row["id"], item.content)])
        length = (
            {"words": item.words, "quick": item.minutes[0], "slow": item.minutes[1]} if row["entry"] is None else {}
        )
        return {
            **length,
            "title": item.title or row["title"],
            "name": item.name or row["name"],
            "dek": item.dek,
            "authors": "\n".join(item.authors),
            "picture": item.picture,
            "digest": item.digest,
            "muted": int(self._is_muted(item.title, item.dek, item.authors)),
            "note": row["note"] if row["read"] is None else CHANGED,
        }

    def _add(self, source: int, items: Sequence[Item]) -> None:
        """Add the stories that are not known, unless they are another source's."""
        twins = twins_of(self._connection, source, items)
        entries = self._entries(items)
        stories, appearances, marks = [], [], []
        for item in items:
            twin, same = twins.get(id(item), (None, False))
            if twin is not None and same:
                self._appear(item, source, twin["id"], extra=True)
                continue
            self._last += 1
            self.new.append(self._last)
            kin = None if twin is None else twin["kin"] or twin["id"]
            if twin is not None and twin["kin"] is None:
                update_many(self._connection, "stories", [twin["id"]], {"kin": kin})
            record = self._record(item, source, self._last, kin) | entries.get(item.identity, {})
            stories.append(tuple(record.values()))
            appearances.append((item.appearance, source, self._last, 0))
            marks += [(mark, self._last) for mark in marks_of(item.sketch)]
        insert_many(self._connection, "stories", stories)
        insert_many(self._connection, "appearances", appearances)
        self._connection.executemany("INSERT OR IGNORE INTO shingles VALUES (?, ?)", marks)
        new = [row[0] for row in stories]
        texts = [item.content for item in items if not twins.get(id(item), (None, False))[1]]
        self._keep_own_texts([(story, text) for story, text in zip(new, texts, strict=True) if text])

    def _record(self, item: Item, source: int, story: int, kin: int | None) -> dict[str, Any]:
        """Return the row of a new story, its columns in their order."""
        return {
            "id": story,
            "source": source,
            "key": item.key,
            "guid": item.guid,
            "url": item.url,
            "title": item.title,
            "dek": item.dek,
            "authors": "\n".join(item.authors),
            "published": item.published or self._moment,
            "day": item.day,
            "seen": self._moment,
            "read": None,
            "quick": item.minutes[0],
            "slow": item.minutes[1],
            "words": item.words,
            "muted": int(self._is_muted(item.title, item.dek, item.authors)),
            "entry": None,
            "tries": 0,
            "medium": item.medium,
            "picture": item.picture,
            "note": "",
            "name": item.name,
            "digest": UNTOLD if self._imported else item.digest,
            "likeness": item.sketch,
            "kin": kin,
        }

    def _entries(self, items: Sequence[Item]) -> dict[str, dict[str, Any]]:
        """Return by address what a story has of an entry that the library has already."""
        statement = (
            f"SELECT names.key, entries.id, words, quick, slow FROM names JOIN entries ON entries.id = names.entry "
            f"WHERE names.key {AMONG} AND has_text AND deleted IS NULL"
        )
        keys = dumps([item.identity for item in items if item.identity])
        return {
            key: {"entry": entry, "words": words, "quick": quick, "slow": slow}
            for key, entry, words, quick, slow in self._connection.execute(statement, (keys,))
        }

    def _appear(self, item: Item, source: int, story: int, *, extra: bool) -> None:
        record = {"key": item.appearance, "source": source, "story": story, "extra": int(extra)}
        insert(self._connection, "appearances", record, verb="REPLACE")

    def _keep_own_texts(self, texts: Sequence[tuple[int, str]]) -> None:
        rows = [(story, data := text.encode("utf-8", "replace"), crc32(data)) for story, text in texts]
        self._connection.executemany("REPLACE INTO own_texts (story, data, checksum) VALUES (?, ?, ?)", rows)


def take_some(
    connection: Connection,
    ready: Sequence[tuple[SourceAnswer, Sequence[Item]]],
    moment: str,
    seconds: float,
    *,
    imported: bool = False,
) -> tuple[int, list[int], int]:
    """Take answers with their items until *seconds* are over, at least one.

    Returns how many, the ids of new stories, and how many known ones were edited.
    """
    intake, end = Intake(connection, moment, imported=imported), monotonic() + seconds
    count = 0
    for answer, items in ready:
        intake.take(answer, items)
        count += 1
        if monotonic() > end:
            break
    return count, intake.new, intake.changed


def forget_stories(connection: Connection, stories: Sequence[int]) -> None:
    """Delete stories with everything attached to them."""
    given = (dumps(list(stories)),)
    for table, column in (("own_texts", "story"), ("shingles", "story"), ("appearances", "story"), ("stories", "id")):
        delete(connection, table, f"{column} {AMONG}", given)
