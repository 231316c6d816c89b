"""Sitemaps, with the headlines and dates of Google's extension for news (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from termread.feed import Feed, FeedItem
from termread.parse.formats.feeds.links import address_in
from termread.parse.formats.feeds.markup import once
from termread.parse.formats.feeds.times import utc
from termread.parse.formats.feeds.tree import Tree
from termread.parse.xml import name_of
from termread.text import clean_line


def read_site(tree: Tree, address: str) -> Feed:
    """Return the sitemap in *tree* without its pages."""
    del address
    told = _told(tree.items[0]) if tree.items else {}
    return Feed(title=told.get("name", ""), language=told.get("language") or None)


def read_page(element: Any, address: str) -> FeedItem:
    """Return a page of a sitemap that came from *address*."""
    told = _told(element)
    written = told.get("loc", "")
    url = address_in(written, address)
    changed = utc(told.get("lastmod", ""))
    return FeedItem(
        guid=written,
        url=url,
        title=told.get("title") or words_of(url or written),
        published=utc(told.get("publication_date", "")) or changed,
        updated=changed,
        tags=once(map(str.strip, told.get("keywords", "").split(","))),
        language=told.get("language") or None,
        picture=address_in(told.get("image", ""), address) or None,
    )


def _told(element: Any) -> dict[str, str]:
    """Return what the elements in a page's element say, by their names."""
    told: dict[str, str] = {}
    for part in element.iter():
        name = name_of(part)
        around = name_of(part.getparent()) if part is not element else ""
        if text := clean_line(part.text or ""):
            told.setdefault("image" if (name, around) == ("loc", "image") else name, text)
    return told


def words_of(url: str) -> str:
    """Return the last part of an address as words, for a page without a headline."""
    try:
        path = urlsplit(url).path.strip("/")
    except ValueError:
        return url
    return clean_line(unquote(path.rsplit("/", 1)[-1]).replace("-", " ").replace("_", " ")) or url
