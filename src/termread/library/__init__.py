"""The library: whole articles, reading places, bookmarks, highlights and tags. Only this package knows sqlite3.

`open_library` opens the one on disk; `api.Library` without a folder lasts as long as the program. `check`, `backup` and
`restore` look after the file itself, even where it cannot be opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from termread.library.api import Library
    from termread.library.repair.rebuild import Findings


def open_library(folder: Path, *, anew: bool = False, backups: bool = True) -> Library:
    """Open the library in *folder*, making it where there is none; with *backups*, it is backed up once a day.

    Raises LibraryError, by its code: "damaged", "foreign" (a database of another program), "newer", "read-only",
    "full", "busy", "lost" (there is none, or an empty one, beside a backup with articles; *anew* begins one there).
    Where it can only be read, it opens all the same, and changes raise "read-only".
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
    """Verify the library in *folder* and repair what is damaged; what was found is told in sentences."""
    from termread.library.repair.rebuild import check as verify

    return verify(folder)


def offer_of(folder: Path) -> str:
    """Return the question whether to repair the library in *folder*, which says what would come from where."""
    from termread.library.backups import offer_of as offered

    return offered(folder)


def backup(folder: Path, to: Path | None = None) -> Path:
    """Copy the library in *folder* into its backups, of which three are kept, or to the file *to*; returns where it is."""
    from termread.library.backups import backup as copy

    return copy(folder, to)


def restore(folder: Path, source: Path | None = None) -> tuple[Path, Path | None]:
    """Go back to *source*, or to the newest sound backup; returns it, and where the library was set aside."""
    from termread.library.backups import restore as go_back

    return go_back(folder, source)
