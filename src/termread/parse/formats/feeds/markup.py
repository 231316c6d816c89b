"""The texts and addresses of a feed's elements: plain lines, HTML with absolute addresses, names of authors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from typing import Any

from termread.parse.addresses import joined
from termread.parse.formats.feeds.links import XML_BASE, address_in, resolve_within, resolved
from termread.parse.metadata.declared import plain
from termread.parse.xml import name_of
from termread.text import clean, clean_line, regex
from termread.values import dataclass

DEK = 300
"""Characters of an item's summary."""
_LOOK = 12 * DEK
"""Characters of HTML from which a summary is made."""
_SPACES = {
    "": (
        "www.w3.org/2005/atom purl.org/atom/ns purl.org/rss/1.0 purl.org/net/rss1.1 backend.userland.com/rss2 "
        "my.netscape.com/rdf/simple/0.9 channel.netscape.com/rdf/simple/0.9 blogs.law.harvard.edu/tech/rss "
        "backend.userland.com/rss www.sitemaps.org/schemas/sitemap/0.9 www.google.com/schemas/sitemap/0.84"
    ),
    "content": "purl.org/rss/1.0/modules/content",
    "dc": "purl.org/dc/elements/1.1 purl.org/dc/elements/1.0",
    "dcterms": "purl.org/dc/terms",
    "feedburner": "rssnamespace.org/feedburner/ext/1.0",
    "itunes": "www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "search.yahoo.com/mrss search.yahoo.com/rss",
    "news": "www.google.com/schemas/sitemap-news/0.9",
    "image": "www.google.com/schemas/sitemap-image/1.1",
    "sy": "purl.org/rss/1.0/modules/syndication",
    "xhtml": "www.w3.org/1999/xhtml",
    "yt": "www.youtube.com/xml/schemas/2015",
}
_PREFIXES = {space: prefix for prefix, spaces in _SPACES.items() for space in spaces.split()}
_ATOM = "www.w3.org/2005/atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_MARKUP = regex(
    r"<(?:/?(?:p|div|br|a|span|b|i|em|strong|ul|ol|li|h[1-6]|img|blockquote|table|figure)\b[^<>]*)>", re.IGNORECASE
)
_ESCAPED = regex(
    r"&lt;(?:/?(?:p|div|br|a|span|ul|ol|li|h[1-6]|img|blockquote|table|figure)\b.{0,500}?)&gt;",
    re.IGNORECASE | re.DOTALL,
)
_TAG = regex(r"<[a-zA-Z][^<>]*>")


class Names(dict[str, str]):
    """The names of elements by their tags: `title` and `pubdate` in the feed's own namespace, else `media:thumbnail`."""

    def __init__(self, own: str, *, is_atom: bool) -> None:
        super().__init__()
        self.own, self.is_atom = own, is_atom

    def __missing__(self, tag: str) -> str:
        space, brace, local = tag.rpartition("}")
        if not brace:
            self[tag] = local.lower()
            return self[tag]
        uri = space[1:].lower().partition("://")[2].rstrip("/#")
        prefix = "" if space[1:] == self.own else _PREFIXES.get(uri, "?")
        if uri == _ATOM and not self.is_atom:
            prefix = "atom"
        self[tag] = f"{prefix}:{local}".lower() if prefix else local.lower()
        return self[tag]


@dataclass(frozen=True, slots=True)
class Scope:
    """What holds in a whole feed: how its elements are called, and what its addresses are relative to."""

    names: Names
    base: str = ""
    has_bases: bool = False
    """Whether any element has an xml:base."""

    def fields(self, element: Any) -> Fields:
        """Return the children of *element* by name."""
        found: dict[str, list[Any]] = {}
        names = self.names
        for child in element:
            tag = child.tag
            if isinstance(tag, str):
                name = names[tag]
                if name in found:
                    found[name].append(child)
                else:
                    found[name] = [child]
        return Fields(self, found)

    def base_of(self, element: Any) -> str:
        """Return what addresses in *element* are relative to."""
        if not self.has_bases:
            return self.base
        base = self.base
        for outer in reversed([element, *element.iterancestors()]):
            if said := outer.get(XML_BASE):
                base = joined(base, said.strip()) or base
        return base


@dataclass(frozen=True, slots=True)
class Fields:
    """The children of an element by name."""

    scope: Scope
    by_name: dict[str, list[Any]]

    def all(self, *names: str) -> Iterator[Any]:
        """Yield the children with one of *names*, those of the first name first."""
        for name in names:
            yield from self.by_name.get(name, ())

    def line(self, *names: str) -> str:
        """Return the first text that is not empty, without markup, on one line."""
        for element in self.all(*names):
            if text := line_of(element, self.scope):
                return text
        return ""

    def said(self, *names: str) -> str:
        """Return the first text that is not empty as it is written, for dates and numbers."""
        for element in self.all(*names):
            if text := clean_line(element.text or ""):
                return text
        return ""

    def address(self, *names: str) -> str:
        """Return the first web address among the texts, absolute."""
        for element in self.all(*names):
            if found := address_in(element.text or "", self.scope.base_of(element)):
                return found
        return ""


def kind_of(element: Any, scope: Scope) -> str:
    """Return what the text of *element* is: `text`, `html`, `xhtml` (elements), or `other` if it is no text."""
    if len(element):
        return "xhtml"
    name = scope.names[element.tag]
    said = (element.get("type") or "").lower().partition(";")[0].strip()
    if name.startswith("media:"):
        return "html" if said == "html" or _MARKUP.search(element.text or "") else "text"
    if name.startswith("atom:") or (scope.names.is_atom and ":" not in name):
        if said in ("html", "text/html", "xhtml", "application/xhtml+xml"):
            return "html"
        return "text" if said in ("", "text", "text/plain") else "other"
    return "html"


def line_of(element: Any, scope: Scope) -> str:
    """Return the text of *element* without markup, on one line."""
    kind = kind_of(element, scope)
    if kind == "xhtml":
        from termread.parse.page.display import INLINE

        return clean_line("".join(_words(element, INLINE)))
    text = element.text or ""
    return clean_line(plain(text) if kind == "html" else text)


def _words(element: Any, inline: Iterable[str]) -> Iterator[str]:
    """Yield the text of an element, split where its markup breaks the line."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            parts = name_of(child).lower() not in inline
            yield from (" ", *_words(child, inline), " ") if parts else _words(child, inline)
        yield child.tail or ""


def html_of(element: Any, scope: Scope, base: str = "") -> str:
    """Return the text of *element* as HTML with absolute addresses, relative to *base* if no element names another."""
    base = joined(base, scope.base_of(element)) if scope.has_bases else base or scope.base
    if len(element):
        return clean(_inner_html(element, base))
    return clean(resolved(source_of(element, scope), base))


def source_of(element: Any, scope: Scope) -> str:
    """Return the text of an *element* without elements in it as HTML, as it is written."""
    kind = kind_of(element, scope)
    text = (element.text or "").strip()
    if kind == "other":
        return ""
    if kind == "text" or ("<" not in text and "&lt;" not in text):
        return escaped(text if kind == "text" else unescape(text))
    return unescape(text) if not _TAG.search(text) and _ESCAPED.search(text) else text


def escaped(text: str) -> str:
    """Return plain *text* as HTML: blank lines part paragraphs, other lines are broken."""
    text = clean(text).strip()
    if "\n" not in text:
        return escape(text, quote=False)
    paragraphs = re.split(r"\n[ \t]*\n\s*", escape(text, quote=False))
    return "".join(f"<p>{'<br>'.join(line.strip() for line in each.splitlines())}</p>" for each in paragraphs)


def _inner_html(element: Any, base: str) -> str:
    """Return the elements in *element* as HTML."""
    from copy import deepcopy

    from lxml import etree

    inner = [child for child in element if isinstance(child.tag, str)]
    if len(inner) == 1 and name_of(inner[0]) == "div" and not (element.text or "").strip():
        element = inner[0]
        base = joined(base, element.get(XML_BASE) or "")
    holder = deepcopy(element)
    holder.tail = None
    resolve_within(holder, base)
    for each in holder.iter():
        if isinstance(each.tag, str):
            each.tag = name_of(each)
            each.attrib.pop(XML_BASE, None)
    etree.cleanup_namespaces(holder)
    written = etree.tostring(holder, encoding="unicode", method="html")
    return str(written[written.index(">") + 1 : written.rindex("</")]).strip()


def dek_of(html: str, title: str) -> str:
    """Return the beginning of *html* as plain text, shortened at a word; empty if it only repeats the *title*."""
    text = html[:_LOOK]
    if len(html) > _LOOK and text.rfind("<") > text.rfind(">"):
        text = text[: text.rfind("<")]
    text = clean_line(plain(_BLOCK.sub(" <", _without_silent(text))))
    if len(text) > DEK:
        text = text[:DEK].rsplit(" ", 1)[0] + "…"
    return "" if text == title else text


_BLOCK = regex(r"<(?=(?:p|div|li|h[1-6]|tr|td|blockquote|ul|ol|dd|dt)\b)", re.IGNORECASE)
_SILENT = regex(r"<(script|style|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)


def _without_silent(html: str) -> str:
    return _SILENT.sub(" ", html) if "<s" in html or "<S" in html or "<!--" in html or "<t" in html else html


def once(texts: Iterable[str]) -> tuple[str, ...]:
    """Return *texts* in order without empty and repeated ones."""
    return tuple(dict.fromkeys(filter(None, texts)))
