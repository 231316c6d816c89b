"""Readeck: the CSV of its bookmarks."""

from __future__ import annotations

from termread.parse.imports import fields
from termread.parse.imports.family import family
from termread.parse.imports.record import Record
from termread.saved import Saved


def _row(row: Record, line: int) -> Saved:
    url = fields.address(row.get("url"))
    state = fields.line(row.get("state")).lower()
    return Saved(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("created")),
        tags=fields.tags(fields.labels(row.get("labels"))),
        archived=fields.done(state),
        favourite=state in {"favorite", "favourite", "starred"},
        line=line,
    )


CSV = family("url, state, created, labels", _row)
