"""Bookmark pages: Netscape files of browsers, linkding, Shaarli and Pinboard; Pocket's and Instapaper's HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from termread.interchange import ImportedEntry, ImportRow
from termread.parse.imports import fields
from termread.parse.imports.record import Record

_ARCHIVED = "linkding:bookmarks.archived"
_LINKDING_NOTES = re.compile(r"\[linkding-notes\](.*?)\[/linkding-notes\]", re.DOTALL)
_TOP_FOLDERS = ("personal_toolbar_folder", "unfiled_bookmarks_folder")


def recognise(text: str) -> Iterator[ImportRow] | None:
    """Return the entries of a bookmark page, or None if it is another kind of page."""
    start = text[:4_000].lower()
    if "netscape-bookmark-file" in start or ("<dl" in start and "<dt" in start and "add_date" in text[:20_000].lower()):
        return fields.each(_netscape_rows(text), _netscape)
    if "<title>pocket export" in start or "<title>instapaper" in start or ("<h1>unread" in start and "<li" in text):
        return fields.each(_shelved_rows(text), _shelved)
    return None


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


def _netscape(row: Record, line: int) -> ImportedEntry:
    url = fields.address(row.get("href"))
    done = row.get("toread") == "0"
    tags = fields.tags(row["folders"], fields.parted(row.get("tags")))
    return ImportedEntry(
        url,
        fields.title(row["title"], url),
        added=fields.moment(row.get("add_date")),
        opened=fields.moment(row.get("last_visit")),
        tags=tuple(tag for tag in tags if tag != _ARCHIVED),
        archived=done or _ARCHIVED in tags,
        note=_note(row.get("note", "")),
        line=line,
    )


def _note(text: str) -> str:
    """Return the description, followed by linkding's notes."""
    notes = _LINKDING_NOTES.findall(text)
    parts = [_LINKDING_NOTES.sub("", text), *notes]
    return "\n\n".join(part for part in map(fields.text, parts) if part)


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
