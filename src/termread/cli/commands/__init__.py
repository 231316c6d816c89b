"""The commands, one module each: `parser()` says what it takes, `run(options, desk)` does it and returns a status."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

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
