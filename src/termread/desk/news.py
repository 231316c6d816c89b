"""Refreshing what is followed: asking the sources, keeping their new stories, and fetching the whole texts of those.

A refresh has engines of its own, so it can run in a thread while another page is opened. One process at a time
refreshes a library.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from termread.desk.bulk import over_hosts
from termread.desk.server import has_server, name_of, sync, too_open
from termread.desk.texts import fetch_text, open_story
from termread.engine.messages import Order, Progress
from termread.errors import Cancelled, EngineLost, Fault, TermreadError, TooLarge, Unreachable
from termread.feed import SourceAnswer, SourceOrder
from termread.values import dataclass, replace

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from termread.desk import Desk
    from termread.engine.engine import Engine
    from termread.library.news import Source, Story, Taken

Event = TypeVar("Event")

__all__ = ["Failure", "Refresh", "Refreshed", "open_story", "refresh"]

BATCH = 20
"""Answers stored at a time."""
OFTEN = 0.5
"""Seconds after which what has come is stored, however little it is."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be had, or that has something wrong with it, with the sentence that says what."""

    source: int
    title: str
    text: str
    readable: bool = False
    """Whether it could be read nevertheless."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How far a refresh is."""

    done: int
    """Sources that have answered, or failed."""
    total: int
    new: int = 0
    """New stories."""
    failed: tuple[Failure, ...] = ()
    texts: tuple[int, int] = (0, 0)
    """Whole texts: how many are there, of how many wanted."""


def refresh(
    desk: Desk, *, everything: bool = False, only: Collection[int] | None = None, texts: bool = True
) -> Refresh:
    """Return the refresh of all sources that are due, or of *everything*, or *only* of the sources with these ids.

    Iterate over it. With *texts*, new stories are fetched whole afterwards, newest first.
    """
    return Refresh(desk, everything=everything or only is not None, only=only, texts=texts)


class Refresh:
    """One refresh, to be iterated over: it yields how far it is."""

    def __init__(self, desk: Desk, *, everything: bool, only: Collection[int] | None, texts: bool) -> None:
        """Ask nothing yet."""
        from termread.engine.engine import Engine

        self._desk = desk
        self._everything, self._only, self._texts = everything, only, texts
        self._engine = Engine(desk.config.fetch)
        self._over = threading.Event()
        self._so_far = Refreshed(0, 0)
        self._stored: Future[Taken] | None = None
        """What is being stored."""

    def cancel(self) -> None:
        """Stop it, from any thread; what has come is kept, and iterating ends without an error."""
        self._over.set()
        self._engine.cancel()

    def __iter__(self) -> Iterator[Refreshed]:
        """Yield how far it is each time that something has been stored.

        Raises Unreachable with the code "refreshing" if another process refreshes the library right now, or with the
        code "offline" once all is stored that could be had, and LibraryError.
        """
        with alone(self._desk.folders.data):
            try:
                yield from self._sync()
                yield from self._ask()
                if self._texts and not self._over.is_set():
                    yield from self._fetch_texts()
                if has_server(self._desk.config):
                    self._desk.library.server.settle()
                self._desk.library.sources.drop_old(self._desk.config.follow.days)
            except Cancelled:
                return
            finally:
                self._engine.close()

    # The server that follows feeds

    def _sync(self) -> Iterator[Refreshed]:
        """Bring what the reader's server has; where that fails, what is followed from here is asked all the same."""
        config = self._desk.config
        if self._only is not None or not has_server(config):
            return
        self._so_far = Refreshed(0, 1)
        if warning := too_open(config, self._desk.folders.config_file):
            self._so_far = replace(self._so_far, failed=(Failure(0, "[server]", warning, readable=True),))
        try:
            for synced in self._unless_over(sync(self._desk, self._engine)):
                self._so_far = replace(self._so_far, new=synced.new)
                yield self._so_far
        except Cancelled:
            raise
        except TermreadError as error:
            self._desk.library.server.failed(error.text)
            failure = Failure(0, name_of(config), error.text)
            self._so_far = replace(self._so_far, failed=(*self._so_far.failed, failure))
        self._so_far = replace(self._so_far, done=1)
        yield self._so_far

    # Asking

    def _ask(self) -> Iterator[Refreshed]:
        from termread.library.model import now

        due = self._desk.library.sources.due(now(), everything=self._everything)
        chosen = (each for each in due if self._only is None or each.id in self._only)
        sources = {each.id: each for each in chosen if each.kind != "server"}
        self._so_far = replace(self._so_far, total=self._so_far.total + len(sources))
        yield self._so_far
        batch: list[SourceAnswer] = []
        told = monotonic()
        try:
            for answer in self._answers(sources):
                if answer is not None:
                    batch.append(answer)
                    self._count(answer, sources[answer.source])
                if len(batch) >= BATCH or answer is None or monotonic() - told > OFTEN:
                    self._store(batch)
                    batch, told = [], monotonic()
                    yield self._so_far
        finally:
            self._store(batch)
            self._settle()
        yield self._so_far

    def _answers(self, sources: Mapping[int, Source]) -> Iterator[SourceAnswer | None]:
        """Yield the answers of *sources*, and None where none comes for a while.

        A source that breaks the child or its limits fails, and the others go on.
        """
        waiting = {each.id: _order(each) for each in sources.values()}
        while waiting:
            parsing = 0
            order = Order("", "refresh", sources=tuple(waiting.values()), hosts=self._desk.config.follow.hosts)
            try:
                for event in self._unless_over(self._engine.run(order)):
                    if isinstance(event, Progress) and event.step == "parsing":
                        parsing = event.done
                    elif isinstance(event, Progress) and event.step == "waiting":
                        yield None
                    elif isinstance(event, SourceAnswer) and event.source in waiting:
                        del waiting[event.source]
                        yield event
            except (TooLarge, Fault, EngineLost) as error:
                if parsing not in waiting:
                    raise
                yield _broken(waiting.pop(parsing), error)
            else:
                return

    def _unless_over(self, events: Iterator[Event]) -> Iterator[Event]:
        """Yield *events*; raises Cancelled once it is over, also where that was said before the child had begun to work."""
        while not self._over.is_set():
            try:
                yield next(events)
            except StopIteration:
                return
        raise Cancelled("Cancelled.")

    def _count(self, answer: SourceAnswer, source: Source) -> None:
        so_far, failed = self._so_far, self._so_far.failed
        readable = answer.status in ("new", "unchanged")
        if answer.fault and not (readable and answer.fault == source.fault):
            failed = (*failed, Failure(source.id, source.name, answer.fault, readable))
        self._so_far = replace(so_far, done=so_far.done + 1, failed=failed)

    def _store(self, answers: list[SourceAnswer]) -> None:
        """Hand *answers* to the library's thread, once it has stored those before."""
        self._settle()
        if answers:
            library = self._desk.library
            self._stored = library.later(partial(library.sources.take, answers))

    def _settle(self) -> None:
        stored, self._stored = self._stored, None
        if stored is not None:
            self._so_far = replace(self._so_far, new=self._so_far.new + len(stored.result().new))

    # Whole texts

    def _fetch_texts(self) -> Iterator[Refreshed]:
        most = self._desk.config.follow.texts
        stories = self._desk.library.sources.waiting(most) if most else []
        if self._only is not None:
            stories = [story for story in stories if story.source in self._only]
        sources = {each.id: each for each in self._desk.library.sources.all()}
        jobs = [(story.url, (story, sources.get(story.source))) for story in stories]

        def fetch(engine: Engine, job: tuple[Story, Source | None]) -> None:
            for _ in fetch_text(self._desk, engine, *job):
                pass

        came = 0
        self._so_far = replace(self._so_far, texts=(0, len(jobs)))
        yield self._so_far
        for _, error in over_hosts(self._desk, jobs, fetch, pause=self._desk.config.follow.pause, over=self._over):
            came += error is None
            self._so_far = replace(self._so_far, texts=(came, len(jobs)))
            yield self._so_far


def _order(source: Source) -> SourceOrder:
    asked = source.etag, source.last_modified, source.digest, source.failures
    rest = source.ttl, source.skip_hours, source.skip_days
    return SourceOrder(source.id, source.address, source.kind, *asked, *rest)


def _broken(order: SourceOrder, error: TermreadError) -> SourceAnswer:
    """Return the answer of a source that broke the child."""
    from datetime import UTC, datetime

    from termread.fetch.schedule import chance, due_after_failure, written

    now = datetime.now(UTC)
    due = due_after_failure(now, order.failures + 1, None, chance())
    return SourceAnswer(order.source, "failed", checked=written(now), due=written(due), fault=error.text)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock of the library in *folder* that lets one process refresh it at a time.

    Raises Unreachable with the code "refreshing" if another one does. A folder that cannot be written to has no lock.
    """
    import fcntl

    try:
        lock = os.open(folder / "refresh.lock", os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        yield
        return
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Unreachable("Another termread is refreshing what you follow right now.", code="refreshing") from None
        yield
    finally:
        os.close(lock)
