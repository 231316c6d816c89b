"""The commands, one module each: `parser()` says what it takes, `run(options, desk)` does it and returns a status."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from termread.errors import LibraryError

COMMANDS: dict[str, tuple[str, str]] = {
    "search": ("search", "find words in everything that is kept"),
    "add": ("add", "keep addresses for later"),
    "list": ("listing", "list what is kept"),
    "import": ("importing", "take in what another program saved"),
    "export": ("exporting", "hand back what is kept, in open formats"),
    "fetch": ("fetching", "fetch the texts that are still to come"),
    "explain": ("explain", "tell how a page was understood"),
    "check": ("checking", "verify what is kept, and repair it"),
    "backup": ("backup", "back up what is kept"),
    "restore": ("restore", "bring back a backup"),
    "keys": ("keys", "list the keys, and the names they have in the settings"),
    "completion": ("completion", "print the completion for a shell"),
}
"""The module of each command, and what it does in a few words."""

ASKING: dict[str, tuple[str, ...]] = {"search": (), "list": (), "export": ("-f", "-o")}
"""The commands that search, where -word excludes a word; and their short options."""


KEEPING = ("search", "add", "list", "import", "export", "fetch")
"""The commands that read or change what is kept."""

UNASKED = ("check", "backup", "restore")
"""The commands that look after the library themselves."""


def module_of(name: str) -> Any:
    """Return the module of the command *name*."""
    from importlib import import_module

    return import_module(f"termread.cli.commands.{COMMANDS[name][0]}")


def run(name: str, words: list[str]) -> int:
    """Run the command *name* with the arguments *words* and return its exit status."""
    from termread.cli import tell
    from termread.config import folders, load
    from termread.desk import Desk
    from termread.errors import LibraryError

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
        if error.code != "damaged" or name in UNASKED or not _mended(error, where.data):
            raise
        tell("Now run this again.")
        return error.status
    finally:
        desk.close()
    return status


def _insist_on_library(folder: Path) -> None:
    """Ask what to do where there is no library, or an empty one, beside a backup; raises LibraryError where nobody answers."""
    from termread.errors import LibraryError
    from termread.library.lost import insist_on_library

    try:
        insist_on_library(folder)
    except LibraryError as error:
        from termread.cli.mending import offer_backup

        offer_backup(error, folder)


def _mended(error: LibraryError, folder: Path) -> bool:
    from termread.cli.mending import offer

    return offer(error, folder)
