"""A link's address as a reader should see it before going there, and where in the article it may lead."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit, urlunsplit

from termread.article import Article, Place

NARROW = 24
"""Cells in which the host stands without its scheme."""


def told(href: str, cells: int = 0) -> str:
    """Return *href* so that nobody takes its host for another: host first, its end in sight within *cells* (0: no limit).

    Other letters than ASCII are shown in punycode, with their looks at the end; a user name is called one.
    """
    try:
        parts = urlsplit(href.replace("\\", "/"))
    except ValueError:
        return href
    user, _, rest = parts.netloc.rpartition("@")
    looks = rest.lower()
    host = looks
    if not host.isascii():
        from termread.fetch.addresses import in_punycode

        host = in_punycode(looks)
    if not host:
        return href
    site = f"{parts.scheme}://"
    site = "" if 0 < cells < NARROW else site
    room = cells - len(site) - 1
    if cells and len(host) > room:
        host = f"…{host[-max(1, room - 1) :]}"
    named = f" (user name: {user}) " if user else ""
    behind = urlunsplit(("", "", parts.path, parts.query, parts.fragment))
    return f"{site}{host}{named}{behind}" + (f" (looks like {looks})" if not looks.isascii() else "")


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
    from termread.fetch.hosts import Reach, reach

    try:
        return reach(urlsplit(href).hostname or "") > Reach.NET
    except ValueError:
        return True
