"""Reading on the screen: what is kept shows first, then the framework is woken, and last what tells more."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

from termread import first_screen
from termread.cli.ahead import Ahead
from termread.cli.standard_input import standard_input
from termread.cli.stderr import tell
from termread.desk import Desk
from termread.errors import TermreadError, UsageError
from termread.fetch.addresses import STANDARD_INPUT, is_url, resolve

if TYPE_CHECKING:
    from termread.cli.options import Options
    from termread.config import Config, Folders


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
            raise UsageError("There is no terminal to take keys from. Use --format text to print.")
        status, sentence = _run(desk, addresses, data)
        farewell = _farewell(desk)
    finally:
        desk.close()
    first_screen.release()
    for said in filter(None, (sentence, farewell)):
        tell(said)
    return status


def _farewell(desk: Desk) -> str | None:
    """Return what there is to say in the end: that what was done is not kept, and why."""
    if desk.trouble is None:
        return None
    nothing = desk.temporary or desk.library.read_only
    return f"{'Nothing' if nothing else 'Not everything'} from this session was kept. {desk.trouble}"


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
    from termread.tui.telling import short

    size = os.get_terminal_size(1)
    left, top = max(1, (size.columns - 72) // 2), max(1, size.lines // 2 - 1)
    lines = clean_line(address)[: size.columns - left], f"Opening {short(address)}"[: size.columns - left]
    text = "".join(f"\x1b[{top + 2 * y};{left + 1}H{line}" for y, line in enumerate(lines))
    return text.encode("utf-8", "replace")
