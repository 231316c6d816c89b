"""Markup files: bookmark pages, OPML, XML of Evernote and Pinboard, Safari's property list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from termread.interchange import ImportRow
from termread.parse.imports import bookmarks, browsers, evernote, fields, opml
from termread.parse.imports.json_sources import PINBOARD
from termread.parse.imports.record import Record
from termread.parse.xml import read_xml


def recognise(content: str | bytes) -> Iterator[ImportRow] | None:
    """Return the entries of the file, or None if it is another kind of page."""
    if isinstance(content, bytes) or "<plist" in content[:1_000]:
        return _safari(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
    if "<posts" in content[:1_000]:
        return fields.each(_posts(content), PINBOARD.read)
    sources = (opml, evernote, bookmarks)
    return next((found for source in sources if (found := source.recognise(content)) is not None), None)


def _safari(data: bytes) -> Iterator[ImportRow] | None:
    import plistlib
    from xml.parsers.expat import ExpatError

    try:
        root: Any = plistlib.loads(data)
    except (plistlib.InvalidFileException, ExpatError, ValueError, KeyError, IndexError, OverflowError, TypeError):
        return None
    except (AttributeError, RecursionError, MemoryError):
        return None
    return fields.each(browsers.safari_rows(Record(root)), browsers.safari) if isinstance(root, dict) else None


def _posts(text: str) -> Iterator[tuple[int, Record]]:
    root = read_xml(text)
    for post in root.iter("post") if root is not None else ():
        yield post.sourceline or 0, Record({str(name): value for name, value in post.attrib.items()})
