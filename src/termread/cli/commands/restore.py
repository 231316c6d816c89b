"""`termread restore`: back to a backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from termread.cli.options import new_parser
from termread.cli.output import opened
from termread.cli.progress import waiting

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from termread.desk import Desk


def parser() -> ArgumentParser:
    """Return what the command takes."""
    found = new_parser("termread restore", "Go back to a backup. What is there now is set aside, not deleted.")
    found.add_argument("file", nargs="?", metavar="FILE", help="the backup (the newest that is sound)")
    return found


def run(options: Namespace, desk: Desk) -> int:
    """Restore it, and say what was taken and where the rest is."""
    from termread import first_screen
    from termread.library import restore

    with waiting("Restoring"):
        source, aside = restore(desk.folders.data, Path(options.file).absolute() if options.file else None)
    first_screen.drop()
    with opened() as out:
        out.write(f"Restored from {source}\n")
        if aside is not None:
            out.write(f"What was there before is in {aside}\n")
    return 0
