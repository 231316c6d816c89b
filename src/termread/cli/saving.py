"""`termread add`, `fetch` and `import`: adding to the library, and fetching the texts of what was saved for later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.cli.options import argument
from termread.cli.streams import amount, clear, each_of, progress, standard_input, tell
from termread.errors import Cancelled, Empty, LibraryError, TermreadError, Unreachable
from termread.fetch.addresses import STANDARD_INPUT, resolve

if TYPE_CHECKING:
    from argparse import Namespace

    from termread.desk import Desk
    from termread.desk.bulk import Tally
    from termread.library.model import Kept

SKIPPED_SHOWN = 20
BAR = 24
"""Width of the progress bar in cells."""


ADD = (
    "Save addresses for later. What cannot be fetched now is fetched later.",
    argument("addresses", nargs="+", metavar="ADDRESS", help="a URL, or a file"),
    argument("--tag", action="append", default=[], help="add a tag; may be repeated"),
    argument("--later", action="store_true", help="do not fetch now; termread fetch will"),
)
FETCH = (
    "Fetch the texts of what you saved for later, one request per host at a time. Interrupt it at any time: what has "
    "arrived is saved, and the rest is fetched the next time.",
    argument("--limit", type=int, default=0, metavar="N", help="at most N"),
)
IMPORT = (
    "Import what another program saved: bookmark files of browsers; the exports of Pocket, Instapaper, Omnivore, "
    "wallabag, Readwise, Raindrop, Matter, GoodLinks, Readeck, Diigo, Hypothesis, Linkwarden, linkding, Pinboard, "
    "karakeep, ArchiveBox and Evernote; starred articles of feed readers; lists of URLs; and termread's own. Feeds in OPML, "
    "in newsboat's urls and cache.db, and in exports of feed readers are followed. Duplicates are merged, nothing is "
    "overwritten and nothing is fetched: termread fetch does that.",
    argument("files", nargs="+", metavar="FILE", help="the file, or - for standard input"),
)


def run_add(options: Namespace, desk: Desk) -> int:
    """Save each address, fetching it now if online; return the most serious exit status."""
    saved, without_text, many = 0, 0, len(options.addresses)

    def add(number: int, address: str) -> None:
        nonlocal saved, without_text
        if many > 1:
            progress(f"Saving {number} of {many}")
        kept = desk.library.save_for_later(resolve(address), tags=options.tag)
        if not set(options.tag) <= set(kept.tags):
            desk.library.set_tags(kept.id, [*kept.tags, *options.tag])
        saved += 1
        without_text += not (kept.has_text or _fetched(kept, options, desk))

    status = each_of(options.addresses, add)
    if many > 1:
        clear()
        line = "Saved 1 address" if saved == 1 else f"Saved {saved} addresses"
        print(line + (f", {without_text} without text so far: termread fetch gets it." if without_text else "."))  # noqa: T201
    return status


def _fetched(kept: Kept, options: Namespace, desk: Desk) -> bool:
    """Fetch the text of *kept* now; return whether that worked. Once offline, nothing more is tried in this run."""
    from termread.desk.bulk import fetch_into
    from termread.fetch.offline import offline

    if options.later:
        return False
    try:
        fetch_into(desk, desk.engine, kept)
    except (Cancelled, LibraryError):
        raise
    except TermreadError as error:
        clear()
        away = offline(error, desk.config.fetch) if len(options.addresses) > 1 else None
        options.later = away is not None
        tell(f"{away.text} What you add is saved for later." if away else f"{error.text} It is saved for later.")
        return False
    return True


def run_fetch(options: Namespace, desk: Desk) -> int:
    """Fetch the missing texts; return 69 if some are still missing."""
    from termread.desk.bulk import fetch_all

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


def run_import(options: Namespace, desk: Desk) -> int:
    """Import each file; return the most serious exit status."""
    return each_of(options.files, lambda _, file: import_one(file, desk), named=len(options.files) > 1)


def import_one(file: str, desk: Desk, *, entries: bool = True) -> None:
    """Import *file* and say what came of it; without *entries*, only what was followed, if there is anything."""
    from termread.desk.bulk import import_file

    address = resolve(file)
    data = standard_input(desk.config.fetch) if address == STANDARD_INPUT else None
    tally = None
    try:
        for tally in import_file(desk, address, data, entries=entries):
            taken = tally.new + tally.merged
            progress(f"{_bar(taken, tally.expected)}{tally.read:,} read, {taken:,} imported")
    finally:
        clear()
        if tally is not None:
            _summary(tally, entries=entries)
    if not entries and tally is not None and not (tally.followed or tally.known):
        raise Empty("This file has nothing to follow.")


def _summary(tally: Tally, *, entries: bool) -> None:
    for skipped in tally.skipped[:SKIPPED_SHOWN]:
        tell(f"line {skipped.line}: {skipped.reason}" if skipped.line else skipped.reason)
    if len(tally.skipped) > SKIPPED_SHOWN:
        tell(f"and {len(tally.skipped) - SKIPPED_SHOWN} more that were skipped")
    if tally.unknown:
        tell(f"Not imported, since termread does not know these fields: {_unknown(tally.unknown)}.")
    if entries and (tally.new or tally.merged or tally.skipped or not (tally.followed or tally.known)):
        print(f"{tally.new} added, {tally.merged} merged, {len(tally.skipped)} skipped")  # noqa: T201
    if tally.followed or tally.known:
        print(_followed(tally))  # noqa: T201
        tell("Run termread sync to get their stories.")
    if tally.left:
        tell(f"{amount(tally.left, 'entry was', 'entries were')} left; termread import takes them.")
    if tally.without_text:
        tell("To get the texts, press R on the shelf or run termread fetch.")


def _followed(tally: Tally) -> str:
    """Return what was followed, as a sentence."""
    parts = [f"{amount(tally.followed, 'feed', 'feeds')} followed"]
    if tally.known:
        parts.append(f"{tally.known:,} followed already")
    if tally.stories:
        parts.append(amount(tally.stories, "story", "stories"))
    return ", ".join(parts)


def _unknown(unknown: dict[str, int]) -> str:
    """Return field names with the number of rows that had them, grouping those with the same number."""
    rows: dict[int, list[str]] = {}
    for name, number in unknown.items():
        rows.setdefault(number, []).append(name)
    return "; ".join(f"{', '.join(names)} ({_in_rows(number)})" for number, names in sorted(rows.items(), reverse=True))


def _in_rows(number: int) -> str:
    return "outside the rows" if number == 0 else "1 row" if number == 1 else f"{number:,} rows"


def _bar(done: int, expected: int) -> str:
    """Return the progress bar for *done* of about *expected* entries, or an empty string if the total is unknown."""
    if not expected:
        return ""
    share = min(done / expected, 1)
    return f"[{'#' * int(share * BAR):.<{BAR}}] {share:4.0%}  "
