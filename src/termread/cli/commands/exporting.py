"""`termread export`: what is kept, in open formats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from termread.cli.commands.search import QUERY, query_of
from termread.cli.options import new_parser
from termread.cli.output import opened
from termread.errors import Empty

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from termread.desk import Desk

FORMATS = ("library", "markdown", "html", "epub", "netscape", "csv", "ris", "csl", "w3c")


def parser() -> ArgumentParser:
    """Return what the command takes."""
    found = new_parser(
        "termread export",
        "Hand back what is kept: all of it, or one article, a tag, or what a search finds. The format library has "
        f"everything, and termread import takes it in again. {QUERY}",
    )
    found.add_argument("words", nargs="*", metavar="ADDRESS|WORDS", help="one article by its address, or a search")
    found.add_argument("--tag", default="", help="only what has this tag")
    found.add_argument("-f", "--format", choices=FORMATS, default="library", help="the format (library)")
    found.add_argument("-o", "--output", default="", metavar="FILE", help="write to FILE")
    return found


def run(options: Namespace, desk: Desk) -> int:
    """Write it."""
    from termread.write.exports import export

    chosen = chosen_entries(options, desk)
    if chosen is not None and not chosen:
        raise Empty("Nothing that is kept fits that.")
    with opened(options.output) as out:
        for piece in export(desk.library.everything(chosen), options.format):
            out.write_bytes(piece)
    return 0


def chosen_entries(options: Namespace, desk: Desk) -> list[int] | None:
    """Return the numbers of the entries that are meant, or None for all."""
    library = desk.library
    if options.tag:
        found: Iterable[int] = (kept.id for kept in library.shelf("all", tag=options.tag, limit=1 << 30))
        return list(found)
    if not options.words:
        return None
    if len(options.words) == 1:
        kept = library.find(options.words[0])
        if kept is not None:
            return [kept.id]
    return [hit.kept.id for hit in library.search(query_of(options.words), limit=1 << 30)]
