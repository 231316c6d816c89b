"""`termread list`: what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.cli.commands.entries import FORMATS, entry_line, entry_record, json_line
from termread.cli.commands.search import QUERY, query_of
from termread.cli.options import new_parser
from termread.cli.output import opened

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from termread.desk import Desk
    from termread.library.model import Kept, Sort

SHELVES = ("all", "continue", "inbox", "favourites", "archive")
SORTS = ("opened", "added", "title", "site", "published", "length")
_BATCH = 500


def parser() -> ArgumentParser:
    """Return what the command takes."""
    found = new_parser("termread list", f"List what is kept, or of it what a search finds. {QUERY}")
    found.add_argument("words", nargs="*", metavar="WORDS", help="only what these find")
    found.add_argument("--shelf", choices=SHELVES, default="all", help="only this shelf")
    found.add_argument("--tag", default="", help="only what has this tag")
    found.add_argument("--sort", choices=SORTS, help="the order: last read first, or what a search finds best first")
    found.add_argument("--limit", type=int, default=0, metavar="N", help="how many at most")
    found.add_argument("--format", choices=FORMATS, default="text", help="for people, or one JSON object a line")
    return found


def run(options: Namespace, desk: Desk) -> int:
    """Print the entries."""
    with opened() as out:
        for number, kept in enumerate(_entries(options, desk)):
            if options.limit and number >= options.limit:
                break
            out.write(entry_line(kept) if options.format == "text" else json_line(entry_record(kept)))
    return 0


def _entries(options: Namespace, desk: Desk) -> Iterator[Kept]:
    if not options.words:
        yield from _shelved(options, desk)
        return
    whole = options.shelf == "all" and not options.tag and not options.sort
    hits = desk.library.search(query_of(options.words), limit=(whole and options.limit) or 1 << 30)
    if options.sort:
        found = {hit.kept.id for hit in hits}
        yield from (kept for kept in _shelved(options, desk) if kept.id in found)
    else:
        there = None if whole else {kept.id for kept in _shelved(options, desk)}
        yield from (hit.kept for hit in hits if there is None or hit.kept.id in there)


def _shelved(options: Namespace, desk: Desk) -> Iterator[Kept]:
    sort: Sort = options.sort or "opened"
    offset = 0
    while True:
        batch = desk.library.shelf(options.shelf, tag=options.tag, sort=sort, offset=offset, limit=_BATCH)
        yield from batch
        if len(batch) < _BATCH:
            return
        offset += _BATCH
