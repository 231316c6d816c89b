"""`termread search` and `termread list`: entries as lines for people or programs."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from termread.cli.options import new_parser
from termread.cli.streams import opened, tell

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Iterator

    from termread.desk import Desk
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


def search_parser() -> ArgumentParser:
    """Return the argument parser of `search`."""
    found = new_parser("termread search", f"Find words in headlines, texts, bylines, notes and tags. {QUERY}")
    found.add_argument("words", nargs="+", metavar="WORDS", help="what to look for")
    found.add_argument("--limit", type=int, default=100, metavar="N", help="at most N (100)")
    _add_format(found)
    return found


def run_search(options: Namespace, desk: Desk) -> int:
    """Print the matches, best first; return 1 if there are none."""
    hits = desk.library.search(query_of(options.words), limit=options.limit)
    _print(hits, options.format)
    if not hits:
        tell("No saved article matches.")
    return 0 if hits else 1


def list_parser() -> ArgumentParser:
    """Return the argument parser of `list`."""
    found = new_parser("termread list", f"List what you saved, or what a search finds in it. {QUERY}")
    found.add_argument("words", nargs="*", metavar="WORDS", help="only what these find")
    found.add_argument("--shelf", choices=SHELVES, default="all", help="only this shelf")
    found.add_argument("--tag", default="", help="only with this tag")
    found.add_argument("--sort", choices=SORTS, help="the order (default: last read first, or best match first)")
    found.add_argument("--limit", type=int, default=0, metavar="N", help="at most N")
    _add_format(found)
    return found


def run_list(options: Namespace, desk: Desk) -> int:
    """Print the entries."""
    _print(islice(_entries(options, desk), options.limit or None), options.format)
    return 0


def _add_format(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="for people, or one JSON object a line"
    )


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
