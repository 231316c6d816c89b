"""What a library tells of what is in it. Every method reads one state of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from termread.article import Article
from termread.document import Receipt
from termread.errors import LibraryError
from termread.library.db.articles import find_text
from termread.library.db.connection import Database
from termread.library.db.entries import count, find_kept, find_known, find_pending, find_shelf
from termread.library.db.marks import all_marks, bookmark_of, find_receipt, full_receipt, highlight_of
from termread.library.db.rows import columns, is_intact
from termread.library.db.schema import NAME
from termread.library.identity import identity
from termread.library.model import Bookmark, Counts, Highlight, Hit, Kept, Narrowed, Shelf
from termread.library.service import WriterThread
from termread.text import clean

if TYPE_CHECKING:
    from sqlite3 import Connection

    from termread.interchange import LibraryEntry


class Reads:
    """The part of a library that reads. What is queued for the writer thread is waited for, except by a screen."""

    def __init__(self, folder: Path | None) -> None:
        """Open the library in *folder*, or one in memory (None); raises LibraryError."""
        self._database = Database(folder and folder / NAME)
        self._writer = WriterThread()

    def find(self, address: str) -> Kept | None:
        """Return the entry that *address* (a URL in any dress, or a path) stands for."""
        with self._reading() as connection:
            known = find_known(connection, (identity(address),))
        return known[0] if known else None

    def entry(self, entry: int) -> Kept:
        """Return the entry numbered *entry*."""
        with self._reading() as connection:
            return find_kept(connection, entry)

    def article(self, entry: int) -> Article:
        """Return the kept article whole, its header alone where its text is to come; raises "damaged" where it is."""
        with self._reading() as connection:
            kept = find_kept(connection, entry)
            article = find_text(connection, entry)
        return article or kept.header

    def receipt(self, entry: int, *, data: bool = False) -> Receipt:
        """Return the receipt of the kept article, with its bytes if *data*."""
        with self._reading() as connection:
            kept = find_kept(connection, entry)
            found = full_receipt(connection, entry) if data else find_receipt(connection, entry)
        return found or Receipt(kept.address, kept.url)

    def shelf(self, shelf: Shelf = "all", **narrowed: Unpack[Narrowed]) -> list[Kept]:
        """Return entries of a shelf, 200 unless *narrowed* says another `limit`, those opened last first.

        "continue" has what is begun and unfinished: state "reading", progress below 1.
        """
        with self._reading() as connection:
            return find_shelf(connection, shelf, narrowed)

    def counts(self) -> Counts:
        """Return how many entries there are on each shelf and under each tag."""
        with self._reading() as connection:
            return count(connection)

    def search(self, query: str, *, limit: int = 100) -> list[Hit]:
        """Return what *query* finds, best first: words, "phrases", prefix*, -without, author: site: tag: before: after:.

        Raises UsageError with a sentence where the query cannot be understood; a blank one finds nothing.
        """
        from termread.library.db.search import find_hits
        from termread.library.query import Query, understand

        understood = understand(query)
        if understood == Query():
            return []
        with self._reading() as connection:
            return find_hits(connection, understood, limit)

    def pending(self) -> list[Kept]:
        """Return the entries whose text is still to be fetched, oldest first."""
        with self._reading() as connection:
            return find_pending(connection)

    def everything(self, chosen: Iterable[int] | None = None) -> Iterator[LibraryEntry]:
        """Yield everything that is kept of the entries numbered *chosen*, or of all in the order they came.

        What is damaged of them is left out, and LibraryError, "damaged", raised when all the rest was yielded.
        """
        from termread.library.db.stories import exported

        if chosen is None:
            with self._reading() as connection:
                live = connection.execute("SELECT id FROM entries WHERE deleted IS NULL ORDER BY id")
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
        """Return something the program remembers between runs: a theme, a width."""
        with self._reading() as connection:
            wanted = f"SELECT {columns('settings')} FROM settings WHERE name = ?"
            row = connection.execute(wanted, (name,)).fetchone()
        return clean(row["value"]) if row and is_intact(row) else default

    def _reading(self) -> AbstractContextManager[Connection]:
        """Read one state of the library, which has all that was queued before."""
        self._writer.settle_before_reading()
        return self._database.reading()
