"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1), whole or cut in the middle."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from termread.feed import Enclosure, Feed, FeedItem
from termread.parse.formats.feeds.authors import names_in
from termread.parse.formats.feeds.links import address_in, resolved
from termread.parse.formats.feeds.markup import Fields, Names, Scope, dek_of, escaped, once
from termread.parse.formats.feeds.media import first_picture, medium_of
from termread.parse.formats.feeds.times import utc
from termread.parse.metadata.declared import plain
from termread.text import clean, clean_line, regex
from termread.values import dataclass

Record = dict[str, Any]
_ITEMS = regex(r"\"items\"\s*:\s*\[")
_NEXT = regex(r"\}\s*,?\s*(?=\{\s*\")|[,\s]+(?=\{)")
_TRAILING = regex(r",\s*([}\]])")
_SIGN = regex(r"\"version\"\s*:\s*\"https?:(?:\\?/){2}jsonfeed\.org(?:\\?/)version")
_BROKEN = "This feed is not valid JSON; what could be read was read."
_CUT = "This feed is cut off; what arrived was read."


@dataclass(frozen=True, slots=True)
class Records:
    """A JSON feed as it is written: itself, its items, and what is wrong with it."""

    feed: Record
    items: tuple[Record, ...] = ()
    fault: str = ""


def is_json_feed(text: str) -> bool:
    """Return whether *text* is a JSON feed, or begins as one."""
    text = text.lstrip("\ufeff \t\r\n")
    return text[:1] == "{" and (_SIGN.search(text) is not None)


def records_of(text: str) -> Records:
    """Return the feed in *text*; one that is broken without the items that are."""
    text = text.lstrip("\ufeff \t\r\n")
    feed, mended = _loaded(text)
    if isinstance(feed, dict):
        items = feed.get("items")
        rows = items if isinstance(items, list) else []
        return Records(feed, tuple(row for row in rows if isinstance(row, dict)), _BROKEN if mended else "")
    begin = _ITEMS.search(text)
    if begin is None:
        return Records({}, (), _BROKEN)
    head, _ = _loaded(text[: begin.end()] + "]}")
    rows = list(_rows(text, begin.end()))
    return Records(head if isinstance(head, dict) else {}, tuple(rows), _BROKEN if text.rstrip()[-1:] == "}" else _CUT)


def _loaded(text: str) -> tuple[Any, bool]:
    """Return the value in *text*, or None, and whether commas had to be left out."""
    for mended, source in enumerate((text, _TRAILING.sub(r"\1", text))):
        try:
            return json.loads(source, strict=False), bool(mended)
        except (ValueError, RecursionError):
            continue
    return None, False


def _rows(text: str, at: int) -> Iterator[Record]:
    """Yield the objects from *at* on that can be read, up to the end of their list."""
    decoder = json.JSONDecoder(strict=False)
    while found := re.compile(r"[\s,]*").match(text, at):
        at = found.end()
        if text[at : at + 1] in ("", "]"):
            return
        try:
            row, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            following = _NEXT.search(text, at + 1)
            end = following.end() if following else len(text)
            row, _ = _loaded(text[at : text.rfind("}", at, end) + 1] if following else text[at:])
            at = end
        if isinstance(row, dict):
            yield row


def read_json_channel(feed: Record, address: str) -> Feed:
    """Return the *feed* without its items."""
    title = _line(feed, "title")
    return Feed(
        title=title,
        home=_address(feed, address, "home_page_url"),
        dek=dek_of(_text(feed, "description"), title),
        language=_language(feed),
    )


def read_json_item(item: Record, feed: Record, address: str) -> FeedItem:
    """Return an *item* of the *feed* that came from *address*."""
    base = address or _address(feed, "", "feed_url", "home_page_url")
    url = _address(item, base, "url", "external_url")
    guid = clean_line(str(item.get("id") or "")) if isinstance(item.get("id"), str | int) else ""
    if not url and guid.startswith(("https://", "http://")):
        url = address_in(guid, "")
    title = _line(item, "title")
    content = clean(resolved(_text(item, "content_html"), url or base)) or escaped(_text(item, "content_text"))
    summary = _text(item, "summary")
    files = tuple(_files(item, base))
    published, updated = utc(_text(item, "date_published")), utc(_text(item, "date_modified"))
    dek = dek_of(escaped(summary), title) or dek_of(content, title)
    return FeedItem(
        guid=guid,
        url=url or (files[0].url if files else ""),
        title=title,
        dek=dek,
        content="" if content == escaped(dek) else content,
        authors=_authors(item) or _authors(feed),
        published=published or updated,
        updated=updated,
        tags=once(clean_line(tag) for tag in _list(item, "tags") if isinstance(tag, str)),
        language=_language(item),
        picture=_address(item, base, "image", "banner_image") or first_picture(content),
        enclosures=files,
        medium=_medium(url, files),
    )


def _medium(url: str, files: tuple[Enclosure, ...]) -> Any:
    nothing = Fields(Scope(Names("", is_atom=False)), {})
    # An episode is one that has its length; a story that is also read aloud is a story.
    return medium_of(nothing, url, "", files, is_podcast=any(file.seconds for file in files))


def _files(item: Record, base: str) -> Iterator[Enclosure]:
    for each in _list(item, "attachments"):
        if isinstance(each, dict) and (url := _address(each, base, "url")):
            yield Enclosure(
                url, _line(each, "mime_type"), _count(each, "size_in_bytes"), _count(each, "duration_in_seconds")
            )


def _count(record: Record, name: str) -> int:
    value = record.get(name)
    return int(value) if isinstance(value, int | float) and 0 <= value < 10**15 else 0


def _authors(record: Record) -> tuple[str, ...]:
    """Return the names of the authors: a list in version 1.1, one in version 1."""
    given = [*_list(record, "authors"), record.get("author")]
    names = (each.get("name") if isinstance(each, dict) else each for each in given)
    return once(name for text in names if isinstance(text, str) for name in names_in(text))


def _list(record: Record, name: str) -> list[Any]:
    value = record.get(name)
    return value if isinstance(value, list) else []


def _text(record: Record, name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""


def _line(record: Record, name: str) -> str:
    return clean_line(plain(_text(record, name)))


def _address(record: Record, base: str, *names: str) -> str:
    return next((found for name in names if (found := address_in(_text(record, name), base))), "")


def _language(record: Record) -> str | None:
    return clean_line(_text(record, "language"))[:35] or None
