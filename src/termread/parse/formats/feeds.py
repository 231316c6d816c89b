"""Feeds (RSS, Atom, JSON Feed) and files that list feeds or pages (OPML, sitemaps), as lists to open."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

from termread.article import Article, Block, Item, Listing, Mark, Paragraph, Prose
from termread.errors import Empty, Unreadable
from termread.parse.addresses import joined, web_address
from termread.parse.formats import Reader, text_reader
from termread.parse.metadata.dates import date_of
from termread.parse.metadata.declared import plain
from termread.parse.page.display import INLINE
from termread.parse.page.page_kind import notice
from termread.parse.xml import name_of, read_xml
from termread.text import clean_line
from termread.values import dataclass

MOST = 500
"""Entries that are listed; a feed with more is an archive."""
SUMMARY = 300
"""Characters of an entry's summary that are shown."""
_ATOM = "{http://www.w3.org/2005/Atom}"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_BROKEN = "This feed is broken and cannot be read; open the site itself."


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of a feed: title, link, date and summary."""

    title: str
    url: str = ""
    date: str | None = None
    summary: str = ""


def item_of(entry: FeedEntry, base: str | None) -> Item:
    """Return an entry as a list item: its linked headline, date and summary."""
    title = entry.title or clean_line(entry.summary)[:SUMMARY] or entry.url or "Untitled"
    href = (web_address(entry.url or base, base) or "").replace(" ", "%20")
    day = f" · {entry.date[:10]}" if entry.date else ""
    marks = (Mark(0, len(title), "link", href),) if href else ()
    short = entry.summary if len(entry.summary) <= SUMMARY else entry.summary[:SUMMARY].rsplit(" ", 1)[0] + "…"
    blocks: tuple[Block, ...] = (Paragraph(Prose(short)),) if short and entry.title and short != title else ()
    return Item(Prose(f"{title}{day}", marks), blocks)


def _xml_feed(text: str) -> tuple[str, str, Iterator[FeedEntry]]:
    """Return the title, the description and the entries of an RSS or Atom feed."""
    root = read_xml(text)
    if root is None:
        raise Unreadable(_BROKEN)
    head = next((child for child in root if name_of(child) == "channel"), root)
    outer = head if name_of(root) == "rss" else root
    entries = (_xml_entry(child) for child in outer if name_of(child) in ("item", "entry"))
    return _line(head, "title"), _line(head, "description", "subtitle", "tagline"), entries


def _xml_entry(element: Any) -> FeedEntry:
    date = _line(element, "pubDate", "published", "date", "issued", "updated")
    return FeedEntry(
        _line(element, "title"),
        _link(element),
        date_of(date) if date else None,
        _line(element, "summary", "description", "content", "encoded"),
    )


def _link(element: Any) -> str:
    """Return the link of an entry: the alternate one, else any, else its id if that is an address."""
    links = [child for child in element if name_of(child) == "link"]
    chosen = next((link for link in links if link.get("rel", "alternate") == "alternate"), links[0] if links else None)
    address = (chosen.get("href") or chosen.text or "").strip() if chosen is not None else ""
    named = next((child.text or "" for child in element if name_of(child) in ("guid", "id")), "").strip()
    if chosen is None or not address:
        return named if named.startswith(("https://", "http://")) else ""
    return joined(_base(chosen), address) or address


def _base(element: Any) -> str:
    """Return the base address in *element*, from xml:base on it and its ancestors."""
    base = ""
    for outer in reversed([element, *element.iterancestors()]):
        if said := outer.get(_XML_BASE):
            base = joined(base, said.strip()) or base
    return base


def _line(element: Any, *names: str) -> str:
    """Return the text, without markup, of the first non-empty child with one of *names*."""
    for name in names:
        for child in element:
            if name_of(child) == name and (text := clean_line(_text(child))):
                return text
    return ""


def _text(element: Any) -> str:
    """Return the content of an element; escaped markup counts as markup, except in Atom text constructs of type text."""
    kind = (element.get("type") or "text").lower()
    if element.tag.startswith(_ATOM) and kind in ("text", "xhtml", "text/plain"):
        return "".join(_words(element))
    return plain("".join(_words(element)))


def _words(element: Any) -> Iterator[str]:
    """Yield the text of an element, split where its markup breaks the line."""
    for event, child in _walk(element):
        if child is not element and isinstance(child.tag, str) and name_of(child) not in INLINE:
            yield " "
        yield (child.text if event == "start" and isinstance(child.tag, str) else "") or ""
        if event == "end" and child is not element:
            yield child.tail or ""


def _walk(element: Any) -> Iterator[tuple[str, Any]]:
    from lxml.etree import iterwalk

    yield from iterwalk(element, events=("start", "end"))


def _json_feed(text: str) -> tuple[str, str, Iterator[FeedEntry]]:
    """Return the title, the description and the entries of a JSON feed."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        feed = None
    if not isinstance(feed, dict):
        raise Unreadable(_BROKEN)
    items = feed.get("items")
    rows = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return _said(feed, "title"), _said(feed, "description"), map(_json_entry, rows)


def _json_entry(item: dict[str, Any]) -> FeedEntry:
    date = _said(item, "date_published", "date_modified")
    summary = _said(item, "summary", "content_text", "content_html")
    return FeedEntry(_said(item, "title"), _said(item, "url", "external_url"), date_of(date) if date else None, summary)


def _said(record: dict[str, Any], *names: str) -> str:
    values: Iterable[Any] = (record.get(name) for name in names)
    return next((line for value in values if isinstance(value, str) and (line := clean_line(plain(value)))), "")


def _feeds(text: str) -> tuple[str, str, Iterator[FeedEntry]]:
    from termread.parse.imports.markup_files import outlines

    rows = (row for _, row in outlines(text) if row.first("xmlUrl", "xmlurl", "url", "htmlUrl"))
    return "Feeds", "", map(_feed, rows)


def _feed(row: Any) -> FeedEntry:
    url = clean_line(row.first("xmlUrl", "xmlurl", "url", "htmlUrl"))
    title = clean_line(row.first("title", "text") or "")
    return FeedEntry(title or url, url, summary=" / ".join(filter(None, row["folders"])))


def _pages(text: str) -> tuple[str, str, Iterator[FeedEntry]]:
    root = read_xml(text)
    pages = [child for child in root if name_of(child) in {"url", "sitemap"}] if root is not None else []
    names = (element.text for page in pages[:1] for element in page.iter() if name_of(element) == "name")
    return clean_line(next(names, None) or "") or "Sitemap", "", map(_page, pages)


def _page(element: Any) -> FeedEntry:
    told: dict[str, str] = {}
    for part in element.iter():
        told.setdefault(name_of(part), clean_line(part.text or ""))
    url = told.get("loc", "")
    date = told.get("publication_date") or told.get("lastmod") or None
    return FeedEntry(told.get("title") or _words_of_address(url), url, date if date and date[:4].isdigit() else None)


def _words_of_address(url: str) -> str:
    """Return the last non-empty path segment of an address as words, for a page without a headline."""
    try:
        path = urlsplit(url).path.strip("/")
    except ValueError:
        return url
    return clean_line(unquote(path.rsplit("/", 1)[-1]).replace("-", " ").replace("_", " ")) or url


def _list_reader(code: str, what: str, read: Callable[[str], tuple[str, str, Iterator[FeedEntry]]]) -> Reader:
    """Return the reader of a file that lists *what*; *read* returns its title, its description and its entries."""

    def article_in(text: str, url: str | None) -> Article:
        title, dek, entries = read(text.lstrip("\ufeff \r\n\t"))
        items = tuple(item_of(entry, url) for entry in islice(entries, MOST))
        if not items:
            raise Empty(f"There is no {what}; open the site itself.")
        blocks = (Listing(ordered=False, items=items),)
        dek = "" if dek == title else dek
        return Article(title=title, dek=dek or None, url=url, blocks=blocks, notices=(notice(code),))

    return text_reader(article_in)


read_feed = _list_reader(
    "feed", "entry in this feed", lambda text: (_json_feed if text[:1] == "{" else _xml_feed)(text)
)
read_opml = _list_reader("opml", "address in this file", _feeds)
read_sitemap = _list_reader("sitemap", "address in this file", _pages)
"""Lists the pages, with headlines from Google's extension for news (https://www.sitemaps.org/protocol.html)."""
