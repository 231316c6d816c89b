"""`termread add URL…`: keep for later, fetched at once or when the net is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.cli.options import new_parser
from termread.cli.progress import clear, progress
from termread.cli.stderr import tell
from termread.errors import Cancelled, LibraryError, TermreadError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from termread.desk import Desk


def parser() -> ArgumentParser:
    """Return what the command takes."""
    found = new_parser("termread add", "Keep addresses for later. What cannot be fetched now is fetched later.")
    found.add_argument("addresses", nargs="+", metavar="ADDRESS", help="a URL, or a file")
    found.add_argument("--tag", action="append", default=[], help="give it a tag; may be repeated")
    found.add_argument("--later", action="store_true", help="do not fetch now: termread fetch does")
    return found


def run(options: Namespace, desk: Desk) -> int:
    """Keep each address; the gravest status of those that are none."""
    statuses, added, many = [0], _Added(options.later), len(options.addresses)
    for number, argument in enumerate(options.addresses, 1):
        if many > 1:
            progress(f"Saving {number} of {many}")
        try:
            _add(argument, options, desk, added)
        except (Cancelled, LibraryError):
            raise
        except TermreadError as error:
            clear()
            tell(error.text)
            statuses.append(error.status)
    if many > 1:
        clear()
        print(added.summary())  # noqa: T201
    return max(statuses)


class _Added:
    """What has been added so far."""

    def __init__(self, later: bool) -> None:
        self.later = later
        """Whether nothing more is fetched now: it was asked for so, or there is no connection."""
        self.saved = self.without_text = 0

    def summary(self) -> str:
        """Return it in a line."""
        line = "Saved 1 address" if self.saved == 1 else f"Saved {self.saved} addresses"
        if not self.without_text:
            return f"{line}."
        return f"{line}, {self.without_text} without text so far: termread fetch gets it."


def _add(argument: str, options: Namespace, desk: Desk, added: _Added) -> None:
    from termread.desk.connection import offline
    from termread.desk.fetching import fetch_into
    from termread.fetch.addresses import resolve

    kept = desk.library.save_for_later(resolve(argument), tags=options.tag)
    if not set(options.tag) <= set(kept.tags):
        desk.library.set_tags(kept.id, [*kept.tags, *options.tag])
    added.saved += 1
    if kept.has_text:
        return
    if added.later:
        added.without_text += 1
        return
    try:
        fetch_into(desk, desk.engine, kept)
    except (Cancelled, LibraryError):
        raise
    except TermreadError as error:
        added.without_text += 1
        clear()
        away = offline(error, desk.config.fetch) if len(options.addresses) > 1 else None
        added.later = away is not None
        tell(f"{away.text} What you add is kept for later." if away else f"{error.text} It is kept for later.")
