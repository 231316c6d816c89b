"""Pages inside another file: newsletters saved as mail, and pages saved whole as MHTML or as Safari's web archive."""

from __future__ import annotations

import plistlib
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any
from xml.parsers.expat import ExpatError

from termread.article import Article, Block, Cut, Note, Paragraph, Place, flatten
from termread.document import Document
from termread.errors import Empty, Unreadable
from termread.parse.charset import decode
from termread.parse.formats.copied_text import article_in
from termread.parse.formats.plain_text import essay_in
from termread.parse.parsed import Parsed, Settings
from termread.parse.phrasebook import every_phrase
from termread.parse.saved_page import frame_part
from termread.text import clean_line
from termread.values import replace

AROUND = 6
"""Blocks at either end of a newsletter that may be its own notices."""
FAREWELL = 500
"""Characters of the longest notice."""


def read_mail(document: Document, settings: Settings) -> Parsed:
    """Return the newsletter in a message; raises Empty if it has no text."""
    message = message_in(document.data)
    page, text = longest_part(message, "text/html"), longest_part(message, "text/plain")
    if page is not None and payload(page).strip():
        from termread.parse.page.pipeline import read_html

        inner = _inside(document, payload(page), page.get_content_charset(), _address(message))
        parsed = read_html(inner, settings, parts_in(message))
    elif text is not None and payload(text).strip():
        decoded = decode(payload(text), declared=text.get_content_charset())
        wrapped = max(map(len, decoded.text.split("\n"))) <= 100
        article = essay_in(decoded.text) if wrapped else article_in(decoded.text)
        parsed = Parsed(article, decoded.charset, decoded.by)
    else:
        raise Empty("This message has no text in it.")
    return replace(parsed, article=_headed(without_farewell(parsed.article), message))


def _inside(document: Document, data: bytes, charset: str | None, url: str | None) -> Document:
    """Return the page whose bytes *document* contains."""
    return replace(document, data=data, charset=charset, media_type="text/html", url=url)


def message_in(data: bytes) -> EmailMessage:
    """Return the message in *data*, without an mbox "From " line; raises Unreadable if it nests too deep."""
    from email import message_from_bytes, policy

    data = data.lstrip(b"\xef\xbb\xbf\r\n")
    if data.startswith(b"From "):
        data = data.split(b"\n", 1)[-1]
    try:
        message = message_from_bytes(data, policy=policy.default.clone(raise_on_defect=False))
        list(message.walk())
    except RecursionError:
        raise Unreadable("The parts of this message nest too deep to be read; open it with a mail program.") from None
    return message if isinstance(message, EmailMessage) else EmailMessage()


def payload(part: Message) -> bytes:
    """Return the decoded bytes of a part, or nothing if they cannot be decoded."""
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, AttributeError):
        return b""
    return found if isinstance(found, bytes) else b""


def parts_in(message: Message, page: str | None = None) -> dict[str, bytes]:
    """Return the pictures, the style sheets and the frames from *page*'s own site in a message, by their names."""
    found: dict[str, bytes] = {}
    for part in message.walk():
        location = header(part, "Content-Location")
        data: bytes | None = None
        if part.get_content_maintype() == "image" or part.get_content_type() == "text/css":
            data = payload(part)
        elif page and part.get_content_type() == "text/html" and location != page:
            data = frame_part(payload(part), part.get_content_charset(), location, page)
        if data:
            names = (location, f"cid:{header(part, 'Content-ID').strip('<> ')}")
            found.update(dict.fromkeys(filter(None, names), data))
    return found


def header(message: Message, name: str) -> str:
    """Return a header as clean text on one line; empty if it is missing or unreadable."""
    try:
        return clean_line(str(message.get(name) or ""))
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        return ""


def longest_part(message: EmailMessage, kind: str) -> Message | None:
    """Return the longest part of this type that is not an attachment."""
    parts = [
        part
        for part in message.walk()
        if part.get_content_type() == kind and "attachment" not in header(part, "Content-Disposition").lower()
    ]
    return max(parts, key=lambda part: len(payload(part)), default=None)


def _address(message: Message) -> str | None:
    """Return the web address of the newsletter, if it gives one."""
    found = (header(message, name).strip("<> ") for name in ("Archived-At", "List-Archive", "Content-Location"))
    return next(filter(None, map(_web, found)), None)


def _web(address: str) -> str | None:
    return address if address.startswith(("https://", "http://")) and " " not in address else None


def without_farewell(article: Article) -> Article:
    """Return a newsletter without its own notices: why you get it, where to view it online, how to unsubscribe."""
    phrases = every_phrase()
    blocks: list[Block] = []
    cuts: list[Cut] = []
    moved: dict[int, int] = {}
    for index, block in enumerate(article.blocks):
        text = flatten(block)
        outer = index < AROUND or index >= len(article.blocks) - AROUND
        if (
            outer
            and isinstance(block, Paragraph | Note)
            and len(text) <= FAREWELL
            and phrases.holds("unsubscribe", text)
        ):
            cuts.append(Cut("newsletter", text, len(blocks) - 1))
        else:
            moved[index] = len(blocks)
            blocks.append(block)
    if not cuts or not blocks:
        return article
    anchors = tuple(
        replace(a, place=Place(moved[a.place.block], a.place.offset)) for a in article.anchors if a.place.block in moved
    )
    return replace(article, blocks=tuple(blocks), cut=(*article.cut, *cuts), anchors=anchors)


def _headed(article: Article, message: Message) -> Article:
    """Return *article* with subject, sender and date from the message's header."""
    name, address = parseaddr(header(message, "From"))
    sender = clean_line(name) or address
    try:
        published = parsedate_to_datetime(header(message, "Date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        published = None
    return replace(
        article,
        title=header(message, "Subject") or article.title,
        site=article.site or sender or None,
        authors=article.authors or ((sender,) if sender else ()),
        byline=article.byline or sender or None,
        published=published or article.published,
    )


def read_mhtml(document: Document, settings: Settings) -> Parsed:
    """Return the article in an MHTML file; raises Empty if it has no page."""
    from termread.parse.page.pipeline import read_html

    message = message_in(document.data)
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    page = next((part for part in pages if payload(part).strip()), None)
    if page is None:
        raise Empty("There is no page in this file.")
    places = (header(message, "Snapshot-Content-Location"), header(page, "Content-Location"))
    url = next(filter(None, map(_web, places)), document.url)
    return read_html(
        _inside(document, payload(page), page.get_content_charset(), url), settings, parts_in(message, url)
    )


def read_webarchive(document: Document, settings: Settings) -> Parsed:
    """Return the article in a web archive; raises Unreadable if it is broken."""
    from termread.parse.page.pipeline import read_html

    archive = _archive(document.data)
    address, data, charset = next(_resources([{"WebResourceURL": "", **archive["WebMainResource"]}]), ("", b"", None))
    if not data.strip():
        raise Empty("There is no page in this file.")
    url = address if address.startswith(("https://", "http://")) else document.url
    return read_html(_inside(document, data, charset, url), settings, _parts(archive, url))


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
    except (ArithmeticError, EOFError, ExpatError, LookupError, MemoryError, RecursionError, TypeError, ValueError):
        archive = None
    if not isinstance(archive, dict) or not isinstance(archive.get("WebMainResource"), dict):
        raise Unreadable("This web archive is broken: the page in it cannot be found; save the page again.")
    return archive
