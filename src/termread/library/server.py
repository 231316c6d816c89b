"""What the library and a server that follows feeds agreed on last: `Library.server`.

A mark that differs from what was agreed has been changed here since; it waits until the server has it. So nothing is
lost while the server is away, and sending or bringing anything twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING, Any
from zlib import crc32

from termread.library.db import find_setting, put
from termread.server import Mark
from termread.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Connection

    from termread.server import Account, ServerFeed

AT_ONCE = 200
"""Marks that are met in one transaction."""
_ACCOUNT, _SINCE = "server", "server_since"


class ServerMarks:
    """The marks of one account; with another one, all begins anew. Ids of stories are the server's."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        write: Callable[[Callable[[Connection], Any]], Any],
        now: Callable[[], str],
    ) -> None:
        """Use a library: *reading* is a snapshot of it, *write* makes a change, *now* is its clock."""
        self._reading, self._write, self._now = reading, write, now

    def begin(self, account: Account) -> str:
        """Return where to go on with *account*, or an empty text if it was not asked before; another one is forgotten."""

        def work(connection: Connection) -> str:
            if find_setting(connection, _ACCOUNT) == account.key:
                return find_setting(connection, _SINCE) or ""
            connection.execute("DELETE FROM server_marks")
            put(connection, "settings", {"name": _ACCOUNT, "value": account.key})
            put(connection, "settings", {"name": _SINCE, "value": ""})
            return ""

        since: str = self._write(work)
        return since

    def reached(self, since: str) -> None:
        """Note where to go on the next time."""
        self._write(lambda connection: put(connection, "settings", {"name": _SINCE, "value": since}))

    def known(self) -> tuple[str, ...]:
        """Return the stories that have been met."""
        with self._reading() as connection:
            return tuple(row[0] for row in connection.execute("SELECT remote FROM server_marks"))

    def follow(self, feeds: Sequence[ServerFeed]) -> dict[str, int]:
        """Follow what the server follows, but what was unfollowed here; return the source of each feed.

        Sources that were followed through a server, and are no longer, have ended.
        """
        from termread.library.db.server import follow_feeds

        sources: dict[str, int] = self._write(partial(follow_feeds, feeds=feeds, moment=self._now()))
        return sources

    def failed(self, fault: str) -> None:
        """Note why the server could not be asked, at each source that is followed through it."""
        from termread.library.db.server import fail

        self._write(partial(fail, fault=clean_line(fault)))

    def meet(self, marks: Sequence[Mark], sources: Mapping[str, int] | None = None, prefix: str = "") -> None:
        """Take the marks that stories have on the server, and keep those that were changed here since.

        *sources* says from which source a story was taken that has not been met, under the GUID *prefix* + its id.
        A story that both sides had before is read if either says so, and starred likewise.
        """
        from termread.library.db.server import meet

        for start in range(0, len(marks), AT_ONCE):
            some = marks[start : start + AT_ONCE]
            guids = {story: f"{source} {prefix}{story}" for story, source in (sources or {}).items()}
            self._write(partial(meet, marks=some, appearances=guids, moment=self._now()))

    def settle(self) -> None:
        """Star the stories whose texts have come since the server said that they are starred."""
        from termread.library.db.server import settle_owed

        self._write(settle_owed)

    def waiting(self) -> tuple[Mark, ...]:
        """Return the marks that were changed here and wait for the server."""
        from termread.library.db.server import waiting

        with self._reading() as connection:
            return tuple(waiting(connection))

    def sent(self, marks: Iterable[Mark]) -> None:
        """Note that the server has these marks now."""
        from termread.library.db.server import agree

        self._write(partial(agree, marks=tuple(marks)))

    def gone(self, stories: Iterable[str]) -> None:
        """Forget stories that the server does not have any more; the library keeps them."""
        from termread.library.db.server import forget

        self._write(partial(forget, stories=tuple(stories)))


def prefix_of(account: Account) -> str:
    """Return what the GUIDs of an account's stories begin with, so that no two servers share one."""
    return f"server-{crc32(account.key.encode()):08x}:"
