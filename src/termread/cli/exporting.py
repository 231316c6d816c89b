"""`termread export`: the library in open formats."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from termread.cli.finding import ALL, QUERY, query_of
from termread.cli.options import format_of, new_parser
from termread.cli.streams import counted, failed, opened
from termread.errors import Empty, LibraryError, UsageError
from termread.formats import FORMATS, names

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from termread.desk import Desk
    from termread.interchange import LibraryEntry


def export_parser() -> ArgumentParser:
    """Return the argument parser of `export`."""
    found = new_parser(
        "termread export",
        "Export your library: all of it, one article, a tag, or what a search finds. The format library holds "
        f"everything, and termread import reads it back. {QUERY}",
    )
    found.add_argument("words", nargs="*", metavar="ADDRESS|WORDS", help="one article by its address, or a search")
    found.add_argument("--tag", default="", help="only with this tag")
    found.add_argument(
        "-f", "--format", choices=names("many"), help="the format (default: by the suffix of FILE, else library)"
    )
    found.add_argument("-o", "--output", default="", metavar="FILE", help="write to FILE; to a folder, one file each")
    return found


def run_export(options: Namespace, desk: Desk) -> int:
    """Write the whole library or the chosen entries."""
    into_folder = options.output.endswith("/") or Path(options.output or "-").is_dir()
    options.format = options.format or (not into_folder and format_of(options.output, "many")) or "library"
    chosen = chosen_entries(options, desk)
    if chosen is not None and not chosen:
        raise Empty("Nothing in the library matches.")
    faults: list[LibraryError] = []
    entries = _sound(desk.library.everything(chosen), faults)
    many = desk.library.counts().shelves.get("all", 0) if chosen is None else len(chosen)
    _write(_told(entries, many, options), options)
    for fault in faults:
        raise fault
    return 0


def _told(entries: Iterable[LibraryEntry], many: int, options: Namespace) -> Iterable[LibraryEntry]:
    """Show progress while yielding *entries*, unless they are printed to the same terminal."""
    printed = options.output in ("", "-") and sys.stdout is not None and sys.stdout.isatty()
    return entries if printed else counted(entries, lambda number: f"Exporting {number + 1:,} of {many:,}")


def _sound(entries: Iterable[LibraryEntry], faults: list[LibraryError]) -> Iterator[LibraryEntry]:
    """Yield *entries*, collecting damage in *faults* instead of raising it, so that intact entries still come."""
    try:
        yield from entries
    except LibraryError as error:
        if error.code != "damaged":
            raise
        faults.append(error)


def _write(entries: Iterable[LibraryEntry], options: Namespace) -> None:
    from termread.write import write_entries

    if options.output.endswith("/") or Path(options.output or "-").is_dir():
        fill_folder(Path(options.output), entries, options.format)
        return
    with opened(options.output) as out:
        for piece in write_entries(entries, options.format):
            out.write_bytes(piece)


def fill_folder(folder: Path, entries: Iterable[LibraryEntry], how: str) -> None:
    """Write each entry to its own file in *folder*, creating it if necessary."""
    from termread.write import file_name, write_entries

    if not FORMATS[how].a_file_each:
        raise UsageError(f"{how} is one file for all entries, and {folder} is a folder: give -o the name of a file.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failed(error, str(folder)) from error
    suffix, used = FORMATS[how].suffixes[0], set[str]()
    for entry in entries:
        name, number = file_name(entry, suffix), 1
        while name.casefold() in used:
            number += 1
            name = file_name(entry, f"-{number}{suffix}")
        used.add(name.casefold())
        with opened(str(folder / name)) as out:
            for piece in write_entries([entry], how):
                out.write_bytes(piece)


def chosen_entries(options: Namespace, desk: Desk) -> list[int] | None:
    """Return the ids of the chosen entries, or None for all."""
    library = desk.library
    tagged = [kept.id for kept in library.shelf("all", tag=options.tag, limit=ALL)] if options.tag else None
    if not options.words:
        return tagged
    kept = library.find(options.words[0].strip()) if len(options.words) == 1 else None
    found = [kept] if kept else [hit.kept for hit in library.search(query_of(options.words), limit=ALL)]
    there = None if tagged is None else set(tagged)
    return [one.id for one in found if there is None or one.id in there]
