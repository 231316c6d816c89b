"""Feeds of every format: bytes to a `Feed`, purely, with one sentence about what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from termread.feed import Feed, FeedItem
from termread.parse.charset import decode
from termread.parse.formats.feeds.json_feed import is_json_feed, read_json_channel, read_json_item, records_of
from termread.parse.formats.feeds.markup import Names
from termread.parse.formats.feeds.sitemap import read_page, read_site
from termread.parse.formats.feeds.tree import Tree, has_root, tree_of
from termread.parse.formats.feeds.xml_feed import date_of_item, item_reader, read_channel
from termread.parse.xml import name_of
from termread.values import replace

MOST = 5_000
"""Items that are kept of a feed; of more, the newest."""
LARGEST = 50_000_000
"""Bytes of a feed that are read."""
_LOOK = 65_536


def is_feed(data: bytes) -> bool:
    """Return whether *data* begins as a feed or a sitemap does."""
    text = decode(data[:_LOOK]).text
    return is_json_feed(text) or has_root(text)


def feed_of(data: bytes, charset: str | None = None, address: str | None = None) -> Feed:
    """Return the feed in *data*, as far as it can be read; never raises.

    *charset* is what the sender declares, *address* where it came from, to which its addresses are relative. What is wrong
    is told in `fault`; if there is no feed at all, there are no items either.
    """
    feed = _read(data[:LARGEST], charset, address or "")
    if len(data) > LARGEST:
        return replace(feed, fault=f"This feed is larger than {LARGEST // 1_000_000} MB; its beginning was read.")
    return feed


def _read(data: bytes, charset: str | None, address: str) -> Feed:
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"{" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = decode(data, declared=charset).text
        if is_json_feed(text):
            records = records_of(text)
            newest, fault = _newest(records.items, lambda row: str(row.get("date_published") or ""), records.fault)
            items = (read_json_item(row, records.feed, address) for row in newest)
            return replace(read_json_channel(records.feed, address), items=_told(items), fault=fault)
    tree = tree_of(data, charset)
    if tree.root is None:
        return Feed(fault=tree.fault)
    return _xml(tree, address)


def _xml(tree: Tree, address: str) -> Feed:
    """Return the feed in *tree*."""
    kind = name_of(tree.root).lower()
    if kind == "sitemapindex":
        return Feed(fault="This is a list of sitemaps, not of stories; follow one of the sitemaps in it.")
    if kind == "urlset":
        newest, fault = _newest(tree.items, lambda element: read_page(element, "").published or "", tree.fault)
        return replace(read_site(tree, address), items=_told(read_page(each, address) for each in newest), fault=fault)
    names = Names("", is_atom=kind == "feed")
    newest, fault = _newest(tree.items, lambda element: date_of_item(element, names), tree.fault)
    read = item_reader(tree, address)
    feed = read_channel(tree, address)
    if not tree.items and not feed.title and not feed.home:
        return Feed(fault=tree.fault or "This is XML, but not a feed.")
    items = [read(element) for element in newest]
    if tree.is_cut and items and not (items[-1].url or items[-1].guid or items[-1].content):
        items.pop()
    return replace(feed, items=_told(items), fault=fault)


def _told(items: Any) -> tuple[FeedItem, ...]:
    """Return the items that say anything."""
    return tuple(item for item in items if item.url or item.title or item.content or item.dek)


def _newest(items: Sequence[Any], date: Callable[[Any], str], fault: str) -> tuple[Sequence[Any], str]:
    """Return the newest of too many items, in their order, and what there is to say of them."""
    if len(items) <= MOST:
        return items, fault
    dates = [date(item) for item in items]
    kept = sorted(sorted(range(len(items)), key=dates.__getitem__, reverse=True)[:MOST])
    return [items[i] for i in kept], f"This feed has {len(items):,} items; only the newest {MOST:,} were read."
