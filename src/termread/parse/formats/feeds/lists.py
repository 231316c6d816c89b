"""Feeds, and files that list feeds or pages (OPML, sitemaps), as lists to open."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from termread.article import Article, Block, Item, Listing, Mark, Notice, Paragraph, Prose
from termread.document import Document
from termread.errors import Empty, Unreadable
from termread.feed import Feed, FeedItem
from termread.parse.charset import Decoded, decode
from termread.parse.formats.feeds import feed_of
from termread.parse.formats.feeds.sitemap import read_page, read_site
from termread.parse.formats.feeds.tree import tree_of
from termread.parse.page.page_kind import notice
from termread.parse.parsed import Parsed, Settings
from termread.text import clean_line
from termread.values import replace

MOST = 500
"""Entries that are listed; a feed with more is an archive."""


def read_feed(document: Document, settings: Settings) -> Parsed:
    """Return a feed as a list; raises Empty if it has no entries, and Unreadable if nothing of it can be read."""
    del settings
    decoded = _decoded(document)
    feed = feed_of(_utf8(document, decoded), document.charset, document.url)
    if not feed.items and feed.fault:
        raise Unreadable("This feed is broken and cannot be read; open the site itself.")
    return _listed(feed, decoded, "feed", "There is no entry in this feed; open the site itself.", document.url)


def read_sitemap(document: Document, settings: Settings) -> Parsed:
    """Return a sitemap, or a list of sitemaps, as a list of pages; raises Empty if it names none."""
    del settings
    decoded = _decoded(document)
    tree = tree_of(_utf8(document, decoded), document.charset)
    items = tuple(read_page(element, document.url or "") for element in islice(tree.items, MOST))
    feed = replace(read_site(tree, ""), items=items)
    return _listed(feed, decoded, "sitemap", "There is no address in this file; open the site itself.", document.url)


def read_opml(document: Document, settings: Settings) -> Parsed:
    """Return the feeds in an OPML file as a list; raises Empty if it names none."""
    from termread.parse.imports.opml import outlines

    del settings
    decoded = _decoded(document)
    rows = (row for _, row in outlines(decoded.text) if row.first("xmlUrl", "xmlurl", "url", "htmlUrl"))
    feed = Feed(title="Feeds", items=tuple(_feed(row) for row in islice(rows, MOST)))
    return _listed(feed, decoded, "opml", "There is no address in this file; open the site itself.", document.url)


def _decoded(document: Document) -> Decoded:
    return decode(document.data, declared=document.charset, chosen=document.chosen)


def _utf8(document: Document, decoded: Decoded) -> bytes:
    """Return the bytes of a document, in UTF-8 if the reader chose their charset."""
    return decoded.text.encode("utf-8", "replace") if decoded.by == "chosen" else document.data


def _feed(row: Any) -> FeedItem:
    url = clean_line(row.first("xmlUrl", "xmlurl", "url", "htmlUrl"))
    title = clean_line(row.first("title", "text") or "")
    return FeedItem(title=title or url, url=url, dek=" / ".join(filter(None, row["folders"])))


def _listed(feed: Feed, decoded: Decoded, code: str, without: str, url: str | None) -> Parsed:
    """Return a *feed* as an article: a list whose kind has the notice *code*; raises Empty if it is empty."""
    items = tuple(_item(item) for item in islice(feed.items, MOST))
    if not items:
        raise Empty(without)
    title = feed.title or ("Sitemap" if code == "sitemap" else "")
    blocks = (Listing(ordered=False, items=items),)
    dek = feed.dek if feed.dek != title else ""
    faults = (Notice("feed-fault", feed.fault),) if feed.fault else ()
    article = Article(title=title, dek=dek or None, url=url, blocks=blocks, notices=(notice(code), *faults))
    return Parsed(article, decoded.charset, decoded.by)


def _item(item: FeedItem) -> Item:
    """Return an item as its linked headline, day and summary."""
    title = item.title or item.dek or item.url or "Untitled"
    day = f" · {item.published[:10]}" if item.published else ""
    marks = (Mark(0, len(title), "link", item.url),) if item.url else ()
    blocks: Iterable[Block] = (Paragraph(Prose(item.dek)),) if item.dek and item.title else ()
    return Item(Prose(f"{title}{day}", marks), tuple(blocks))
