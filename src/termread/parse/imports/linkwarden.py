"""Linkwarden: JSON of nested collections."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from termread.interchange import ImportedEntry, ImportRow
from termread.parse.imports import fields
from termread.parse.imports.contents import with_content
from termread.parse.imports.record import Record
from termread.parse.imports.source import highlights

_DEEPEST = 20
_MARKED = highlights("highlights", "text", note="comment", colour="color", created="createdAt")


def recognise(whole: Record) -> Iterator[ImportRow] | None:
    """Return the links of an export, or None if *whole* is something else."""
    collections = whole.get("collections")
    if not isinstance(collections, list):
        return None
    pinned = {key for link in fields.objects(whole.get("pinnedLinks")) if isinstance(key := link.get("id"), int)}
    rows = _rows(collections, pinned)
    return fields.each(rows, _link, beside=[whole, *fields.objects(collections)])


def _rows(collections: list[Any], pinned: set[int]) -> Iterator[tuple[int, Record]]:
    """Yield each link with the names of its collections, outermost first."""
    known = {found["id"]: found for found in fields.objects(collections) if isinstance(found.get("id"), int)}
    number = 0
    for collection in fields.objects(collections):
        folders: list[str] = []
        above: Record | None = collection
        while above is not None and len(folders) < _DEEPEST:
            folders.insert(0, fields.line(above.get("name")))
            parent = above.get("parentId")
            above = known.get(parent) if isinstance(parent, int) else None
        for link in fields.objects(collection.get("links")):
            number += 1
            key = link.get("id")
            yield number, Record(link, folders=folders, pinned=isinstance(key, int) and key in pinned)


def _link(row: Record, line: int) -> ImportedEntry:
    url = fields.address(row.get("url"))
    saved = ImportedEntry(
        url,
        fields.title(row.get("name"), url),
        added=fields.moment(row.first("createdAt", "importDate")),
        tags=fields.tags(row.get("folders"), row.get("tags")),
        favourite=fields.truth(row.get("pinned")),
        note=fields.text(row.get("description")),
        highlights=_MARKED(row),
        line=line,
    )
    return with_content(saved, _paragraphs(row.get("textContent")), smallest=1)


def _paragraphs(text: Any) -> str:
    """Return plain text as HTML, one paragraph per line."""
    lines = text.split("\n") if isinstance(text, str) else []
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line.strip())
