"""`termread backup`: a copy of all that is kept."""

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
    found = new_parser("termread backup", "Back up all that is kept. Three backups are kept, one a day is made anyway.")
    found.add_argument("file", nargs="?", metavar="FILE", help="where to, instead of among the backups")
    return found


def run(options: Namespace, desk: Desk) -> int:
    """Make the backup and say where it is."""
    from termread.library import backup

    with waiting("Backing up"):
        place = backup(desk.folders.data, Path(options.file).absolute() if options.file else None)
    with opened() as out:
        out.write(f"Backed up to {place}\n")
    return 0
