"""How far a command is, in a line of the terminal that is written over and goes in the end; nothing where there is none."""

from __future__ import annotations

import sys


def progress(line: str) -> None:
    """Show *line* in place of the one before."""
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()


def clear() -> None:
    """Take the line away."""
    progress("")
