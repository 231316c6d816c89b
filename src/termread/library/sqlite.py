"""The library on disk: every verb of the contract is one short transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from termread.article import Article, Passage, Place
from termread.document import HUGE, Reading, Receipt
from termread.errors import LibraryError
from termread.library.belongings import all_marks, bookmark_of, find_receipt, full_receipt, highlight_of
from termread.library.daily_backup import DailyBackup
from termread.library.identity import identity
from termread.library.kept import Bookmark, Counts, Highlight, Hit, Kept, Opening, Shelf, Sort, State, now
from termread.library.rows import find_kept, find_known
from termread.library.schema import NAME
from termread.library.sealing import is_whole, seal, sealed
from termread.library.store import Store
from termread.library.texts import find_stretch, find_text
from termread.library.undo_log import UndoLog
from termread.text import clean, clean_line

if TYPE_CHECKING:
    from sqlite3 import Connection

    from termread.library.entries import Kind
    from termread.library.undo import Step
    from termread.library.undo_log import Change, Undone
    from termread.saved import Exported, Saved

Result = TypeVar("Result")

_DAMAGED = "Something is damaged in {count} of these articles and was left out; `termread check` mends it."

BATCH = 500
"""Entries that are taken in by one transaction."""


class SqliteLibrary:
    """Keeps what the reader reads in one SQLite file."""

    def __init__(self, folder: Path, *, now: Callable[[], str] = now, backups: bool = True) -> None:
        """Open the library in *folder*, which is backed up daily if *backups*; *now* is the clock."""
        self._store = Store(folder / NAME)
        self._log: UndoLog[Step] = UndoLog()
        self._now = now
        self._daily = DailyBackup(folder, float(self.setting("begun", "0"))) if backups else None

    @property
    def read_only(self) -> bool:
        """Whether it can be read and no more."""
        return self._store.read_only

    # Articles

    def keep(self, reading: Reading, *, opened: bool = True) -> Kept:
        """Keep *reading* whole, or refresh the entry of the same story."""
        from termread.library.merging import keep_reading

        with self._store.writing() as connection:
            kept = keep_reading(connection, reading, self._now(), opened=opened)
        if reading.receipt.size > HUGE:
            self._store.renew()
        return kept

    def change_charset(self, reading: Reading) -> Kept:
        """Keep what the bytes of an article say in another charset."""
        from termread.library.changing import change_charset

        return self._noted(lambda connection: change_charset(connection, reading, self._now()))

    def save_for_later(self, address: str, *, title: str = "", tags: Iterable[str] = ()) -> Kept:
        """Keep an address whose text is to be fetched later."""
        from termread.library.changing import save_for_later

        return self._noted(lambda connection: save_for_later(connection, address, title, tags, self._now()))

    def take_in(self, saved: Iterable[Saved | Exported]) -> tuple[int, int]:
        """Keep what another program or library kept, in transactions of `BATCH`."""
        from itertools import islice

        from termread.library.merging import take

        source, new, old = iter(saved), 0, 0
        while batch := list(islice(source, BATCH)):
            with self._store.writing() as connection:
                added = sum(take(connection, one, self._now()) for one in batch)
            new, old = new + added, old + len(batch) - added
        return new, old

    def find(self, address: str) -> Kept | None:
        """Return the entry that *address* stands for."""
        with self._store.reading() as connection:
            known = find_known(connection, (identity(address),))
        return known[0] if known else None

    def entry(self, entry: int) -> Kept:
        """Return the entry numbered *entry*."""
        with self._store.reading() as connection:
            return find_kept(connection, entry)

    def article(self, entry: int) -> Article:
        """Return the kept article whole."""
        with self._store.reading() as connection:
            kept = find_kept(connection, entry)
            article = find_text(connection, entry)
        return article or kept.header

    def opening(self, entry: int, block: int | None = None) -> Opening:
        """Return what the first screen shows of an entry."""
        with self._store.reading() as connection:
            kept = find_kept(connection, entry)
            at = kept.place.block if block is None else block
            stretch = find_stretch(connection, entry, at)
            total = connection.execute("SELECT blocks FROM entries WHERE id = ?", (entry,)).fetchone()[0]
        return Opening(kept, *(stretch or (kept.header, 0)), total)

    def receipt(self, entry: int, *, data: bool = False) -> Receipt:
        """Return the receipt of the kept article, with its bytes if *data*."""
        with self._store.reading() as connection:
            kept = find_kept(connection, entry)
            found = full_receipt(connection, entry) if data else find_receipt(connection, entry)
        return found or Receipt(kept.address, kept.url)

    def shelf(
        self,
        shelf: Shelf = "all",
        *,
        tag: str = "",
        words: str = "",
        sort: Sort = "opened",
        offset: int = 0,
        limit: int = 200,
    ) -> list[Kept]:
        """Return entries of a shelf."""
        from termread.library.shelves import find_shelf

        with self._store.reading() as connection:
            return find_shelf(connection, shelf, tag, words, sort, offset, limit)

    def counts(self) -> Counts:
        """Return how many entries there are."""
        from termread.library.shelves import count

        with self._store.reading() as connection:
            return count(connection)

    def search(self, query: str, *, limit: int = 100) -> list[Hit]:
        """Return what *query* finds, best first."""
        from termread.library.finding import find_hits
        from termread.library.query import Query, understand

        understood = understand(query)
        if understood == Query():
            return []
        with self._store.reading() as connection:
            return find_hits(connection, understood, limit)

    def pending(self) -> list[Kept]:
        """Return the entries whose text is still to be fetched."""
        from termread.library.shelves import find_pending

        with self._store.reading() as connection:
            return find_pending(connection)

    def everything(self, chosen: Iterable[int] | None = None) -> Iterator[Exported]:
        """Yield everything that is kept of the entries numbered *chosen*, or of all; raises "damaged" at the end if any is."""
        from termread.library.giving import exported, numbers

        if chosen is None:
            with self._store.reading() as connection:
                chosen = numbers(connection)
        damaged = 0
        for entry in chosen:
            with self._store.reading() as connection:
                found, whole = exported(connection, entry)
            damaged += not whole
            if found:
                yield found
        if damaged:
            raise LibraryError(_DAMAGED.format(count=damaged), code="damaged")

    # What the reader does to them

    def read_to(self, entry: int, place: Place, progress: float) -> None:
        """Keep the reading place."""
        with self._store.writing() as connection:
            find_kept(connection, entry)
            connection.execute(
                "UPDATE entries SET block = ?, offset = ?, progress = ?, opened = ?, "
                "state = CASE state WHEN 'inbox' THEN 'reading' ELSE state END WHERE id = ? AND deleted IS NULL",
                (place.block, place.offset, min(max(progress, 0.0), 1.0), self._now(), entry),
            )
            seal(connection, "entries", "id = ?", (entry,))

    def set_state(self, entry: int, state: State) -> None:
        """Move an entry."""
        self._change(entry, state, state=state)

    def set_favourite(self, entry: int, favourite: bool) -> None:
        """Make an entry a favourite, or no longer."""
        self._change(entry, "favourite" if favourite else "no favourite", favourite=favourite)

    def set_tags(self, entry: int, tags: Iterable[str]) -> None:
        """Give an entry exactly these tags."""
        from termread.library.entries import tidy

        self._change(entry, "tags", tags=tidy(tags))

    def set_note(self, entry: int, note: str) -> None:
        """Give an entry a note."""
        self._change(entry, "note", note=clean(note))

    def delete(self, entry: int) -> None:
        """Remove an entry; it is kept aside for `undo`, for a month."""
        from termread.library.changing import delete

        self._noted(lambda connection: (None, delete(connection, entry, self._now())))

    # Bookmarks and highlights

    def bookmarks(self, entry: int | None = None) -> list[Bookmark]:
        """Return the bookmarks of one entry, or all of them."""
        with self._store.reading() as connection:
            return [bookmark_of(row) for row in all_marks(connection, "bookmark", entry)]

    def add_bookmark(self, entry: int, passage: Passage, label: str = "") -> Bookmark:
        """Keep a bookmark; that of the same letter moves."""
        from termread.library.changing import add_bookmark

        return self._noted(lambda connection: add_bookmark(connection, entry, passage, label, self._now()))

    def label_bookmark(self, bookmark: int, label: str) -> None:
        """Name a bookmark."""
        self._change_mark("bookmark", bookmark, "name bookmark", label=clean_line(label))

    def remove_bookmark(self, bookmark: int) -> None:
        """Remove a bookmark."""
        self._remove_mark("bookmark", bookmark)

    def highlights(self, entry: int | None = None) -> list[Highlight]:
        """Return the highlights of one entry, or all of them."""
        with self._store.reading() as connection:
            return [highlight_of(row) for row in all_marks(connection, "highlight", entry)]

    def add_highlight(self, entry: int, passage: Passage, colour: int = 1, note: str = "") -> Highlight:
        """Keep a highlight."""
        from termread.library.changing import add_highlight
        from termread.library.entries import Marked

        mark = Marked("highlight", passage, self._now(), "", colour, note)
        return self._noted(lambda connection: add_highlight(connection, entry, mark))

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
        """Undo the last change of this run there."""
        from termread.library.undo import undo

        with self._store.writing() as connection:
            return self._log.undo(where, lambda step: undo(connection, step, self._now()))

    def redo(self, where: int) -> Undone | None:
        """Make again what was undone last there."""
        from termread.library.undo import redo

        with self._store.writing() as connection:
            return self._log.redo(where, lambda step: redo(connection, step, self._now()))

    def setting(self, name: str, default: str = "") -> str:
        """Return something the program remembers."""
        with self._store.reading() as connection:
            row = connection.execute(f"SELECT {sealed('settings')} FROM settings WHERE name = ?", (name,)).fetchone()
        return clean(row[1]) if row and is_whole(row) else default

    def remember(self, name: str, value: str) -> None:
        """Remember something between runs."""
        with self._store.writing() as connection:
            connection.execute("REPLACE INTO settings (name, value) VALUES (?, ?)", (name, value))
            seal(connection, "settings", "name = ?", (name,))

    def close(self) -> None:
        """Close the file."""
        if self._daily is not None:
            self._daily.stop()
        self._store.close()

    def _noted(self, command: Callable[[Connection], tuple[Result, Change[Step] | None]]) -> Result:
        """Do a command in a transaction, and note what it changed once that is kept."""
        with self._store.writing() as connection:
            result, change = command(connection)
        self._log.note(change)
        return result

    def _change(self, entry: int, what: str, **changed: object) -> None:
        from termread.library.changing import change

        self._noted(lambda connection: (None, change(connection, entry, what, **changed)))

    def _change_mark(self, kind: Kind, mark: int, what: str, **changed: int | str) -> None:
        from termread.library.changing import change_mark

        self._noted(lambda connection: (None, change_mark(connection, kind, mark, what, **changed)))

    def _remove_mark(self, kind: Kind, mark: int) -> None:
        from termread.library.changing import remove_mark

        self._noted(lambda connection: (None, remove_mark(connection, kind, mark)))
