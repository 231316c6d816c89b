"""Entries as a Netscape bookmark file, which every browser and bookmark program reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape

from termread.saved import Exported
from termread.write.spans import safe_href

_HEAD = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
"""


def write_netscape(entries: Iterable[Exported]) -> Iterator[str]:
    """Yield a bookmark file, an entry at a time; what has no web address has no place in it."""
    yield _HEAD
    for entry in entries:
        href = safe_href(entry.url) or safe_href(entry.address)
        if href:
            yield _bookmark(entry, href)
    yield "</DL><p>\n"


def _bookmark(entry: Exported, href: str) -> str:
    added, opened = seconds(entry.added), seconds(entry.opened)
    attributes = [f'HREF="{escape(href)}"']
    attributes += [f'ADD_DATE="{added}"'] if added is not None else []
    attributes += [f'LAST_VISIT="{opened}"'] if opened is not None else []
    attributes.append(f'TOREAD="{int(entry.state != "archived")}"')
    tags = ",".join(tag for tag in (" ".join(tag.replace(",", " ").split()) for tag in entry.tags) if tag)
    attributes += [f'TAGS="{escape(tags)}"'] if tags else []
    note = f"    <DD>{escape(entry.note)}\n" if entry.note.strip() else ""
    return f"    <DT><A {' '.join(attributes)}>{escape(entry.title or href)}</A>\n{note}"


def seconds(time: str | None) -> int | None:
    """Return an ISO 8601 time as seconds since 1970, or None where it is not one."""
    try:
        return int(datetime.fromisoformat(time).timestamp()) if time else None
    except (ValueError, OverflowError):
        return None
