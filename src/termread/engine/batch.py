"""Reads many inputs on all cores; results come in the given order, and only a few are held in memory."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread

from termread.config import FetchSettings
from termread.document import Reading
from termread.engine.engine import Engine
from termread.engine.messages import Order
from termread.errors import TermreadError, Unreadable
from termread.text import clean_line

AHEAD = 4
"""How many results a worker may get ahead of the one being waited for."""

Result = Reading | TermreadError
_Job = tuple[Order, Future[Result]] | None


def read_all(
    orders: Iterable[Order], workers: int = 0, settings: FetchSettings | None = None
) -> Iterator[tuple[Order, Result]]:
    """Yield each of *orders* with its reading, or the error that prevented it, in the given order.

    Uses *workers* processes, or one per core if 0. Orders are consumed only as fast as results are. Closing the
    generator ends the processes.
    """
    engines = [Engine(settings) for _ in range(workers or _cores())]
    jobs: SimpleQueue[_Job] = SimpleQueue()
    threads = [Thread(target=_work, args=(engine, jobs), daemon=True) for engine in engines]
    waiting: deque[tuple[Order, Future[Result]]] = deque()
    for engine, thread in zip(engines, threads, strict=True):
        engine.start()
        thread.start()
    try:
        for order in orders:
            job = order, Future[Result]()
            waiting.append(job)
            jobs.put(job)
            if len(waiting) >= AHEAD * len(engines):
                yield _done(waiting.popleft())
        while waiting:
            yield _done(waiting.popleft())
    finally:
        _dismiss(engines, threads, jobs)


def read_one(engine: Engine, order: Order) -> Result:
    """Return the reading of *order*, or the error that prevented it."""
    try:
        for event in engine.run(order):
            if isinstance(event, Reading):
                return event
    except TermreadError as error:
        return error
    return Unreadable(f"There is nothing to read in {clean_line(order.address)}.")


def _cores() -> int:
    """The number of cores available to this process."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _work(engine: Engine, jobs: SimpleQueue[_Job]) -> None:
    while (job := jobs.get()) is not None:
        order, result = job
        try:
            result.set_result(read_one(engine, order))
        except Exception as error:  # noqa: BLE001 - raised for whoever waits for the result, not in this thread
            result.set_exception(error)


def _done(job: tuple[Order, Future[Result]]) -> tuple[Order, Result]:
    order, result = job
    return order, result.result()


def _dismiss(engines: list[Engine], threads: list[Thread], jobs: SimpleQueue[_Job]) -> None:
    with suppress(Empty):
        while True:
            jobs.get_nowait()
    for _ in threads:
        jobs.put(None)
    for engine, thread in zip(engines, threads, strict=True):
        while thread.is_alive():
            engine.cancel()
            thread.join(0.05)
        engine.close()
