"""Omnivore: the metadata in its zip file, and the CSV that others made of it."""

from __future__ import annotations

from typing import Any

from termread.parse.imports import fields
from termread.parse.imports.family import family
from termread.parse.imports.record import Record
from termread.saved import Saved


def _entry(row: Record, line: int) -> Saved:
    """Read an entry of the metadata; its text and highlights lie beside it in the zip, under its slug."""
    url = fields.address(row.get("url"))
    author = fields.line(row.get("author"))
    row.get("slug")
    return Saved(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("savedAt")),
        tags=fields.tags(row.get("labels")),
        archived=fields.line(row.get("state")).lower() == "archived",
        progress=_percent(row.get("readingProgress")),
        authors=(author,) if author else (),
        published=fields.published(row.get("publishedAt")),
        line=line,
    )


def _percent(value: Any) -> float:
    return fields.progress(value / 100) if isinstance(value, int | float) and -1 < value < 101 else 0.0


def _row(row: Record, line: int) -> Saved:
    url = fields.address(row.get("url"))
    return Saved(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("saved at")),
        tags=fields.tags(fields.labels(row.get("labels"))),
        archived=fields.done(row.get("state")),
        published=fields.moment(row.get("published at")),
        line=line,
    )


JSON = family("url, slug, savedAt", _entry)
CSV = family("url, state, labels, saved at", _row)
