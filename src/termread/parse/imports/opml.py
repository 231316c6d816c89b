"""OPML: the sources that feed readers follow, in folders, and lists of pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from termread.followed import Subscription
from termread.interchange import ImportedEntry
from termread.parse.imports import fields
from termread.parse.imports.rows import Record, reader
from termread.parse.xml import name_of, read_xml

_DEEPEST = 20
_KNOWN = {
    name.lower(): name for name in ("xmlUrl", "htmlUrl", "url", "title", "text", "type", "category", "description")
}
"""The attributes that are read; programs write them in any case."""
_FEEDS = ("rss", "rss1", "rss2", "atom", "feed", "jsonfeed")
"""Types of an outline whose `url`, where that is all it has, is a feed."""


def outlines(text: str) -> Iterator[tuple[int, Record]]:
    """Yield each outline that is a feed or has no children, with the names of its parents."""
    root = read_xml(text)
    waiting: list[tuple[Any, tuple[str, ...]]] = [(root, ())] if root is not None else []
    while waiting:
        element, folders = waiting.pop()
        if fields.truth(element.get("isComment")):
            continue  # with all below it, as the specification says
        row = Record({_name(name): value for name, value in element.attrib.items()}, folders=list(folders))
        inner = [child for child in element if name_of(child).lower() in {"outline", "body", "opml"}]
        if name_of(element).lower() == "outline":
            if not inner or "xmlUrl" in row:
                yield element.sourceline or 0, row
            folders = (*folders, fields.line(row.first("text", "title")))[-_DEEPEST:]
        waiting += [(child, folders) for child in reversed(inner)]


def _name(name: object) -> str:
    """Return the name of an attribute as it is known, or without its namespace."""
    bare = str(name).rpartition("}")[2]
    return _KNOWN.get(bare.lower(), bare)


def outline(row: Record, line: int) -> Subscription | ImportedEntry:
    """Return the source in an outline, or the page that it links to; raises BadRow."""
    kind = fields.line(row.get("type")).lower()
    if not fields.line(row.get("xmlUrl")) and kind not in (*_FEEDS, "html"):
        return _PAGE(row, line)
    address = fields.feed_address(row.first("xmlUrl", "url", "htmlUrl"))
    home = fields.line(row.get("htmlUrl"))
    row.get("description"), row.get("url"), row.get("text")
    return Subscription(
        address,
        fields.title(row.get("title"), address) or fields.title(row.get("text"), address),
        home if home.startswith(("http://", "https://")) else "",
        fields.tags(row.get("folders"), _categories(row)),
        # Written by termread, or by FreshRSS for a page of which it makes a feed by XPath.
        "page" if kind.startswith("html") else "feed",
        line,
    )


def _categories(row: Record) -> list[str]:
    return [part for path in fields.parted(row.get("category")) for part in path.split("/")]


_PAGE = reader(
    url="url, htmlUrl",
    title="title, text",
    tags=("folders", _categories),
    note="description",
    ignored="type, xmlUrl, htmlUrl, text",
)
