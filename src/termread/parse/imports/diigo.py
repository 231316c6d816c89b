"""Diigo: the CSV of its library, with passages that were marked and what was written beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from termread.parse.imports import fields
from termread.parse.imports.family import family
from termread.parse.imports.record import Record
from termread.saved import Saved, SavedHighlight

_LABEL = re.compile(r"\s*(?P<kind>highlight|comment|note|sticky note|annotation)s?\s*:\s*", re.IGNORECASE)
_QUOTED_TAG = re.compile(r'"([^"]*)"|([^\s,"]+)')


def _row(row: Record, line: int) -> Saved:
    url = fields.address(row.get("url"))
    notes = [fields.text(row.get("description")), fields.text(row.get("comments"))]
    return Saved(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("created at")),
        tags=fields.tags(_tags(row.get("tags") or "")),
        note="\n\n".join(filter(None, notes)),
        highlights=tuple(_highlights(row.get("annotations") or "")),
        line=line,
    )


def _tags(cell: str) -> list[str]:
    """Tags are parted by spaces, or by commas; one of several words is in quotation marks."""
    bare = "" if cell.strip() == "no_tag" else cell
    if "," in bare:
        return bare.split(",")
    return [found[1] or found[2] for found in _QUOTED_TAG.finditer(bare)]


def _highlights(cell: str) -> Iterator[SavedHighlight]:
    """A passage a line behind `Highlight:`, and the lines behind it as its note."""
    quote, note = "", list[str]()
    for part in [*cell.split("\n"), "Highlight:"]:
        label = _LABEL.match(part)
        words = part[label.end() :].strip() if label else part.strip()
        if label and label["kind"].lower() == "highlight":
            if quote or note:
                yield SavedHighlight(fields.text(quote or note[0]), fields.text("\n".join(note if quote else note[1:])))
            quote, note = words, []
        elif words:
            note.append(words)


CSV = family("url, annotations, comments", _row)
