"""The plain visible text of a page, found in linear time without a parser.

Used for pages that crash the parser or exceed its limits; shows everything, including menus.
"""

from __future__ import annotations

import re
from html import unescape

from termread.article import Article, Notice, Paragraph, Prose
from termread.document import Document
from termread.errors import Empty, Fault, TooLarge
from termread.parse.charset import decode
from termread.parse.parsed import Parsed
from termread.parse.sniff import NOT_TEXT, is_readable_plainly, kind_of, refuse
from termread.text import clean_line, regex

CAP = 8 << 20
"""Bytes that are read; a notice says so if there are more."""

_MARKUP = regex(r"<(?:!doctype|html|head|body|p|div|article|span|br|table)\b", re.IGNORECASE)
_UNSEEN = regex(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|template|svg|math|textarea|select|title)\b[^<>]*>.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_TITLE = regex(r"<title\b[^<>]*>(.{0,2000}?)</title", re.DOTALL | re.IGNORECASE)
_BREAK = regex(
    r"</?(?:address|article|aside|blockquote|br|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure"
    r"|footer|form|h[1-6]|header|hr|html|li|main|nav|ol|option|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr"
    r"|title|ul)\b[^<>]*>?",
    re.IGNORECASE,
)
_TAG = regex(r"<[A-Za-z/!?][^<>]*>?")
_PARTING = regex(r"\n\s*\n")


def read_visible(document: Document, *, fault: bool = False) -> Parsed:
    """Return all visible text of *document*, with a notice that says why: its cost, or a *fault* in termread.

    Raises Empty or NotText where there is none, and TooLarge or Fault where its bytes are not its words, as in a book.
    """
    kind = kind_of(document)
    if kind == "empty" or kind in NOT_TEXT:
        raise refuse(kind, len(document.data))
    if not is_readable_plainly(document):
        raise Fault.while_reading("file") if fault else TooLarge.to_understand("file")
    decoded = decode(document.data[:CAP], declared=document.charset, chosen=document.chosen)
    text = decoded.text
    title, pieces = _of_markup(text) if _MARKUP.search(text, 0, 1 << 16) else ("", _PARTING.split(text))
    paragraphs = tuple(Paragraph(Prose(line)) for piece in pieces if (line := clean_line(piece)))
    if not paragraphs:
        raise Empty("There is no text in it.")
    why = (
        "Something went wrong inside termread while it read this page"
        if fault
        else "This page takes too much time or memory to understand"
    )
    notice = f"{why}, so all its visible text is shown as it stands."
    if len(document.data) > CAP:
        notice += f" Of its {len(document.data) >> 20} MB, these are the first {CAP >> 20}."
    article = Article(title=title, url=document.url, blocks=paragraphs, notices=(Notice("plain", notice),))
    return Parsed(article, decoded.charset, decoded.by)


def _of_markup(text: str) -> tuple[str, list[str]]:
    found = _TITLE.search(text)
    title = clean_line(unescape(_TAG.sub("", found.group(1)))) if found else ""
    text = " ".join(text.split())
    # If the hidden elements are the whole page, one of them was never closed: show them.
    seen = _lines(_UNSEEN.sub(" ", text)) or _lines(text)
    return title, seen


def _lines(text: str) -> list[str]:
    text = unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    return [line for line in text.split("\n") if line.strip()]
