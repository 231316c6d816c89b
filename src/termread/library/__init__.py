"""What the reader keeps: articles whole, places, bookmarks, highlights, tags. Only this package knows sqlite3."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from termread.library.sqlite import SqliteLibrary


def open_library(folder: Path) -> SqliteLibrary:
    """Open the library in *folder*, making it where there is none.

    Raises LibraryError, by its code: "damaged", "foreign" (a database of another program), "newer", "read-only", "full", "busy".
    """
    from termread.library.sqlite import SqliteLibrary

    return SqliteLibrary(folder)
