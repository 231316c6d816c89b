"""The library: everything the reader keeps. Every method is one short transaction; read-only ones are in `reads`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from termread.article import Passage, Place
from termread.document import HUGE, Reading
from termread.errors import LibraryError
from termread.library.db import put, update
from termread.library.db.entries import find_kept
from termread.library.model import Bookmark, Highlight, Kept, State, now
from termread.library.reads import Reads
from termread.library.service import DailyBackup
from termread.library.undo_log import UndoLog
from termread.text import clean, clean_line

if TYPE_CHECKING:
    from concurrent.futures import Future
    from sqlite3 import Connection

    from termread.interchange import ImportedEntry, LibraryEntry
    from termread.library.db.commands import Commands
    from termread.library.server import ServerMarks
    from termread.library.sources import Sources
    from termread.library.undo_log import Change

Result = TypeVar("Result")

BATCH = 500
"""Imported entries read per batch."""
HOLD = 0.025
"""Seconds after which a long change lets other writers in before it continues."""
LOCKED = 0.045
"""Seconds that such a part should hold the lock, the time to commit it included."""
SHORTEST = 0.01
"""`HOLD` is not shortened below this: where each commit takes long, many of them would take longest."""


class Library(Reads):
    """Stores what the reader reads, in one SQLite file or in memory. Safe to call from any thread.

    Changes are durable once the method returns. The reader's changes can be undone during this object's lifetime, per
    article or for the shelf (`undo_log`). A screen, which must not block, passes its changes to `later`.

    Every method raises LibraryError with a sentence if the file cannot be read or written, without losing anything.
    Ids of entries that do not exist raise LibraryError with the code "gone".
    """

    def __init__(self, folder: Path | None = None, *, now: Callable[[], str] = now, backups: bool = True) -> None:
        """Open the library in *folder*, backed up daily if *backups*, or one in memory (None); *now* is the clock."""
        super().__init__(folder)
        self._log = UndoLog()
        self._now = now
        if self.setting("unindexed") and not self.read_only:
            self.later(self._index_texts)
        self._daily = DailyBackup(folder, float(self.setting("begun", "0"))) if folder and backups else None

    @property
    def read_only(self) -> bool:
        """Whether the library can only be read, so that every change raises "read-only"."""
        return self._database.read_only

    @cached_property
    def sources(self) -> Sources:
        """What the reader follows, with its stories."""
        from termread.library.sources import Sources

        return Sources(self._reading, self._write, self._log.note, self._now)

    @cached_property
    def server(self) -> ServerMarks:
        """What it agreed on with a server that follows feeds."""
        from termread.library.server import ServerMarks

        return ServerMarks(self._reading, self._write, self._now)

    # The writer thread

    def later(self, work: Callable[[], Result]) -> Future[Result]:
        """Queue *work*, which calls this library, for the writer thread, and return at once.

        Queued work is done in order; what it reads includes everything written before it.
        """
        return self._writer.submit(work)

    @property
    def busy(self) -> bool:
        """Whether any queued work is pending."""
        return self._writer.busy

    def settle(self, seconds: float | None = None) -> bool:
        """Wait up to *seconds* for everything queued so far; return whether it is done."""
        return self._writer.settle(seconds)

    def never_wait_here(self) -> None:
        """Let reads on this thread, a screen's, return what is saved so far; all others wait for queued changes."""
        self._writer.never_wait_here()

    # Articles

    def keep(self, reading: Reading, *, opened: bool = True) -> Kept:
        """Store *reading* in full, or update the entry of the same story; *opened* moves it from inbox to reading."""
        from termread.library.db.stories import keep_reading, prepared

        content = prepared(reading.article, reading.receipt, reading.chunks, reading.length)
        kept = self._write(lambda connection: keep_reading(connection, content, self._now(), opened=opened))
        if reading.receipt.size > HUGE:
            self._writer.run(self._database.renew)
            self.later(self._index_texts)
        return kept

    def change_charset(self, reading: Reading) -> Kept:
        """Replace an article's text with its bytes decoded in another charset; can be undone."""
        from termread.library.db.stories import prepared

        content = prepared(reading.article, reading.receipt, reading.chunks, reading.length)
        return self._command(lambda to: to.change_charset(content))

    def save_for_later(self, address: str, *, title: str = "", tags: Iterable[str] = ()) -> Kept:
        """Save an address to be fetched later; an existing entry is returned unchanged."""
        return self._command(lambda to: to.save_for_later(address, title, tags))

    def import_entries(
        self, saved: Iterable[ImportedEntry | LibraryEntry], refused: list[ImportedEntry | LibraryEntry] | None = None
    ) -> tuple[int, int]:
        """Import entries from another program or library, merging duplicates; return how many were new and merged.

        Tags are combined, the earliest date is kept, nothing is overwritten. *saved* may be endless: it is written in
        parts. Entries that cannot be stored are added to *refused*, if given; otherwise the error is raised.
        """
        from itertools import islice
        from time import monotonic

        from termread.library.db.stories import prepared, take_some

        source, new, done = iter(saved), 0, 0
        while some := list(islice(source, BATCH)):
            batch = [(one, prepared(one.article, getattr(one, "receipt", None))) for one in some]
            hold = HOLD
            while batch:
                try:
                    count, added, begun = self._write(partial(take_some, batch=batch, moment=self._now(), seconds=hold))
                    hold = min(HOLD, max(hold * LOCKED / (monotonic() - begun), SHORTEST) if hold else hold)
                except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError):
                    if refused is None:
                        raise
                    if hold:
                        hold = 0.0  # one at a time, until the failing one is found
                        continue
                    refused.append(batch[0][0])
                    count, added, hold = 1, 0, HOLD
                    done -= 1
                new, done, batch = new + added, done + count, batch[count:]
        return new, done - new

    # The reader's changes to articles

    def read_to(self, entry: int, place: Place, progress: float) -> None:
        """Store the reading position, and *progress* from 0 to 1; the entry counts as being read and opened now."""

        def move(connection: Connection) -> None:
            kept = find_kept(connection, entry)
            state = "reading" if kept.state in ("inbox", "news") else kept.state
            at = {"block": place.block, "offset": place.offset, "progress": min(max(progress, 0.0), 1.0)}
            update(connection, "entries", entry, {**at, "opened": self._now(), "state": state})
            if kept.opened is None:
                from termread.library.db.stories import note_opened

                note_opened(connection, entry, self._now())

        self._write(move)

    def set_state(self, entry: int, state: State) -> None:
        """Move an entry to another state."""
        self._command(lambda to: to.change(entry, state, state=state))

    def set_favourite(self, entry: int, favourite: bool) -> None:
        """Set or clear an entry's favourite flag."""
        what = "favourite" if favourite else "no favourite"
        self._command(lambda to: to.change(entry, what, favourite=favourite))

    def set_tags(self, entry: int, tags: Iterable[str]) -> None:
        """Set an entry's tags, replacing the old ones."""
        from termread.library.merge import tidy

        self._command(lambda to: to.change(entry, "tags", tags=tidy(tags)))

    def delete(self, entry: int) -> None:
        """Delete an entry and everything attached to it; `undo` brings it back."""
        self._command(lambda to: to.remove(entry))

    # Bookmarks and highlights

    def add_bookmark(self, entry: int, passage: Passage, label: str = "") -> Bookmark:
        """Add a bookmark; one with the same letter is moved."""
        return self._command(lambda to: to.add_bookmark(entry, passage, label))

    def label_bookmark(self, bookmark: int, label: str) -> None:
        """Rename a bookmark."""
        self._command(lambda to: to.change_mark("bookmark", bookmark, "name bookmark", {"label": clean_line(label)}))

    def remove_bookmark(self, bookmark: int) -> None:
        """Remove a bookmark."""
        self._command(lambda to: to.change_mark("bookmark", bookmark, "remove bookmark", None))

    def add_highlight(self, entry: int, passage: Passage, colour: int = 1, note: str = "") -> Highlight:
        """Add a highlight."""
        return self._command(lambda to: to.add_highlight(entry, passage, colour, note))

    def change_highlight(self, highlight: int, *, colour: int | None = None, note: str | None = None) -> None:
        """Change a highlight's colour or note."""
        given = {"colour": colour, "note": None if note is None else clean(note)}
        changed = {name: value for name, value in given.items() if value is not None}
        self._command(lambda to: to.change_mark("highlight", highlight, "change highlight", changed))

    def remove_highlight(self, highlight: int) -> None:
        """Remove a highlight."""
        self._command(lambda to: to.change_mark("highlight", highlight, "remove highlight", None))

    # Remembered values, undo, and closing

    def undo(self, where: int) -> Change | None:
        """Undo the last change made through this object to or in the entry with the id *where*, or on the `SHELF`.

        Covers all that the reader changes on purpose, not what was read or kept. Anything that can no longer be undone,
        such as saving an article that has been opened since, is left alone. Returns None if there is nothing to undo.
        """
        return self._command(lambda to: self._log.undo(where, to.undo))

    def redo(self, where: int) -> Change | None:
        """Redo the last change undone there, unless another was made since."""
        return self._command(lambda to: self._log.redo(where, to.redo))

    def remember(self, name: str, value: str) -> None:
        """Remember a value between runs."""
        self._write(lambda connection: put(connection, "settings", {"name": name, "value": value}))

    def close(self) -> None:
        """Close the file once everything queued is written; later calls raise LibraryError."""
        self._writer.close()
        if self._daily is not None:
            self._daily.stop()
        self._database.close()

    def _index_texts(self) -> None:
        """Index the texts that were saved before they were indexed, each in a transaction of its own."""
        from termread.library.db.articles import checksums_of, find_text, indexed_text, unindexed
        from termread.library.db.stories import index_text

        with self._database.reading() as connection:
            waiting = sorted(unindexed(connection))
        for entry in waiting:
            with suppress(LibraryError):  # one that was deleted or is damaged waits until it is not
                with self._database.reading() as connection:
                    checksums, text = checksums_of(connection, entry), indexed_text(find_text(connection, entry))
                self._write(partial(index_text, entry=entry, text=text, checksums=checksums))

    def _write(self, change: Callable[[Connection], Result]) -> Result:
        """Make a change in its own transaction, after everything queued."""

        def work() -> Result:
            with self._database.writing() as connection:
                return change(connection)

        return self._writer.run(work)

    def _command(self, command: Callable[[Commands], Result]) -> Result:
        """Run a command in a transaction, and record what it changed for undo once that is committed."""
        from termread.library.db.commands import Commands

        def work() -> Result:
            with self._database.writing() as connection:
                commands = Commands(connection, self._now())
                result = command(commands)
            self._log.note(commands.made)
            return result

        return self._writer.run(work)


def open_library(folder: Path, *, anew: bool = False, backups: bool = True) -> Library:
    """Open the library in *folder*, creating it if necessary; with *backups*, it is backed up once a day.

    Raises LibraryError with the code "damaged", "foreign" (another program's database), "newer", "read-only", "full",
    "busy" or "lost" (missing or empty, but a backup has articles; *anew* starts a new one).
    A library that can only be read is still opened; changes then raise "read-only".
    """
    from termread.library.copies import ANEW, first_to_ask_about, insist_on_library

    if not anew:
        insist_on_library(folder)
    library = Library(folder, backups=backups)
    if anew:
        library.remember(ANEW, first_to_ask_about(folder))
    return library
