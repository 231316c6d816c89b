"""Reading from a library. Every method sees one consistent snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from termread.article import Article
from termread.document import Receipt
from termread.errors import LibraryError
from termread.library.db import find_setting
from termread.library.db.articles import find_beginning, find_text
from termread.library.db.connection import Database
from termread.library.db.entries import (
    all_marks,
    bookmark_of,
    count,
    find_kept,
    find_known,
    find_pending,
    find_receipt,
    find_shelf,
    full_receipt,
    highlight_of,
)
from termread.library.db.schema import NAME
from termread.library.identity import identity
from termread.library.model import Bookmark, Counts, Highlight, Hit, Kept, Shelf
from termread.library.service import WriterThread
from termread.text import clean

if TYPE_CHECKING:
    from sqlite3 import Connection

    from termread.interchange import LibraryEntry
    from termread.library.model import Narrowed
    from termread.library.news import Source


class Reads:
    """The read-only half of a library. Reads wait for queued changes, except on a screen's thread."""

    def __init__(self, folder: Path | None) -> None:
        """Open the library in *folder*, or one in memory (None); raises LibraryError."""
        self._database = Database(folder and folder / NAME)
        self._writer = WriterThread()

    def find(self, address: str) -> Kept | None:
        """Return the entry for *address* (a URL in any form, or a path), or None."""
        with self._reading() as connection:
            known = find_known(connection, (identity(address),))
        return known[0] if known else None

    def entry(self, entry: int) -> Kept:
        """Return the entry with the id *entry*."""
        with self._reading() as connection:
            return find_kept(connection, entry)

    def source_of(self, entry: int) -> Source | None:
        """Return the source that the entry with the id *entry* is a story of, if it is followed, or None."""
        from termread.library.db.following import find_of_entry

        with self._reading() as connection:
            return find_of_entry(connection, entry)

    def article(self, entry: int) -> Article:
        """Return the complete kept article, or only its header if not fetched yet; raises LibraryError "damaged"."""
        with self._reading() as connection:
            kept = find_kept(connection, entry)
            article = find_text(connection, entry)
        return article or kept.header

    def beginning(self, entry: int) -> Article | None:
        """Return the kept article with only its first blocks, or None if it has none; raises LibraryError "damaged"."""
        with self._reading() as connection:
            return find_beginning(connection, entry)

    def receipt(self, entry: int, *, data: bool = False) -> Receipt:
        """Return the kept article's receipt, including the original bytes if *data*."""
        with self._reading() as connection:
            kept = find_kept(connection, entry)
            found = full_receipt(connection, entry) if data else find_receipt(connection, entry)
        return found or Receipt(kept.address, kept.url)

    def shelf(self, shelf: Shelf = "all", **narrowed: Unpack[Narrowed]) -> list[Kept]:
        """Return entries of a shelf, most recently opened first; 200 unless *narrowed* sets another `limit`.

        "continue" has the articles started but not finished: state "reading", progress below 1.
        """
        with self._reading() as connection:
            return find_shelf(connection, shelf, narrowed)

    def counts(self) -> Counts:
        """Return the number of entries on each shelf and under each tag."""
        with self._reading() as connection:
            return count(connection)

    def search(self, query: str, *, limit: int = 100) -> list[Hit]:
        """Find words, "phrases", prefix*, -without, author: site: tag: before: after: filters; best first.

        Raises UsageError with a sentence if the query is invalid; a blank one matches nothing.
        """
        from termread.library.db.search import find_hits
        from termread.library.query import Query, understand

        understood = understand(query)
        if understood == Query():
            return []
        with self._reading() as connection:
            return find_hits(connection, understood, limit)

    def pending(self) -> list[Kept]:
        """Return the entries whose text has not been fetched yet, oldest first."""
        with self._reading() as connection:
            return find_pending(connection)

    def everything(self, chosen: Iterable[int] | None = None) -> Iterator[LibraryEntry]:
        """Yield everything kept about the entries with the ids *chosen*, or about all, in the order they were added.

        The texts of stories that were not opened or saved are only among those that are *chosen*, as if in the inbox.

        Damaged parts are left out, and LibraryError "damaged" is raised once everything else has been yielded.
        """
        from termread.library.db.stories import exported

        if chosen is None:
            with self._reading() as connection:
                live = connection.execute(
                    "SELECT id FROM entries WHERE deleted IS NULL AND state != 'news' ORDER BY id"
                )
                chosen = [row["id"] for row in live]
        damaged = 0
        for entry in chosen:
            with self._reading() as connection:
                found, whole = exported(connection, entry)
            damaged += not whole
            if found:
                yield found
        if damaged:
            said = f"Something is damaged in {damaged} of these articles and was left out; `termread check` repairs it."
            raise LibraryError(said, code="damaged")

    def bookmarks(self, entry: int | None = None) -> list[Bookmark]:
        """Return the bookmarks of one entry in reading order, or all of them, newest first."""
        with self._reading() as connection:
            return [bookmark_of(row) for row in all_marks(connection, "bookmark", entry)]

    def highlights(self, entry: int | None = None) -> list[Highlight]:
        """Return the highlights of one entry in reading order, or all of them, newest first."""
        with self._reading() as connection:
            return [highlight_of(row) for row in all_marks(connection, "highlight", entry)]

    def setting(self, name: str, default: str = "") -> str:
        """Return a value remembered between runs, such as the theme or width."""
        with self._reading() as connection:
            value = find_setting(connection, name)
        return default if value is None else clean(value)

    def _reading(self) -> AbstractContextManager[Connection]:
        """Read one snapshot of the library that includes everything queued before."""
        self._writer.settle_before_reading()
        return self._database.reading()
