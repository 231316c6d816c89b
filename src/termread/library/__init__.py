"""The library: complete articles, reading positions, bookmarks, highlights and tags. Only this package uses sqlite3.

`open_library` opens the one on disk; `api.Library` without a folder is in memory. `check`, `backup` and `restore`
operate on the file itself, even if it cannot be opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from termread.library.api import Library
    from termread.library.repair import Findings


def open_library(folder: Path, *, anew: bool = False, backups: bool = True) -> Library:
    """Open the library in *folder*, creating it if necessary; with *backups*, it is backed up once a day.

    Raises LibraryError with the code "damaged", "foreign" (another program's database), "newer", "read-only", "full",
    "busy" or "lost" (missing or empty, but a backup has articles; *anew* starts a new one).
    A library that can only be read is still opened; changes then raise "read-only".
    """
    from termread.library.api import Library
    from termread.library.copies import ANEW, first_to_ask_about, insist_on_library

    if not anew:
        insist_on_library(folder)
    library = Library(folder, backups=backups)
    if anew:
        library.remember(ANEW, first_to_ask_about(folder))
    return library


def check(folder: Path) -> Findings:
    """Verify the library in *folder* and repair any damage; return the findings as sentences."""
    from termread.library.repair import check as verify

    return verify(folder)


def offer_of(folder: Path) -> str:
    """Return the question whether to repair the library in *folder*, which says what would be restored from where."""
    from termread.library.backups import offer_of as offered

    return offered(folder)


def backup(folder: Path, to: Path | None = None) -> Path:
    """Copy the library in *folder* to its backups, of which three are kept, or to the file *to*; return the path."""
    from termread.library.backups import backup as copy

    return copy(folder, to)


def restore(folder: Path, source: Path | None = None) -> tuple[Path, Path | None]:
    """Restore *source* or the newest sound backup; return it, and where the previous library was moved."""
    from termread.library.backups import restore as go_back

    return go_back(folder, source)
