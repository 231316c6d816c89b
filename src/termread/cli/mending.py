"""A damaged or a missing library at the command line: a question where there is a terminal to answer it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from termread.cli.stderr import tell

if TYPE_CHECKING:
    from termread.errors import LibraryError


def offer(error: LibraryError, folder: Path) -> bool:
    """Ask whether to mend what *error* is about, where somebody can answer, and do it; whether it was done."""
    if not _can_answer():
        return False
    from termread import first_screen
    from termread.library import check, offer_of

    tell(error.text)
    if _answer(f"{offer_of(folder)} [y/N] ") not in ("y\n", "yes\n"):
        return False
    findings = check(folder)
    first_screen.drop()
    for sentence in findings.sentences:
        tell(sentence)
    return findings.mended


def offer_backup(error: LibraryError, folder: Path) -> None:
    """Ask whether to restore the backup that *error* tells of, or to begin a new library, and do it.

    Raises *error*, with what to do about it, where nobody answers.
    """
    from termread.errors import LibraryError

    if _can_answer():
        tell(error.text)
        answer = "\n"
        while answer.endswith("\n"):
            answer = _answer("Restore it? y/n ")
            if answer in ("y\n", "yes\n"):
                _restore(folder)
                return
            if answer in ("n\n", "no\n"):
                _begin_anew(folder)
                return
    advice = f"`termread restore` brings it back; to begin a new library, move {folder / 'backups'} away."
    raise LibraryError(f"{error.text} {advice}", code=error.code)


def _restore(folder: Path) -> None:
    from termread import first_screen
    from termread.library import restore

    source, _ = restore(folder)
    first_screen.drop()
    tell(f"Restored from {source}")


def _begin_anew(folder: Path) -> None:
    from termread.library import open_library

    open_library(folder, anew=True, backups=False).close()
    tell("A new library was begun; the backup stays where it is.")


def _can_answer() -> bool:
    return bool(sys.stdin and sys.stderr and sys.stdin.isatty() and sys.stderr.isatty())


def _answer(question: str) -> str:
    """Ask, and return the answer in small letters; without a line's end where the input ended."""
    sys.stderr.write(question)
    sys.stderr.flush()
    answer = sys.stdin.readline()
    return answer.strip().lower() + "\n" * answer.endswith("\n")
