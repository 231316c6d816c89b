"""The contract of every library. One test body runs over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from termread.article import Article, Passage, Place
from termread.document import Reading, Receipt
from termread.library.kept import Bookmark, Counts, Highlight, Hit, Kept, Opening, Shelf, Sort, State
from termread.library.undo_log import Undone
from termread.saved import Exported, Saved


class Library(Protocol):
    """Keeps what the reader reads. Every call is durable when it returns and may be made from any thread.

    `open_library` returns one on disk, `memory.MemoryLibrary` is one without. What the
    reader changes can be undone as long as the object lasts, by article or for the shelf (`undo_log`).

    Every method raises LibraryError with a sentence where the store cannot be read or written; nothing is lost then.
    Ids of entries that are not there raise LibraryError with code "gone".
    """

    @property
    def read_only(self) -> bool:
        """Whether it can be read and no more, so that every change raises "read-only"."""

    # Articles

    def keep(self, reading: Reading, *, opened: bool = True) -> Kept:
        """Keep *reading* whole, or refresh the entry of the same story; *opened* moves it from inbox to reading."""

    def change_charset(self, reading: Reading) -> Kept:
        """Keep what the bytes of an article say in another charset in place of its text; it can be undone."""

    def save_for_later(self, address: str, *, title: str = "", tags: Iterable[str] = ()) -> Kept:
        """Keep an address whose text is to be fetched later; an entry that is there already is returned as it is."""

    def take_in(self, saved: Iterable[Saved | Exported]) -> tuple[int, int]:
        """Keep what another program or library kept, merging duplicates; returns how many were new and how many merged.

        Tags are united, the earliest date is kept, nothing is overwritten. *saved* may be endless: it is taken in batches.
        """

    def find(self, address: str) -> Kept | None:
        """Return the entry that *address* (a URL in any dress, or a path) stands for."""

    def entry(self, entry: int) -> Kept:
        """Return the entry numbered *entry*."""

    def article(self, entry: int) -> Article:
        """Return the kept article whole, its header alone where its text is to come; raises "damaged" where it is."""

    def opening(self, entry: int, block: int | None = None) -> Opening:
        """Return the part of an article that has its first screen: that of *block*, or else of the reading place."""

    def receipt(self, entry: int, *, data: bool = False) -> Receipt:
        """Return the receipt of the kept article, with its bytes if *data*."""

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
        """Return entries of a shelf, those with *tag*, whose title, site or byline hold all *words*.

        "continue" has what is begun and unfinished: state "reading", progress below 1.
        """

    def counts(self) -> Counts:
        """Return how many entries there are on each shelf and under each tag."""

    def search(self, query: str, *, limit: int = 100) -> list[Hit]:
        """Return what *query* finds, best first: words, "phrases", prefix*, -without, author: site: tag: before: after:.

        Raises UsageError with a sentence where the query cannot be understood; a blank one finds nothing.
        """

    def pending(self) -> list[Kept]:
        """Return the entries whose text is still to be fetched, oldest first."""

    def everything(self, chosen: Iterable[int] | None = None) -> Iterator[Exported]:
        """Yield everything that is kept of the entries numbered *chosen*, or of all in the order they came.

        What is damaged of them is left out, and LibraryError, "damaged", raised when all the rest was yielded.
        """

    # What the reader does to them

    def read_to(self, entry: int, place: Place, progress: float) -> None:
        """Keep the reading place, and *progress* from 0 to 1; the entry is being read, and was opened now."""

    def set_state(self, entry: int, state: State) -> None:
        """Move an entry."""

    def set_favourite(self, entry: int, favourite: bool) -> None:
        """Make an entry a favourite, or no longer."""

    def set_tags(self, entry: int, tags: Iterable[str]) -> None:
        """Give an entry exactly these tags."""

    def set_note(self, entry: int, note: str) -> None:
        """Give an entry a note."""

    def delete(self, entry: int) -> None:
        """Remove an entry with all that belongs to it; `undo` brings it back."""

    # Bookmarks and highlights

    def bookmarks(self, entry: int | None = None) -> list[Bookmark]:
        """Return the bookmarks of one entry in reading order, or all of them, newest first."""

    def add_bookmark(self, entry: int, passage: Passage, label: str = "") -> Bookmark:
        """Keep a bookmark; a one-letter *label* moves the bookmark of that letter in this entry."""

    def label_bookmark(self, bookmark: int, label: str) -> None:
        """Name a bookmark."""

    def remove_bookmark(self, bookmark: int) -> None:
        """Remove a bookmark."""

    def highlights(self, entry: int | None = None) -> list[Highlight]:
        """Return the highlights of one entry in reading order, or all of them, newest first."""

    def add_highlight(self, entry: int, passage: Passage, colour: int = 1, note: str = "") -> Highlight:
        """Keep a highlight in colour 1 to 4."""

    def change_highlight(self, highlight: int, *, colour: int | None = None, note: str | None = None) -> None:
        """Change a highlight's colour or note."""

    def remove_highlight(self, highlight: int) -> None:
        """Remove a highlight."""

    # The program's own memory, and the end

    def undo(self, where: int) -> Undone | None:
        """Undo the last change that was made through this object to the entry numbered *where*, or in it, or on the `SHELF`.

        Changes of state, favourite, tags, note, charset, bookmarks and highlights, what was saved for later from an
        article, and deletions; not what was kept or read. None where there is none. What cannot be undone any more,
        such as saving an article that was opened since, is left as it is.
        """

    def redo(self, where: int) -> Undone | None:
        """Make the change again that was undone last there, unless another was made since."""

    def setting(self, name: str, default: str = "") -> str:
        """Return something the program remembers between runs: a theme, a width."""

    def remember(self, name: str, value: str) -> None:
        """Remember something between runs."""

    def close(self) -> None:
        """Close the store; calls after it raise LibraryError."""
