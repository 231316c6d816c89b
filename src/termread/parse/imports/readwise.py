"""Readwise: the CSV of its Reader, and of highlights."""

from __future__ import annotations

import ast
from typing import Any

from termread.parse.imports import fields
from termread.parse.imports.family import family
from termread.parse.imports.fields import BadRow
from termread.parse.imports.record import Record as Row
from termread.saved import Saved, SavedHighlight

_LITERAL_CAP = 20_000


def _reader(row: Row, line: int) -> Saved:
    location = fields.line(row.get("location")).lower()
    if location == "feed":
        raise BadRow("it came from a feed and was not saved")
    url = fields.address(row.get("url"))
    return Saved(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("saved date")),
        tags=fields.tags(_python_list(row.get("document tags"))),
        archived=location == "archive",
        favourite=location == "shortlist",
        progress=fields.progress(row.get("reading progress")),
        line=line,
    )


def _readwise(row: Row, line: int) -> Saved:
    if not (row.get("url") or "").strip():
        raise BadRow("it is a highlight of a book, which has no web address")
    url = fields.address(row.get("url"))
    quote = fields.text(row.get("highlight"))
    author = fields.line(row.get("book author") or row.get("author"))
    made = fields.moment(row.get("highlighted at") or row.get("date"))
    marked = SavedHighlight(quote, fields.text(row.get("note")), fields.line(row.get("color")), made)
    return Saved(
        url,
        fields.title(row.get("book title") or row.get("title"), url),
        added=made,
        tags=fields.tags(fields.parted(row.get("document tags")), fields.parted(row.get("tags"))),
        authors=(author,) if author else (),
        highlights=(marked,) if quote else (),
        line=line,
    )


def _python_list(cell: str | None) -> list[Any]:
    """Readwise writes its tags as Python would print them; a list that does not parse gives no tags."""
    try:
        return fields.listed(ast.literal_eval(cell)) if cell and len(cell) < _LITERAL_CAP else []
    except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
        return []


READER = family("url, document tags, saved date, location", _reader)
HIGHLIGHTS = (family("highlight, book title", _readwise), family("highlight, title, url", _readwise))
