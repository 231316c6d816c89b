"""Everything that is kept of an entry, as the plain value that leaves the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.errors import LibraryError
from termread.library.belongings import bookmark_of, find_marks, find_receipt, highlight_of
from termread.library.kept import Bookmark, Highlight, Kept
from termread.library.merging import full_receipt
from termread.library.rows import find_kept
from termread.library.texts import find_text
from termread.saved import Exported, ExportedBookmark, ExportedHighlight

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

    from termread.article import Article
    from termread.document import Receipt


def numbers(connection: Connection) -> list[int]:
    """Return the numbers of all entries, in the order they came."""
    return [row[0] for row in connection.execute("SELECT id FROM entries WHERE deleted IS NULL ORDER BY id")]


def exported(connection: Connection, entry: int) -> Exported:
    """Return everything that is kept of *entry*; what is damaged of it is left out."""
    kept = find_kept(connection, entry)
    try:
        article = find_text(connection, entry)
    except LibraryError:
        article = None
    try:
        receipt = full_receipt(connection, entry)
    except LibraryError:
        receipt = find_receipt(connection, entry)
    names = connection.execute("SELECT address FROM names WHERE entry = ? AND key != ?", (entry, kept.key))
    bookmarks = [bookmark_of(row) for row in find_marks(connection, "bookmark", entry)]
    highlights = [highlight_of(row) for row in find_marks(connection, "highlight", entry)]
    return whole(kept, article, receipt, [row[0] for row in names], bookmarks, highlights)


def whole(
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
