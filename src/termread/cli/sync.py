"""`termread sync`: asks all that is followed, for a timer or by hand."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from termread.cli.options import argument
from termread.cli.streams import amount, clear, progress, tell
from termread.errors import TermreadError, Unreachable

if TYPE_CHECKING:
    from argparse import Namespace

    from termread.desk import Desk
    from termread.desk.news import Refreshed


SYNC = (
    "Ask everything you follow for new stories, and fetch those whole. Made for a timer: it prints nothing unless "
    "something is wrong, asks only what is due, and may run beside an open termread. What fails is named, and the exit "
    "status is then 69. Interrupt it at any time: what has come is kept.",
    argument("--all", action="store_true", help="ask everything, due or not"),
    argument("--no-texts", action="store_true", help="do not fetch the stories whole"),
    argument("-v", "--verbose", action="store_true", help="say what came, as on a terminal"),
)


def run_sync(options: Namespace, desk: Desk) -> int:
    """Refresh what is due; return 69 if a source failed or there is no connection."""
    from termread.desk.news import Refreshed, refresh

    talks = options.verbose or sys.stdout.isatty()
    so_far, told, status = Refreshed(0, 0), 0, 0
    try:
        for so_far in refresh(desk, everything=options.all, texts=not options.no_texts):
            clear()
            for failure in so_far.failed[told:]:
                tell(f"{failure.title}: {failure.text}")
            told = len(so_far.failed)
            progress(_progress(so_far))
    except TermreadError as error:
        clear()
        if error.code == "refreshing":
            if talks:
                tell(error.text)
            return 0
        if error.code != "offline":
            raise
        tell(error.text)
        status = Unreachable.status
    clear()
    if talks:
        print(_summary(so_far, desk))  # noqa: T201
    return Unreachable.status if any(not failure.readable for failure in so_far.failed) else status


def _progress(so_far: Refreshed) -> str:
    came, wanted = so_far.texts
    if wanted:
        return f"Fetched {came} of {amount(wanted, 'story', 'stories')}"
    return f"Asked {so_far.done} of {so_far.total}, {amount(so_far.new, 'new story', 'new stories')}"


def _summary(so_far: Refreshed, desk: Desk) -> str:
    came, wanted = so_far.texts
    if not so_far.total and not desk.library.sources.all():
        return "You follow nothing yet: termread follow URL."
    said = "Nothing is due yet"
    if so_far.total:
        asked, new = amount(so_far.total, "source", "sources"), amount(so_far.new, "new story", "new stories")
        said = f"Asked {asked}: {new}"
    failed = sum(not failure.readable for failure in so_far.failed)
    return said + (f", {came} of {wanted} fetched whole" if wanted else "") + (f", {failed} failed." if failed else ".")
