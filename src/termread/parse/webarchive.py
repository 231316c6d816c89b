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
    from termread.parse.html import read_html

    main = _main(document.data)
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
    return read_html(inner, settings)


def _main(data: bytes) -> dict[str, Any]:
    """Return the main resource of a web archive."""
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
    main = archive.get("WebMainResource") if isinstance(archive, dict) else None
    if not isinstance(main, dict):
        raise Unreadable("This web archive is broken: the page in it cannot be found; save the page again.")
    return main
