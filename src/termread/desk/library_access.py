"""A desk's library: opened when first needed, in memory if the disk does not allow it, repaired, closed."""

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
"""Seconds within which the last changes are nearly always saved on exit."""

_READ_ONLY = "The library is read-only, so nothing is saved."
_SAVING = "Saving your last changes; another program is using the library. Ctrl-C quits without saving them."
_GIVEN_UP = "Your last changes were not saved."


class LibraryAccess:
    """Holds one reader's library."""

    def __init__(
        self, config: Config, folders: Folders, *, library: Library | None = None, insist: bool = False
    ) -> None:
        """Open nothing yet; with *insist*, an unusable library on disk is an error, not replaced by one in memory."""
        self.config = config
        self.folders = folders
        self.trouble: str | None = None
        """Why nothing is saved to disk, as a sentence, or None."""
        self.damaged = False
        """Whether that is because the library on disk is damaged."""
        self.temporary = False
        """Whether changes are lost when the program ends."""
        self.lost = False
        """Whether that is because the library is missing but has a backup, and the reader has yet to decide."""
        self.unheard: set[Future[Any]] = set()
        """Changes not yet reported as saved or failed."""
        self._insist = insist
        self._library = library

    @property
    def library(self) -> Library:
        """The library, or a temporary one in memory if the disk does not allow it."""
        if self._library is None:
            from termread.library.api import open_library

            try:
                self._library = open_library(self.folders.data, backups=self.config.backups)
                if self._library.read_only:
                    self.trouble = f"{_READ_ONLY} Check the permissions of {self.folders.data}."
            except LibraryError as error:
                from termread.library.api import Library

                if self._insist:
                    raise
                self.trouble, self.damaged, self.lost = error.text, error.code == "damaged", error.code == "lost"
                self._library, self.temporary = Library(), True
        return self._library

    def said(self, change: str) -> str:
        """Return the sentence for a *change* to the library, with a warning if it will be lost on exit."""
        return f"Not kept after you quit: {change[:1].lower()}{change[1:]}" if self.temporary else change

    def repair(self) -> tuple[str, ...]:
        """Repair the library on disk; return what was done, as sentences."""
        from termread.library.repair import check

        return check(self.folders.data).sentences

    def restore(self) -> str:
        """Restore the newest backup; return what was done, as a sentence."""
        from termread.library.backups import restore

        source, _ = restore(self.folders.data)
        return f"Restored from {source.name}"

    def begin_anew(self) -> str:
        """Start a new library beside the backups; return what was done, as a sentence."""
        from termread.library.api import open_library

        open_library(self.folders.data, anew=True, backups=False).close()
        return "Started a new library; the backup is still there"

    def go_back(self) -> None:
        """Switch back to the repaired library on disk, adding what was read meanwhile; entry ids change."""
        from termread.library.api import open_library

        if (self.damaged or self.lost) and self._library is not None:
            repaired = open_library(self.folders.data, backups=self.config.backups)
            repaired.import_entries(self._library.everything())
            self._library, self.trouble = repaired, None
            self.damaged = self.lost = self.temporary = False

    def close_library(self, tell: Callable[[str], object]) -> None:
        """Close it once all changes are saved; *tell* hears of delays and errors, and Ctrl-C ends the wait."""
        if self._library is None:
            return
        if not self._library.settle(SOON):
            try:
                with _interruptible():
                    tell(_SAVING)  # once Ctrl-C does what it says
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
    """Let Ctrl-C raise KeyboardInterrupt inside, even if a screen has disabled that."""
    import signal

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
