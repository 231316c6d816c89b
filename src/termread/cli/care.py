"""`termread check`, `backup` and `restore`, and the questions asked about a damaged or missing library."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from termread import first_screen
from termread.cli.options import argument
from termread.cli.streams import opened, tell, waiting
from termread.errors import LibraryError

if TYPE_CHECKING:
    from argparse import Namespace

    from termread.desk import Desk

CHECK = ("Verify the library and repair what is damaged. Nothing is thrown away.",)
BACKUP = (
    "Back up the library. termread also makes a backup each day, and keeps the last three.",
    argument("file", nargs="?", metavar="FILE", help="write the backup to FILE instead"),
)
RESTORE = (
    "Restore a backup. The current library is set aside, not deleted.",
    argument("file", nargs="?", metavar="FILE", help="the backup (default: the newest intact one)"),
)


def run_check(_: Namespace, desk: Desk) -> int:
    """Check the library and report what was found."""
    from termread.library.repair import check

    with waiting("Checking"):
        findings = check(desk.folders.data)
    first_screen.drop()
    with opened() as out:
        for sentence in findings.sentences:
            out.write(f"{sentence}\n")
    return 0 if findings.sound else LibraryError.status


def run_backup(options: Namespace, desk: Desk) -> int:
    """Make a backup and print its path."""
    from termread.library.backups import backup

    with waiting("Backing up"):
        place = backup(desk.folders.data, Path(options.file).absolute() if options.file else None)
    with opened() as out:
        out.write(f"Backed up to {place}\n")
    return 0


def run_restore(options: Namespace, desk: Desk) -> int:
    """Restore a backup; print which one, and where the previous library was moved."""
    from termread.library.backups import restore

    with waiting("Restoring"):
        source, aside = restore(desk.folders.data, Path(options.file).absolute() if options.file else None)
    first_screen.drop()
    with opened() as out:
        out.write(f"Restored from {source}\n")
        if aside is not None:
            out.write(f"The previous library is in {aside}\n")
    return 0


def offer(error: LibraryError, folder: Path) -> bool:
    """If somebody can answer, offer to repair the library that *error* is about; return whether it was repaired."""
    if not _can_answer():
        return False
    from termread.library.backups import offer_of
    from termread.library.repair import check

    tell(error.text)
    if _answer(f"{offer_of(folder)} [y/N] ") not in ("y\n", "yes\n"):
        return False
    findings = check(folder)
    first_screen.drop()
    for sentence in findings.sentences:
        tell(sentence)
    return findings.repaired


def insist_on_library(desk: Desk) -> None:
    """If the library is missing or empty but has a backup, ask what to do; raises LibraryError if nobody can answer."""
    from termread.library.copies import insist_on_library as insist

    try:
        insist(desk.folders.data)
    except LibraryError as error:
        _offer_backup(error, desk)


def _offer_backup(error: LibraryError, desk: Desk) -> None:
    """Offer to restore the backup named in *error*, or to start a new library.

    Raises *error*, with instructions, if nobody can answer.
    """
    if _can_answer():
        tell(error.text)
        answer = "\n"
        while answer.endswith("\n"):
            answer = _answer("Restore it? y/n ")
            if answer in ("y\n", "yes\n"):
                tell(desk.restore())
                first_screen.drop()
                return
            if answer in ("n\n", "no\n"):
                tell(desk.begin_anew())
                return
    advice = f"`termread restore` brings it back; to start a new library, move {desk.folders.data / 'backups'} away."
    raise LibraryError(f"{error.text} {advice}", code=error.code)


def _can_answer() -> bool:
    return bool(sys.stdin and sys.stderr and sys.stdin.isatty() and sys.stderr.isatty())


def _answer(question: str) -> str:
    """Ask, and return the answer in lower case; without a newline if the input ended."""
    sys.stderr.write(question)
    sys.stderr.flush()
    answer = sys.stdin.readline()
    return answer.strip().lower() + "\n" * answer.endswith("\n")
