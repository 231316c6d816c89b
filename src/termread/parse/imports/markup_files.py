"""Markup files: bookmark pages, notes of Evernote (ENEX), XML of Pinboard, Safari's property list; OPML is in `opml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from termread.interchange import ImportRow
from termread.parse.imports import bookmarks, fields
from termread.parse.imports.json_files import PINBOARD
from termread.parse.imports.opml import outline, outlines
from termread.parse.imports.rows import Record, each, html, inner, reader
from termread.parse.xml import name_of, read_xml
from termread.text import regex

_NOTE = regex(r"\A.*?<en-note\b[^>]*>", re.DOTALL)


def recognise(content: str | bytes) -> Iterator[ImportRow] | None:
    """Return the entries of the file, or None if it is another kind of page."""
    if isinstance(content, bytes) or "<plist" in content[:1_000]:
        return _safari(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
    if "<posts" in content[:1_000]:
        return each(_posts(content), PINBOARD.read)
    if "<opml" in content[:4_000].lower():
        return each(outlines(content), outline)
    if "<en-export" in content[:2_000]:
        return each(_notes(content), _EVERNOTE)
    return bookmarks.of_page(content)


def _safari(data: bytes) -> Iterator[ImportRow] | None:
    import plistlib
    from xml.parsers.expat import ExpatError

    try:
        root: Any = plistlib.loads(data)
    except (
        ExpatError,
        ArithmeticError,
        AttributeError,
        LookupError,
        MemoryError,
        RecursionError,
        TypeError,
        ValueError,
    ):
        return None
    return bookmarks.of_plist(root) if isinstance(root, dict) else None


def _posts(text: str) -> Iterator[tuple[int, Record]]:
    root = read_xml(text)
    for post in root.iter("post") if root is not None else ():
        yield post.sourceline or 0, Record({str(name): value for name, value in post.attrib.items()})


def _notes(text: str) -> Iterator[tuple[int, Record]]:
    root = read_xml(_without_files(text))
    for note in root.iter("note") if root is not None else ():
        yield note.sourceline or 0, _fields(note)


def _without_files(text: str) -> str:
    """Return the export with each attached file replaced by a tag: files exceed the limits of the XML parser."""
    first, *rest = text.split("<resource>")
    return first + "".join("<resource>1</resource>" + part.partition("</resource>")[2] for part in rest)


def _fields(element: Any) -> Record:
    record = Record(tag=[])
    for child in element:
        name = name_of(child)
        if name == "tag":
            record["tag"].append(child.text or "")
        else:
            record[name] = _fields(child) if len(child) else child.text or ""
    if not record["tag"]:
        del record["tag"]
    return record


def _source(row: Record) -> str:
    source = fields.line(inner(row, "note-attributes").get("source-url"))
    if not source:
        raise fields.BadRow(f"“{fields.shortened(fields.line(row.get('title')))}” is a note without a web address")
    return fields.address(source)


def _content(row: Record) -> str:
    content = row.get("content")
    return _NOTE.sub("", content).replace("</en-note>", "") if isinstance(content, str) else ""


_EVERNOTE = reader(
    url=_source,
    added="created",
    tags=lambda row: row.get("tag"),
    authors=lambda row: fields.author(inner(row, "note-attributes").get("author")),
    article=html(_content, smallest=1),
)
