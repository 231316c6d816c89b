"""A command of the shell: its arguments, the desk that it works on, and what is done about a damaged library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.cli.commands import ASKING, KEEPING, UNASKED, module_of
from termread.cli.mending import offer, offer_backup
from termread.cli.stderr import tell
from termread.errors import LibraryError

if TYPE_CHECKING:
    from pathlib import Path


def run(name: str, words: list[str]) -> int:
    """Run the command *name* with the arguments *words* and return its exit status."""
    from termread.config import folders, load
    from termread.desk import Desk

    module = module_of(name)
    if name in ASKING:
        from termread.cli.commands.search import unlike_options

        words = unlike_options(words, ASKING[name])
    options = module.parser().parse_intermixed_args(words)
    where = folders()
    desk = Desk(load(where.config_file), where, insist=True)
    try:
        if name in KEEPING:
            _insist_on_library(where.data)
        status: int = module.run(options, desk)
    except LibraryError as error:
        if error.code != "damaged" or name in UNASKED or not offer(error, where.data):
            raise
        tell("Now run this again.")
        return error.status
    finally:
        desk.close()
    return status


def _insist_on_library(folder: Path) -> None:
    """Ask what to do where there is no library, or an empty one, beside a backup; raises LibraryError where nobody answers."""
    from termread.library.lost import insist_on_library

    try:
        insist_on_library(folder)
    except LibraryError as error:
        offer_backup(error, folder)
