"""Everything that is kept of an entry, as the plain value that leaves the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from termread.errors import LibraryError
from termread.library.belongings import all_marks, bookmark_of, find_receipt, full_receipt, highlight_of
from termread.library.entries import KINDS
from termread.library.kept import Bookmark, Highlight, Kept
from termread.library.rows import find_kept
from termread.library.sealing import is_whole, sealed
from termread.library.texts import find_text
from termread.saved import Exported, ExportedBookmark, ExportedHighlight

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from sqlite3 import Connection

    from termread.article import Article
    from termread.document import Receipt

Found = TypeVar("Found")


def numbers(connection: Connection) -> list[int]:
    """Return the numbers of all entries, in the order they came."""
    return [row[0] for row in connection.execute("SELECT id FROM entries WHERE deleted IS NULL ORDER BY id")]


def exported(connection: Connection, entry: int) -> tuple[Exported | None, bool]:
    """Return everything that is kept of *entry*, without what is damaged of it, and whether that is all."""
    kept, is_kept = _sound(find_kept, connection, entry)
    if kept is None:
        return None, is_kept
    article, has_text = _sound(find_text, connection, entry)
    receipt, has_receipt = _sound(full_receipt, connection, entry)
    if not has_receipt:
        receipt, _ = _sound(find_receipt, connection, entry)
    names = connection.execute(f"SELECT {sealed('names')} FROM names WHERE entry = ? AND key != ?", (entry, kept.key))
    marks = {kind: all_marks(connection, kind, entry) for kind in KINDS}
    bookmarks = [bookmark_of(row) for row in marks["bookmark"] if is_whole(row)]
    highlights = [highlight_of(row) for row in marks["highlight"] if is_whole(row)]
    whole = has_text and has_receipt and all(is_whole(row) for rows in marks.values() for row in rows)
    return together(kept, article, receipt, [row[2] for row in names if is_whole(row)], bookmarks, highlights), whole


def _sound(find: Callable[[Connection, int], Found], connection: Connection, entry: int) -> tuple[Found | None, bool]:
    """Return what *find* finds, and whether it is not damaged."""
    try:
        return find(connection, entry), True
    except LibraryError as error:
        if error.code != "damaged":
            raise
        return None, False


def together(
    kept: Kept,
    article: Article | None,
    receipt: Receipt | None,
    aliases: Sequence[str],
    bookmarks: Sequence[Bookmark],
    highlights: Sequence[Highlight],
) -> Exported:
    """Return an entry and all that belongs to it without the library's own numbers."""
    return Exported(
        address=kept.address,
        url=kept.url,
        aliases=tuple(sorted(aliases)),
        title=kept.title,
        site=kept.site,
        byline=kept.byline,
        authors=kept.authors,
        language=kept.language,
        published=kept.published,
        added=kept.added,
        opened=kept.opened,
        state=kept.state,
        favourite=kept.favourite,
        tags=kept.tags,
        note=kept.note,
        place=kept.place,
        progress=kept.progress,
        article=article,
        receipt=receipt,
        bookmarks=tuple(ExportedBookmark(mark.passage, mark.label, mark.created) for mark in bookmarks),
        highlights=tuple(ExportedHighlight(mark.passage, mark.colour, mark.note, mark.created) for mark in highlights),
    )
