"""JSON of feed readers: starred articles, stories with their marks, and lists of subscriptions.

FreshRSS, Inoreader and others write what the Google Reader API said; Miniflux has words of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from termread.feed import FeedItem
from termread.followed import ImportedStory, Subscription
from termread.interchange import ImportedEntry, ImportRow
from termread.parse.imports import fields
from termread.parse.imports.rows import Record, each, html, inner, objects, reader

_STARRED = "/state/com.google/starred"
_READ = "/state/com.google/read"
_LABEL = "/label/"
_STREAM = "feed/"
"""What the id of a feed begins with; its address follows."""
_SMALLEST = 100
"""Characters of HTML below which a summary is only a teaser, and the text is better fetched."""


def of_object(whole: Record) -> Iterator[ImportRow] | None:
    """Return what a feed reader wrote as one object: subscriptions or articles; None if *whole* is something else."""
    listed = fields.listed(whole.get("subscriptions"))
    if any(fields.line(row.get("id")).startswith(_STREAM) for row in objects(listed[:20])):
        return each(enumerate(listed, 1), _subscription, beside=[whole])
    items = fields.listed(whole.get("items"))
    if not any(({"alternate", "canonical"} & item.keys()) and "title" in item for item in objects(items[:20])):
        return None
    return _articles(whole, items)


def of_list(rows: list[Any], beside: Sequence[Record] = ()) -> Iterator[ImportRow] | None:
    """Return the subscriptions in a list of Miniflux or of Inoreader; None if *rows* are something else."""
    known = list(objects(rows[:20]))
    if any({"feed_url", "title"} <= row.keys() for row in known):
        return each(enumerate(rows, 1), _feed, beside=beside)
    if any({"title", "htmlUrl"} <= row.keys() and fields.line(row.get("id")).startswith(_STREAM) for row in known):
        return each(enumerate(rows, 1), _subscription, beside=beside)
    return None


def _record(row: Any) -> Record:
    if not isinstance(row, Record):
        raise fields.BadRow("it is not an entry")
    return row


def _subscription(row: Any, line: int) -> Subscription:
    """Return a subscription as the Google Reader API lists it."""
    row = _record(row)
    stream, told = fields.line(row.get("id")), fields.line(row.get("url"))
    address = fields.feed_address(told or stream.removeprefix(_STREAM))
    tags = [label.first("label", "id") for label in objects(row.get("categories"))]
    for name in ("sortid", "firstitemmsec", "iconUrl"):
        row.get(name)
    labels = [tag.split(_LABEL, 1)[-1] for tag in map(fields.line, tags)]
    return Subscription(
        address, fields.title(row.get("title"), address), _page(row.get("htmlUrl")), fields.tags(labels), line=line
    )


def _feed(row: Any, line: int) -> Subscription:
    """Return a feed as Miniflux lists it."""
    row = _record(row)
    address = fields.feed_address(row.get("feed_url"))
    category = row.get("category")
    tag = fields.line(category.get("title") if isinstance(category, Record) else category)
    return Subscription(
        address, fields.title(row.get("title"), address), _page(row.get("site_url")), fields.tags([tag]), line=line
    )


def _page(value: Any) -> str:
    home = fields.line(value)
    return home if home.startswith(("http://", "https://")) else ""


def _articles(whole: Record, items: list[Any]) -> Iterator[ImportRow]:
    """Yield the articles: those that are starred or labelled are entries, the others are stories of their feeds."""
    starred = fields.line(whole.get("id")).endswith(_STARRED)
    read = reader(
        url=_link,
        added="crawlTimeMsec, timestampUsec, published",
        tags=lambda row: [name.split(_LABEL, 1)[1] for name in _categories(row) if _LABEL in name],
        favourite=lambda row: starred or any(name.endswith(_STARRED) for name in _categories(row)),
        note=lambda row: "\n\n".join(fields.text(note.get("content")) for note in objects(row.get("annotations"))),
        authors="author",
        published=lambda row: fields.moment(row.get("published")),
        site=lambda row: fields.line(inner(row, "origin").get("title")) or None,
        article=html(_longest, smallest=_SMALLEST),
    )

    def taken(row: Any, line: int) -> ImportedEntry | ImportedStory:
        is_story = not starred and isinstance(row, Record) and _is_story(row)
        return _story(row, line) if is_story else read(row, line)

    return chain(_sources(items, starred=starred), each(enumerate(items, 1), taken, beside=[whole]))


def _is_story(row: Record) -> bool:
    """Return whether *row* is a story of a feed that is named, which the reader has neither starred nor labelled."""
    names = _categories(row)
    kept = any(name.endswith(_STARRED) or _LABEL in name for name in names)
    return not kept and bool(inner(row, "origin").get("feedUrl")) and any(_STATE in name for name in names)


_STATE = "/state/com.google/"


def _sources(items: list[Any], *, starred: bool) -> Iterator[Subscription]:
    """Yield the feed of each story once."""
    seen: set[str] = set()
    for line, row in enumerate(items, 1):
        if starred or not isinstance(row, Record) or not _is_story(row):
            continue
        origin = inner(row, "origin")
        told = fields.line(origin.get("feedUrl"))
        if told in seen:
            continue
        seen.add(told)
        try:
            address = fields.feed_address(told)
        except fields.BadRow:
            continue  # told of its stories
        yield Subscription(address, fields.title(origin.get("title"), address), _page(origin.get("htmlUrl")), line=line)


def _story(row: Record, line: int) -> ImportedStory:
    item = FeedItem(
        guid=fields.line(row.get("id")),
        url=_link(row),
        title=fields.line(row.get("title")),
        content=_longest(row),
        authors=fields.author(row.get("author")),
        published=fields.moment(row.get("published")),
    )
    for name in ("timestampUsec", "crawlTimeMsec", "updated"):
        row.get(name)
    unread = not any(name.endswith(_READ) for name in _categories(row))
    return ImportedStory(fields.feed_address(inner(row, "origin").get("feedUrl")), item, unread, line)


def _link(row: Record) -> str:
    links = [*objects(row.get("canonical")), *objects(row.get("alternate"))]
    return fields.address(next(filter(None, [link.get("href") for link in links]), None))


def _categories(row: Record) -> list[str]:
    return [fields.line(name) for name in fields.listed(row.get("categories"))]


def _longest(row: Record) -> str:
    return max(_text(row, "content"), _text(row, "summary"), key=len)


def _text(row: Record, name: str) -> str:
    part = row.get(name)
    found = part.get("content") if isinstance(part, Record) else part
    return found if isinstance(found, str) else ""
