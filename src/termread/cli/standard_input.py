"""What is piped or typed into termread."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from termread.errors import NoInput

if TYPE_CHECKING:
    from termread.config import FetchSettings


def standard_input(settings: FetchSettings) -> bytes:
    """Return all of standard input; raises NoInput where it is closed, TooLarge over the cap for a file."""
    from termread.fetch.file import read_standard_input

    if sys.stdin is None:
        raise NoInput("Standard input is closed.")
    if sys.stdin.isatty():
        print("termread: type or paste the text, then press ctrl-d.", file=sys.stderr)  # noqa: T201
    return read_standard_input(sys.stdin.buffer, settings)
