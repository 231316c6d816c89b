"""Reading on the screen: the engine is woken first, then the framework, and what is kept shows before either is there."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from termread.cli import tell
from termread.cli.reading import standard_input
from termread.errors import TermreadError

if TYPE_CHECKING:
    from termread.cli.options import Options
    from termread.config import Config, Folders


def show(options: Options, config: Config, folders: Folders) -> int:
    """Show what *options* name, or the shelf, and return the exit status once the reader has left."""
    from termread.desk import Desk
    from termread.fetch.addresses import STANDARD_INPUT, resolve

    addresses = tuple(resolve(argument) for argument in options.inputs)
    desk = Desk(config, folders)
    try:
        data = standard_input(config.fetch) if STANDARD_INPUT in addresses else None
        return _run(desk, addresses, data)
    finally:
        desk.close()


def _run(desk: object, addresses: tuple[str, ...], data: bytes | None) -> int:
    from termread.desk import Desk

    assert isinstance(desk, Desk)
    desk.engine.start()
    from termread.tui import run
    from termread.tui.app import Start
    from termread.tui.terminal import keyboard_on

    if not keyboard_on():
        raise TermreadError("There is no terminal to take keys from. Use --format text to print.")
    status, reported = run(desk, Start(addresses, data))
    if reported:
        tell(reported)
    sys.stdout.flush()
    return status


def leave_at_once(status: int) -> None:
    """End the process without the interpreter's own tidying up, which takes longer than a reader who leaves should wait."""
    os._exit(status)
