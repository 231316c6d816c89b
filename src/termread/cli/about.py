"""`termread explain`, `keys` and `completion`: how a page was parsed, and how to use termread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.cli import options as command_line
from termread.cli.options import COMMANDS, new_parser
from termread.cli.streams import opened, standard_input
from termread.errors import UsageError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from termread.desk import Desk

SHELLS = ("bash", "zsh", "tcsh")


def explain_parser() -> ArgumentParser:
    """Return the argument parser of `explain`."""
    found = new_parser("termread explain", "Explain how a page was parsed: what was taken, what was cut, and why.")
    found.add_argument("article", metavar="ARTICLE", help="a file, a URL, or - for standard input")
    return found


def run_explain(options: Namespace, desk: Desk) -> int:
    """Print how a page was parsed."""
    from termread.engine.messages import Explanation, Order
    from termread.fetch.addresses import STANDARD_INPUT, resolve

    address = resolve(options.article)
    data = standard_input(desk.config.fetch) if address == STANDARD_INPUT else None
    with opened() as out:
        for event in desk.engine.run(Order(address, "explain", data=data)):
            if isinstance(event, Explanation):
                out.write(event.text.rstrip("\n") + "\n")
    return 0


def keys_parser() -> ArgumentParser:
    """Return the argument parser of `keys`."""
    return new_parser("termread keys", "List all actions, their keys, and their names for [keys] in the settings.")


def run_keys(_: Namespace, desk: Desk) -> int:
    """Print the table of keys, and errors in the user's key settings."""
    from termread.commands import GROUPS, commands, labels
    from termread.commands.keymaps import faults, keys_of

    keys = keys_of(desk.config)
    with opened() as out:
        for group in GROUPS:
            out.write(f"{group}\n")
            for command in commands():
                if command.group == group:
                    shown = labels(keys.get(command.name, command.keys))
                    out.write(f"  {shown:<24} {command.name:<26} {command.sentence}\n")
            out.write("\n")
        for sentence in faults(desk.config):
            out.write(f"{sentence}\n")
    return 0


def completion_parser() -> ArgumentParser:
    """Return the argument parser of `completion`."""
    found = new_parser("termread completion", "Print shell completion. It needs shtab: termread[completion].")
    found.add_argument("shell", choices=SHELLS, help="the shell")
    return found


def run_completion(options: Namespace, _: Desk) -> int:
    """Print the shell's completion script for termread."""
    from termread.desk.extras import missing

    if sentence := missing("completion"):
        raise UsageError(sentence)
    import shtab

    with opened() as out:
        out.write(shtab.complete(_whole(), options.shell) + "\n")
    return 0


def _whole() -> ArgumentParser:
    """Return one parser for the whole command line, as shtab requires."""
    whole = command_line.parser()
    commands = whole.add_subparsers()
    for name, (_, sentence) in COMMANDS.items():
        parser = command_line.command(name)[0]()
        commands.add_parser(name, parents=[parser], add_help=False, help=sentence)
    return whole
