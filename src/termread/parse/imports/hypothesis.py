"""Hypothesis: the CSV of annotations, a row each."""

from __future__ import annotations

from termread.parse.imports import fields
from termread.parse.imports.family import family
from termread.parse.imports.record import Record
from termread.saved import Saved, SavedHighlight


def _row(row: Record, line: int) -> Saved:
    url = fields.address(row.get("url"))
    made = fields.moment(row.get("created"))
    quote, note = fields.text(row.get("quote")), fields.text(row.get("annotation"))
    return Saved(
        url,
        fields.title(row.get("title"), url),
        added=made,
        tags=fields.tags(fields.labels(row.get("tags"))),
        note="" if quote else note,
        highlights=(SavedHighlight(quote, note, "", made),) if quote else (),
        line=line,
    )


CSV = family("url, quote, annotation", _row)
