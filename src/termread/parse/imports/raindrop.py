"""Raindrop: its CSV, with folders, notes and highlights."""

from __future__ import annotations

from collections.abc import Iterator

from termread.parse.imports import fields
from termread.parse.imports.family import family
from termread.parse.imports.record import Record as Row
from termread.saved import Saved, SavedHighlight


def _raindrop(row: Row, line: int) -> Saved:
    url = fields.address(row.get("url"))
    folders = [part for part in fields.parted(row.get("folder"), "/") if part.strip() != "Unsorted"]
    return Saved(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("created")),
        tags=fields.tags(folders, fields.parted(row.get("tags"))),
        favourite=fields.truth(row.get("favorite")),
        note=fields.text(row.get("note")),
        highlights=tuple(_raindrop_highlights(row.get("highlights") or "")),
        line=line,
    )


def _raindrop_highlights(cell: str) -> Iterator[SavedHighlight]:
    """A highlight a line, its note on the next where there is one."""
    quote = ""
    for part in (part.strip() for part in cell.split("\n")):
        if part.startswith("Note:"):
            yield SavedHighlight(fields.text(quote), fields.text(part.removeprefix("Note:")))
            quote = ""
        elif part:
            if quote:
                yield SavedHighlight(fields.text(quote))
            quote = part.removeprefix("Highlight:")
    if quote.strip():
        yield SavedHighlight(fields.text(quote))


CSV = (family("url, folder, created, cover", _raindrop), family("url, folder, created, note", _raindrop))
