"""Tell the kind of a document from its first bytes, its media type and its content."""

from __future__ import annotations

import re

from termread.document import Document
from termread.errors import Empty, NotText
from termread.formats import FORMATS, by_suffix
from termread.parse.xml import XML_KINDS, xml_kind
from termread.text import regex

LOOK = 65_536
"""Bytes that are examined."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF87a", "picture"),
    (b"GIF89a", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"\x00\x00\x01\x00", "picture"),
    (b"\xff\x0a", "picture"),
    (b"\x00\x00\x00\x0cJXL ", "picture"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"FLV\x01", "video"),
    (b"\x00\x00\x01\xba", "video"),
    (b"OggS", "sound"),
    (b"ID3", "sound"),
    (b"fLaC", "sound"),
    (b"\xff\xfb", "sound"),
    (b"\xff\xf3", "sound"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\x00asm", "program"),
    (b"SQLite format 3\x00", "database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"{\\rtf", "office"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"OTTO", "font"),
    (b"%!PS", "pdf"),
)
_NAMES = {
    "pdf": "a PDF",
    "picture": "a picture",
    "video": "a video",
    "sound": "a sound recording",
    "archive": "a packed archive",
    "zip": "a zip file",
    "program": "a program",
    "database": "a database",
    "office": "an office document",
    "font": "a font",
    "binary": "binary data",
    "evernote": "an Evernote export (ENEX)",
    "bookmarks": "a list of bookmarks (XML)",
    "plist": "a property list",
    "xml": "data (XML)",
    "table": "a table of addresses (CSV)",
}
_TO_IMPORT = frozenset({"evernote", "bookmarks", "plist", "table"})
"""Kinds that `termread import` can read, or may be able to."""
NOT_TEXT = frozenset(_NAMES)

_PLAIN = frozenset({"html", "text", "copied", "markdown", "mail", "feed"})
"""Kinds whose bytes are mostly the text itself."""

_TYPES = {media: name for name, entry in FORMATS.items() for media in entry.media_types}
_ENDINGS = by_suffix("reader", written=False)
_PROLOGUE = regex(r"\s*(?:<\?[^>]*>|<!--.*?(?:-->|\Z))", re.DOTALL)
_HTML = regex(r"\s*<(?:!doctype\s+html|html|head|body|meta|title|script)\b", re.IGNORECASE)
_FEED = regex(
    r"\s*(?:<!DOCTYPE\s+(?:rss|rdf|feed)\b[^>\[]{0,500}(?:\[[^\]]{0,20000}\]\s*)?>\s*)?"
    r"<(?:rss\b|(?:[\w.-]+:)?RDF\b|(?:[\w.-]+:)?feed\b(?:[^>]*(?:w3\.org/2005/Atom|purl\.org/atom/ns)|[^>]*>(?=.{0,4000}<entry\b)))",
    re.IGNORECASE | re.DOTALL,
)
_LATE_FEED = regex(
    r"(?:(?!```|<!doctype|<html).){1,1000}?<\?xml\b[^>]*\?>\s*<(?:rss|rdf:RDF|feed)\b", re.IGNORECASE | re.DOTALL
)
"""A feed that warnings or blanks stand in front of."""
_JSON_FEED = regex(r'"version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org(?:\\?/)version')
_TAGS = regex(
    r"</?(?:p|div|br|a|span|h[1-6]|article|section|table|tr|td|ul|li|img|b|i|em|strong)\b[^<>]*>", re.IGNORECASE
)
_SVG = regex(r"\s*(?:<!DOCTYPE svg[^>]*>\s*)?<svg\b", re.IGNORECASE)
_HEADER = regex(r"^([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]*\S")
_MAIL_HEADERS = frozenset(
    "from to subject date message-id received return-path "  # noqa: SIM905
    "delivered-to mime-version content-type snapshot-content-location".split()
)
_MARKDOWN = regex(
    r"^(?:#{1,6}\s+\S.*|```.*|~~~.*|\s*[-*+]\s+\[[ xX]\].*|\[[^\]]+\]:\s+\S+.*|!\[[^\]]*\]\([^)]*\).*|\|(?:.*\|)+)\s*$",
    re.MULTILINE,
)
_MARKDOWN_LINK = regex(r"\[[^\]\n]{1,200}\]\((?:https?:|/|#|\.)[^)\s]*\)")
_FRONT_MATTER = regex(r"\A---[ \t]*\r?\n(?:[\w-]+:.*\r?\n|[ \t]+.*\r?\n|- .*\r?\n)+(?:---|\.\.\.)[ \t]*\r?\n")


_BELIEVED = ("html", "markdown", "json")
"""Kinds for which the media type or the name of a document is believed."""

_MARKED = regex(rb"<(?:!doctype\s+html|html|head|body|p|div)\b", re.IGNORECASE)
"""Tags by which bytes that do not look like text are still a page."""


def kind_of(document: Document) -> str:
    """Return what *document* is: html, markdown, text, copied, mail, mhtml, webarchive, feed, epub, json, or a word of `NOT_TEXT`."""
    data = document.data
    if found := _magic(data):
        return found
    if data.startswith(b"bplist00") or (b"WebMainResource" in data[:4096] and b"<plist" in data[:1024]):
        return "webarchive" if b"WebMainResource" in data[:LOOK] else "binary"
    said = _TYPES.get(document.media_type or "")
    ending = re.search(r"\.\w+$", document.address.split("?")[0])
    named = _ENDINGS.get(ending.group().lower()) if ending and document.media_type is None else None
    head = _head(data)
    if head is None:
        return said if said == "html" else "binary"
    if not _begins_page(head) and (message := _message(head)) is not None:
        return message
    return _look(head, said or named)


def is_readable_plainly(document: Document) -> bool:
    """Return whether *document* is readable as text: not compressed, encoded or binary."""
    if kind_of(document) not in _PLAIN or _head(document.data) is None:
        return False
    return not (kind_of(document) == "mail" and re.search(rb"(?im)^content-transfer-encoding:\s*base64", document.data))


def refuse(kind: str, size: int) -> Empty | NotText:
    """Return the error for a document of *kind* and *size* in bytes that is not an article."""
    if kind == "empty":
        return Empty("It is empty: there is nothing to read in it.")
    told = (
        f"{size} bytes" if size < 1024 else f"{size / 1024:.0f} KB" if size < 1 << 20 else f"{size / (1 << 20):.1f} MB"
    )
    then = "use termread import to take it in" if kind in _TO_IMPORT else "open it with another program"
    return NotText(f"This is {_NAMES[kind]} ({told}), not an article; {then}.")


def _magic(data: bytes) -> str | None:
    """Return the kind that the first bytes identify with certainty, or None."""
    if not data.strip(b"\x00 \t\r\n\x0c\xef\xbb\xbf\xfe\xff"):
        return "empty"
    if b"%PDF-" in data[:1024] and data.lstrip()[:1] != b"<":
        return "pdf"
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "epub" if b"application/epub+zip" in data[:200] else "office" if b"word/" in data[:4096] else "zip"
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return {b"WEBP": "picture", b"WAVE": "sound"}.get(data[8:12], "video")
    if data[4:8] == b"ftyp":
        return "picture" if data[8:12] in (b"avif", b"avis", b"heic", b"heix", b"mif1") else "video"
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        return "picture"
    if data[257:262] == b"ustar":
        return "archive"
    return next((kind for sign, kind in _MAGIC if data.startswith(sign)), None)


_CONTROLS = bytes((*range(1, 9), *range(14, 27), *range(28, 32), 127))
"""Control characters that never occur in text; the escape does."""


def _head(data: bytes) -> str | None:
    """Return the beginning decoded well enough to inspect, or None if it is not text."""
    head = data[:LOOK]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    zeros = head.count(0)
    if zeros:
        even, odd = head[::2].count(0), head[1::2].count(0)
        if max(even, odd) > len(head) * 0.2 and min(even, odd) < len(head) * 0.02:
            return head.decode("utf-16-be" if even > odd else "utf-16-le", "replace")
        if zeros > max(40, len(head) * 0.01) and not _MARKED.search(head, 0, 1024):
            return None
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > max(8, len(head) * 0.08) and not _MARKED.search(head, 0, 1024):
        return None
    return head.decode("latin-1")


def _message(head: str) -> str | None:
    """Return mail or mhtml if *head* starts with a message header."""
    text = head.lstrip("\xef\xbb\xbf\ufeff\r\n")
    if text.startswith("From ") and "\n" in text:
        text = text.split("\n", 1)[1]
    names: set[str] = set()
    for line in text.split("\n")[:80]:
        if not line.strip():
            break
        if line[0] in " \t" and names:
            continue
        found = _HEADER.match(line)
        if found is None:
            return None
        names.add(found.group(1).lower())
    if len(names & _MAIL_HEADERS) < 2 or not names & {"mime-version", "message-id", "received", "date", "from"}:
        return None
    saved = "snapshot-content-location" in names or "multipart/related" in text[:4096].lower()
    return "mhtml" if saved and not names & {"received", "to", "message-id"} else "mail"


def _begins_page(text: str) -> bool:
    """Return whether *text* begins as most pages do: no pattern need be compiled to know what it is."""
    doctype, _, rest = text.lstrip("\xef\xbb\xbf\ufeff").lstrip().partition(">")
    root = rest[:100].lstrip()[:6].lower()
    return doctype.lower() == "<!doctype html" and root.startswith("<html") and root[5:] in (">", " ", "\n")


def _look(head: str, said: str | None) -> str:
    """Return the kind of a text by its content; *said* is the kind its media type or name implies."""
    if _begins_page(head):
        return said if said in _BELIEVED else "html"
    text = head.lstrip("\xef\xbb\xbf\ufeff")
    begin = 0
    while found := _PROLOGUE.match(text, begin):
        begin = found.end()
    if _SVG.match(text, begin):
        return "picture"
    if _FEED.match(text, begin) or _LATE_FEED.match(text) or (text.lstrip()[:1] == "{" and _JSON_FEED.search(text)):
        return "feed"
    xml = xml_kind(text, begin)
    if xml is not None and xml in XML_KINDS.values():
        return xml
    if said in _BELIEVED:
        return said
    if xml is not None:
        return xml
    if _HTML.match(text, begin):
        return "html"
    tags = len(_TAGS.findall(text))
    if tags > 5 and tags * 60 > text.count(" ") and not _FRONT_MATTER.match(text):
        return "html"
    if text.lstrip()[:1] in "{[" and re.match(r"\s*[{\[]\s*(?:[\"{\[\]}]|\d)", text) and text.rstrip()[-1:] in "}]":
        return "json"
    if _FRONT_MATTER.match(text) or _marked(text):
        return "markdown"
    if _is_table(text):
        return "table"
    return "text" if is_wrapped(text) else "copied"


def _is_table(text: str) -> bool:
    """Return whether a text is CSV from a read-later program: a header with a column of addresses."""
    first = text.lstrip().split("\n", 1)[0][:2_000].lower()
    columns = [name.strip(" \"'\r") for name in re.split(r"[,;\t]", first)]
    return len(columns) > 2 and "url" in columns and all(len(name) <= 40 for name in columns)


def _marked(text: str) -> bool:
    """Return whether a text has enough Markdown syntax to be Markdown."""
    signs = _MARKDOWN.findall(text)
    headings = sum(1 for sign in signs if sign.startswith("#"))
    links = len(_MARKDOWN_LINK.findall(text))
    return bool(headings and text.lstrip().startswith("#")) or len(signs) + links > max(2, text.count("\n\n") * 0.1)


def is_wrapped(text: str) -> bool:
    """Return whether a text is hard-wrapped."""
    paragraphs = [p.split("\n") for p in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()) if p.strip()]
    broken = [p for p in paragraphs if len(p) >= 3 and all(len(line) <= 100 for line in p)]
    full = [p for p in broken if all(len(line) > 0.6 * max(map(len, p)) for line in p[:-1])]
    held = sum(len(line) for p in full for line in p)
    return held > 0.3 * len(text)
