"""Google Reader's JSON of starred articles with their texts, as FreshRSS, Inoreader and Miniflux export it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from termread.interchange import ImportedEntry, ImportRow
from termread.parse.imports import fields
from termread.parse.imports.contents import with_content
from termread.parse.imports.record import Record
from termread.values import replace

_STARRED = "/state/com.google/starred"
_LABEL = "/label/"
_SMALLEST = 100
"""Characters of HTML below which a summary is only a teaser, and the text is better fetched."""


def recognise(whole: Record) -> Iterator[ImportRow] | None:
    """Return the articles of a stream, or None if *whole* is something else."""
    items = fields.listed(whole.get("items"))
    known = [item for item in items[:20] if isinstance(item, Record)]
    if not any(({"alternate", "canonical"} & item.keys()) and "title" in item for item in known):
        return None
    starred = fields.line(whole.get("id")).endswith(_STARRED)
    return fields.each(enumerate(items, 1), lambda row, line: _read(row, line, starred=starred), beside=[whole])


def _read(row: Any, line: int, *, starred: bool) -> ImportedEntry:
    if not isinstance(row, Record):
        raise fields.BadRow("it is not an entry")
    url = fields.address(_link(row))
    categories = [fields.line(name) for name in fields.listed(row.get("categories"))]
    author, origin = fields.line(row.get("author")), row.get("origin")
    site = fields.line(origin.get("title")) if isinstance(origin, Record) else ""
    taken_in, day = _taken_in(row), fields.moment(row.get("published"))
    saved = ImportedEntry(
        url,
        fields.title(row.get("title"), url),
        added=taken_in or day,
        tags=fields.tags([name.split(_LABEL, 1)[1] for name in categories if _LABEL in name]),
        favourite=starred or any(name.endswith(_STARRED) for name in categories),
        note="\n\n".join(fields.text(note.get("content")) for note in fields.objects(row.get("annotations"))),
        authors=(author,) if author else (),
        published=day,
        site=site or None,
        line=line,
    )
    saved = with_content(
        saved, max((_text(row.get(name)) for name in ("content", "summary")), key=len), smallest=_SMALLEST
    )
    return replace(saved, article=replace(saved.article, site=site)) if saved.article and site else saved


def _link(row: Record) -> Any:
    links = [*fields.objects(row.get("canonical")), *fields.objects(row.get("alternate"))]
    return next(filter(None, [link.get("href") for link in links]), None)


def _taken_in(row: Record) -> str | None:
    """Return when the article was fetched, given in ms or µs."""
    times = [fields.moment(row.get(name)) for name in ("crawlTimeMsec", "timestampUsec")]
    return next((time for time in times if time), None)


def _text(part: Any) -> str:
    found = part.get("content") if isinstance(part, Record) else part
    return found if isinstance(found, str) else ""
