"""`termread search WORDS`: everything that is kept, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.cli.commands.entries import FORMATS, hit_line, hit_record, json_line
from termread.cli.options import new_parser
from termread.cli.output import opened
from termread.cli.stderr import tell

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from termread.desk import Desk

QUERY = (
    'Words that all must be there; "a phrase"; begin* for beginnings; -without; and author:NAME site:NAME tag:NAME '
    "before:2025-12-31 after:2025-01-01. Accents do not count."
)


def parser() -> ArgumentParser:
    """Return what the command takes."""
    found = new_parser("termread search", f"Find words in headlines, texts, bylines, notes and tags. {QUERY}")
    found.add_argument("words", nargs="+", metavar="WORDS", help="what to look for")
    found.add_argument("--limit", type=int, default=100, metavar="N", help="how many at most (100)")
    found.add_argument("--format", choices=FORMATS, default="text", help="for people, or one JSON object a line")
    return found


def run(options: Namespace, desk: Desk) -> int:
    """Print what is found; 1 where nothing is."""
    hits = desk.library.search(query_of(options.words), limit=options.limit)
    with opened() as out:
        for hit in hits:
            out.write(hit_line(hit) if options.format == "text" else json_line(hit_record(hit)))
    if not hits:
        tell("No saved article matches.")
    return 0 if hits else 1


def query_of(words: list[str]) -> str:
    """Return the query that shell *words* make: one with blanks in it was quoted, and is a phrase unless it asks for more."""
    return " ".join(_piece(word.strip()) for word in words)


def _piece(word: str) -> str:
    import re

    if " " not in word or re.search(r'["“”„*]|\s-|\s\w+:', word):
        return word
    field = re.match(r"-?(?:author|site|tag):|-", word, re.IGNORECASE)
    head = field.end() if field else 0
    return f'{word[:head]}"{word[head:]}"'


def unlike_options(words: list[str], short: tuple[str, ...]) -> list[str]:
    """Return *words* with a blank before those that exclude, and all after --, which argparse then takes for no options.

    *short* are the beginnings of the short options, which stay what they are.
    """
    end = words.index("--") if "--" in words else len(words)
    alone = ("--", "-h", *short)
    before = (f" {word}" if word[:1] == "-" and not word.startswith(alone) else word for word in words[:end])
    return [*before, *(f" {word}" for word in words[end + 1 :])]
