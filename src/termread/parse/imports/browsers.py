"""Bookmarks as browsers keep them: Firefox's and Chrome's JSON, Safari's property list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from termread.interchange import ImportedEntry
from termread.parse.imports import fields
from termread.parse.imports.record import Record as Row

Node = dict[str, Any]
Rows = Iterator[tuple[int, Row]]

_READING_LIST = "com.apple.ReadingList"


def firefox_rows(root: Node) -> Rows:
    """Yield the bookmarks of a Firefox backup, each with the user's folders."""
    return _walk([root], lambda node: "" if node.get("root") else node.get("title"), "uri")


def chrome_rows(root: Node) -> Rows:
    """Yield the bookmarks of a Chrome profile, each with the user's folders."""
    tops = [node for node in root["roots"].values() if isinstance(node, dict)]
    names = {id(node) for node in tops}
    return _walk(tops, lambda node: "" if id(node) in names else node.get("name"), "url")


def safari_rows(root: Node) -> Rows:
    """Yield the bookmarks of Safari and its reading list."""
    return _walk([root], _safari_folder, "URLString")


def _safari_folder(node: Node) -> Any:
    name = fields.line(node.get("Title"))
    return "" if name in {"", "BookmarksBar", "BookmarksMenu", _READING_LIST} else name


def _walk(tops: list[Node], name_of: Callable[[Node], Any], address: str) -> Rows:
    """Yield every node with an address, in order, with the names of its folders.

    A property list may contain itself, so no node is visited twice.
    """
    seen: set[int] = set()
    waiting: list[tuple[Node, tuple[str, ...]]] = [(top, ()) for top in reversed(tops)]
    number = 0
    while waiting:
        node, folders = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if address in node:
            number += 1
            inner = {key: Row(value) if type(value) is dict else value for key, value in node.items()}
            yield number, Row(inner, folders=list(folders))
        inside_it = [child for key in ("children", "Children") for child in fields.listed(node.get(key))]
        children = [child for child in inside_it if isinstance(child, dict)]
        if children:
            name = fields.line(name_of(node))
            inside = (*folders, name)[-20:] if name else folders
            waiting += [(child, inside) for child in reversed(children)]


def firefox(row: Row, line: int) -> ImportedEntry:
    """Read a bookmark of Firefox; its times are µs since 1970."""
    url = fields.address(row.get("uri"))
    notes = [
        fields.text(anno.get("value"))
        for anno in fields.objects(row.get("annos"))
        if anno.get("name") == "bookmarkProperties/description"
    ]
    return ImportedEntry(
        url,
        fields.title(row.get("title"), url),
        added=fields.moment(row.get("dateAdded")),
        tags=fields.tags(row["folders"], fields.parted(row.get("tags"))),
        note="\n\n".join(notes),
        line=line,
    )


def chrome(row: Row, line: int) -> ImportedEntry:
    """Read a bookmark of Chrome; its times are µs since 1601."""
    url = fields.address(row.get("url"))
    return ImportedEntry(
        url,
        fields.title(row.get("name"), url),
        added=fields.since_1601(row.get("date_added")),
        tags=fields.tags(row["folders"]),
        line=line,
    )


def safari(row: Row, line: int) -> ImportedEntry:
    """Read a bookmark of Safari; only the reading list has dates."""
    url = fields.address(row.get("URLString"))
    said, listed = row.get("URIDictionary"), row.get("ReadingList")
    row.get("WebBookmarkType")
    return ImportedEntry(
        url,
        fields.title(said.get("title") if isinstance(said, dict) else "", url),
        added=fields.moment(listed.get("DateAdded")) if isinstance(listed, dict) else None,
        tags=fields.tags(row["folders"]),
        line=line,
    )
