"""Shelves, orders and searches over values, where there is no database to do them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from termread.article import Article
from termread.library.folding import folded, tokens
from termread.library.kept import Kept, Shelf, Sort
from termread.library.query import Filter, Query, Term
from termread.library.texts import annotations_in, words_in

_STATES: dict[str, Shelf] = {"reading": "continue", "inbox": "inbox", "archived": "archive"}


def shelves_of(kept: Kept) -> tuple[Shelf, ...]:
    """Return the shelves an entry is on."""
    finished = kept.state == "reading" and kept.progress >= 1
    shelf: tuple[Shelf, ...] = () if finished else (_STATES[kept.state],)
    return ("all", *shelf, *(("favourites",) if kept.favourite else ()))


def contains(kept: Kept, words: str) -> bool:
    """Whether title, site or byline of *kept* hold all of *words*."""
    label = folded("\n".join((kept.title, kept.site or "", kept.byline or "")))
    return all(word in label for word in folded(words).split())


def order_of(sort: Sort) -> tuple[Callable[[Kept], Any], bool]:
    """Return by what the shelf is sorted, and whether the greatest comes first."""
    orders: dict[Sort, tuple[Callable[[Kept], Any], bool]] = {
        "opened": (lambda kept: (kept.opened or kept.added, kept.id), True),
        "added": (lambda kept: (kept.added, kept.id), True),
        "title": (lambda kept: (_lower(kept.title), kept.id), False),
        "site": (lambda kept: (_lower(kept.site or ""), kept.id), False),
        "published": (lambda kept: (kept.published or "", kept.id), True),
        "length": (lambda kept: (kept.words, kept.id), True),
    }
    return orders[sort]


def matches(query: Query, kept: Kept, article: Article | None, notes: Sequence[str]) -> bool:
    """Whether *query* finds *kept*."""
    columns = [tokens(column) for column in (*words_in(kept, article), *annotations_in(kept, notes))]
    return all(any(_has(column, term) for column in columns) is term.wanted for term in query.terms) and all(
        _passes(found, kept, columns) is found.wanted for found in query.filters
    )


def _passes(found: Filter, kept: Kept, columns: Sequence[Sequence[str]]) -> bool:
    date = kept.published or kept.added
    match found.field:
        case "author":
            return _has(columns[1], Term(tuple(tokens(found.value))))
        case "site":
            return _has(columns[2], Term(tuple(tokens(found.value))))
        case "tag":
            return _lower(found.value) in map(_lower, kept.tags)
        case "before":
            return date < found.value
        case "after":
            return date >= found.value


def _has(column: Sequence[str], term: Term) -> bool:
    length = len(term.words)
    last = term.words[-1]
    for start in range(len(column) - length + 1):
        here = column[start : start + length]
        ends = here[-1].startswith(last) if term.prefix else here[-1] == last
        if ends and tuple(here[:-1]) == term.words[:-1]:
            return True
    return False


def _lower(text: str) -> str:
    """Return *text* with A to Z in lower case, as the database compares."""
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)
