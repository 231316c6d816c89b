"""Miniflux's API, version 1: its feeds and entries as values."""

from __future__ import annotations

from termread.parse.formats.feeds.json_feed import read_json_item
from termread.parse.formats.feeds.times import utc
from termread.parse.servers import Record, load, number, record, records, text
from termread.server import ServerFeed, ServerStory
from termread.text import clean_line
from termread.values import dataclass


@dataclass(frozen=True, slots=True)
class Entries:
    """A part of the list of entries."""

    stories: tuple[ServerStory, ...]
    last: str
    """The highest id of all entries of the part; empty if there are none."""
    count: int
    """How many entries it has, those included that cannot be read."""


def feeds_of(data: bytes) -> tuple[ServerFeed, ...]:
    """Return all feeds in the answer to `GET /v1/feeds`; raises Unreadable."""
    return tuple(
        ServerFeed(
            found,
            clean_line(text(each.get("feed_url"))),
            clean_line(text(each.get("title"))),
            clean_line(text(each.get("site_url"))),
            tuple(filter(None, [clean_line(text(record(each.get("category")).get("title")))])),
        )
        for each in records(load(data))
        if (found := number(each.get("id"))) and each.get("feed_url")
    )


def entries_of(data: bytes) -> Entries:
    """Return the entries in the answer to `GET /v1/entries`; raises Unreadable."""
    found = list(records(record(load(data)).get("entries")))
    ids = [int(each) for entry in found if (each := number(entry.get("id")))]
    stories = tuple(story for entry in found if (story := _story(entry)) is not None)
    return Entries(stories, str(max(ids, default="")), len(found))


def is_starred(data: bytes) -> bool:
    """Return whether the entry in the answer to `GET /v1/entries/ID` is starred; raises Unreadable."""
    return record(load(data)).get("starred") is True


def changed_at(data: bytes) -> str:
    """Return the latest moment at which any entry in the answer changed, in whole seconds since 1970, or ""."""
    from datetime import datetime

    moments = (utc(text(entry.get("changed_at"))) for entry in records(record(load(data)).get("entries")))
    latest = max((moment for moment in moments if moment and "T" in moment), default="")
    return str(int(datetime.fromisoformat(latest).timestamp())) if latest else ""


def _story(entry: Record) -> ServerStory | None:
    found, feed, status = number(entry.get("id")), number(entry.get("feed_id")), entry.get("status")
    if not found or not feed or status not in ("unread", "read"):
        return None
    url = text(entry.get("url"))
    item = {
        "id": found,
        "url": url,
        "title": text(entry.get("title")),
        "content_html": text(entry.get("content")),
        "date_published": text(entry.get("published_at")),
        "authors": [{"name": text(entry.get("author"))}],
        "tags": entry.get("tags"),
        "attachments": [
            {"url": text(each.get("url")), "mime_type": text(each.get("mime_type")), "size_in_bytes": each.get("size")}
            for each in records(entry.get("enclosures"))
        ],
    }
    return ServerStory(found, feed, read_json_item(item, {}, url), status == "unread", entry.get("starred") is True)
