"""Reading on the screen: what is kept or comes first shows before the framework, which is then woken."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from queue import SimpleQueue
from threading import Event as Signal
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from termread import first_screen
from termread.cli.streams import standard_input, tell
from termread.desk import Desk, Opened
from termread.engine.messages import Order, Progress
from termread.errors import TermreadError, UsageError
from termread.fetch.addresses import STANDARD_INPUT, is_url, resolve

if TYPE_CHECKING:
    from termread.cli.options import Options
    from termread.config import Config, Folders
    from termread.desk import Look


Event = Progress | Opened | TermreadError | BaseException | None


class Ahead:
    """Opens an address in a thread; who shows it, this one or the app, is settled by a lock."""

    def __init__(self, desk: Desk, address: str, data: bytes | None = None, *, paint: bool = True) -> None:
        """Begin at once, and with *paint*, show what comes if nobody else is there to do it."""
        self._desk = desk
        self._events: SimpleQueue[Event] = SimpleQueue()
        self._ours = paint and not (is_url(address) and "#" in address)  # where that leads, only the app knows
        self._lock = Lock()
        self._settled = Signal()
        self._source = desk.open(Order(address, data=data, begin=True))
        self._thread = Thread(target=self._work, daemon=True, name="termread-ahead")
        self.opened: Opened | None = None
        self._thread.start()

    def events(self) -> Iterator[Progress | Opened]:
        """Yield what has come and what is still to come; raises the error that stands in the way."""
        while (event := self._events.get()) is not None:
            if isinstance(event, BaseException):
                raise event
            yield event

    def wait(self, seconds: float) -> None:
        """Load what painting needs, and wait for the article, or for what stands in the way, *seconds* at most.

        The child works on another core meanwhile, so that what the framework stands on costs nothing here.
        """
        import termread.tui.page.snapshot  # noqa: F401 - loaded before it is needed
        from termread.tui.textual_compat.preload import preload

        until = monotonic() + seconds
        if _cores() > 1:
            preload(self._settled.is_set)
        self._settled.wait(until - monotonic())

    def hand_over(self) -> Opened | None:
        """Paint no more; returns the article if it is there."""
        with self._lock:
            self._ours = False
            return self.opened

    def _work(self) -> None:
        try:
            for event in self._source:
                if isinstance(event, Opened):
                    self._show(event)
                    self._settled.set()
                self._events.put(event)
        except BaseException as error:  # noqa: BLE001 - who takes the events shall meet it
            self._events.put(error)
        self._settled.set()
        self._events.put(None)

    def _show(self, opened: Opened) -> None:
        with self._lock:
            self.opened = opened
            if self._ours:
                screen = screen_of(self._desk, opened)
                if screen is not None:
                    first_screen.paint(screen)


def _cores() -> int:
    """Return how many processors may work for this program at a time."""
    count = getattr(os, "sched_getaffinity", None)
    return len(count(0)) if count else os.cpu_count() or 1


def screen_of(desk: Desk, opened: Opened) -> bytes | None:
    """Return what *opened* shows first, as the app will draw it, or None where this knows less than the app."""
    from termread.layout.geometry import first_words

    size = os.get_terminal_size(1)
    library, entry = desk.library, opened.kept.id
    if library.bookmarks(entry) or library.highlights(entry) or size.lines < 3:
        return None
    first = first_words(entry, desk.config.keys)
    return compose(opened, desk.look, size.columns, size.lines, first=first)


def compose(opened: Opened, look: Look, columns: int, rows: int, *, first: str = "") -> bytes:
    """Return the bytes that draw the first screen of *opened* on *columns* x *rows* cells, *first* said at its head."""
    from termread import palette
    from termread.layout import lay_out
    from termread.layout.geometry import fit
    from termread.tui.page.fast_paint import whole, write
    from termread.tui.page.inks import Inks
    from termread.tui.page.rows import Scene
    from termread.tui.page.snapshot import first_screen_of
    from termread.tui.page.viewport import Viewport
    from termread.values import replace
    from termread.write.terminal import depth_of

    geometry = fit(columns, rows, look.width, status=not look.zen)
    layout = lay_out(opened.article, replace(opened.page(look), width=geometry.measure))
    viewport = Viewport(layout, geometry.text_rows, opened.kept.place)
    scene = Scene(viewport, geometry, Inks(palette.chosen(look.theme, os.environ)), [])
    screen = first_screen_of(scene, hint=first, coming=not opened.whole)
    return write(whole(screen), depth_of(os.environ)).encode("utf-8", "replace")


SOON = 0.4
"""Seconds in which a file is read, unless it is a large one."""

ROOM = 160 << 20
"""Bytes of address space the screen asks for: the framework with its threads and an article take about 120 MB of it."""


def show(options: Options, config: Config, folders: Folders) -> int:
    """Show what *options* name, or the shelf, and return the exit status once the reader has left.

    Raises MemoryError where the system will not give what a screen needs.
    """
    _ask_for_room()
    # What is loaded and made now stays; the app collects garbage again once its first screen is there.
    gc.disable()
    addresses = _addresses(options.inputs)
    desk = Desk(config, folders)
    try:
        if addresses and not first_screen.painted:
            # It wakes on another core while this one opens the library and loads the framework.
            desk.engine.start()
        data = standard_input(config.fetch) if STANDARD_INPUT in addresses else None
        if not first_screen.keyboard():
            raise UsageError("There is no terminal to read keys from. Use --format text to print.")
        status, sentence = _run(desk, addresses, data)
        farewell = _farewell(desk)
        first_screen.release()
    finally:
        desk.close(tell)
    for said in filter(None, (sentence, farewell)):
        tell(said)
    return status


def _farewell(desk: Desk) -> str | None:
    """Return what there is to say in the end: that what was done is not kept, and why."""
    if desk.trouble is None:
        return None
    nothing = desk.temporary or desk.library.read_only
    return f"{'Nothing' if nothing else 'Not everything'} from this session was saved. {desk.trouble}"


def _ask_for_room() -> None:
    """Ask for all the memory before any of it is used: a thread that finds none as it starts would wait for ever."""
    bytes(ROOM)  # zeroes the system need not back with anything until they are read


def _addresses(arguments: tuple[str, ...]) -> tuple[str, ...]:
    """Return what *arguments* mean; one of several that means nothing stays as it is, to be told when its turn comes."""
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
    """Begin to open *address*; unless what is kept of it shows already, say so and paint what comes."""
    kept = first_screen.painted
    if not kept:
        first_screen.paint(_announcement(address))
    return Ahead(desk, address, data, paint=not kept)


def _run(desk: Desk, addresses: tuple[str, ...], data: bytes | None) -> tuple[int, str | None]:
    painted = first_screen.painted
    ahead = _begin(desk, addresses[0], data if addresses[0] == STANDARD_INPUT else None) if addresses else None
    if ahead and not painted and not is_url(addresses[0]):
        # Two threads that share one interpreter would both be slow: the framework's import comes after the first screen.
        ahead.wait(SOON)
    from termread.tui.textual_compat.preload import load_textual

    load_textual()
    from termread.tui import run
    from termread.tui.app import Start

    opened = ahead.hand_over() if ahead else None
    return run(
        desk, Start(addresses, opened, ahead.events if ahead and not (opened and opened.whole) else None, data, painted)
    )


def _announcement(address: str) -> bytes:
    """Return the bytes that say what is awaited, until there is more to show."""
    from termread.text import clean_line
    from termread.tui.progress_text import short

    size = os.get_terminal_size(1)
    left, top = max(1, (size.columns - 72) // 2), max(1, size.lines // 2 - 1)
    lines = clean_line(address)[: size.columns - left], f"Opening {short(address)}"[: size.columns - left]
    text = "".join(f"\x1b[{top + 2 * y};{left + 1}H{line}" for y, line in enumerate(lines))
    return text.encode("utf-8", "replace")
