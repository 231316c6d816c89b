"""newsboat's `cache.db`: its feeds, and its stories with their unread marks.

The only SQLite file of another program that is read. This happens here and not in the library, because the file is a
stranger's: only the engine's child opens it, to read it and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

from termread.errors import Unreadable
from termread.feed import Enclosure, FeedItem
from termread.followed import ImportedStory, Subscription
from termread.interchange import ImportRow, Skipped
from termread.parse.imports import fields
from termread.parse.imports.newsboat import fed

if TYPE_CHECKING:
    from sqlite3 import Connection, Row

MAGIC = "SQLite format 3\0"
"""What every SQLite file begins with."""
TEXT_CAP = 64 << 20
"""Bytes of the longest value in a file."""
_WAL = b"\1\1"
"""The versions of a file without a write-ahead log, which bytes alone cannot have."""
_FEEDS = "SELECT rssurl, url, title FROM rss_feed ORDER BY rowid"
_STORIES = (
    "SELECT id, guid, title, author, url, feedurl, pubDate, content, unread, enclosure_url, enclosure_type, deleted "
    "FROM rss_item ORDER BY feedurl, id"
)
_OTHER = "This SQLite file is not newsboat's cache.db; termread cannot import it."
_BROKEN = "This cache.db is damaged or from another version of newsboat; import newsboat's urls file instead."
_BUSY = "newsboat is writing to its cache.db. Quit newsboat, then import it again."
_UNFINISHED = "newsboat was ended while it wrote to its cache.db. Start and quit newsboat once, then import it again."


def read_file(path: str) -> tuple[Iterator[ImportRow], int]:
    """Return the feeds and stories in the file *path*, of any size, and how many there are; raises Unreadable."""
    from urllib.parse import quote

    return _read(f"file:{quote(path)}?mode=ro", b"")


def read_bytes(data: bytes) -> tuple[Iterator[ImportRow], int]:
    """Return the feeds and stories in *data*, and how many there are; raises Unreadable."""
    return _read(":memory:", data[:18] + _WAL + data[20:])


def _read(name: str, data: bytes) -> tuple[Iterator[ImportRow], int]:
    connection = _opened(name, data)
    try:
        tables = {found for (found,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if not {b"rss_feed", b"rss_item"} <= tables:
            raise Unreadable(_OTHER)
        count = "SELECT (SELECT count(*) FROM rss_feed) + (SELECT count(*) FROM rss_item)"
        (total,) = connection.execute(count).fetchone()
        feeds = connection.execute(_FEEDS).fetchall()
        stories = connection.execute(_STORIES)
    except _faults() as error:
        connection.close()
        raise Unreadable(_sentence(error)) from error
    except BaseException:
        connection.close()
        raise
    return _rows(connection, feeds, stories), total


def _opened(name: str, data: bytes) -> Connection:
    import sqlite3

    connection = sqlite3.connect(name, uri=True, timeout=2.0)
    connection.row_factory = sqlite3.Row
    connection.text_factory = bytes
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, TEXT_CAP)
    try:
        if data:
            connection.deserialize(data)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
    except _faults() as error:
        connection.close()
        raise Unreadable(_sentence(error)) from error
    return connection


def _faults() -> tuple[type[Exception], ...]:
    import sqlite3

    # A damaged name in an error's message cannot be decoded.
    return (sqlite3.Error, OverflowError, UnicodeDecodeError)


def _sentence(error: Exception) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return _BUSY
    return _UNFINISHED if name in {"SQLITE_READONLY_ROLLBACK", "SQLITE_CANTOPEN"} else _BROKEN


def _rows(connection: Connection, feeds: list[Row], stories: Iterator[Row]) -> Iterator[ImportRow]:
    """Yield the feeds, then the stories of those that can be followed; damage ends them, with the reason."""
    number = len(feeds)
    followed: dict[bytes, str] = {}
    with closing(connection):
        for line, row in enumerate(feeds, 1):
            address = _line(row["rssurl"])
            try:
                url = fed(address)
            except fields.BadRow as bad:
                yield Skipped(line, f"{fields.shortened(address)}: {bad}")
                continue
            followed[_bytes(row["rssurl"])] = url
            yield Subscription(url, fields.title(_line(row["title"]), url), _web(row["url"]), line=line)
        try:
            for row in stories:
                number += 1
                source = followed.get(_bytes(row["feedurl"]))
                if source is not None:
                    yield ImportedStory(source, _item(row), bool(row["unread"]) and not row["deleted"], number)
        except _faults():
            yield Skipped(number, "the file is damaged from here on")


def _item(row: Row) -> FeedItem:
    url, title, guid = _web(row["url"]), _line(row["title"]), _line(row["guid"])
    file = _web(row["enclosure_url"])
    return FeedItem(
        # Where a feed gives none, newsboat takes the address, or the title.
        guid="" if guid in {url, title} else guid,
        url=url,
        title=title,
        content=fields.text(_text(row["content"])),
        authors=fields.author(_text(row["author"])),
        published=fields.moment(row["pubDate"]) if isinstance(row["pubDate"], int) else None,
        enclosures=(Enclosure(file, _line(row["enclosure_type"])),) if file else (),
    )


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def _line(value: Any) -> str:
    return fields.line(_text(value))


def _web(value: Any) -> str:
    """Return a web address, or nothing if it is something else."""
    try:
        return fields.address(_text(value))
    except fields.BadRow:
        return ""
