"""Bookmarks: Firefox's and Chrome's JSON, Safari's property list, and the pages that browsers and read-later programs write."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from termread.interchange import ImportedEntry, ImportRow
from termread.parse.imports import fields
from termread.parse.imports.rows import Record, each, inner, objects, reader, split
from termread.text import regex

_ARCHIVED = "linkding:bookmarks.archived"
_LINKDING_NOTES = regex(r"\[linkding-notes\](.*?)\[/linkding-notes\]", re.DOTALL)
_TOP_FOLDERS = ("personal_toolbar_folder", "unfiled_bookmarks_folder")
_SAFARI_FOLDERS = ("", "BookmarksBar", "BookmarksMenu", "com.apple.ReadingList")
"""Folders that the reader did not name."""


def of_json(whole: Record) -> Iterator[ImportRow] | None:
    """Return the bookmarks in a backup of Firefox or a profile of Chrome; None if *whole* is something else."""
    if isinstance(whole.get("roots"), dict):
        tops = [node for node in whole["roots"].values() if isinstance(node, dict)]
        own = {id(node) for node in tops}
        return each(_bookmarks(tops, lambda node: "" if id(node) in own else node.get("name"), "url"), _CHROME)
    if "children" in whole and ("guid" in whole or "root" in whole or "dateAdded" in whole):
        return each(_bookmarks([whole], lambda node: "" if node.get("root") else node.get("title"), "uri"), _FIREFOX)
    return None


def of_plist(root: dict[str, Any]) -> Iterator[ImportRow]:
    """Return the bookmarks of Safari and its reading list."""
    return each(_bookmarks([Record(root)], _safari_folder, "URLString"), _SAFARI)


def of_page(text: str) -> Iterator[ImportRow] | None:
    """Return the bookmarks in a Netscape file, or in Pocket's or Instapaper's page; None if it is another page."""
    start = text[:4_000].lower()
    if "netscape-bookmark-file" in start or ("<dl" in start and "<dt" in start and "add_date" in text[:20_000].lower()):
        return each(_netscape_rows(text), _NETSCAPE)
    if "<title>pocket export" in start or "<title>instapaper" in start or ("<h1>unread" in start and "<li" in text):
        return each(_shelved_rows(text), _shelved)
    return None


def _safari_folder(node: dict[str, Any]) -> str:
    name = fields.line(node.get("Title"))
    return "" if name in _SAFARI_FOLDERS else name


def _bookmarks(
    tops: list[dict[str, Any]], name_of: Callable[[dict[str, Any]], Any], address: str
) -> Iterator[tuple[int, Record]]:
    """Yield every node with an address, in order, with the names of its folders.

    A property list may contain itself, so no node is visited twice.
    """
    seen: set[int] = set()
    waiting: list[tuple[dict[str, Any], tuple[str, ...]]] = [(top, ()) for top in reversed(tops)]
    number = 0
    while waiting:
        node, folders = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if address in node:
            number += 1
            inner = {key: Record(value) if type(value) is dict else value for key, value in node.items()}
            yield number, Record(inner, folders=list(folders))
        inside_it = [child for key in ("children", "Children") for child in fields.listed(node.get(key))]
        children = [child for child in inside_it if isinstance(child, dict)]
        if children:
            name = fields.line(name_of(node))
            inside = (*folders, name)[-20:] if name else folders
            waiting += [(child, inside) for child in reversed(children)]


def _descriptions(row: Record) -> str:
    notes = (anno for anno in objects(row.get("annos")) if anno.get("name") == "bookmarkProperties/description")
    return "\n\n".join(fields.text(anno.get("value")) for anno in notes)


_FIREFOX = reader(url="uri", added="dateAdded", tags=("folders", split("tags")), note=_descriptions)
_CHROME = reader(title="name", added=lambda row: fields.since_1601(row.get("date_added")), tags="folders")
_SAFARI = reader(
    url="URLString",
    title=lambda row: inner(row, "URIDictionary").get("title"),
    added=lambda row: fields.moment(inner(row, "ReadingList").get("DateAdded")),
    tags="folders",
    ignored="WebBookmarkType",
)


def _tree(text: str) -> Any:
    from termread.parse.page.tree import plant

    tree = plant(text, max_elements=2_000_000)
    return tree.root if tree else None


def _netscape_rows(text: str) -> Iterator[tuple[int, Record]]:
    """Yield each link with its folders and note, in file order, even if tags are unclosed."""
    from lxml import etree

    root = _tree(text)
    folders: list[str] = []
    waiting = ""
    row: Record | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")) if root is not None else ():
        match event, element.tag:
            case "start", "h3":
                waiting = "" if any(element.get(name) for name in _TOP_FOLDERS) else _words(element)
            case "start", "dl":
                folders.append(waiting)
                waiting = ""
            case "end", "dl":
                folders.pop()
            case "start", "a":
                if row:
                    yield row["line"], row
                row = Record(
                    element.attrib.items(), title=_words(element), folders=folders[1:], line=element.sourceline or 0
                )
            case "start", "dd" if row and "note" not in row:
                row["note"] = _own_text(element)
    if row:
        yield row["line"], row


def _words(element: Any) -> str:
    return "".join(element.itertext())


def _own_text(element: Any) -> str:
    """Return the text of a note up to the next bookmark or folder, which an unclosed note seems to contain."""
    parts = [element.text or ""]
    for child in element:
        if child.tag in {"dl", "dt", "h3", "a"}:
            break
        parts += ["\n" if child.tag in {"br", "p"} else "", _own_text(child), child.tail or ""]
    return "".join(parts)


def _tags(row: Record) -> tuple[str, ...]:
    return fields.tags(row["folders"], fields.parted(row.get("tags")))


def _note(row: Record) -> str:
    """Return the description, followed by linkding's notes."""
    text = row.get("note", "")
    parts = [_LINKDING_NOTES.sub("", text), *_LINKDING_NOTES.findall(text)]
    return "\n\n".join(part for part in map(fields.text, parts) if part)


_NETSCAPE = reader(
    url="href",
    added="add_date",
    opened="last_visit",
    tags=lambda row: [tag for tag in _tags(row) if tag != _ARCHIVED],
    archived=lambda row: row.get("toread") == "0" or _ARCHIVED in _tags(row),
    note=_note,
)


def _shelved_rows(text: str) -> Iterator[tuple[int, tuple[int, str, Any]]]:
    """Yield each link with the number of headings before it and the last of them."""
    root = _tree(text)
    heading, shelf = "", 0
    for element in root.iter("h1", "a") if root is not None else ():
        if element.tag == "h1":
            heading, shelf = _words(element).strip(), shelf + 1
        else:
            yield element.sourceline or 0, (shelf, heading, element)


def _shelved(row: tuple[int, str, Any], line: int) -> ImportedEntry:
    shelf, heading, element = row
    url = fields.address(element.get("href"))
    known = heading.lower() in {"unread", "read archive", "archive", "starred", ""}
    return ImportedEntry(
        url,
        fields.title(_words(element), url),
        added=fields.moment(element.get("time_added")),
        tags=fields.tags([] if known or shelf < 3 else [heading], fields.parted(element.get("tags"))),
        archived="archive" in heading.lower() or (shelf == 2 and not known),
        favourite=heading.lower() == "starred",
        line=line,
    )
