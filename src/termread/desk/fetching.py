"""Fetching what was saved for later: several hosts at a time, one request per host, each result kept as it comes."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from termread.desk.collected import reach_of
from termread.document import Reading
from termread.engine.messages import Order
from termread.errors import TermreadError
from termread.values import replace

if TYPE_CHECKING:
    from queue import SimpleQueue
    from threading import Event

    from termread.desk.desk import Desk
    from termread.engine.engine import Engine
    from termread.library.model import Kept

WORKERS = 4
"""Hosts that are asked at the same time where the settings do not say."""

Outcome = tuple["Kept", TermreadError | None]


def fetch_into(desk: Desk, engine: Engine, kept: Kept) -> None:
    """Fetch the text of *kept* with *engine* and keep it, unread; raises what stands in the way."""
    near = reach_of(desk.library, kept.address)
    order = Order(kept.address, near=near, keep_data=desk.config.keep_pages, join=desk.config.fetch.join_pages)
    for event in engine.run(order):
        if isinstance(event, Reading):
            desk.library.entry(kept.id)  # raises "gone" where it was deleted meanwhile, and must not come back
            desk.store(Reading(event.article, replace(event.receipt, address=kept.address)), opened=False)


def fetch_all(desk: Desk, pending: Sequence[Kept]) -> Iterator[Outcome]:
    """Yield each of *pending* once its text is kept, or with the error that stood in the way; abandoned, it stops.

    Raises Unreachable with the code "offline" as soon as it is known that none of the rest can be reached either.
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
    """Take one host after the other, and all of its addresses in turn, until none is left or it is *over*."""
    from termread.desk.connection import offline

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
