"""The items of a feed as the library takes them: what identifies each, its day, and its length, whatever the feed says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zlib import crc32

from termread.feed import FeedItem, SourceAnswer
from termread.library.db import find, is_intact
from termread.library.identity import identity
from termread.library.likeness import plain, sketch
from termread.pace import CHARACTERS_A_MINUTE
from termread.text import clean, clean_line, regex
from termread.values import replace

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
    """An item of the source with the id *source*; its address and texts are safe to keep and show."""

    def __init__(self, given: FeedItem, source: int, seen: datetime) -> None:
        """Take an item that was *seen* at this local time."""
        self.title = clean_line(given.title[:_LONGEST_LINE])
        self.dek = clean(given.dek[:_LONGEST_LINE]).strip()
        self.content = given.content[:LONGEST]
        self.authors = tuple(filter(None, (clean_line(name[:200]) for name in given.authors[:20])))
        self.url = web_address(given.url)
        self.picture = web_address(given.picture or "") or None
        self.medium = given.medium
        self.published, self.day = dated(given.published, seen)
        self.name = number_of(self.title.casefold()) if self.title else 0
        self.guid = clean_line(given.guid[:_LONGEST_LINE])
        self.is_alone = True
        """Whether no other item of the feed has its address."""
        self._language = given.language
        self._source = source

    @cached_property
    def appearance(self) -> str:
        """The key of the row that says which story this is in its source."""
        return appearance_of(self._source, self.guid or self.url or f"{self.title} {self.published or ''}")

    def appearance_is_new(self, connection: Connection) -> bool:
        """Whether its source did not have it under this GUID before."""
        row = find(connection, "appearances", self.appearance)
        return row is None or not is_intact(row)

    @cached_property
    def key(self) -> int:
        """The number of `identity`, or 0 if there is none."""
        return number_of(self.identity) if self.identity else 0

    @cached_property
    def identity(self) -> str:
        """The canonical form of its address, or "" if it has none of its own: none, or that of a front page."""
        if not self.url or not self.is_alone:
            return ""
        key = identity(self.url)
        return key if key.removeprefix("https://").partition("/")[2].strip("/") else ""

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
        return crc32("\n".join((self.title, self.dek, *self._words)).encode("utf-8", "replace"))

    @cached_property
    def sketch(self) -> bytes:
        """What its text is compared by."""
        return sketch(self.text)

    @cached_property
    def words(self) -> int:
        """The words of its text."""
        return len(self._words) if self.content else 0

    @cached_property
    def _words(self) -> list[str]:
        return self.text.split()

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
        self.appearance = f"{self._source} {number_of(f'{self.guid} {self.url} {self.title}')}"


def appearance_of(source: int, guid: str) -> str:
    """Return the key of the row that says which story a *source* has under a GUID."""
    if len(guid) > _LONGEST_GUID:
        guid = blake2b(guid.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return f"{source} {guid}"


def items_of(answer: SourceAnswer, moment: str) -> list[Item]:
    """Return the items of an answer that came at *moment*, at most `MOST`, each of them once."""
    if answer.feed is None or answer.status != "new":
        return []
    seen = datetime.fromisoformat(moment).astimezone()
    items = [Item(each, answer.source, seen) for each in newest(answer.feed.items)]
    found: dict[object, Item] = {}
    for item in items:
        if item.title or item.url or item.dek or item.content:
            found.setdefault((item.url, item.name) if item.url else item.appearance, item)
    if len(found) > 1:
        _tell_apart(list(found.values()))
    return list(found.values())


def _tell_apart(items: Sequence[Item]) -> None:
    """See to it that no item is known by what others of its feed have, too: an address, or a GUID."""
    addresses = Counter(_page(item) for item in items)
    for item in items:
        item.is_alone = addresses[_page(item)] == 1
    guids = Counter(item.appearance for item in items)
    for item in items:
        if guids[item.appearance] > 1:
            item.qualify()


def _page(item: Item) -> str:
    return item.url.partition("#")[0]


def limited(answer: SourceAnswer) -> SourceAnswer:
    """Return *answer* with a fault that says so if not all of its items are taken."""
    count = len(answer.feed.items) if answer.feed else 0
    if count <= MOST:
        return answer
    said = f"It has {count:,} stories; the newest {MOST:,} were taken."
    return replace(answer, fault=" ".join(filter(None, (answer.fault, said))))


def newest(items: Sequence[FeedItem]) -> Iterable[FeedItem]:
    """Return the newest `MOST` of *items* by date, or the first if they have none."""
    if len(items) <= MOST:
        return items
    return sorted(items, key=lambda item: item.published or "", reverse=True)[:MOST]


def web_address(text: str) -> str:
    """Return a web address that is safe to open, or "": one without a scheme gets https, and every other scheme is refused."""
    if _PLAIN_ADDRESS.fullmatch(text) and len(text) <= _LONGEST_LINE:
        return text
    address = clean_line(text[:_LONGEST_LINE]).replace(" ", "%20")
    if address.startswith("//"):
        address = f"https:{address}"
    elif not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", address) and "." in address.partition("/")[0].strip("."):
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.hostname else ""


_PLAIN_ADDRESS = regex(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][!-~]*)?")


def dated(published: str | None, seen: datetime) -> tuple[str | None, str]:
    """Return the date of an item, None if it is missing or makes no sense, and the local day on which it stands in Today."""
    today = seen.date().isoformat()
    if not published or published < _EARLIEST:
        return None, today
    try:
        when = datetime.fromisoformat(published)
        local = when.astimezone()
    except (ValueError, OverflowError, OSError):
        return None, today
    if len(published) <= 10:
        return (published, published) if published <= today else (None, today)
    if local > seen:
        return None, today
    if not published.endswith("Z"):
        published = when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return published, local.date().isoformat()


def number_of(text: str) -> int:
    """Return a number that stands for *text*, never 0; two texts hardly ever have the same."""
    return (
        int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True) or 1
    )
