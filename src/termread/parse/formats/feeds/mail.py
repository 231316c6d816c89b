"""Mail as a feed: each message of a folder is a story."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.message import EmailMessage
from email.utils import parseaddr
from hashlib import sha256
from html import escape

from termread.errors import TermreadError
from termread.feed import Feed, FeedItem
from termread.parse.addresses import web_address
from termread.parse.charset import decode
from termread.parse.formats.feeds.markup import dek_of
from termread.parse.formats.feeds.times import utc
from termread.parse.formats.mail_and_archives import header, longest_part, message_in, payload
from termread.text import clean, clean_line, regex

_BODY = regex(r"<body\b", re.IGNORECASE)
WRAPPED, FULL = 100, 50
"""Characters of the longest line of a text that is wrapped, and of the shortest line that another continues."""


def feed_of_mail(messages: Iterable[bytes], title: str, fault: str = "") -> Feed:
    """Return the *messages* of a folder as a feed called *title*, the newest first; *fault* is what is wrong with the folder."""
    items: dict[str, FeedItem] = {}
    unreadable = 0
    for data in messages:
        try:
            item = item_of_message(data)
        except TermreadError:
            unreadable += 1
            continue
        items[item.guid] = item
    if unreadable and not fault:
        fault = f"Messages in this folder that could not be read: {unreadable}."
    newest = sorted(items.values(), key=lambda item: item.published or "", reverse=True)
    return Feed(title=title, items=tuple(newest), fault=fault)


def item_of_message(data: bytes) -> FeedItem:
    """Return a message as a story; raises Unreadable if it nests too deep."""
    message = message_in(data)
    name, address = parseaddr(header(message, "From"))
    sender = clean_line(name) or clean_line(address)
    title = header(message, "Subject")
    content = _content(message)
    body = _BODY.search(content)
    guid = header(message, "Message-ID").strip("<> ") or sha256(data).hexdigest()
    return FeedItem(
        guid=guid,
        url=web_address(header(message, "Archived-At").strip("<> "), None) or "",
        title=title or "(no subject)",
        dek=dek_of(content[body.start() :] if body else content, title),
        content=content,
        authors=(sender,) if sender else (),
        published=utc(header(message, "Date")),
        language=header(message, "Content-Language")[:35] or None,
        medium="mail",
    )


def _content(message: EmailMessage) -> str:
    """Return the text of a message as HTML."""
    page = longest_part(message, "text/html")
    if page is not None and payload(page).strip():
        return clean(decode(payload(page), declared=page.get_content_charset()).text)
    text = longest_part(message, "text/plain")
    return _paragraphs(decode(payload(text), declared=text.get_content_charset()).text) if text is not None else ""


def _paragraphs(text: str) -> str:
    """Return plain *text* as HTML, with the lines of its paragraphs joined if it is wrapped."""
    paragraphs = [each.splitlines() for each in re.split(r"\n[ \t]*\n\s*", clean(text).strip())]
    wrapped = all(len(line) <= WRAPPED for lines in paragraphs for line in lines)
    told: list[str] = []
    for lines in paragraphs:
        joins = wrapped and all(len(line) >= FULL for line in lines[:-1])
        told.append((" " if joins else "<br>").join(escape(line.strip(), quote=False) for line in lines))
    return "".join(f"<p>{each}</p>" for each in told if each)
