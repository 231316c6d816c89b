"""Pages saved whole as MHTML: the page itself, under the address it was saved from."""

from __future__ import annotations

from email.message import Message

from termread.document import Document
from termread.errors import Empty
from termread.parse.mail import header, message_in, payload, pictures_in
from termread.parse.parsed import Parsed, Settings
from termread.values import replace


def read_mhtml(document: Document, settings: Settings) -> Parsed:
    """Return the article in the page that an MHTML file holds; raises Empty where it holds none."""
    from termread.parse.page.pipeline import read_html

    message = message_in(document.data)
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    page = next((part for part in pages if payload(part).strip()), None)
    if page is None:
        raise Empty("There is no page in this file.")
    inner = replace(
        document,
        data=payload(page),
        url=_web(header(message, "Snapshot-Content-Location")) or _location(page) or document.url,
        charset=page.get_content_charset(),
        media_type="text/html",
    )
    return read_html(inner, settings, pictures_in(message))


def _location(page: Message) -> str | None:
    return _web(header(page, "Content-Location"))


def _web(address: str) -> str | None:
    return address if address.startswith(("https://", "http://")) and " " not in address else None
