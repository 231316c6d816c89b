"""`termread fetch`: the texts of what was saved for later, one request per host at a time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from termread.cli import tell
from termread.cli.options import new_parser
from termread.errors import Unreachable

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from termread.desk import Desk


def parser() -> ArgumentParser:
    """Return what the command takes."""
    found = new_parser(
        "termread fetch",
        "Fetch the texts of what is kept for later, politely: one request per host at a time. It may be broken off at "
        "any time; what is there is kept, and the rest is fetched the next time.",
    )
    found.add_argument("--limit", type=int, default=0, metavar="N", help="how many at most")
    return found


def run(options: Namespace, desk: Desk) -> int:
    """Fetch them; 69 where some are still to come."""
    from termread.desk.fetching import fetch_all

    pending = desk.library.pending()
    if options.limit:
        pending = pending[: options.limit]
    came = failed = 0
    for kept, error in fetch_all(desk, pending):
        if error is None:
            came += 1
        else:
            failed += 1
            _clear()
            tell(f"{kept.address}: {error.text}")
        _progress(came, failed, len(pending))
    _clear()
    print(f"{came} fetched, {failed} still to come")  # noqa: T201
    return Unreachable.status if failed else 0


def _progress(came: int, failed: int, total: int) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(f"\r{came + failed} of {total}")
        sys.stderr.flush()


def _clear() -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
