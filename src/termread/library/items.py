"""The items of a feed as the library takes them: what identifies each, its day, and its length, whatever the feed says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zlib import crc32

from termread.feed import Feed, FeedItem
from termread.library.db import find, is_intact
from termread.library.identity import identity
from termread.library.likeness import plain, sketch
from termread.pace import CHARACTERS_A_MINUTE
from termread.text import clean, clean_line

if TYPE_CHECKING:
    from sqlite3 import Connection

MOST = 1_000
"""Items taken of one answer; of more, the newest."""
LONGEST = 1 << 20
"""Characters of a text in a feed that are kept."""
_LONGEST_LINE = 2_000
_LONGEST_GUID = 300
_EARLIEST = "1990"
_ENGLISH = CHARACTERS_A_MINUTE["en"]


class Item:
    """An item of the source with the id *source*, seen at *moment*; its address and texts are safe to keep and show."""

    def __init__(self, given: FeedItem, source: int, moment: str) -> None:
        self.title = clean_line(given.title[:_LONGEST_LINE])
        self.dek = clean(given.dek[:_LONGEST_LINE]).strip()
        self.content = given.content[:LONGEST]
        self.authors = tuple(filter(None, (clean_line(name[:200]) for name in given.authors[:20])))
        self.url = web_address(given.url)
        self.picture = web_address(given.picture or "") or None
        self.medium = given.medium
        self.published, self.day = dated(given.published, moment)
        self.key = _key(self.url)
        self.name = number_of(self.title.casefold()) if self.title else 0
        self.guid = clean_line(given.guid[:_LONGEST_LINE])
        self._language = given.language
        self._source = source

    @cached_property
    def appearance(self) -> str:
        """The key of the row that says which story this is in its source."""
        guid = self.guid or self.url or f"{self.title} {self.published or ''}"
        if len(guid) > _LONGEST_GUID:
            guid = blake2b(guid.encode("utf-8", "replace"), digest_size=16).hexdigest()
        return f"{self._source} {guid}"

    def appearance_is_new(self, connection: Connection) -> bool:
        """Whether its source did not have it under this GUID before."""
        row = find(connection, "appearances", self.appearance)
        return row is None or not is_intact(row)

    @property
    def fragment(self) -> str:
        """The part of its address after #."""
        return self.url.partition("#")[2]

    @cached_property
    def text(self) -> str:
        """Its text without markup."""
        return plain(self.content) or self.dek

    @cached_property
    def digest(self) -> int:
        """A number that changes with its title, dek or text."""
        words = " ".join(self.text.split())
        return crc32(f"{self.title}\n{self.dek}\n{words}".encode("utf-8", "surrogatepass"))

    @cached_property
    def sketch(self) -> bytes:
        """What its text is compared by."""
        return sketch(self.text)

    @cached_property
    def words(self) -> int:
        """The words of its text."""
        return len(self.text.split()) if self.content else 0

    @cached_property
    def minutes(self) -> tuple[int, int]:
        """The estimated reading time of its text, or (0, 0) if it has none."""
        if not self.content:
            return 0, 0
        mean, deviation = CHARACTERS_A_MINUTE.get((self._language or "").lower()[:2], _ENGLISH)
        length = len(self.text) * 5 // 6
        return -(-length // (mean + deviation)), -(-length // (mean - deviation))

    def qualify(self) -> None:
        """Tell it by its title and address as well, because its GUID is that of other items, too."""
        self.guid = f"{self.guid} {self.url} {self.title}".strip()


def items_of(feed: Feed, source: int, moment: str) -> list[Item]:
    """Return the items of *feed*, at most `MOST`, each of them once."""
    items = [Item(each, source, moment) for each in newest(feed.items)]
    guids = Counter(item.appearance for item in items)
    addresses = Counter(item.key for item in items if item.key)
    found: dict[object, Item] = {}
    for item in items:
        if not (item.title or item.url or item.dek or item.content):
            continue
        same = found.setdefault((item.key, item.name) if item.key else item.appearance + item.title, item)
        if same is not item:
            continue
        if guids[item.appearance] > 1:
            item.__dict__.pop("appearance", None)
            item.qualify()
    shared = (
        {key for key, count in addresses.items() if sum(item.key == key for item in found.values()) > 1}
        if len(addresses) < len(items)
        else set()
    )
    for item in found.values():
        if item.key in shared:
            item.key = 0
    return list(found.values())


def newest(items: Sequence[FeedItem]) -> Iterable[FeedItem]:
    """Return the newest `MOST` of *items* by date, or the first if they have none."""
    if len(items) <= MOST:
        return items
    return sorted(items, key=lambda item: item.published or "", reverse=True)[:MOST]


def web_address(text: str) -> str:
    """Return a web address that is safe to open, or "": one without a scheme gets https, and every other scheme is refused."""
    address = clean_line(text[:_LONGEST_LINE]).replace(" ", "%20")
    if not address:
        return ""
    if address.startswith("//"):
        address = f"https:{address}"
    try:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https"):
            return address if parts.hostname else ""
        host = address.partition("/")[0]
        if (
            "://" not in address
            and "." in host.strip(".")
            and urlsplit(f"https://{address}").port is None
            and ":" not in host
        ):
            return f"https://{address}"
    except ValueError:
        pass
    return ""


def dated(published: str | None, moment: str) -> tuple[str | None, str]:
    """Return the date of an item, None if it is missing or makes no sense, and the local day on which it stands in Today."""
    here = datetime.fromisoformat(moment).astimezone()
    if published and published >= _EARLIEST:
        try:
            when = datetime.fromisoformat(published)
        except ValueError:
            return None, here.date().isoformat()
        if len(published) <= 10:
            return (published, published) if published <= here.date().isoformat() else (None, here.date().isoformat())
        try:
            local = when.astimezone()
        except (ValueError, OverflowError, OSError):
            return None, here.date().isoformat()
        if local <= here:
            return published, local.date().isoformat()
    return None, here.date().isoformat()


def number_of(text: str) -> int:
    """Return a number that stands for *text*, never 0; two texts hardly ever have the same."""
    return (
        int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True) or 1
    )


def _key(url: str) -> int:
    """Return the number of the canonical form of an address, or 0 for none and for the front page of a site."""
    if not url:
        return 0
    key = identity(url)
    host, _, path = key.removeprefix("https://").partition("/")
    return number_of(key) if path.strip("/") and host else 0
