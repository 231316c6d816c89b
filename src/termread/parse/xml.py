"""Untrusted XML: what it is, and its tree, repaired if it is broken, without entities or network access."""

from __future__ import annotations

import re
from typing import Any

from termread.text import regex


def read_xml(content: bytes | str) -> Any:
    """Return the root of *content* without comments and instructions, or None if nothing of it can be read.

    Bytes are decoded by the charset they declare; in a string, the declaration is ignored.
    """
    text = content if isinstance(content, str) else _as_utf8(content)
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    root = parse_safely(data, encoding="utf-8" if isinstance(content, str) else None)
    if root is None and text is not None:
        return parse_safely(repaired(text).encode("utf-8", "replace"), recover=True)
    return parse_safely(data, encoding=None, recover=True) if root is None else root


def parse_safely(
    data: bytes, *, encoding: str | None = "utf-8", recover: bool = False, errors: list[Any] | None = None
) -> Any:
    """Return the root of *data*, or None if it cannot be parsed; the first error is added to *errors*.

    Nothing outside is read, and entities are not resolved. An *encoding* of None is the one that *data* declares.
    """
    from lxml import etree

    parser = etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        if errors is not None:
            errors += list(parser.error_log)[:1]
        return None


def _as_utf8(data: bytes) -> str | None:
    """Return *data* as text if it is valid UTF-8, whatever it declares."""
    try:
        return None if b"\0" in data else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def name_of(element: Any) -> str:
    """Return the name of *element* without its namespace."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


_AMPERSAND = regex(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};)(?:([A-Za-z][A-Za-z0-9]{1,31});)?")
_OF_XML = frozenset(["amp", "lt", "gt", "quot", "apos"])
_TEXTS = regex(
    r"<((?:[\w.-]+:)?(?:encoded|description|summary|content|title|subtitle|tagline))(?:\s[^<>]*)?(?<!/)>", re.IGNORECASE
)
_ITEM = regex(r"</?(?:item|entry)[\s>]", re.IGNORECASE)
_TAG = regex(r"<(/?)([A-Za-z][\w:.-]*)[^<>]*?(/?)>")
_LITERAL = regex(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)


def repaired(text: str) -> str:
    """Repair malformed XML; CDATA sections and comments are left alone.

    HTML entities become characters and any other ampersand is escaped, as is the content of a title or text whose tags
    are not balanced.
    """
    declared = "<!ENTITY" in text
    parts: list[str] = []
    at = 0
    for literal in _LITERAL.finditer(text):
        parts += [_with_entities(text[at : literal.start()], declared=declared), literal.group()]
        at = literal.end()
    parts.append(_with_entities(text[at:], declared=declared))
    return _with_closed_texts("".join(parts))


def _with_entities(text: str, *, declared: bool) -> str:
    from html import escape
    from html.entities import html5

    def meant(found: re.Match[str]) -> str:
        name = found.group(1)
        if name is None:
            return "&amp;"
        if name in _OF_XML or (declared and f"{name};" not in html5):
            return found.group()
        return escape(html5[f"{name};"]) if f"{name};" in html5 else f"&amp;{name};"

    return _AMPERSAND.sub(meant, text)


def _with_closed_texts(text: str) -> str:
    """Return *text* with unbalanced markup in titles and texts escaped."""
    parts: list[str] = []
    at, pos = 0, 0
    unclosed: set[str] = set()
    while found := _TEXTS.search(text, pos):
        pos, name = found.end(), found.group(1)
        literal = text.find("<![CDATA[", pos, pos + 200)
        begin = text.find("]]>", literal) if literal >= 0 and not text[pos:literal].strip() else pos
        end = text.find(f"</{name}", max(begin, pos)) if name not in unclosed else -1
        if end < 0:
            unclosed.add(name)
            continue
        if _ITEM.search(text, pos, end) and begin == pos:
            continue
        if begin == pos and not _is_balanced(text[pos:end]):
            parts += [text[at:pos], text[pos:end].replace("<", "&lt;").replace(">", "&gt;")]
            at = end
        pos = end
    return "".join([*parts, text[at:]])


def _is_balanced(text: str) -> bool:
    """Return whether the tags in *text* are balanced."""
    open_tags: list[str] = []
    for closing, name, empty in _TAG.findall(text):
        if empty:
            continue
        if not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags


_ROOT = regex(
    r"\s*(?:<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,20000}\])?[^>]{0,200}>\s*)?<(?:[A-Za-z_][\w.-]*:)?(?P<name>[A-Za-z_][\w.-]*)(?P<rest>[^>]*)",
    re.IGNORECASE,
)
XML_KINDS = {
    "opml": "opml",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
    "en-export": "evernote",
    "posts": "bookmarks",
    "plist": "plist",
}
_PARAGRAPH = regex(r"<p[\s>]", re.IGNORECASE)
_ENOUGH = 3
"""Fewest HTML paragraphs that make any other XML a page."""


_HTML = frozenset(
    (  # noqa: SIM905
        "html head body title meta link style script div p span a article section main header footer nav "
        "aside h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tr td th blockquote pre code figure "
        "figcaption img picture br hr b i em strong small sub sup center font form details summary template "
        "iframe video audio svg math noscript"
    ).split()
)
"""Roots of pages written as XML, and of fragments of them."""


def xml_kind(text: str, begin: int) -> str | None:
    """Return the kind of the XML in *text*, whose prologue ends at *begin*: `html` for a page, `xml` for data; else None."""
    root = _ROOT.match(text, begin)
    if root is None:
        return None
    name = root["name"].lower()
    if name in XML_KINDS:
        return XML_KINDS[name]
    closed = re.search(rf"</(?:[\w.-]+:)?{re.escape(name)}\s*>\s*\Z", text[-200:], re.IGNORECASE)
    if not (text.lstrip().startswith("<?xml") or "xmlns" in root["rest"] or closed):
        return None
    return "html" if name in _HTML or len(_PARAGRAPH.findall(text)) >= _ENOUGH else "xml"
