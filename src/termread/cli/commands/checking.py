"""`termread check`: whether all that is kept is sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.cli.options import new_parser
from termread.cli.output import opened
from termread.cli.progress import waiting
from termread.errors import LibraryError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from termread.desk import Desk


def parser() -> ArgumentParser:
    """Return what the command takes."""
    return new_parser("termread check", "Verify all that is kept, and mend what is damaged; nothing is thrown away.")


def run(options: Namespace, desk: Desk) -> int:
    """Check, and tell what was found."""
    del options
    from termread import first_screen
    from termread.library import check

    with waiting("Checking"):
        findings = check(desk.folders.data)
    first_screen.drop()
    with opened() as out:
        for sentence in findings.sentences:
            out.write(f"{sentence}\n")
    return 0 if findings.sound else LibraryError.status
