"""The library on a desk: opened when it is first needed, in memory where the disk does not allow it, repaired, closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from termread.errors import LibraryError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from termread.config import Config, Folders
    from termread.library.api import Library

SOON = 0.2
"""Seconds in which what the reader changed last is nearly always saved when the program ends."""

_READ_ONLY = "The library can be read but not written to, so nothing more is saved: no article, place or mark."
_SAVING = "Saving your last changes; another program is using the library. Ctrl-C quits without saving them."
_GIVEN_UP = "Your last changes were not saved."


class LibraryAccess:
    """Holds the library of one reader."""

    def __init__(
        self, config: Config, folders: Folders, *, library: Library | None = None, insist: bool = False
    ) -> None:
        """Open nothing yet; who *insists* on the library on disk is told where it cannot be had, and gets no other."""
        self.config = config
        self.folders = folders
        self.trouble: str | None = None
        """Why nothing is saved on disk, in a sentence, where that is so."""
        self.damaged = False
        """Whether that is because the library there is damaged."""
        self.temporary = False
        """Whether what is saved lasts only as long as the program."""
        self.lost = False
        """Whether that is because nothing is there beside a backup, and the reader is still to say what to do."""
        self.unheard: set[Future[Any]] = set()
        """Changes of which nobody has been told yet whether they are saved."""
        self._insist = insist
        self._library = library

    @property
    def library(self) -> Library:
        """The library; where the disk does not allow it, a library that lasts as long as the program."""
        if self._library is None:
            from termread.library import open_library

            try:
                self._library = open_library(self.folders.data, backups=self.config.backups)
                if self._library.read_only:
                    self.trouble = f"{_READ_ONLY} Look at the permissions of {self.folders.data}."
            except LibraryError as error:
                from termread.library.api import Library

                if self._insist:
                    raise
                self.trouble, self.damaged, self.lost = error.text, error.code == "damaged", error.code == "lost"
                self._library, self.temporary = Library(), True
        return self._library

    def said(self, change: str) -> str:
        """Return the sentence for a *change* to what is kept, which says so where it will be gone in the end."""
        return f"Not kept after you quit: {change[:1].lower()}{change[1:]}" if self.temporary else change

    def repair(self) -> tuple[str, ...]:
        """Repair the library on disk; returns what was done, in sentences."""
        from termread.library import check

        return check(self.folders.data).sentences

    def restore(self) -> str:
        """Bring back the newest backup; returns what was done, in a sentence."""
        from termread.library import restore

        source, _ = restore(self.folders.data)
        return f"Restored from {source.name}"

    def begin_anew(self) -> str:
        """Begin a new library beside the backups; returns what was done, in a sentence."""
        from termread.library import open_library

        open_library(self.folders.data, anew=True, backups=False).close()
        return "Started a new library; the backup is still there"

    def go_back(self) -> None:
        """Go back to the library on disk, once it is repaired, with what was read meanwhile; entries have other numbers then."""
        from termread.library import open_library

        if (self.damaged or self.lost) and self._library is not None:
            repaired = open_library(self.folders.data, backups=self.config.backups)
            repaired.import_entries(self._library.everything())
            self._library, self.trouble = repaired, None
            self.damaged = self.lost = self.temporary = False

    def close_library(self, tell: Callable[[str], object]) -> None:
        """Close it once all changes are saved; *tell* is told where that takes long or fails, and Ctrl-C ends the wait."""
        if self._library is None:
            return
        if not self._library.settle(SOON):
            tell(_SAVING)
            try:
                with _interruptible():
                    self._library.settle()
            except KeyboardInterrupt:
                tell(_GIVEN_UP)
                return
        errors = [error for change in self.unheard if isinstance(error := change.exception(), LibraryError)]
        for text in dict.fromkeys(error.text for error in errors):
            tell(text)
        self._library.close()


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C raise KeyboardInterrupt inside, whatever a screen did with it before."""
    import signal

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
