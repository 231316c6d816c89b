"""Files that list feeds or pages (OPML, sitemaps), as lists to open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

from termread.article import Article, Listing
from termread.document import Document
from termread.errors import Empty
from termread.parse.decode import decode
from termread.parse.exports.opml import outlines
from termread.parse.feeds import MOST, FeedEntry, item_of
from termread.parse.page.notices import notice
from termread.parse.parsed import Parsed, Settings
from termread.parse.xml import name_of, read_xml
from termread.text import clean_line


def read_opml(document: Document, settings: Settings) -> Parsed:
    """Return the feeds of an OPML file as a list; raises Empty where it has none."""
    del settings
    return _listed(document, "opml", _feeds)


def read_sitemap(document: Document, settings: Settings) -> Parsed:
    """Return the pages of a sitemap, with the headlines that a news sitemap has, as a list; raises Empty without any.

    https://www.sitemaps.org/protocol.html and Google's extension for news.
    """
    del settings
    return _listed(document, "sitemap", _pages)


def _listed(document: Document, code: str, read: Callable[[str], tuple[str, Iterator[FeedEntry]]]) -> Parsed:
    decoded = decode(document.data, declared=document.charset, chosen=document.chosen)
    title, entries = read(decoded.text.lstrip("\ufeff \r\n\t"))
    items = tuple(item_of(entry, document.url) for entry in islice(entries, MOST))
    if not items:
        raise Empty("There is no address in this file; open the site itself.")
    blocks = (Listing(ordered=False, items=items),)
    article = Article(title=title, url=document.url, blocks=blocks, notices=(notice(code),))
    return Parsed(article, decoded.charset, decoded.by)


def _feeds(text: str) -> tuple[str, Iterator[FeedEntry]]:
    rows = (row for _, row in outlines(text) if row.first("xmlUrl", "xmlurl", "url", "htmlUrl"))
    return "Feeds", map(_feed, rows)


def _feed(row: Any) -> FeedEntry:
    url = clean_line(row.first("xmlUrl", "xmlurl", "url", "htmlUrl"))
    title = clean_line(row.first("title", "text") or "")
    return FeedEntry(title or url, url, summary=" / ".join(filter(None, row["folders"])))


def _pages(text: str) -> tuple[str, Iterator[FeedEntry]]:
    root = read_xml(text)
    pages = [child for child in root if name_of(child) in {"url", "sitemap"}] if root is not None else []
    names = (element.text for page in pages[:1] for element in page.iter() if name_of(element) == "name")
    return clean_line(next(names, None) or "") or "Sitemap", map(_page, pages)


def _page(element: Any) -> FeedEntry:
    told: dict[str, str] = {}
    for part in element.iter():
        told.setdefault(name_of(part), clean_line(part.text or ""))
    url = told.get("loc", "")
    date = told.get("publication_date") or told.get("lastmod") or None
    return FeedEntry(told.get("title") or _words(url), url, date if date and date[:4].isdigit() else None)


def _words(url: str) -> str:
    """The last part of an address with something in it, for a page that has no headline."""
    try:
        path = urlsplit(url).path.strip("/")
    except ValueError:
        return url
    return clean_line(unquote(path.rsplit("/", 1)[-1]).replace("-", " ").replace("_", " ")) or url
