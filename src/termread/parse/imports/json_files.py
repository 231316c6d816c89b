"""JSON files, matched to a program by the names of their fields: lists of rows, then those whose rows need what is around them.

What feed readers export is in `feed_readers`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from json import JSONDecodeError
from typing import Any

from termread.errors import Unreadable
from termread.interchange import ImportRow
from termread.parse.imports import bookmarks, feed_readers, fields
from termread.parse.imports.annotations import annotated, annotation_rows
from termread.parse.imports.rows import Record, each, highlights, html, inner, objects, read_json, reader, source
from termread.parse.own_files import is_ledger, read_ledger
from termread.text import regex

_BEGINS = regex(r"\s*[\[{]\s*[{\"]")
_ROWS = ("bookmarks", "results", "items", "annotations", "rows", "entries")
"""What the list of rows is called in the object around it."""
_DEEPEST = 20


def recognise(text: str) -> Iterator[ImportRow] | None:
    """Return the entries of a JSON file, or None if its kind is unknown."""
    if is_ledger(text):
        return read_ledger(text.split("\n"))
    try:
        whole = read_json(text)
    except RecursionError:
        raise Unreadable("This JSON nests too deep to be another program's export.") from None
    except JSONDecodeError as error:
        if not _BEGINS.match(text):
            return None
        raise Unreadable(
            f"This JSON is broken in line {error.lineno}, as if it had been cut off. Export it again; nothing was taken in."
        ) from None
    return _object(whole) if isinstance(whole, Record) else _list(fields.listed(whole))


def _object(whole: Record) -> Iterator[ImportRow] | None:
    for recognise_one in (feed_readers.of_object, _linkwarden, bookmarks.of_json, _karakeep):
        if (found := recognise_one(whole)) is not None:
            return found
    if whole.get("type") == "Annotation":
        return _list([whole])
    rows = next((whole[name] for name in _ROWS if isinstance(whole.get(name), list)), None)
    return None if rows is None else _list(rows, [whole])


def _list(rows: list[Any], beside: Sequence[Record] = ()) -> Iterator[ImportRow] | None:
    if (found := feed_readers.of_list(rows, beside)) is not None:
        return found
    known = list(objects(rows[:20]))
    hypothesis = beside and any({"uri", "target"} <= row.keys() for row in known)
    if hypothesis or any(row.get("type") == "Annotation" for row in known):
        return each(annotation_rows(objects(rows)), annotated, beside=beside)
    for needs, read in _SOURCES:
        if any(needs <= row.keys() for row in known):
            return each(enumerate(rows, 1), read, beside=beside)
    return None


def _numbered_address(row: Record) -> str:
    """Return the address in an entry of wallabag 1, which repeats every field under a number."""
    for name in filter(str.isdecimal, row):
        row.get(name)
    return fields.address(row.get("url"))


def _omnivore_progress(row: Record) -> float:
    value = row.get("readingProgress")
    return fields.progress(value / 100) if isinstance(value, int | float) and -1 < value < 101 else 0.0


PINBOARD = source(
    "href, extended",
    url="href",
    title="description",
    added="time, dt",
    tags=lambda row: fields.line(row.first("tags", "tag")).split(" "),
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
    "opened": lambda row: fields.moment(row.get("readAt")),
    "tags": "tags",
    "archived": lambda row: fields.moment(row.get("readAt")) is not None,
    "favourite": "starred",
    "progress": lambda row: 1.0 if fields.moment(row.get("readAt")) else 0.0,
    "authors": "author",
    "highlights": highlights("highlights", "content, text, quote", note="note", colour="color, colour"),
}

_SOURCES = (
    source(
        "url, is_read, is_fav",  # wallabag 1
        url=_numbered_address,
        tags=lambda row: fields.parted(row.get("tags")),
        archived="is_read",
        favourite="is_fav",
        article=html("content"),
    ),
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
        article=html("content", language="language"),
    ),
    source(
        "url, slug, savedAt",  # Omnivore; texts and highlights lie beside it in the zip, in files named by the slug
        added="savedAt",
        tags="labels",
        archived=lambda row: fields.line(row.get("state")).lower() == "archived",
        progress=_omnivore_progress,
        authors="author",
        published="publishedAt",
        ignored="slug",
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
"""Programs that export a list of objects; the first whose fields one of them has reads it."""


def _linkwarden(whole: Record) -> Iterator[ImportRow] | None:
    """Return the links of Linkwarden's collections; None if *whole* is something else."""
    collections = whole.get("collections")
    if not isinstance(collections, list):
        return None
    pinned = {key for link in objects(whole.get("pinnedLinks")) if isinstance(key := link.get("id"), int)}
    return each(_collected(collections, pinned), _LINK, beside=[whole, *objects(collections)])


def _collected(collections: list[Any], pinned: set[int]) -> Iterator[tuple[int, Record]]:
    """Yield each link with the names of its collections, outermost first."""
    known = {found["id"]: found for found in objects(collections) if isinstance(found.get("id"), int)}
    links: list[Record] = []
    for collection in objects(collections):
        folders: list[str] = []
        above: Record | None = collection
        while above is not None and len(folders) < _DEEPEST:
            folders.insert(0, fields.line(above.get("name")))
            parent = above.get("parentId")
            above = known.get(parent) if isinstance(parent, int) else None
        for link in objects(collection.get("links")):
            key = link.get("id")
            links.append(Record(link, folders=folders, pinned=isinstance(key, int) and key in pinned))
    return enumerate(links, 1)


def _paragraphs(row: Record) -> str:
    """Return the plain text of a page as HTML, one paragraph per line."""
    text = row.get("textContent")
    lines = text.split("\n") if isinstance(text, str) else []
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line.strip())


_LINK = reader(
    title="name",
    added=lambda row: fields.moment(row.first("createdAt", "importDate")),
    tags=lambda row: fields.tags(row.get("folders"), row.get("tags")),
    favourite="pinned",
    note="description",
    highlights=highlights("highlights", "text", note="comment", colour="color", created="createdAt"),
    article=html(_paragraphs, smallest=1),
)


def _karakeep(whole: Record) -> Iterator[ImportRow] | None:
    """Return the bookmarks of karakeep, the names of their lists among their tags; None if *whole* is something else."""
    bookmarks = fields.listed(whole.get("bookmarks"))
    if not any("content" in row for row in objects(bookmarks[:20])):
        return None
    named = {
        found["id"]: fields.line(found.get("name"))
        for found in objects(whole.get("lists"))
        if isinstance(found.get("id"), str)
    }
    read = reader(
        url=_linked,
        title=lambda row: row.get("title") or inner(row, "content").get("title"),
        added="createdAt",
        tags=lambda row: fields.tags(
            [named.get(key, "") for key in fields.listed(row.get("lists")) if isinstance(key, str)], row.get("tags")
        ),
        archived="archived",
        favourite="favourited",
        note="note",
    )
    return each(enumerate(bookmarks, 1), read, beside=[whole])


def _linked(row: Record) -> str:
    content = inner(row, "content")
    if content.get("type") != "link":
        raise fields.BadRow("it is a text or a file without a web address")
    return fields.address(content.get("url"))
