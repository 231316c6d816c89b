"""The feeds that a page names, in its head or among its links, the likeliest first; and where feeds usually are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from termread.parse.addresses import host_of, joined, web_address
from termread.parse.charset import decode
from termread.text import clean_line, regex
from termread.values import dataclass

WELL_KNOWN = (
    "/feed",
    "/rss",
    "/feed.xml",
    "/rss.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
    "/feeds/posts/default",
    "/rss/index.xml",
    "/feed/index.xml",
    "/index.rdf",
    "/blog/feed",
    "/?feed=rss2",
)
"""Paths where sites keep a feed that their pages do not name, the likeliest first."""

MOST = 50
"""Feeds of a page that are named at most."""
_TYPES = frozenset(
    ["application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/x.atom+xml", "application/x-atom+xml", "application/x-rss+xml"]
)  # fmt: skip
_DOUBTFUL = frozenset(["application/json", "application/xml", "text/xml", ""])
"""Types of feeds, but of other files too: the address has to look like a feed's."""
_LOOKS = regex(
    r"/(?:feeds?|rss2?|atom)/?(?:\?|$)|/(?:feeds?|rss2?|atom)/(?!.*\.(?:html?|php|png|jpe?g|svg|pdf)(?:\?|$))"
    r"|/[^/?]*(?:feed|rss|atom|index)\.(?:xml|json)(?:\?|$)|\.(?:rss|atom|rdf)(?:\?|$)"
    r"|[?&](?:feed|format|type|output|alt)=(?:rss2?|atom|feed)",
    re.IGNORECASE,
)
_COMMENTS = regex(
    r"comment|kommentar|commentaire|comentari|commenti|reacties|komentar|コメント|评论|коммент", re.IGNORECASE
)
_PART = regex(
    r"/(?:tag|category|author|topic|section|search|kategorie|autor)/|[?&](?:cat|tag|author|s|q)=", re.IGNORECASE
)
"""A feed of a part of a site."""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names: its address and its title, which may be empty."""

    url: str
    title: str = ""


def feeds_in(data: bytes, address: str, charset: str | None = None) -> tuple[FeedLink, ...]:
    """Return the feeds that the page in *data* from *address* names, the likeliest first.

    Those in its head come before links in its text, feeds of articles before those of comments, of a whole site before a part.
    """
    root = _root(decode(data, declared=charset).text)
    if root is None:
        return ()
    base = next((joined(address, each.get("href") or "") for each in root.iter("base") if each.get("href")), address)
    found: dict[str, tuple[int, FeedLink]] = {}
    for rank, link in (*_in_head(root, base), *_in_text(root, base, host_of(address))):
        if link.url != address:
            found.setdefault(link.url, (rank, link))
    return tuple(link for _, link in sorted(found.values(), key=lambda each: each[0])[:MOST])


def _root(text: str) -> Any:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


def _in_head(root: Any, base: str) -> Iterator[tuple[int, FeedLink]]:
    """Yield the feeds named by link elements, each with its rank."""
    for link in root.iter("link"):
        rel = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").lower().partition(";")[0].strip()
        url = _address(link.get("href"), base)
        fits = kind in _TYPES or (kind in _DOUBTFUL and ("feed" in rel or _LOOKS.search(_path(url))))
        if url and fits and ("alternate" in rel or "feed" in rel) and "stylesheet" not in rel:
            title = clean_line(link.get("title") or "")
            yield _rank(url, title), FeedLink(url, title)


def _in_text(root: Any, base: str, host: str) -> Iterator[tuple[int, FeedLink]]:
    """Yield links to what looks like a feed of the same site, each with its rank."""
    own = host.removeprefix("www.")
    for link in root.iter("a"):
        url = _address(link.get("href"), base)
        if not url or not _LOOKS.search(_path(url)):
            continue
        other = host_of(url)
        if not own or other == own or other.endswith(f".{own}") or other.startswith(("feed.", "feeds.", "rss.")):
            title = clean_line(link.get("title") or "".join(link.itertext()))[:200]
            yield 10 + _rank(url, title), FeedLink(url, title)


def _rank(url: str, title: str) -> int:
    """Return how unlikely a feed is the one that is wanted: 0 for a site's own."""
    return 4 * bool(_COMMENTS.search(f"{url} {title}")) + 2 * bool(_PART.search(url))


def _address(href: str | None, base: str) -> str:
    """Return the web address in *href*, which may have the scheme of feed readers."""
    href = (href or "").strip()
    if href[:5].lower() == "feed:":
        href = href[5:] if href[5:9].lower() == "http" else f"http:{href[5:]}"
    return (web_address(href, base) or "").replace(" ", "%20")


def _path(url: str) -> str:
    """Return the path and the query of an address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
