"""CSV of a program that is not known, by what columns are usually called."""

from __future__ import annotations

from termread.parse.imports import fields
from termread.parse.imports.family import family
from termread.parse.imports.record import Record as Row
from termread.saved import Saved, SavedHighlight

_ADDED = (
    *("created", "added", "saved", "date", "created at", "added at", "saved at", "date added", "date saved"),
    *("time added", "bookmarked at", "timestamp"),
)


def _any(row: Row, line: int) -> Saved:
    """Read a row of a program that is not known, by what columns are usually called."""
    url = fields.address(row.get("url"))
    state, author = row.first("state", "status"), fields.line(row.first("author", "authors", "creator"))
    made = fields.moment(row.first(*_ADDED))
    notes = [
        fields.text(row.get(name)) for name in ("note", "notes", "description", "comment", "comments", "annotation")
    ]
    note, quote = "\n\n".join(filter(None, notes)), fields.text(row.first("quote", "highlight", "selection"))
    return Saved(
        url,
        fields.title(row.first("title", "name"), url),
        added=made,
        tags=fields.tags(
            fields.parted(row.first("folder", "collection"), "/"), fields.labels(row.first("tags", "labels", "tag"))
        ),
        archived=fields.done(state) or fields.truth(row.first("archived", "is archived")),
        favourite=fields.truth(row.first("favorite", "favourite", "starred", "is starred", "is favorite")),
        note="" if quote else note,
        authors=(author,) if author else (),
        published=fields.moment(row.first("published", "published at", "publication date")),
        highlights=(SavedHighlight(quote, note, "", made),) if quote else (),
        line=line,
    )


CSV = family("url", _any)
