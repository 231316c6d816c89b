"""The addresses of links: as a reader should see them, where in the article they point, and how near they may lead."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit, urlunsplit

from termread.article import Article, Place

NARROW = 24
"""Below so many cells, the scheme is left out."""


def display_url(href: str, cells: int = 0) -> str:
    """Return *href* with the end of its host in view within *cells* (0: no limit), so that it is not mistaken for another.

    A host that is not ASCII is shown in punycode, and what it looks like at the end; a user name is labeled.
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


def place_in(article: Article, href: str) -> Place | None:
    """Return the place in *article* that *href* points to, or None if it points elsewhere."""
    page, _, name = href.partition("#")
    if not name or (page and page not in (article.url, article.canonical_url)):
        return None
    wanted = (name, unquote(name))
    return next((anchor.place for anchor in article.anchors if anchor.name in wanted), None)


def reach_of(href: str, page: str) -> int:
    """Return how near *href*, a link on the public *page*, may lead: no nearer than the net (`fetch.reach`).

    A page whose host turns out to be in the local network may link to its own host.
    """
    try:
        return int(urlsplit(href).hostname == urlsplit(page).hostname)
    except ValueError:
        return 0


def is_private(href: str) -> bool:
    """Return whether *href* points to this computer or its local network, however its host is spelled."""
    from termread.fetch.hosts import Reach, reach

    try:
        return reach(urlsplit(href).hostname or "") > Reach.NET
    except ValueError:
        return True
