"""Filling the library in bulk: importing a file of another program, and fetching what was saved for later.

Fetching contacts several hosts in parallel, each with one request at a time, and saves each result on arrival. An
address found on a page may reach no nearer than that page (`note_reach`), whenever it is fetched.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from termread.document import Reading
from termread.engine.messages import Order, Progress
from termread.errors import TermreadError, Unreachable
from termread.interchange import ImportedEntry, ImportedStory, LibraryEntry, Skipped, Subscription, UnknownField
from termread.values import dataclass, field, replace

if TYPE_CHECKING:
    from queue import SimpleQueue
    from threading import Event

    from termread.config import FetchSettings
    from termread.desk import Desk
    from termread.engine.engine import Engine
    from termread.library.api import Library
    from termread.library.model import Kept

WORKERS = 4
"""How many hosts are contacted in parallel by default."""

Outcome = tuple["Kept", TermreadError | None]


def fetch_into(desk: Desk, engine: Engine, kept: Kept) -> None:
    """Fetch the text of *kept* with *engine* and save it, unread; raises the error that prevented it."""
    near = reach_of(desk.library, kept.address)
    order = Order(kept.address, near=near, keep_data=desk.config.keep_pages, join=desk.config.fetch.join_pages)
    for event in engine.run(order):
        if isinstance(event, Reading):
            desk.library.entry(kept.id)  # raises "gone" if it was deleted meanwhile: it must not come back
            desk.store(replace(event, receipt=replace(event.receipt, address=kept.address)), opened=False)


def fetch_all(desk: Desk, pending: Sequence[Kept]) -> Iterator[Outcome]:
    """Yield each of *pending* once its text is saved, or with the error that prevented it; closing the generator stops.

    Raises Unreachable with the code "offline" as soon as it is clear that nothing else can be reached either.
    """
    from queue import SimpleQueue
    from threading import Event, Thread

    from termread.engine.engine import Engine

    hosts = _by_host(pending)
    outcomes: SimpleQueue[Outcome] = SimpleQueue()
    engines = [Engine(desk.config.fetch) for _ in range(min(desk.config.fetch.workers or WORKERS, len(hosts)))]
    over = Event()
    threads = [Thread(target=_work, args=(desk, engine, hosts, outcomes, over), daemon=True) for engine in engines]
    for thread in threads:
        thread.start()
    try:
        for _ in pending:
            kept, error = outcomes.get()
            if error is not None and error.code == "offline":
                raise error
            yield kept, error
    finally:
        over.set()
        for engine in engines:
            engine.cancel()
        for thread in threads:
            thread.join(2)
        for engine in engines:
            engine.close()


def _work(desk: Desk, engine: Engine, hosts: deque[deque[Kept]], outcomes: SimpleQueue[Outcome], over: Event) -> None:
    """Process one host after another, each with all of its addresses, until none are left or it is *over*."""
    while True:
        try:
            addresses = hosts.popleft()
        except IndexError:
            return
        for kept in addresses:
            if over.is_set():
                return
            error: TermreadError | None = None
            try:
                fetch_into(desk, engine, kept)
            except TermreadError as stood_in_the_way:
                error = offline(stood_in_the_way, desk.config.fetch) or stood_in_the_way
                if error.code == "offline":
                    over.set()
            outcomes.put((kept, error))


def _by_host(pending: Sequence[Kept]) -> deque[deque[Kept]]:
    from urllib.parse import urlsplit

    hosts: defaultdict[str, deque[Kept]] = defaultdict(deque)
    for kept in pending:
        hosts[urlsplit(kept.address).hostname or ""].append(kept)
    return deque(hosts.values())


_NAME = "collected"
_ANYWHERE = 2
"""No restriction (`fetch.hosts`): the reader asked."""

_writing = Lock()


def note_reach(library: Library, address: str, near: int) -> None:
    """Remember how near *address* may reach; forget addresses whose text has been fetched."""
    with _writing:
        pending = {kept.address for kept in library.pending()}
        noted = {each: how for each, how in _noted(library).items() if each in pending and each != address}
        if near < _ANYWHERE:
            noted[address] = near
        library.remember(_NAME, json.dumps(noted) if noted else "")


def reach_of(library: Library, address: str) -> int:
    """Return how near *address* may reach: anywhere, unless it was found on a page."""
    return _noted(library).get(address, _ANYWHERE)


def _noted(library: Library) -> dict[str, int]:
    try:
        noted = json.loads(library.setting(_NAME) or "{}")
    except ValueError:
        return {}
    found = noted.items() if isinstance(noted, dict) else ()
    return {address: near for address, near in found if type(near) is int and 0 <= near <= _ANYWHERE}


_PROBED = "example.com"
"""A permanently reserved name (RFC 2606) that every resolver knows."""
_AWAY = frozenset({"no-way", "dns", "dns-busy"})
"""Codes of errors that may affect one host or all of them."""


def offline(error: TermreadError, settings: FetchSettings) -> Unreachable | None:
    """Return the "offline" error if that is the cause of *error*, else None; looks up one name to find out."""
    if error.code == "proxy-away" and not any(site.proxy for site in settings.sites.values()):
        return Unreachable(error.text, code="offline")
    if error.code in _AWAY and not _net_is_there():
        return Unreachable("There is no connection to the internet.", code="offline")
    return None


def _net_is_there() -> bool:
    """Return whether a name can be resolved and its address is routable; nothing is sent to it."""
    import socket

    try:
        found = socket.getaddrinfo(_PROBED, 443, type=socket.SOCK_DGRAM)
    except OSError:
        return False
    for family, kind, protocol, _, address in found:
        try:
            with socket.socket(family, kind, protocol) as probe:
                probe.connect(address)
        except OSError:
            continue
        return True
    return False


BATCH = 500
"""Entries stored per batch."""


@dataclass(slots=True)
class Tally:
    """The import's progress."""

    new: int = 0
    merged: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)
    """Unrecognized columns or fields, with the number of rows that had a value in them."""
    without_text: bool = False
    """Whether an imported entry still needs its text to be fetched."""
    read: int = 0
    """Entries read from the file so far, whether stored yet or not."""
    expected: int = 0
    """Estimated number of entries in the file, or 0 if unknown."""
    followed: int = 0
    """How many sources are followed that were not."""
    known: int = 0
    """How many sources of the file were followed already."""
    stories: int = 0
    """How many stories of them were not known."""
    left: int = 0
    """How many entries were left, because only what was followed is wanted."""


def import_file(desk: Desk, address: str, data: bytes | None = None, *, entries: bool = True) -> Iterator[Tally]:
    """Import the file *address*, or *data*, yielding the tally as it grows; raises the error that prevented it.

    Without *entries*, only what was followed is imported.
    """
    from termread.desk.following import Moving

    tally, moving = Tally(), Moving(desk.library)
    waiting: list[ImportedEntry | LibraryEntry] = []
    for event in desk.engine.run(Order(address, "import", data=data)):
        if isinstance(event, Progress) and event.step == "importing":
            tally.read, tally.expected = event.done, event.total or 0
            yield tally
        elif isinstance(event, Skipped):
            tally.skipped.append(event)
        elif isinstance(event, UnknownField):
            tally.unknown[event.name] = tally.unknown.get(event.name, 0) + event.rows
        elif isinstance(event, Subscription):
            moving.follow(event)
        elif isinstance(event, ImportedStory):
            moving.add(event)
        elif isinstance(event, ImportedEntry | LibraryEntry):
            if not entries:
                tally.left += 1
                continue
            waiting.append(event)
            if len(waiting) >= BATCH:
                _keep(desk, waiting, tally)
                yield tally
    moving.settle()
    tally.followed, tally.known, tally.stories = moving.new, moving.known, moving.stories
    _keep(desk, waiting, tally)
    yield tally


def _keep(desk: Desk, waiting: list[ImportedEntry | LibraryEntry], tally: Tally) -> None:
    refused: list[ImportedEntry | LibraryEntry] = []
    new, merged = desk.library.import_entries(waiting, refused)
    tally.new += new
    tally.merged += merged
    tally.skipped += [Skipped(entry.line, "it could not be saved") for entry in refused]
    if not tally.without_text:
        bare = [
            entry.url if isinstance(entry, ImportedEntry) else entry.address
            for entry in waiting
            if entry.article is None
        ]
        tally.without_text = any((kept := desk.library.find(address)) and not kept.has_text for address in bare)
    waiting.clear()
