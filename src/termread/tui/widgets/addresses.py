"""A link's address as a reader should see it before going there, and where in the article it may lead."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from termread.article import Article, Place


def told(href: str) -> str:
    """Return *href* for the status row: a host with other than ASCII letters in punycode, with its looks behind it."""
    try:
        host = urlsplit(href).hostname or ""
    except ValueError:
        return href
    if host.isascii():
        return href
    from termread.fetch.addresses import in_punycode

    return f"{href.replace(host, in_punycode(host), 1)} (looks like {host})"


def inside(article: Article, href: str) -> Place | None:
    """Return the place in *article* that *href* leads to, or None if it leads elsewhere."""
    page, _, name = href.partition("#")
    if not name or (page and page not in (article.url, article.canonical_url)):
        return None
    wanted = (name, unquote(name))
    return next((anchor.place for anchor in article.anchors if anchor.name in wanted), None)


def how_near(href: str, page: str) -> int:
    """Return how near *href* may lead that the *page* of the net names: no nearer than the net (`fetch.reach`).

    A page whose name stands for an address of the own network may name what lies on its own host.
    """
    try:
        return int(urlsplit(href).hostname == urlsplit(page).hostname)
    except ValueError:
        return 0


def leads_home(href: str) -> bool:
    """Return whether *href* leads into this computer or the network it is in, however its host is spelt."""
    from termread.fetch.reach import Reach, reach

    try:
        return reach(urlsplit(href).hostname or "") > Reach.NET
    except ValueError:
        return True
