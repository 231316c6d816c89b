"""Joins an article that its site split over several pages."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from urllib.parse import urlsplit

from termread.article import Anchor, Article, Block, Notice, Place, flatten
from termread.config import FetchSettings
from termread.errors import TermreadError
from termread.values import replace

_TELLING = 20
"""Minimum length in characters for a block repeated on a later page to count as a duplicate."""

Read = Callable[[str], Article]
"""Fetches and parses one further page."""
Tell = Callable[..., None]


def join_pages(first: Article, url: str, read: Read, settings: FetchSettings, tell: Tell) -> Article:
    """Return *first*, fetched from *url*, joined with the pages that follow, plus a notice if some are missing.

    Only pages on the same host are joined, each is fetched once, and their number and total time are limited.
    """
    pages, seen, host = [first], {url}, urlsplit(url).hostname
    until = monotonic() + settings.total_seconds
    following = first.next_url
    missing = ""
    while following and following.partition("#")[0] not in seen and urlsplit(following).hostname == host:
        if len(pages) >= settings.pages or monotonic() > until:
            missing = f"The article goes on after {len(pages)} pages; that many were joined."
            break
        tell("joining", len(pages), note=following)
        seen.add(following.partition("#")[0])
        try:
            page = read(following)
        except TermreadError as error:
            missing = f"Page {len(pages) + 1} and what follows it is missing. {error.text}"
            break
        if all(block in first.blocks for block in page.blocks):
            break
        pages.append(page)
        following = page.next_url
    return _joined(pages, missing, following)


def _joined(pages: list[Article], missing: str, following: str | None) -> Article:
    first = pages[0]
    if len(pages) == 1 and not missing:
        return first
    blocks: list[Block] = list(first.blocks)
    anchors, cut = list(first.anchors), list(first.cut)
    for page in pages[1:]:
        fresh = _append(page, blocks)
        anchors += [
            Anchor(a.name, Place(fresh[a.place.block], a.place.offset)) for a in page.anchors if a.place.block in fresh
        ]
        cut += [replace(piece, after=fresh.get(piece.after, len(blocks) - 1)) for piece in page.cut]
    notices = list(first.notices)
    if len(pages) > 1:
        notices.append(Notice("joined", f"{len(pages)} pages were joined."))
    if missing:
        notices.append(Notice("part", missing))
    return replace(
        first,
        blocks=tuple(blocks),
        anchors=tuple(anchors),
        cut=tuple(cut),
        notices=tuple(notices),
        next_url=following if missing else None,
    )


def _append(page: Article, blocks: list[Block]) -> dict[int, int]:
    """Append the blocks of *page* that *blocks* does not have yet; return each old index's new one."""
    places: dict[int, int] = {}
    there = set(blocks)
    for index, block in enumerate(page.blocks):
        if len(flatten(block)) < _TELLING or block not in there:
            places[index] = len(blocks)
            blocks.append(block)
    return places
