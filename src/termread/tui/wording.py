"""Addresses, sizes, progress and changes as a reader should see them, where a link points, and how near it may lead."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit, urlunsplit

from termread.article import Article, Place, flatten
from termread.engine.messages import Progress
from termread.text import clean_line

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


def progress_sentence(address: str, progress: Progress) -> str:
    """Return what the engine is doing with *address*."""
    name = short(address)
    match progress.step:
        case "connecting":
            return f"Connecting to {name}"
        case "waiting":
            return f"Waiting for {name}"
        case "fetching":
            of = f" of {size(progress.total)}" if progress.total else ""
            return f"Fetching {size(progress.done)}{of} from {name}"
        case "parsing":
            return f"Finding the article in {name}"
        case "joining":
            return f"Fetching the further pages of {name}"
        case "importing":
            return f"Importing {progress.done} of {progress.total or '…'}"
        case _:
            return f"Opening {name}"


def short(address: str) -> str:
    """Return the host of a URL, or the name of a file."""
    line = clean_line(address)
    if line.startswith(("http://", "https://")):
        return line.split("/", 3)[2]
    if line.startswith("text:"):
        return "the text"
    return line.rstrip("/").rpartition("/")[2] or line


def size(count: int) -> str:
    """Return *count* bytes in words: 820 B, 12 KB, 3.4 MB."""
    if count < 1000:
        return f"{count} B"
    return f"{count // 1000} KB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def changes(before: Article, after: Article) -> str:
    """Return in a sentence how *after* differs from *before*."""
    old, new = [[flatten(block) for block in article.blocks] for article in (before, after)]
    if old == new:
        return "No changes" if before.title == after.title else "Updated: the headline"
    added, gone = len(set(new) - set(old)), len(set(old) - set(new))
    parts = [f"{count} {word}" for count, word in ((added, "new or changed"), (gone, "removed")) if count]
    if not parts:
        return "Updated: paragraphs in another order"
    first, *more = parts
    number, _, what = first.partition(" ")
    return f"Updated: {number} paragraph{'s' * (number != '1')} {', '.join([what, *more])}"
