"""The Google Reader API, as FreshRSS, Inoreader, Miniflux and others have it: its answers as values."""

from __future__ import annotations

from typing import Any

from termread.parse.formats.feeds.json_feed import read_json_item
from termread.parse.servers import Record, load, record, records, text
from termread.server import ServerFeed, ServerStory
from termread.text import clean_line, regex
from termread.values import dataclass

_LONG = "tag:google.com,2005:reader/item/"
_HEX = regex(r"[0-9a-f]{1,16}")
_DECIMAL = regex(r"-?[0-9]{1,20}")
_LABEL = regex(r"user/[^/]+/label/(.+)")
_READ, _STARRED = "/state/com.google/read", "/state/com.google/starred"


@dataclass(frozen=True, slots=True)
class Ids:
    """A part of a list of ids."""

    ids: tuple[str, ...]
    more: str
    """What continues the list; empty at its end."""


def auth_of(data: bytes) -> str:
    """Return the token in the answer to `ClientLogin`, lines of `NAME=VALUE` or JSON; empty if there is none."""
    said = data.decode("utf-8", "replace").strip()
    if said.startswith("{"):
        return _token(text(record(load(data)).get("Auth")))
    return next((_token(line[5:]) for line in said.splitlines() if line.startswith("Auth=")), "")


def edit_token_of(data: bytes) -> str:
    """Return the token for changes in the answer to `GET token`; empty if it is none."""
    return _token(data.decode("utf-8", "replace"))


def feeds_of(data: bytes) -> tuple[ServerFeed, ...]:
    """Return all feeds in the answer to `GET subscription/list`; raises Unreadable."""
    found = []
    for each in records(record(load(data)).get("subscriptions")):
        stream = clean_line(text(each.get("id")))
        address = clean_line(text(each.get("url")) or stream.removeprefix("feed/"))
        tags = (_label(category) for category in records(each.get("categories")))
        if stream.startswith("feed/"):
            title, home = clean_line(text(each.get("title"))), clean_line(text(each.get("htmlUrl")))
            found.append(ServerFeed(stream, address, title, home, tuple(filter(None, tags))))
    return tuple(found)


def ids_of(data: bytes) -> Ids:
    """Return the ids in the answer to `GET stream/items/ids`; raises Unreadable."""
    answer = record(load(data))
    ids = (id_of(each.get("id")) for each in records(answer.get("itemRefs")))
    more = answer.get("continuation")
    return Ids(tuple(filter(None, ids)), clean_line(str(more)) if isinstance(more, str | int) and more else "")


def stories_of(data: bytes) -> tuple[ServerStory, ...]:
    """Return the stories in the answer to `POST stream/items/contents`; raises Unreadable."""
    found = (_story(each) for each in records(record(load(data)).get("items")))
    return tuple(story for story in found if story is not None)


def id_of(value: Any) -> str:
    """Return an id in any of its forms as 16 hexadecimal digits, or an empty text if it is none.

    The long form and 16 digits are hexadecimal; a shorter number is decimal, negative from 2^63 on.
    """
    given = str(value).strip().lower() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if given.startswith(_LONG):
        given = given.removeprefix(_LONG)
        return f"{int(given, 16):016x}" if _HEX.fullmatch(given) else ""
    if len(given) == 16 and _HEX.fullmatch(given) and not (isinstance(value, int) or given.isdigit()):
        return given
    if _DECIMAL.fullmatch(given):
        return f"{int(given) % (1 << 64):016x}"
    return ""


def long_id(story: str) -> str:
    """Return the id of a story in the form that every server understands."""
    return _LONG + story


def _token(said: str) -> str:
    token = said.strip()
    return token if token.isascii() and token.isprintable() and len(token) <= 1_000 and " " not in token else ""


def _label(category: Record) -> str:
    found = _LABEL.fullmatch(text(category.get("id")))
    return clean_line(text(category.get("label")) or (found.group(1) if found else ""))


def _story(item: Record) -> ServerStory | None:
    found, feed = id_of(item.get("id")), clean_line(text(record(item.get("origin")).get("streamId")))
    if not found or not feed:
        return None
    links = [*records(item.get("canonical")), *records(item.get("alternate"))]
    url = next((address for link in links if (address := text(link.get("href")))), "")
    bodies = (text(record(item.get(name)).get("content")) for name in ("content", "summary"))
    marks = (
        [each for each in item["categories"] if isinstance(each, str)]
        if isinstance(item.get("categories"), list)
        else []
    )
    told = {
        "id": found,
        "url": url,
        "title": text(item.get("title")),
        "content_html": max(bodies, key=len),
        "date_published": str(item.get("published") or ""),
        "authors": [{"name": text(item.get("author"))}],
        "attachments": [
            {"url": text(each.get("href")), "mime_type": text(each.get("type")), "size_in_bytes": each.get("length")}
            for each in records(item.get("enclosure"))
        ],
    }
    read, starred = (any(mark.endswith(name) for mark in marks) for name in (_READ, _STARRED))
    return ServerStory(found, feed, read_json_item(told, {}, url), not read, starred)
