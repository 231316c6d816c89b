"""ArchiveBox: its JSON index, a list of snapshots."""

from __future__ import annotations

from termread.parse.imports import fields
from termread.parse.imports.family import family
from termread.parse.imports.record import Record
from termread.saved import Saved


def _read(row: Record, line: int) -> Saved:
    url = fields.address(row.get("url"))
    tags = row.first("tags", "tags_str")
    saved_at, number = fields.moment(row.get("bookmarked_at")), fields.moment(row.get("timestamp"))
    return Saved(
        url,
        fields.title(row.get("title"), url),
        added=saved_at or number,
        tags=fields.tags(fields.labels(tags)),
        line=line,
    )


JSON = family("url, timestamp", _read)
