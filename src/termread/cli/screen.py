"""Reading on screen: what is kept or comes first is shown, and obeys, before the framework is loaded."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Event as Signal
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from termread import first_screen
from termread.desk import Desk, Opened
from termread.engine.messages import Order, Progress
from termread.errors import TermreadError, UsageError
from termread.fetch.addresses import STANDARD_INPUT, WELCOME, is_url, resolve

if TYPE_CHECKING:
    from typing import NoReturn

    from termread.cli.options import Options
    from termread.config import Config, Folders
    from termread.tui.page.early import Early


Event = Progress | Opened | TermreadError | BaseException | None


class Ahead:
    """Opens an address in a thread and has it shown early, unless the app has taken over."""

    def __init__(self, desk: Desk, address: str, data: bytes | None, show: Callable[[Opened], Early | None]) -> None:
        """Start at once; *show* the first that comes, where that can be shown before the app is there."""
        self._events: SimpleQueue[Event] = SimpleQueue()
        self._show = show
        self._ours = not (is_url(address) and "#" in address)  # only the app can resolve a fragment
        self._lock = Lock()
        self._asked, self._parsed, self._settled = Signal(), Signal(), Signal()
        """Set once the library or the engine has answered at all, the engine has the page, and the article shows."""
        self._source = desk.open(Order(address, data=data, begin=True))
        self.opened: Opened | None = None
        self.early: Early | None = None
        """What drives the terminal from the first article on."""
        Thread(target=self._work, daemon=True, name="termread-ahead").start()

    def events(self) -> Iterator[Progress | Opened]:
        """Yield the events so far and those still to come; raises the error that prevented opening."""
        while (event := self._events.get()) is not None:
            if isinstance(event, BaseException):
                raise event
            yield event

    def wait(self, seconds: float, *, idle: bool) -> None:
        """Wait up to *seconds* for the article to show, or an error; import what showing it needs if this one is *idle*.

        Two threads that share an interpreter are both slow, so this one imports only while the other waits for the child,
        which works on another core: first what the other will need for its answer, then what the framework is built on.
        """
        until = monotonic() + seconds
        if idle and _cores() > 1 and self._asked.wait(seconds) and not self._settled.is_set():
            import termread.library.db.stories
            import termread.tui.page.article
            import termread.tui.page.early  # noqa: F401 - for the other thread
            from termread.tui.textual_compat.preload import preload

            preload(self._parsed.is_set)
        self._settled.wait(until - monotonic())

    def hand_over(self) -> Opened | None:
        """Show nothing new from now on; return the article if it has arrived."""
        with self._lock:
            self._ours = False
            return self.opened

    def _work(self) -> None:
        try:
            for event in self._source:
                self._asked.set()
                if isinstance(event, Opened):
                    self._take(event)
                    self._settled.set()
                elif event.step == "parsing":
                    self._parsed.set()
                self._events.put(event)
        except BaseException as error:  # noqa: BLE001 - raised for whoever takes the events
            self._events.put(error)
        self._asked.set()
        self._settled.set()
        self._events.put(None)

    def _take(self, opened: Opened) -> None:
        with self._lock:
            if self.early is None:
                self.opened = opened
                if self._ours:
                    self.early = self._show(opened)


def _cores() -> int:
    """Return the number of processors available to this process."""
    count = getattr(os, "sched_getaffinity", None)
    return len(count(0)) if count else os.cpu_count() or 1


SOON = 0.4
"""Seconds in which any but a large file is read."""

LONGEST = 10
"""Seconds after which what keeps the shelf's first screen has gone wrong."""

ROOM = 160 << 20
"""Address space in bytes that the screen needs: the framework, its threads and an article take about 120 MB."""


def show(options: Options, config: Config, folders: Folders) -> int:
    """Show what *options* name, or the shelf; return the exit status once the reader quits.

    Raises MemoryError if there is not enough memory for the screen.
    """
    _ask_for_room()
    # Everything created so far stays, so collecting is pointless; the app re-enables it after its first screen.
    gc.disable()
    addresses = _addresses(options.inputs)
    is_first = not addresses and not folders.data.exists()
    desk = Desk(config, folders)
    try:
        if is_first and not (desk.library.read_only or desk.trouble):  # else it would be the first time again
            addresses = (WELCOME,)
        if addresses and not first_screen.painted:
            # It starts on another core while this one opens the library and loads the framework.
            desk.engine.start()
        data = _standard_input(config) if STANDARD_INPUT in addresses else None
        if not first_screen.keyboard():
            raise UsageError("There is no terminal to read keys from. Use --format text to print.")
        status, sentence = _run(desk, addresses, data)
        farewell = _farewell(desk)
        first_screen.release()
    finally:
        if first_screen.ending is not None:
            first_screen.ending()  # it has closed the library, so what failed here may be only that
        desk.close(_tell)
    keep_shelf(desk)
    for said in filter(None, (sentence, farewell)):
        _tell(said)
    return status


def _standard_input(config: Config) -> bytes:
    from termread.cli.streams import standard_input

    return standard_input(config.fetch)


def _tell(sentence: str) -> None:
    from termread.cli.streams import tell

    tell(sentence)


def _farewell(desk: Desk) -> str | None:
    """Return a warning to print on exit if the reader's changes were not saved, and why."""
    if desk.trouble is None:
        return None
    nothing = desk.temporary or desk.library.read_only
    return f"{'Nothing' if nothing else 'Not everything'} from this session was saved. {desk.trouble}"


def keep_shelf(desk: Desk) -> None:
    """Keep what the shelf will show first on this terminal, in a process of its own, so that nobody waits for it.

    *desk* is closed: what it has written to the library is in its one file now, which changes no more.
    """
    import signal

    if desk.trouble or desk.config.this_time:
        return
    try:
        size = os.get_terminal_size(1)
        if first_screen.find(first_screen.SHELF, size):
            return
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})  # it comes when the first process of a session ends
        if os.fork():
            return
    except OSError:
        return
    try:
        # It holds on to nothing of the program's, and does not wait for the locks of threads that it has not got.
        os.setsid()
        signal.alarm(LONGEST)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for standard in range(3):
            os.dup2(nowhere, standard)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))

        from termread.library.api import Library
        from termread.library.db.schema import NAME
        from termread.tui.shelf.early import keep

        if (desk.folders.data / NAME).exists():
            fresh = Desk(desk.config, desk.folders, library=Library(desk.folders.data, backups=False))
            keep(fresh, *size)
            fresh.close()
    finally:
        os._exit(0)


def _ask_for_room() -> None:
    """Reserve all the memory up front: a thread that runs out of it while starting would hang forever."""
    bytes(ROOM)  # zero pages, which are not backed by memory until touched


def _addresses(arguments: tuple[str, ...]) -> tuple[str, ...]:
    """Resolve *arguments*; of several, an invalid one is left as it is, to be reported when its turn comes."""
    if len(arguments) == 1:
        return (resolve(arguments[0]),)
    addresses = []
    for argument in arguments:
        try:
            addresses.append(resolve(argument))
        except TermreadError:
            addresses.append(argument)
    return tuple(addresses)


def _begin(desk: Desk, address: str, data: bytes | None) -> Ahead:
    """Start opening *address*, to be shown as soon as it comes; say so, unless a kept copy is already on screen."""
    if not first_screen.kept:
        first_screen.paint(_announcement(address))
    return Ahead(desk, address, data, lambda opened: _show_early(desk, address, opened))


def _show_early(desk: Desk, address: str, opened: Opened) -> Early | None:
    """Show *opened*, and obey until the app does; return None where only the app can do that."""
    if desk.damaged or desk.lost or not first_screen.painted:
        return None
    from termread.tui.page.article import EarlyArticle
    from termread.tui.page.early import Early

    early = Early(EarlyArticle(desk, opened, address), lambda status: _end(desk, status))
    early.start()
    return None if early.failed else early


def _end(desk: Desk, status: int) -> NoReturn:
    """End the program, whatever else runs: a reader who quits while the framework is loaded waits for nothing."""
    try:
        farewell = _farewell(desk)
        desk.close(_tell)
        keep_shelf(desk)
        if farewell:
            _tell(farewell)
    finally:
        os._exit(status)


def _run(desk: Desk, addresses: tuple[str, ...], data: bytes | None) -> tuple[int, str | None]:
    early = None if addresses else _show_shelf(desk)
    ahead = _begin(desk, addresses[0], data if addresses[0] == STANDARD_INPUT else None) if addresses else None
    if ahead and (first_screen.kept or not is_url(addresses[0])):
        # Two threads sharing one interpreter would both be slow, so the framework is imported after the first screen.
        ahead.wait(SOON, idle=not first_screen.kept)
    from termread.tui.textual_compat.preload import load_textual

    gc.collect()  # what making the values' classes left over gives room to the framework
    load_textual()
    from termread.tui import run
    from termread.tui.app import Start

    opened = ahead.hand_over() if ahead else None
    events = ahead.events if ahead and not (opened and opened.whole) else None
    early = ahead.early if ahead else early
    return run(desk, Start(addresses, opened, events, data, first_screen.kept or early is not None, early))


def _show_shelf(desk: Desk) -> Early | None:
    """Show the shelf, and obey until the app does; return None where only the app can do that, for which keys wait."""
    from termread.tui.page.early import Early
    from termread.tui.shelf.early import EarlyShelf

    first_screen.hold()
    shelf = EarlyShelf(desk)
    early = Early(shelf, lambda status: _end(desk, status))
    if shelf.is_read:
        early.start()
    return early if shelf.is_read and not early.failed else None


def _announcement(address: str) -> bytes:
    """Return the bytes that say what is loading, shown until there is more."""
    from termread.text import clean_line
    from termread.tui.wording import short

    size = os.get_terminal_size(1)
    left, top = max(1, (size.columns - 72) // 2), max(1, size.lines // 2 - 1)
    lines = clean_line(address)[: size.columns - left], f"Opening {short(address)}"[: size.columns - left]
    text = "".join(f"\x1b[{top + 2 * y};{left + 1}H{line}" for y, line in enumerate(lines))
    return text.encode("utf-8", "replace")
