"""A conversation with Miniflux, by version 1 of its API."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence

from termread.config import FetchSettings
from termread.errors import TooLarge, Unreachable
from termread.fetch.api import Call, request
from termread.parse.servers.miniflux import changed_at, entries_of, feeds_of, is_starred
from termread.server import Account, Mark, ServerAnswer, ServerOrder

PART = 100
"""Entries asked for at a time."""
_ENTRIES = "v1/entries"
_NO_ENTRY = ("status-400", "status-404", "status-500")
"""What Miniflux answers when none of the entries to be marked exists any more."""


class Miniflux:
    """A Miniflux server as one account sees it."""

    def __init__(self, account: Account, settings: FetchSettings) -> None:
        """Talk to the server of *account*."""
        self._address, self._settings = account.address, settings
        if account.user:
            pair = b64encode(f"{account.user}:{account.secret}".encode()).decode("ascii")
            self._headers = {"Authorization": f"Basic {pair}"}
        else:
            self._headers = {"X-Auth-Token": account.secret}

    def bring(self, order: ServerOrder) -> Iterator[ServerAnswer]:
        """Yield its feeds, then the stories changed since the last time; the first time, those unread or starred."""
        yield ServerAnswer(feeds=feeds_of(self._get("v1/feeds")))
        # Asked before the stories: what changes meanwhile is brought the next time, too.
        latest = changed_at(self._get(_ENTRIES, ("order", "changed_at"), ("direction", "desc"), ("limit", "1")))
        walks = [("changed_after", order.since)] if order.since else [("status", "unread"), ("starred", "1")]
        for walk in walks:
            yield from self._stories(walk)
        yield ServerAnswer(since=latest or order.since)

    def send(self, order: ServerOrder) -> Iterator[ServerAnswer]:
        """Mark stories there as read, unread, starred or not, and yield those that now are."""
        for status, unread in (("read", False), ("unread", True)):
            for some in _parts([mark for mark in order.marks if mark.unread is unread]):
                yield self._set(status, some)
        for mark in order.marks:
            if mark.starred is not None:
                yield self._star(mark)

    def _stories(self, walk: tuple[str, str]) -> Iterator[ServerAnswer]:
        """Yield the stories of a *walk* through its entries in the order of their ids."""
        part, after = PART, "0"
        while True:
            where = ("order", "id"), ("direction", "asc"), ("limit", str(part)), ("after_entry_id", after)
            try:
                entries = entries_of(self._get(_ENTRIES, walk, *where))
            except TooLarge:
                if part == 1:
                    raise
                part = max(1, part // 4)
                continue
            if entries.stories:
                yield ServerAnswer(stories=entries.stories)
            if entries.count < part or not entries.last or int(entries.last) <= int(after):
                return
            after = entries.last

    def _set(self, status: str, marks: Sequence[Mark]) -> ServerAnswer:
        """Set the status of the stories of *marks*, without those that are no longer there."""
        try:
            self._put_status(status, marks)
            return ServerAnswer(sent=tuple(Mark(mark.story, unread=mark.unread) for mark in marks))
        except Unreachable as error:
            if error.code not in _NO_ENTRY:
                raise
            there = [mark for mark in marks if self._starred(mark.story) is not None]
            if len(there) == len(marks):
                raise
        if there:
            self._put_status(status, there)
        left = {mark.story for mark in there}
        sent = tuple(Mark(mark.story, unread=mark.unread) for mark in there)
        return ServerAnswer(sent=sent, gone=tuple(mark.story for mark in marks if mark.story not in left))

    def _put_status(self, status: str, marks: Iterable[Mark]) -> None:
        body = json.dumps({"entry_ids": [int(mark.story) for mark in marks], "status": status})
        request(self._address, Call(_ENTRIES, method="PUT", json=body), self._headers, self._settings)

    def _star(self, mark: Mark) -> ServerAnswer:
        """Star a story or not; the API can only turn a star around, so it is looked at first."""
        starred = self._starred(mark.story)
        if starred is None:
            return ServerAnswer(gone=(mark.story,))
        if starred != mark.starred:
            call = Call(f"{_ENTRIES}/{mark.story}/bookmark", method="PUT")
            request(self._address, call, self._headers, self._settings)
        return ServerAnswer(sent=(Mark(mark.story, starred=mark.starred),))

    def _starred(self, story: str) -> bool | None:
        """Return whether a story is starred, or None if it is no longer there."""
        try:
            return is_starred(self._get(f"{_ENTRIES}/{story}"))
        except Unreachable as error:
            if error.code != "status-404":
                raise
            return None

    def _get(self, path: str, *query: tuple[str, str]) -> bytes:
        return request(self._address, Call(path, query), self._headers, self._settings)


def _parts(marks: Sequence[Mark]) -> Iterator[Sequence[Mark]]:
    for start in range(0, len(marks), PART):
        yield marks[start : start + PART]
