"""`termread search`, `list` and `export`: entries of the library for people, for programs, and in open formats."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from termread.cli.options import argument, format_of
from termread.cli.streams import counted, failed, opened, tell
from termread.errors import Empty, LibraryError, UsageError
from termread.formats import FORMATS, names

if TYPE_CHECKING:
    from argparse import Namespace

    from termread.desk import Desk
    from termread.interchange import LibraryEntry
    from termread.library.model import Hit, Kept, Sort

QUERY = (
    'All words must match: "a phrase", prefix*, -excluded, author:NAME, site:NAME, tag:NAME, before:2025-12-31, '
    "after:2025-01-01. Accents are ignored."
)
SHELVES = ("all", "continue", "inbox", "favourites", "archive")
SORTS = ("opened", "added", "title", "site", "published", "length")
ALL = 1 << 30
"""A limit larger than any library."""
_BATCH = 500
_FIELDS = ["id", "address", "url", "title", "site", "byline", "language", "published", "words", "minutes", "added", "opened", "state", "favourite", "tags", "note", "progress", "has_text"]  # fmt: skip


_FORMAT = argument("--format", choices=("text", "json"), default="text", help="for people, or one JSON object a line")
_TAG = argument("--tag", default="", help="only with this tag")
SEARCH = (
    f"Find words in headlines, texts, bylines, notes and tags. {QUERY}",
    argument("words", nargs="+", metavar="WORDS", help="what to look for"),
    argument("--limit", type=int, default=100, metavar="N", help="at most N (100)"),
    _FORMAT,
)
LIST = (
    f"List what you saved, or what a search finds in it. {QUERY}",
    argument("words", nargs="*", metavar="WORDS", help="only what these find"),
    argument("--shelf", choices=SHELVES, default="all", help="only this shelf"),
    _TAG,
    argument("--sort", choices=SORTS, help="the order (default: last read first, or best match first)"),
    argument("--limit", type=int, default=0, metavar="N", help="at most N"),
    _FORMAT,
)
EXPORT = (
    "Export your library: all of it, one article, a tag, or what a search finds. The format library holds "
    f"everything, and termread import reads it back. {QUERY}",
    argument("words", nargs="*", metavar="ADDRESS|WORDS", help="one article by its address, or a search"),
    _TAG,
    argument("-f", "--format", choices=names("many"), help="the format (default: by the suffix of FILE, else library)"),
    argument("-o", "--output", default="", metavar="FILE", help="write to FILE; to a folder, one file each"),
)


def run_search(options: Namespace, desk: Desk) -> int:
    """Print the matches, best first; return 1 if there are none."""
    hits = desk.library.search(query_of(options.words), limit=options.limit)
    _print(hits, options.format)
    if not hits:
        tell("No saved article matches.")
    return 0 if hits else 1


def run_list(options: Namespace, desk: Desk) -> int:
    """Print the entries."""
    _print(islice(_entries(options, desk), options.limit or None), options.format)
    return 0


def _entries(options: Namespace, desk: Desk) -> Iterator[Kept]:
    if not options.words:
        yield from _shelved(options, desk)
        return
    whole = options.shelf == "all" and not options.tag and not options.sort
    hits = desk.library.search(query_of(options.words), limit=(whole and options.limit) or ALL)
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


def _print(entries: Iterable[Kept | Hit], how: str) -> None:
    with opened() as out:
        for entry in entries:
            if how == "text":
                out.write(_lines(entry))
            else:
                import json

                out.write(json.dumps(_record(entry), ensure_ascii=False) + "\n")


def _lines(entry: Kept | Hit) -> str:
    """Return *entry* as lines: title and site; address, state and tags; and the snippet of a search result."""
    kept: Kept = getattr(entry, "kept", entry)  # type: ignore[arg-type]
    head = " · ".join(part for part in (kept.title or kept.address, kept.site) if part)
    state: str = "favourite" if kept.favourite else kept.state
    if not kept.has_text:
        state += ", text to come"
    elif 0 < kept.progress < 1:
        state += f", {int(kept.progress * 100)} % read"
    elif kept.progress >= 1:
        state = "read" if state == "reading" else f"{state}, read"
    tail = "  ".join([kept.url or kept.address, f"({state})", *(f"#{tag}" for tag in kept.tags)])
    snippet = getattr(entry, "snippet", "")
    return f"{head}\n    {tail}\n" + (f"    {snippet}\n" if snippet else "")


def _record(entry: Kept | Hit) -> dict[str, Any]:
    """Return *entry* as a JSON object; a search result also has its snippet and the ranges of the matches in it."""
    kept: Kept = getattr(entry, "kept", entry)  # type: ignore[arg-type]
    record = {name: getattr(kept, name) for name in _FIELDS}
    if kept is entry:
        return record
    hit: Any = entry
    return {**record, "snippet": hit.snippet, "found": hit.found}


def query_of(words: list[str]) -> str:
    """Return the query for shell *words*: one with spaces was quoted, so it is a phrase unless it uses query syntax."""
    return " ".join(_term(word.strip()) for word in words)


def _term(word: str) -> str:
    if " " not in word or re.search(r'["“”„*]|\s-|\s\w+:', word):
        return word
    field = re.match(r"-?(?:author|site|tag):|-", word, re.IGNORECASE)
    head = field.end() if field else 0
    return f'{word[:head]}"{word[head:]}"'


def run_export(options: Namespace, desk: Desk) -> int:
    """Write the whole library or the chosen entries."""
    into_folder = options.output.endswith("/") or Path(options.output or "-").is_dir()
    options.format = options.format or (not into_folder and format_of(options.output, "many")) or "library"
    chosen = chosen_entries(options, desk)
    if chosen is not None and not chosen:
        raise Empty("Nothing in the library matches.")
    faults: list[LibraryError] = []
    entries: Iterable[Any] = _sound(desk.library.everything(chosen), faults)
    if chosen is None and options.format == "library" and not into_folder:
        entries = chain(entries, desk.library.sources.everything())
    many = desk.library.counts().shelves.get("all", 0) if chosen is None else len(chosen)
    told = _told(entries, many, options)
    if into_folder:
        fill_folder(Path(options.output), told, options.format)
    else:
        _write(told, options.format, options.output)
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


def _write(entries: Iterable[LibraryEntry], how: str, path: str) -> None:
    from termread.write import write_entries

    with opened(path) as out:
        for piece in write_entries(entries, how):
            out.write_bytes(piece)


def fill_folder(folder: Path, entries: Iterable[LibraryEntry], how: str) -> None:
    """Write each entry to its own file in *folder*, creating it if necessary."""
    from termread.write import file_name

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
        _write([entry], how, str(folder / name))


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
