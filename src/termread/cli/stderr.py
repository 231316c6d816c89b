"""What is said on standard error."""

from __future__ import annotations

import sys


def tell(sentence: str) -> None:
    """Say *sentence* on standard error, if there is one."""
    from termread.text import clean_line

    try:
        print(f"termread: {clean_line(sentence)}", file=sys.stderr)  # noqa: T201 - this is where it is said
    except (OSError, ValueError, AttributeError):
        return
