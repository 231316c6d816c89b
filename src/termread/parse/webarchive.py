"""Pages saved whole by Safari: a property list that holds the page and what belongs to it."""

from __future__ import annotations

import plistlib
from typing import Any
from xml.parsers.expat import ExpatError

from termread.document import Document
from termread.errors import Empty, Unreadable
from termread.parse.parsed import Parsed, Settings
from termread.values import replace


def read_webarchive(document: Document, settings: Settings) -> Parsed:
    """Return the article in the page that a web archive holds; raises Unreadable where it is broken."""
    from termread.parse.page.pipeline import read_html

    archive = _archive(document.data)
    main = archive["WebMainResource"]
    data = main.get("WebResourceData")
    if not isinstance(data, bytes) or not data.strip():
        raise Empty("There is no page in this file.")
    address, charset = main.get("WebResourceURL"), main.get("WebResourceTextEncodingName")
    web = isinstance(address, str) and address.startswith(("https://", "http://"))
    inner = replace(
        document,
        data=data,
        url=address if web else document.url,
        charset=charset if isinstance(charset, str) else None,
        media_type="text/html",
    )
    return read_html(inner, settings, _pictures(archive))


def _pictures(archive: dict[str, Any]) -> dict[str, bytes]:
    """Return what the archive carries beside its page, by their addresses."""
    beside = archive.get("WebSubresources")
    found: dict[str, bytes] = {}
    for part in beside if isinstance(beside, list) else ():
        address, data = (
            part.get(name) if isinstance(part, dict) else None for name in ("WebResourceURL", "WebResourceData")
        )
        if isinstance(address, str) and isinstance(data, bytes):
            found[address] = data
    return found


def _archive(data: bytes) -> dict[str, Any]:
    """Return a web archive that has a main resource."""
    try:
        archive = plistlib.loads(data)
    except (
        ValueError,
        ExpatError,
        OverflowError,
        RecursionError,
        TypeError,
        KeyError,
        IndexError,
        EOFError,
        MemoryError,
    ):
        archive = None
    if not isinstance(archive, dict) or not isinstance(archive.get("WebMainResource"), dict):
        raise Unreadable("This web archive is broken: the page in it cannot be found; save the page again.")
    return archive
