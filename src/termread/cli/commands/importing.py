"""`termread import FILE…`: what another program saved, or termread itself."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from termread.cli.options import new_parser
from termread.cli.stderr import tell
from termread.errors import Cancelled, LibraryError, TermreadError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from termread.desk import Desk
    from termread.desk.importing import Tally

SKIPPED_SHOWN = 20
BAR = 24
"""Cells of the bar."""


def parser() -> ArgumentParser:
    """Return what the command takes."""
    found = new_parser(
        "termread import",
        "Import what another program saved: bookmark files of browsers; the exports of Pocket, Instapaper, Omnivore, "
        "wallabag, Readwise, Raindrop, Matter, GoodLinks, Readeck, Diigo, Hypothesis, Linkwarden, linkding, Pinboard, "
        "karakeep, ArchiveBox and Evernote; starred articles of feed readers, OPML and newsboat's urls; lists of URLs; and "
        "termread's own. Duplicates are merged, nothing is overwritten and nothing is fetched: termread fetch does that.",
    )
    found.add_argument("files", nargs="+", metavar="FILE", help="the file, or - for standard input")
    return found


def run(options: Namespace, desk: Desk) -> int:
    """Take in each file; the gravest status of those that could not be read."""
    statuses = [0]
    for file in options.files:
        try:
            _take_in(file, desk)
        except (Cancelled, LibraryError):
            raise
        except TermreadError as error:
            tell(error.text if len(options.files) == 1 else f"{file}: {error.text}")
            statuses.append(error.status)
    return max(statuses)


def _take_in(file: str, desk: Desk) -> None:
    from termread.cli.standard_input import standard_input
    from termread.desk.importing import take_in
    from termread.fetch.addresses import STANDARD_INPUT, resolve

    address = resolve(file)
    data = standard_input(desk.config.fetch) if address == STANDARD_INPUT else None
    tally = None
    try:
        for tally in take_in(desk, address, data):
            _progress(tally)
    finally:
        _clear()
        if tally is not None:
            _summary(tally)


def _summary(tally: Tally) -> None:
    for skipped in tally.skipped[:SKIPPED_SHOWN]:
        tell(f"line {skipped.line}: {skipped.reason}" if skipped.line else skipped.reason)
    if len(tally.skipped) > SKIPPED_SHOWN:
        tell(f"and {len(tally.skipped) - SKIPPED_SHOWN} more that were skipped")
    if tally.unknown:
        tell(f"Not imported, since termread does not know these fields: {_unknown(tally.unknown)}.")
    print(f"{tally.new} added, {tally.merged} merged, {len(tally.skipped)} skipped")  # noqa: T201
    if tally.without_text:
        tell("To get the texts, press R on the shelf or run termread fetch.")


def _unknown(unknown: dict[str, int]) -> str:
    """Return the names of fields with the number of rows that had them, those of one number together."""
    rows: dict[int, list[str]] = {}
    for name, number in unknown.items():
        rows.setdefault(number, []).append(name)
    return "; ".join(f"{', '.join(names)} ({_in_rows(number)})" for number, names in sorted(rows.items(), reverse=True))


def _in_rows(number: int) -> str:
    return "outside the rows" if number == 0 else "1 row" if number == 1 else f"{number:,} rows"


def _progress(tally: Tally) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        taken = tally.new + tally.merged
        sys.stderr.write(f"\r\x1b[K{_bar(taken, tally.expected)}{tally.read:,} read, {taken:,} taken in")
        sys.stderr.flush()


def _bar(done: int, expected: int) -> str:
    """Return the bar for *done* of about *expected* entries, nothing where they cannot be told."""
    if not expected:
        return ""
    share = min(done / expected, 1)
    return f"[{'#' * int(share * BAR):.<{BAR}}] {share:4.0%}  "


def _clear() -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
