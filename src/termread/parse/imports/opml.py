"""OPML: the subscriptions of a feed reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from termread.interchange import ImportedEntry, ImportRow
from termread.parse.imports import fields
from termread.parse.imports.record import Record
from termread.parse.xml import name_of, read_xml

_DEEPEST = 20


def recognise(text: str) -> Iterator[ImportRow] | None:
    """Return the feeds in *text*, or None if it is something else."""
    return fields.each(outlines(text), _feed) if "<opml" in text[:4_000].lower() else None


def outlines(text: str) -> Iterator[tuple[int, Record]]:
    """Yield each outline that is a feed or has no children, with the names of its parents."""
    root = read_xml(text)
    waiting: list[tuple[Any, tuple[str, ...]]] = [(root, ())] if root is not None else []
    while waiting:
        element, folders = waiting.pop()
        row = Record({str(name): value for name, value in element.attrib.items()}, folders=list(folders))
        inner = [child for child in element if name_of(child) in {"outline", "body", "opml"}]
        if name_of(element) == "outline":
            if not inner or "xmlUrl" in row:
                yield element.sourceline or 0, row
            folders = (*folders, fields.line(row.first("text", "title")))[-_DEEPEST:]
        waiting += [(child, folders) for child in reversed(inner)]


def _feed(row: Record, line: int) -> ImportedEntry:
    row.get("type")
    url = fields.address(row.first("xmlUrl", "xmlurl", "url", "htmlUrl"))
    row.get("htmlUrl")
    name = row.first("title", "text")
    row.get("text")
    categories = [part for path in fields.parted(row.get("category")) for part in path.split("/")]
    return ImportedEntry(
        url,
        fields.title(name, url),
        tags=fields.tags(row.get("folders"), categories),
        note=fields.text(row.get("description")),
        line=line,
    )
