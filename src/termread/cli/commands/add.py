"""`termread add URL…`: keep for later, fetched at once or when the net is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.cli import tell
from termread.cli.options import new_parser
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
    statuses = [0]
    for argument in options.addresses:
        try:
            _add(argument, options, desk)
        except (Cancelled, LibraryError):
            raise
        except TermreadError as error:
            tell(error.text)
            statuses.append(error.status)
    return max(statuses)


def _add(argument: str, options: Namespace, desk: Desk) -> None:
    from termread.fetch.addresses import resolve

    kept = desk.library.save_for_later(resolve(argument), tags=options.tag)
    if not set(options.tag) <= set(kept.tags):
        desk.library.set_tags(kept.id, [*kept.tags, *options.tag])
    if options.later or kept.has_text:
        return
    try:
        desk.fetch(kept)
    except (Cancelled, LibraryError):
        raise
    except TermreadError as error:
        tell(f"{error.text} It is kept for later.")
