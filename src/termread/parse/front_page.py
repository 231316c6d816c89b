"""A front page as a feed: its headlines with what stands beside each, without the navigation around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from termread.article import Block, Item, Listing, flatten
from termread.document import Document
from termread.errors import TermreadError
from termread.feed import Feed, FeedItem
from termread.parse.addresses import joined, web_address
from termread.parse.charset import decode
from termread.parse.formats.feeds.markup import dek_of
from termread.parse.formats.feeds.times import utc
from termread.parse.metadata.authors import byline_in, dated_names
from termread.parse.metadata.dates import date_in
from termread.parse.page.pipeline import read_html
from termread.parse.parsed import Settings
from termread.parse.phrasebook import Phrases, phrases_for
from termread.values import dataclass

_NO_STORIES = "No list of stories was found on this page."
_NEAR = 5
"""Elements above a headline's link that may hold its picture and time."""
LABEL, SHORTEST = 60, 25
"""Characters of the longest line that may be nothing but a name and a date, and of the shortest summary."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a headline: a time and a picture."""

    published: str | None = None
    picture: str | None = None


def stories_in(document: Document, settings: Settings = Settings()) -> Feed:  # noqa: B008 - a frozen value
    """Return the stories that the page in *document* lists; without items and with a fault if it lists none."""
    try:
        article = read_html(document, settings).article
    except TermreadError:
        return Feed(fault=_NO_STORIES)
    home = document.url or article.url or ""
    items: dict[str, FeedItem] = {}
    if any(notice.code == "list" for notice in article.notices):
        beside, phrases = _beside(document, home), phrases_for(article.language)
        for item in _items(article.blocks):
            if (story := _story(item, beside, phrases)) is not None:
                items.setdefault(story.url, story)
    return Feed(
        title=": ".join(dict.fromkeys(filter(None, (article.site, article.title)))),
        home=home,
        dek=article.dek or "",
        language=article.language,
        items=tuple(items.values()),
        fault="" if items else _NO_STORIES,
    )


def _items(blocks: Iterable[Block]) -> Iterator[Item]:
    for block in blocks:
        if isinstance(block, Listing):
            for item in block.items:
                yield item
                yield from _items(item.blocks)


def _story(item: Item, beside: dict[str, Beside], phrases: Phrases) -> FeedItem | None:
    """Return the story of an item of the list, or None if it has no linked headline."""
    href = next((mark.href for mark in item.prose.marks if mark.style == "link" and mark.href), None)
    title = item.prose.text.strip()
    if href is None or not title:
        return None
    lines = [text for block in item.blocks if (text := flatten(block).strip())]
    dated = [(line, day) for line in lines if len(line) <= LABEL and (day := date_in(line))]
    labels = {line for line, _ in dated}
    dek = max((line for line in lines if len(line) > SHORTEST and line not in labels), key=len, default="")
    known = beside.get(href, Beside())
    return FeedItem(
        guid=href,
        url=href,
        title=title,
        dek=dek_of(escape(dek, quote=False), title),
        authors=next((names for line in lines if line != dek and (names := _names(line, phrases))), ()),
        published=known.published or next((day for _, day in dated), None),
        picture=known.picture,
    )


def _names(line: str, phrases: Phrases) -> tuple[str, ...]:
    return dated_names(line, phrases) or byline_in([line], phrases).authors


def _beside(document: Document, home: str) -> dict[str, Beside]:
    """Return what stands beside each link of the page, by its address: in the box that holds this link and no other."""
    from lxml import etree

    text = decode(document.data, declared=document.charset, chosen=document.chosen).text
    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return {}
    base = next((joined(home, each.get("href") or "") for each in root.iter("base") if each.get("href")), home)
    links = {each: web_address(each.get("href"), base) or "" for each in root.iter("a")}
    found: dict[str, Beside] = {}
    for link, url in links.items():
        known = found.get(url, Beside())
        if url and not (known.published and known.picture):
            box = _box(link, url, links)
            found[url] = Beside(known.published or _time(box), known.picture or _picture(box, base))
    return found


def _box(link: Any, url: str, links: dict[Any, str]) -> Any:
    """Return the largest element near a *link* that holds links to no other page."""
    box = link
    for outer, _ in zip(link.iterancestors(), range(_NEAR), strict=False):
        if any(links[each] not in ("", url) for each in outer.iter("a")):
            break
        box = outer
    return box


def _time(box: Any) -> str | None:
    told = (utc(each.get("datetime") or "".join(each.itertext())) for each in box.iter("time"))
    return next(filter(None, told), None)


def _picture(box: Any, base: str) -> str | None:
    for image in box.iter("img"):
        names = ("data-src", "data-original", "src")
        if found := next((url for name in names if (url := web_address(image.get(name), base))), None):
            return found
    return None
