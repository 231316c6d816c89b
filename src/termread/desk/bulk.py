"""Filling the library in bulk: importing a file of another program, and fetching what was saved for later.

Fetching contacts several hosts in parallel, each with one request at a time, and saves each result on arrival. An
address found on a page may reach no nearer than that page (`note_reach`), whenever it is fetched.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from termread.document import Reading
from termread.engine.messages import Order, Progress
from termread.errors import TermreadError
from termread.fetch.hosts import Reach, reach
from termread.fetch.offline import offline
from termread.followed import ImportedMute, ImportedStory, Subscription
from termread.interchange import ImportedEntry, LibraryEntry, Skipped, UnknownField
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

Job = TypeVar("Job")
Outcome: TypeAlias = "tuple[Job, TermreadError | None]"


def fetch_into(desk: Desk, engine: Engine, kept: Kept) -> None:
    """Fetch the text of *kept* with *engine* and save it, unread; raises the error that prevented it."""
    near = reach_of(desk.library, kept.address)
    order = Order(kept.address, near=near, keep_data=desk.config.keep_pages, join=desk.config.fetch.join_pages)
    for event in engine.run(order):
        if isinstance(event, Reading):
            desk.library.entry(kept.id)  # raises "gone" if it was deleted meanwhile: it must not come back
            desk.store(replace(event, receipt=replace(event.receipt, address=kept.address)), opened=False)


def fetch_all(desk: Desk, pending: Sequence[Kept]) -> Iterator[Outcome[Kept]]:
    """Yield each of *pending* once its text is saved, or with the error that prevented it; closing the generator stops.

    Raises Unreachable with the code "offline" as soon as it is clear that nothing else can be reached either.
    """

    def fetch(engine: Engine, kept: Kept) -> None:
        fetch_into(desk, engine, kept)

    yield from over_hosts(desk, [(kept.address, kept) for kept in pending], fetch)


def over_hosts(
    desk: Desk,
    jobs: Sequence[tuple[str, Job]],
    do: Callable[[Engine, Job], object],
    *,
    pause: float = 0.0,
    over: Event | None = None,
) -> Iterator[Outcome[Job]]:
    """Do all *jobs*, each given with its address, several hosts at a time; yield each when done, or with its error.

    Between two addresses of a host there are *pause* seconds, except on this computer. Setting *over*, from any
    thread, ends it, as does closing the generator. Raises Unreachable with the code "offline".
    """
    from queue import Empty, SimpleQueue
    from threading import Event, Thread

    from termread.engine.engine import Engine

    run = _Run(desk.config.fetch, _by_host(jobs), do, pause, over or Event(), SimpleQueue())
    engines = [Engine(desk.config.fetch) for _ in range(min(desk.config.fetch.workers or WORKERS, len(run.hosts)))]
    threads = [Thread(target=_work, args=(run, engine), daemon=True) for engine in engines]
    for thread in threads:
        thread.start()
    left = len(jobs)
    try:
        while left and not (run.over.is_set() and run.error is None):
            try:
                job, error = run.outcomes.get(timeout=_GLANCE)
            except Empty:
                continue
            if error is not None and error.code == "offline":
                raise error
            left -= 1
            yield job, error
    finally:
        run.over.set()
        for engine in engines:
            engine.cancel()
        for thread in threads:
            thread.join(2)
        for engine in engines:
            engine.close()


_GLANCE = 0.1
"""Seconds after which it is noticed that a run is over."""


@dataclass(slots=True)
class _Run(Generic[Job]):
    """What the threads of one run share."""

    settings: FetchSettings
    hosts: deque[deque[tuple[str, Job]]]
    do: Callable[[Engine, Job], object]
    pause: float
    over: Event
    outcomes: SimpleQueue[Outcome[Job]]
    error: TermreadError | None = None
    """Why nothing else can be reached."""


def _work(run: _Run[Job], engine: Engine) -> None:
    """Process one host after another, each with all of its addresses, until none are left or it is over."""
    while True:
        try:
            jobs = run.hosts.popleft()
        except IndexError:
            return
        pause = 0.0
        for address, job in jobs:
            if run.over.wait(pause):
                return
            error: TermreadError | None = None
            try:
                run.do(engine, job)
            except TermreadError as stood_in_the_way:
                error = offline(stood_in_the_way, run.settings) or stood_in_the_way
                if error.code == "offline":
                    run.error = error
                    run.over.set()
            run.outcomes.put((job, error))
            pause = run.pause if reach(host_of(address)) < Reach.COMPUTER else 0.0


def _by_host(jobs: Sequence[tuple[str, Job]]) -> deque[deque[tuple[str, Job]]]:
    hosts: defaultdict[str, deque[tuple[str, Job]]] = defaultdict(deque)
    for address, job in jobs:
        hosts[host_of(address)].append((address, job))
    return deque(hosts.values())


def host_of(address: str) -> str:
    """Return the host of *address*, or an empty string if it has none."""
    from urllib.parse import urlsplit

    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


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
        elif isinstance(event, ImportedMute):
            if not moving.mute(event):
                tally.skipped.append(Skipped(event.line, "its source is not followed"))
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
