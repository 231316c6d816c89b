"""`termread completion SHELL`: what the shell needs to complete termread's command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.cli.options import new_parser
from termread.cli.output import opened
from termread.errors import UsageError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from termread.desk import Desk

SHELLS = ("bash", "zsh", "tcsh")


def parser() -> ArgumentParser:
    """Return what the command takes."""
    found = new_parser(
        "termread completion", "Print the completion for a shell; it needs shtab (termread[completion])."
    )
    found.add_argument("shell", choices=SHELLS, help="the shell")
    return found


def run(options: Namespace, desk: Desk) -> int:
    """Print it."""
    del desk
    from termread.desk.optional import missing

    if sentence := missing("completion"):
        raise UsageError(sentence)
    import shtab

    with opened() as out:
        out.write(shtab.complete(_whole(), options.shell) + "\n")
    return 0


def _whole() -> ArgumentParser:
    """Return one parser of the whole command line, as shtab wants it."""
    from termread.cli.commands import COMMANDS, module_of
    from termread.cli.options import parser as reading

    whole = reading()
    commands = whole.add_subparsers()
    for name, (_, sentence) in COMMANDS.items():
        commands.add_parser(name, parents=[module_of(name).parser()], add_help=False, help=sentence)
    return whole
