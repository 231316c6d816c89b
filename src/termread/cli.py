"""The shell's door: arguments to desk."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run termread with *arguments* (the command line's by default) and return its exit status."""
    del arguments
    return 2
