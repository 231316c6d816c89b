"""The commands, one module each: `parser()` says what it takes, `run(options, desk)` does it and returns a status."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Command:
    """A command: the module that does it, and what it does in a few words."""

    module: str
    sentence: str

    def load(self) -> Any:
        """Return its module."""
        return import_module(f"termread.cli.commands.{self.module}")


COMMANDS: dict[str, Command] = {
    "search": Command("search", "find words in everything that is kept"),
    "add": Command("add", "keep addresses for later"),
    "list": Command("listing", "list what is kept"),
    "import": Command("importing", "take in what another program saved"),
    "export": Command("exporting", "hand back what is kept, in open formats"),
    "fetch": Command("fetching", "fetch the texts that are still to come"),
    "explain": Command("explain", "tell how a page was understood"),
    "check": Command("upkeep_check", "verify what is kept, and repair it"),
    "backup": Command("upkeep_backup", "back up what is kept"),
    "restore": Command("upkeep_restore", "bring back a backup"),
    "keys": Command("keys", "list the keys, and the names they have in the settings"),
    "completion": Command("completion", "print the completion for a shell"),
}


def run(name: str, words: list[str]) -> int:
    """Run the command *name* with the arguments *words* and return its exit status."""
    from termread.config import folders, load
    from termread.desk import Desk

    module = COMMANDS[name].load()
    options = module.parser().parse_args(words)
    where = folders()
    desk = Desk(load(where.config_file), where)
    try:
        status: int = module.run(options, desk)
    finally:
        desk.close()
    return status
