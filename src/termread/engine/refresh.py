"""Refreshing: asks many sources, a host in each thread, and parses what came in the main thread, under its limits.

A host gets one request at a time, by connections that stay open. One that does not answer is not asked for its other
sources in the same run.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from queue import Empty, Queue
from threading import Thread
from urllib.parse import urlsplit

from termread.config import FetchSettings
from termread.document import Document, Wanted
from termread.engine.limits import limited
from termread.engine.rules import mannered, site_rules
from termread.engine.source_wire import source_answer_record
from termread.engine.task import Task
from termread.errors import TermreadError, Unreachable
from termread.feed import Feed, SourceAnswer, SourceOrder
from termread.fetch.addresses import checked_url, is_url, named_host
from termread.fetch.connections import Connections, Turns
from termread.fetch.hosts import Reach, reach
from termread.fetch.offline import offline
from termread.fetch.schedule import chance, due_after_failure, due_after_success, written
from termread.fetch.sources import Came, ask
from termread.values import replace

AHEAD = 8
"""Answers that may wait to be parsed."""
QUIET = 0.5
"""Seconds without an answer after which that is reported."""
_SILENT = frozenset(
    {"refused", "no-answer", "silent", "deadline", "dns", "dns-busy", "dns-slow", "no-way", "proxy-away"}
)
_REFUSING = frozenset({"tls", "tls-expired", "tls-host", "tls-none", "tls-untrusted", "status-429", "status-503"})
AWAY = _SILENT | _REFUSING
"""Codes of errors that a host's other addresses are likely to meet as well."""

Result = Came | TermreadError


def refresh(task: Task) -> None:
    """Ask all sources of the order, and answer with what each of them said, as it comes."""
    order = task.order
    hosts = _by_host(order.sources)
    came: Queue[tuple[SourceOrder, Result]] = Queue(AHEAD)
    turns = Turns()
    for _ in range(min(max(order.hosts, 1), len(hosts))):
        Thread(target=_ask_hosts, args=(hosts, turns, task.settings, came), daemon=True).start()
    away: TermreadError | None = None
    for _ in order.sources:
        source, result = _next(came, task)
        if isinstance(result, TermreadError) and result.code == "offline":
            away = result
            continue
        task.say(["source", source_answer_record(_answer(source, result, task))])
    if away is not None:
        raise away
    task.say(["done", None])


def _next(came: Queue[tuple[SourceOrder, Result]], task: Task) -> tuple[SourceOrder, Result]:
    """Return what comes next; that nothing does for a while is reported, so that what came before is stored."""
    while True:
        try:
            return came.get(timeout=QUIET)
        except Empty:
            task.say(["progress", ["waiting", 0, None, ""]])


def _by_host(sources: Sequence[SourceOrder]) -> deque[list[SourceOrder]]:
    hosts: defaultdict[str, list[SourceOrder]] = defaultdict(list)
    for source in sources:
        hosts[_host(source.address)].append(source)
    return deque(hosts.values())


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _ask_hosts(
    hosts: deque[list[SourceOrder]], turns: Turns, settings: FetchSettings, came: Queue[tuple[SourceOrder, Result]]
) -> None:
    """Ask one host after the other for all of its sources, until none are left."""
    while True:
        try:
            sources = hosts.popleft()
        except IndexError:
            return
        away: TermreadError | None = None
        with Connections(turns) as connections:
            for source in sources:
                result = away or _result(source, settings, connections)
                if away is None and isinstance(result, TermreadError) and result.code in AWAY:
                    result = offline(result, settings) or result
                    away = _not_asked(result, _host(source.address))
                came.put((source, result))


def _result(source: SourceOrder, settings: FetchSettings, connections: Connections) -> Result:
    """Return what comes from *source*, or the error that prevented it."""
    wanted = Wanted(etag=source.etag, last_modified=source.last_modified)
    try:
        if not is_url(source.address):
            return _local(source, settings)
        return ask(source.address, mannered(settings, source.address), wanted, connections, datetime.now(UTC))
    except TermreadError as error:
        return error
    except Exception as error:  # noqa: BLE001 - one source must not stop the others
        return Unreachable(f"Something went wrong inside termread while it asked for this ({type(error).__name__}).")


def _local(source: SourceOrder, settings: FetchSettings) -> Came:
    if source.kind == "mail":
        return Came(Document(source.address, b""), near=Reach.COMPUTER)
    from termread.fetch import fetch

    return Came(fetch(source.address, settings), near=Reach.COMPUTER)


def _not_asked(error: TermreadError, host: str) -> TermreadError:
    """Return the error for the other sources of a *host* that failed with *error*."""
    if error.code == "offline":
        return error
    other = Unreachable(
        f"{named_host(host)} was not asked, after it failed for another source: {error.text}", code=error.code
    )
    other.wait = error.wait if isinstance(error, Unreachable) else None
    return other


def _answer(source: SourceOrder, result: Result, task: Task) -> SourceAnswer:
    """Return the answer of *source*, parsing what came from it unless that is the same as before."""
    now = datetime.now(UTC)
    if isinstance(result, TermreadError):
        return _failed(source, result, now)
    document, due = result.document, written(due_after_success(now, source, result.fresh, chance()))
    answer = SourceAnswer(
        source.source, "unchanged", near=result.near, moved=result.moved, checked=written(now), due=due
    )
    if document is None:
        return answer
    whole = not document.notices
    digest = blake2b(document.data, digest_size=16).hexdigest() if whole and document.data else ""
    answer = replace(answer, etag=document.etag, last_modified=document.last_modified, digest=digest)
    if digest and digest == source.digest:
        return answer
    task.say(["progress", ["parsing", source.source, None, ""]])
    try:
        with limited(task.settings.parse_seconds, task.settings.parse_bytes):
            feed = _feed(source, document)
    except TermreadError as error:
        return _failed(source, error, now)
    if not feed.items and feed.fault:
        return _failed(source, Unreachable(feed.fault), now)
    fault = document.notices[0].text if document.notices else feed.fault
    due = written(due_after_success(now, feed, result.fresh, chance()))
    return replace(
        answer, status="new", feed=feed, moved=result.moved or _told_move(feed, document), due=due, fault=fault
    )


def _feed(source: SourceOrder, document: Document) -> Feed:
    """Return what *document* says as a feed; raises TermreadError if it cannot be read."""
    if source.kind == "mail":
        from pathlib import Path

        from termread.engine.mailboxes import read_mailbox

        return read_mailbox(Path(source.address))
    if source.kind == "page":
        from termread.parse import Settings
        from termread.parse.front_page import stories_in

        return stories_in(document, Settings(site_rules()))
    from termread.parse.formats.feeds import feed_of

    return feed_of(document.data, document.charset, document.url)


def _told_move(feed: Feed, document: Document) -> str:
    """Return the new address that the feed itself tells, unless that is nearer than it is, or none."""
    if not feed.moved or not document.url:
        return ""
    try:
        moved = checked_url(feed.moved)
    except TermreadError:
        return ""
    return moved if reach(_host(moved)) <= document.near and moved != document.url else ""


def _failed(source: SourceOrder, error: TermreadError, now: datetime) -> SourceAnswer:
    wait = error.wait if isinstance(error, Unreachable) else None
    gone = error.code == "status-410"
    due = written(due_after_failure(now, source.failures + 1, wait, chance()))
    return SourceAnswer(
        source.source, "ended" if gone else "failed", checked=written(now), due=None if gone else due, fault=error.text
    )
