"""`termread fetch`: the texts of what was saved for later, one request per host at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.cli.options import new_parser
from termread.cli.progress import clear, progress
from termread.cli.stderr import tell
from termread.errors import TermreadError, Unreachable

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
    if not pending:
        print("Every saved article has its text.")  # noqa: T201
        return 0
    came = failed = 0
    try:
        for kept, error in fetch_all(desk, pending):
            if error is None:
                came += 1
            else:
                failed += 1
                clear()
                tell(f"{kept.address}: {error.text}")
            progress(f"Fetched {came} of {len(pending)}" + (f", {failed} failed" if failed else ""))
    except TermreadError as error:
        if error.code != "offline":
            raise
        clear()
        tell(f"{error.text} Run termread fetch again when there is one.")
    clear()
    print(f"Fetched {came} of {len(pending)}.")  # noqa: T201
    return Unreachable.status if came < len(pending) else 0
