"""A damaged library at the command line: the offer to mend it, as a question where there is a terminal to answer it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from termread.cli import tell

if TYPE_CHECKING:
    from termread.errors import LibraryError


def offer(error: LibraryError, folder: Path) -> bool:
    """Ask whether to mend what *error* is about, where somebody can answer, and do it; whether it was done."""
    if not (sys.stdin and sys.stderr and sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    from termread import first_screen
    from termread.library import check, offer_of

    tell(error.text)
    sys.stderr.write(f"{offer_of(folder)} [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        return False
    findings = check(folder)
    first_screen.drop()
    for sentence in findings.sentences:
        tell(sentence)
    return findings.mended
