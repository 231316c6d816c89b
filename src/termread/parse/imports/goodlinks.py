"""GoodLinks: its JSON, a list of links with tags, a star, two dates and highlights."""

from __future__ import annotations

from termread.parse.imports import fields
from termread.parse.imports.family import family
from termread.parse.imports.record import Record
from termread.saved import Saved, SavedHighlight


def _read(row: Record, line: int) -> Saved:
    url = fields.address(row.get("url"))
    author = fields.line(row.get("author"))
    read_at = fields.moment(row.get("readAt"))
    return Saved(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("addedAt")),
        opened=read_at,
        tags=fields.tags(fields.labels(row.get("tags"))),
        archived=read_at is not None,
        favourite=fields.truth(row.get("starred")),
        progress=1.0 if read_at else 0.0,
        authors=(author,) if author else (),
        highlights=tuple(
            SavedHighlight(quote, fields.text(mark.get("note")), fields.line(mark.first("color", "colour")))
            for mark in fields.objects(row.get("highlights"))
            if (quote := fields.text(mark.first("content", "text", "quote")))
        ),
        line=line,
    )


JSON = (family("url, addedAt", _read), family("url, starred, readAt", _read))
