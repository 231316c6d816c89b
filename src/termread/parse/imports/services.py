"""JSON that read-later services and bookmark servers export, a row at a time."""

from __future__ import annotations

from termread.parse.imports import fields
from termread.parse.imports.contents import with_content
from termread.parse.imports.fields import BadRow
from termread.parse.imports.record import Record as Row
from termread.saved import Saved, SavedHighlight


def wallabag(row: Row, line: int) -> Saved:
    """Read an entry of wallabag 2, with its text and annotations."""
    url = fields.address(row.get("url") or row.get("given_url") or row.get("origin_url"))
    marked = [
        SavedHighlight(quote, fields.text(note.get("text")), "", fields.moment(note.get("created_at")))
        for note in fields.objects(row.get("annotations"))
        if (quote := fields.text(note.get("quote")))
    ]
    saved = Saved(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("created_at")),
        tags=fields.tags(row.get("tags")),
        archived=fields.truth(row.get("is_archived")),
        favourite=fields.truth(row.get("is_starred")),
        authors=fields.tags(row.get("published_by")),
        published=fields.published(row.get("published_at")),
        highlights=tuple(marked),
        line=line,
    )
    return with_content(saved, row.get("content"), row.get("language"))


def wallabag_1(row: Row, line: int) -> Saved:
    """Read an entry of wallabag 1; every field is also there under a number."""
    for name in filter(str.isdecimal, row):
        row.get(name)
    url = fields.address(row.get("url"))
    saved = Saved(
        url,
        fields.title(row.get("title"), url),
        tags=fields.tags(fields.parted(row.get("tags"))),
        archived=fields.truth(row.get("is_read")),
        favourite=fields.truth(row.get("is_fav")),
        line=line,
    )
    return with_content(saved, row.get("content"))


def karakeep(row: Row, line: int, lists: dict[str, str]) -> Saved:
    """Read a bookmark of karakeep; the names of its lists become tags."""
    content = row.get("content")
    if not isinstance(content, Row) or content.get("type") != "link":
        raise BadRow("it is a text or a file without a web address")
    url = fields.address(content.get("url"))
    named = [lists.get(key, "") for key in fields.listed(row.get("lists")) if isinstance(key, str)]
    return Saved(
        url,
        fields.title(row.get("title") or content.get("title"), url),
        added=fields.moment(row.get("createdAt")),
        tags=fields.tags(named, row.get("tags")),
        archived=fields.truth(row.get("archived")),
        favourite=fields.truth(row.get("favourited")),
        note=fields.text(row.get("note")),
        line=line,
    )


def linkding(row: Row, line: int) -> Saved:
    """Read a bookmark as linkding's interface gives it."""
    url = fields.address(row.get("url"))
    notes = [fields.text(row.get("description")), fields.text(row.get("notes"))]
    return Saved(
        url,
        fields.title(row.get("title") or row.get("website_title"), url),
        added=fields.moment(row.get("date_added")),
        tags=fields.tags(row.get("tag_names")),
        archived=fields.truth(row.get("is_archived")),
        note="\n\n".join(note for note in notes if note),
        line=line,
    )


def pinboard(row: Row, line: int) -> Saved:
    """Read a bookmark of Pinboard, from its JSON or its XML."""
    url = fields.address(row.get("href"))
    return Saved(
        url,
        fields.title(row.get("description"), url),
        added=fields.moment(row.get("time") or row.get("dt")),
        tags=fields.tags(fields.line(row.get("tags") or row.get("tag")).split(" ")),
        archived=row.get("toread") == "no",
        note=fields.text(row.get("extended")),
        line=line,
    )


def delicious(row: Row, line: int) -> Saved:
    """Read a bookmark of Delicious."""
    url = fields.address(row.get("url"))
    return Saved(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("created")),
        tags=fields.tags(row.get("tags")),
        note=fields.text(row.get("description")),
        line=line,
    )


def elcurator(row: Row, line: int) -> Saved:
    """Read an article of elCurator."""
    url = fields.address(row.get("url"))
    return Saved(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("created_at")),
        tags=fields.tags(row.get("tags")),
        favourite=fields.truth(row.get("is_saved")),
        note=fields.text(row.get("description")),
        line=line,
    )


def readability(row: Row, line: int) -> Saved:
    """Read a bookmark of Readability."""
    url = fields.address(row.get("article__url"))
    return Saved(
        url,
        fields.title(row.get("article__title"), url),
        added=fields.moment(row.get("date_added")),
        archived=fields.truth(row.get("archive")),
        favourite=fields.truth(row.get("favorite")),
        line=line,
    )


def pocket_annotations(row: Row, line: int) -> Saved:
    """Read the passages that were marked in Pocket."""
    url = fields.address(row.get("given_url") or row.get("url"))
    marked = [
        SavedHighlight(quote, fields.text(note.get("note")), "", fields.moment(note.get("created_at")))
        for note in fields.objects(row.get("annotations") or row.get("highlights"))
        if (quote := fields.text(note.get("quote")))
    ]
    return Saved(
        url,
        fields.title(row.get("given_title") or row.get("title"), url),
        added=fields.moment(row.get("time_added")),
        highlights=tuple(marked),
        line=line,
    )
