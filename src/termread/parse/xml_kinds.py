"""Tell the kind of an XML file from its root: a list of feeds or pages, an export, or plain data."""

from __future__ import annotations

import re

_ROOT = re.compile(
    r"\s*(?:<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,20000}\])?[^>]{0,200}>\s*)?<(?:[A-Za-z_][\w.-]*:)?(?P<name>[A-Za-z_][\w.-]*)(?P<rest>[^>]*)",
    re.IGNORECASE,
)
KNOWN = {
    "opml": "opml",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
    "en-export": "evernote",
    "posts": "bookmarks",
    "plist": "plist",
}
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_PARAGRAPHS_ENOUGH = 3
"""Paragraphs of HTML in XML of any other kind that make a page of it."""


_HTML = frozenset(
    [
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "style",
        "script",
        "div",
        "p",
        "span",
        "a",
        "article",
        "section",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "blockquote",
        "pre",
        "code",
        "figure",
        "figcaption",
        "img",
        "picture",
        "br",
        "hr",
        "b",
        "i",
        "em",
        "strong",
        "small",
        "sub",
        "sup",
        "center",
        "font",
        "form",
        "details",
        "summary",
        "template",
        "iframe",
        "video",
        "audio",
        "svg",
        "math",
        "noscript",
    ]
)
"""Roots of pages that were written as XML, and of parts of them."""


def xml_kind(text: str, begin: int) -> str | None:
    """Return the kind of the XML in *text*, whose prologue ends at *begin*: `html` for a page, `xml` for data; else None."""
    root = _ROOT.match(text, begin)
    if root is None:
        return None
    name = root["name"].lower()
    if name in KNOWN:
        return KNOWN[name]
    closed = re.search(rf"</(?:[\w.-]+:)?{re.escape(name)}\s*>\s*\Z", text[-200:], re.IGNORECASE)
    if not (text.lstrip().startswith("<?xml") or "xmlns" in root["rest"] or closed):
        return None
    return "html" if name in _HTML or len(_PARAGRAPH.findall(text)) >= _PARAGRAPHS_ENOUGH else "xml"
