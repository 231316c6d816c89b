"""The library: what the reader keeps. Every method is one short transaction, what only reads it is in `reads`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from termread.article import Passage, Place
from termread.document import HUGE, Reading
from termread.library.db.entries import find_kept
from termread.library.db.rows import put, update
from termread.library.model import Bookmark, Highlight, Kept, Kind, State, now
from termread.library.reads import Reads
from termread.library.undo_log import UndoLog
from termread.text import clean, clean_line

if TYPE_CHECKING:
    from concurrent.futures import Future
    from sqlite3 import Connection

    from termread.interchange import ImportedEntry, LibraryEntry
    from termread.library.db.stories import Incoming
    from termread.library.undo_log import Change, Undone

Result = TypeVar("Result")

BATCH = 500
"""Entries to be imported that are read at a time."""
HOLD = 0.025
"""Seconds after which a long change lets others write, before it goes on."""


class Library(Reads):
    """Keeps what the reader reads, in one SQLite file or in memory. Any thread may call it.

    Every change is durable when its method returns. What the reader changes can be undone as long as the object lasts,
    by article or for the shelf (`undo_log`). A screen, which must not wait, hands its changes to `later`.

    Every method raises LibraryError with a sentence where the file cannot be read or written; nothing is lost then.
    Ids of entries that are not there raise LibraryError with code "gone".
    """

    def __init__(self, folder: Path | None = None, *, now: Callable[[], str] = now, backups: bool = True) -> None:
        """Open the library in *folder*, backed up daily if *backups*, or one in memory (None); *now* is the clock."""
        super().__init__(folder)
        self._log = UndoLog()
        self._now = now
        self._daily = None
        if folder and backups:
            from termread.library.backups import DailyBackup

            self._daily = DailyBackup(folder, float(self.setting("begun", "0")))

    @property
    def read_only(self) -> bool:
        """Whether it can be read and no more, so that every change raises "read-only"."""
        return self._database.read_only

    # The writer thread

    def later(self, work: Callable[[], Result]) -> Future[Result]:
        """Queue *work*, which calls this library, for the writer thread, and return at once.

        All that is queued is done in order; what *work* reads is what was written before it.
        """
        return self._writer.submit(work)

    @property
    def busy(self) -> bool:
        """Whether something that was queued is not done yet."""
        return self._writer.busy

    def settle(self, seconds: float | None = None) -> bool:
        """Wait until all is done that was queued so far, at most for *seconds*; returns whether it is."""
        return self._writer.settle(seconds)

    def never_wait_here(self) -> None:
        """Let reads in this thread, a screen's, see what is written by now; all others wait for what is queued."""
        self._writer.never_wait_here()

    # Articles

    def keep(self, reading: Reading, *, opened: bool = True) -> Kept:
        """Store *reading* whole, or refresh the entry of the same story; *opened* moves it from inbox to reading."""
        from termread.library.db.stories import keep_reading, prepared

        content = prepared(reading.article, reading.receipt)
        kept = self._write(lambda connection: keep_reading(connection, content, self._now(), opened=opened))
        if reading.receipt.size > HUGE:
            self._writer.run(self._database.renew)
        return kept

    def change_charset(self, reading: Reading) -> Kept:
        """Store what the bytes of an article say in another charset in place of its text; it can be undone."""
        from termread.library.db.commands import change_charset
        from termread.library.db.stories import prepared

        content = prepared(reading.article, reading.receipt)
        return self._command(lambda connection: change_charset(connection, content, self._now()))

    def save_for_later(self, address: str, *, title: str = "", tags: Iterable[str] = ()) -> Kept:
        """Store an address whose text is to be fetched later; an entry that is there already is returned as it is."""
        from termread.library.db.commands import save_for_later

        return self._command(lambda connection: save_for_later(connection, address, title, tags, self._now()))

    def import_entries(
        self, saved: Iterable[ImportedEntry | LibraryEntry], refused: list[ImportedEntry | LibraryEntry] | None = None
    ) -> tuple[int, int]:
        """Import entries of another program or library, merging duplicates; returns how many were new and how many merged.

        Tags are united, the earliest date is kept, nothing is overwritten. *saved* may be endless: it is read in batches,
        and written in transactions of `HOLD` seconds. An entry that cannot be stored is added to *refused*, if that is
        given, and the others are stored; else its error is raised.
        """
        from itertools import islice

        from termread.library.db.stories import prepared

        source, new, done = iter(saved), 0, 0
        while some := list(islice(source, BATCH)):
            batch = [(one, prepared(one.article, getattr(one, "receipt", None))) for one in some]
            hold = HOLD
            while batch:
                try:
                    count, added = self._take_some(batch, hold)
                except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError):
                    if refused is None:
                        raise
                    if hold:
                        hold = 0.0  # one at a time, until the one is found that cannot be stored
                        continue
                    refused.append(batch[0][0])
                    count, added, hold = 1, 0, HOLD
                    done -= 1
                new, done, batch = new + added, done + count, batch[count:]
        return new, done - new

    # What the reader does to them

    def read_to(self, entry: int, place: Place, progress: float) -> None:
        """Store the reading place, and *progress* from 0 to 1; the entry is being read, and was opened now."""

        def move(connection: Connection) -> None:
            kept = find_kept(connection, entry)
            state = "reading" if kept.state == "inbox" else kept.state
            at = {"block": place.block, "offset": place.offset, "progress": min(max(progress, 0.0), 1.0)}
            update(connection, "entries", entry, {**at, "opened": self._now(), "state": state})

        self._write(move)

    def set_state(self, entry: int, state: State) -> None:
        """Move an entry."""
        self._change(entry, state, state=state)

    def set_favourite(self, entry: int, favourite: bool) -> None:
        """Make an entry a favourite, or no longer."""
        self._change(entry, "favourite" if favourite else "no favourite", favourite=favourite)

    def set_tags(self, entry: int, tags: Iterable[str]) -> None:
        """Give an entry exactly these tags."""
        from termread.library.merge import tidy

        self._change(entry, "tags", tags=tidy(tags))

    def delete(self, entry: int) -> None:
        """Remove an entry with all that belongs to it; `undo` brings it back."""
        from termread.library.db.commands import remove

        self._command(lambda connection: (None, remove(connection, entry, self._now())))

    # Bookmarks and highlights

    def add_bookmark(self, entry: int, passage: Passage, label: str = "") -> Bookmark:
        """Keep a bookmark; that of the same letter moves."""
        from termread.library.db.commands import add_bookmark

        return self._command(lambda connection: add_bookmark(connection, entry, passage, label, self._now()))

    def label_bookmark(self, bookmark: int, label: str) -> None:
        """Name a bookmark."""
        self._change_mark("bookmark", bookmark, "name bookmark", label=clean_line(label))

    def remove_bookmark(self, bookmark: int) -> None:
        """Remove a bookmark."""
        self._remove_mark("bookmark", bookmark)

    def add_highlight(self, entry: int, passage: Passage, colour: int = 1, note: str = "") -> Highlight:
        """Keep a highlight."""
        from termread.library.db.commands import add_highlight
        from termread.library.model import NewMark

        mark = NewMark("highlight", passage, self._now(), "", colour, note)
        return self._command(lambda connection: add_highlight(connection, entry, mark))

    def change_highlight(self, highlight: int, *, colour: int | None = None, note: str | None = None) -> None:
        """Change a highlight's colour or note."""
        changed: dict[str, int | str] = {} if colour is None else {"colour": colour}
        if note is not None:
            changed["note"] = clean(note)
        self._change_mark("highlight", highlight, "change highlight", **changed)

    def remove_highlight(self, highlight: int) -> None:
        """Remove a highlight."""
        self._remove_mark("highlight", highlight)

    # The program's own memory, and the end

    def undo(self, where: int) -> Undone | None:
        """Undo the last change that was made through this object to the entry numbered *where*, or in it, or on the `SHELF`.

        Changes of state, favourite, tags, note, charset, bookmarks and highlights, what was saved for later from an
        article, and deletions; not what was kept or read. None where there is none. What cannot be undone any more,
        such as saving an article that was opened since, is left as it is.
        """
        from termread.library.db.commands import undo

        return self._write(lambda connection: self._log.undo(where, lambda step: undo(connection, step, self._now())))

    def redo(self, where: int) -> Undone | None:
        """Make the change again that was undone last there, unless another was made since."""
        from termread.library.db.commands import redo

        return self._write(lambda connection: self._log.redo(where, lambda step: redo(connection, step, self._now())))

    def remember(self, name: str, value: str) -> None:
        """Remember something between runs."""
        self._write(lambda connection: put(connection, "settings", {"name": name, "value": value}))

    def close(self) -> None:
        """Close the file once all that is queued is written; calls after it raise LibraryError."""
        self._writer.close()
        if self._daily is not None:
            self._daily.stop()
        self._database.close()

    def _write(self, change: Callable[[Connection], Result]) -> Result:
        """Make a change in a transaction of its own, after all that is queued."""

        def work() -> Result:
            with self._database.writing() as connection:
                return change(connection)

        return self._writer.run(work)

    def _command(self, command: Callable[[Connection], tuple[Result, Change | None]]) -> Result:
        """Do a command in a transaction, and note what it changed once that is stored."""

        def work() -> Result:
            with self._database.writing() as connection:
                result, change = command(connection)
            self._log.note(change)
            return result

        return self._writer.run(work)

    def _take_some(self, batch: Sequence[Incoming], seconds: float) -> tuple[int, int]:
        from termread.library.db.stories import take_some

        return self._write(lambda connection: take_some(connection, batch, self._now(), seconds))

    def _change(self, entry: int, what: str, **changed: Any) -> None:
        from termread.library.db.commands import change

        self._command(lambda connection: (None, change(connection, entry, what, **changed)))

    def _change_mark(self, kind: Kind, mark: int, what: str, **changed: int | str) -> None:
        from termread.library.db.commands import change_mark

        self._command(lambda connection: (None, change_mark(connection, kind, mark, what, **changed)))

    def _remove_mark(self, kind: Kind, mark: int) -> None:
        from termread.library.db.commands import remove_mark

        self._command(lambda connection: (None, remove_mark(connection, kind, mark)))
