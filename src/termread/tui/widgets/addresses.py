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
    plain = ".".join(map(_punycode, host.split(".")))
    return f"{href.replace(host, plain, 1)} (looks like {host})"


def inside(article: Article, href: str) -> Place | None:
    """Return the place in *article* that *href* leads to, or None if it leads elsewhere."""
    page, _, name = href.partition("#")
    if not name or (page and page not in (article.url, article.canonical_url)):
        return None
    wanted = (name, unquote(name))
    return next((anchor.place for anchor in article.anchors if anchor.name in wanted), None)


def _punycode(label: str) -> str:
    if label.isascii():
        return label
    try:
        return label.encode("idna").decode("ascii")
    except UnicodeError:
        return "xn--" + label.encode("punycode").decode("ascii")
