"""Sources that export rows of JSON. The first whose fields a row has reads it."""

from __future__ import annotations

from typing import Any

from termread.interchange import ImportedEntry
from termread.parse.imports import fields
from termread.parse.imports.contents import with_content
from termread.parse.imports.fields import BadRow
from termread.parse.imports.record import Record as Row
from termread.parse.imports.source import custom, highlights, source


def _wallabag_1(row: Row, line: int) -> ImportedEntry:
    """Read an entry of wallabag 1, which repeats every field under a number."""
    for name in filter(str.isdecimal, row):
        row.get(name)
    url = fields.address(row.get("url"))
    saved = ImportedEntry(
        url,
        fields.title(row.get("title"), url),
        tags=fields.tags(fields.parted(row.get("tags"))),
        archived=fields.truth(row.get("is_read")),
        favourite=fields.truth(row.get("is_fav")),
        line=line,
    )
    return with_content(saved, row.get("content"))


def _omnivore_progress(row: Row) -> float:
    """Return the progress, a percentage; the slug names files beside the row in the zip and counts as read."""
    row.get("slug")
    value = row.get("readingProgress")
    return fields.progress(value / 100) if isinstance(value, int | float) and -1 < value < 101 else 0.0


def _read_at(row: Row) -> str | None:
    return fields.moment(row.get("readAt"))


PINBOARD = source(
    "href, extended",
    url="href",
    title="description",
    added="time, dt",
    tags=lambda row: fields.tags(fields.line(row.first("tags", "tag")).split(" ")),
    archived=lambda row: row.get("toread") == "no",
    note="extended",
)
_MARKED_IN_POCKET: dict[str, Any] = {
    "url": "given_url, url",
    "title": "given_title, title",
    "added": "time_added",
    "highlights": highlights("annotations, highlights", "quote", note="note", created="created_at"),
}
_GOODLINKS: dict[str, Any] = {
    "added": "addedAt",
    "opened": _read_at,
    "tags": "tags",
    "archived": lambda row: _read_at(row) is not None,
    "favourite": "starred",
    "progress": lambda row: 1.0 if _read_at(row) else 0.0,
    "authors": "author",
    "highlights": highlights("highlights", "content, text, quote", note="note", colour="color, colour"),
}

JSON_SOURCES = (
    custom("url, is_read, is_fav", _wallabag_1),
    source(
        "url, is_archived, is_starred",  # wallabag 2
        url="url, given_url, origin_url",
        added="created_at",
        tags="tags",
        archived="is_archived",
        favourite="is_starred",
        authors=lambda row: fields.tags(row.get("published_by")),
        published="published_at",
        highlights=highlights("annotations", "quote", note="text", created="created_at"),
        content="content",
    ),
    source(
        "url, slug, savedAt",  # Omnivore; texts and highlights lie beside it in the zip
        added="savedAt",
        tags="labels",
        archived=lambda row: fields.line(row.get("state")).lower() == "archived",
        progress=_omnivore_progress,
        authors="author",
        published="publishedAt",
    ),
    source("url, addedAt", **_GOODLINKS),
    source("url, starred, readAt", **_GOODLINKS),
    source("url, timestamp", added="bookmarked_at, timestamp", tags="tags, tags_str"),  # ArchiveBox
    source(
        "url, tag_names",  # linkding
        title="title, website_title",
        added="date_added",
        tags="tag_names",
        archived="is_archived",
        note="description, notes",
    ),
    PINBOARD,
    source("url, is_saved", added="created_at", tags="tags", favourite="is_saved", note="description"),  # elCurator
    source("given_url, annotations", **_MARKED_IN_POCKET),
    source("url, highlights", **_MARKED_IN_POCKET),
    source(
        "article__url",  # Readability
        url="article__url",
        title="article__title",
        added="date_added",
        archived="archive",
        favourite="favorite",
    ),
    source("url, created, title", added="created", tags="tags", note="description"),  # Delicious
)


def karakeep(row: Row, line: int, lists: dict[str, str]) -> ImportedEntry:
    """Read a bookmark of karakeep; the names of its lists become tags."""
    content = row.get("content")
    if not isinstance(content, Row) or content.get("type") != "link":
        raise BadRow("it is a text or a file without a web address")
    url = fields.address(content.get("url"))
    named = [lists.get(key, "") for key in fields.listed(row.get("lists")) if isinstance(key, str)]
    return ImportedEntry(
        url,
        fields.title(row.get("title") or content.get("title"), url),
        added=fields.moment(row.get("createdAt")),
        tags=fields.tags(named, row.get("tags")),
        archived=fields.truth(row.get("archived")),
        favourite=fields.truth(row.get("favourited")),
        note=fields.text(row.get("note")),
        line=line,
    )
