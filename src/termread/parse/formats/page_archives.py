"""Pages saved whole in one file: MHTML, which Chrome writes, and Safari's web archive."""

from __future__ import annotations

import plistlib
from collections.abc import Iterator
from email.message import Message
from typing import Any
from xml.parsers.expat import ExpatError

from termread.document import Document
from termread.errors import Empty, Unreadable
from termread.parse.formats.mail import header, message_in, parts_in, payload
from termread.parse.parsed import Parsed, Settings
from termread.parse.saved_page import frame_part
from termread.values import replace


def read_mhtml(document: Document, settings: Settings) -> Parsed:
    """Return the article in an MHTML file; raises Empty if it has no page."""
    from termread.parse.page.pipeline import read_html

    message = message_in(document.data)
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    page = next((part for part in pages if payload(part).strip()), None)
    if page is None:
        raise Empty("There is no page in this file.")
    url = _web(header(message, "Snapshot-Content-Location")) or _location(page) or document.url
    inner = replace(
        document,
        data=payload(page),
        url=url,
        charset=page.get_content_charset(),
        media_type="text/html",
    )
    return read_html(inner, settings, parts_in(message, url))


def _location(page: Message) -> str | None:
    return _web(header(page, "Content-Location"))


def _web(address: str) -> str | None:
    return address if address.startswith(("https://", "http://")) and " " not in address else None


def read_webarchive(document: Document, settings: Settings) -> Parsed:
    """Return the article in a web archive; raises Unreadable if it is broken."""
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
    return read_html(inner, settings, _parts(archive, inner.url))


def _parts(archive: dict[str, Any], url: str | None) -> dict[str, bytes]:
    """Return what the archive carries beside its page, and the frames of its own site, by their addresses."""
    found = {address: data for address, data, _ in _resources(archive.get("WebSubresources"))}
    inner = archive.get("WebSubframeArchives")
    frames = (
        [each.get("WebMainResource") for each in inner if isinstance(each, dict)] if isinstance(inner, list) else []
    )
    for address, data, charset in _resources(frames):
        if frame := frame_part(data, charset, address, url):
            found[address] = frame
    return found


def _resources(given: Any) -> Iterator[tuple[str, bytes, str | None]]:
    """Yield the address, the bytes and the charset of each resource in a list of them."""
    for part in given if isinstance(given, list) else ():
        if isinstance(part, dict):
            address, data = part.get("WebResourceURL"), part.get("WebResourceData")
            charset = part.get("WebResourceTextEncodingName")
            if isinstance(address, str) and isinstance(data, bytes):
                yield address, data, charset if isinstance(charset, str) else None


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
