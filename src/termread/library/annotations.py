"""Searching the notes and tags, which have an index of their own beside that of the articles."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import TYPE_CHECKING

from termread.library.query import Query, Term

if TYPE_CHECKING:
    from sqlite3 import Connection

ARTICLE = "{title author site text}"
"""The columns of the index of articles that are asked; the others hold what earlier versions wrote there."""

WEIGHTS = "10.0, 5.0, 2.0, 1.0"
_ANNOTATION_WEIGHTS = "5.0, 8.0"
"""How much a word counts in each column: in notes half as much as in a title, in tags nearly as much."""


def phrase(term: Term) -> str:
    """Return *term* as FTS5 wants it."""
    words = " ".join(term.words).replace('"', '""')
    return f'"{words}"{"*" * term.prefix}'


def find_annotated(connection: Connection, query: Query) -> set[int]:
    """Return the entries that have every word that *query* wants, and at least one of them in a note or a tag."""
    statement = "SELECT rowid FROM annotations WHERE annotations MATCH ?"
    having = {term: _numbers(connection, statement, phrase(term)) for term in query.wanted}
    found = set[int]().union(*having.values())
    for term, annotated in having.items():
        missing = found - annotated
        if missing:
            statement = "SELECT rowid FROM texts WHERE texts MATCH ? AND +rowid IN (SELECT value FROM json_each(?))"
            match = f"{ARTICLE} : {phrase(term)}"
            found -= missing - _numbers(connection, statement, match, json.dumps(list(missing)))
    return found


def by_fit(connection: Connection, query: Query, entries: Collection[int]) -> list[int]:
    """Return *entries* with those first that fit *query* best, of equals the newest."""
    any_of_them = " OR ".join(map(phrase, query.wanted))
    ranks = dict.fromkeys(entries, 0.0)
    for table, match, weights in (
        ("texts", f"{ARTICLE} : ({any_of_them})", WEIGHTS),
        ("annotations", any_of_them, _ANNOTATION_WEIGHTS),
    ):
        statement = (
            f"SELECT rowid, bm25({table}, {weights}) FROM {table} "
            f"WHERE {table} MATCH ? AND +rowid IN (SELECT value FROM json_each(?))"
        )
        for entry, rank in connection.execute(statement, (match, json.dumps(list(entries)))):
            ranks[entry] += rank
    return sorted(ranks, key=lambda entry: (ranks[entry], -entry))


def _numbers(connection: Connection, statement: str, *values: str) -> set[int]:
    return {row[0] for row in connection.execute(statement, values)}
