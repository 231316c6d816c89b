"""`termread keys`: the one table of actions, with the reader's own keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.cli.options import new_parser
from termread.cli.output import opened

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from termread.desk import Desk


def parser() -> ArgumentParser:
    """Return what the command takes."""
    return new_parser(
        "termread keys", "List what can be done, by which keys, and the names for [keys] in the settings."
    )


def run(options: Namespace, desk: Desk) -> int:
    """Print the table, and what is wrong with the keys of the settings."""
    del options
    from termread.tui.actions import GROUPS, actions, labels
    from termread.tui.keymaps import faults, keys_of

    keys = keys_of(desk.config)
    with opened() as out:
        for group in GROUPS:
            out.write(f"{group}\n")
            for action in actions():
                if action.group == group:
                    shown = labels(keys.get(action.name, action.keys))
                    out.write(f"  {shown:<24} {action.name:<26} {action.sentence}\n")
            out.write("\n")
        for sentence in faults(desk.config):
            out.write(f"{sentence}\n")
    return 0
