"""Searching the database: the query as the index wants it, and the best finds first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from termread.errors import LibraryError
from termread.library.belongings import find_marks, highlight_of
from termread.library.folding import tokens
from termread.library.kept import Hit, Kept
from termread.library.parts import blocks_in
from termread.library.query import Filter, Query, Term
from termread.library.rows import OF_ENTRIES, shown_of
from termread.library.snippets import snippet
from termread.library.texts import SHIFT

if TYPE_CHECKING:
    from sqlite3 import Connection

RANKED = 2_000
"""Finds up to this number are put in order by how well they fit; of more, those in the headline come first, the newest first."""

_WEIGHTS = "10.0, 5.0, 2.0, 1.0, 5.0, 8.0"
_DATE = "coalesce(entries.published, entries.added)"


def find_hits(connection: Connection, query: Query, limit: int) -> list[Hit]:
    """Return what *query* finds, best first."""
    match = match_of(query)
    conditions, values = _conditions(query)
    if not match:
        order = f"{_DATE} DESC, entries.id DESC"
        return [Hit(kept, "") for kept in _find(connection, "entries", conditions, values, order, limit)]
    source = "texts CROSS JOIN entries ON entries.id = texts.rowid"
    conditions = ["texts MATCH ?", *conditions]
    if not _is_many(connection, query, match):
        order = f"bm25(texts, {_WEIGHTS}), entries.id DESC"
        found = _find(connection, source, conditions, [match, *values], order, limit)
    else:
        order = "texts.rowid DESC"
        found = _find(connection, source, conditions, [f"title : ({match})", *values], order, limit)
        if len(found) < limit:
            there = {kept.id for kept in found}
            more = _find(connection, source, conditions, [match, *values], order, limit)
            found = (found + [kept for kept in more if kept.id not in there])[:limit]
    return [_hit(connection, kept, query) for kept in found]


def _is_many(connection: Connection, query: Query, match: str) -> bool:
    """Whether *match* finds more than is ranked. A short beginning is slow to count in texts, and often many in headlines."""
    begins = any(term.prefix for term in query.terms)
    return any(
        connection.execute("SELECT 1 FROM texts WHERE texts MATCH ? LIMIT 1 OFFSET ?", (found, RANKED)).fetchone()
        for found in ([f"title : ({match})"] * begins + [match])
    )


def match_of(query: Query) -> str:
    """Return *query* as FTS5 wants it; every word is quoted, so that none of it can be a syntax error."""
    wanted = [_phrase(term) for term in query.wanted]
    wanted += [f"{name} : {_phrase(Term(tuple(tokens(found.value))))}" for name, found in _columns(query, wanted=True)]
    if not wanted:
        return ""
    unwanted = [_phrase(term) for term in query.unwanted]
    unwanted += [
        f"{name} : {_phrase(Term(tuple(tokens(found.value))))}" for name, found in _columns(query, wanted=False)
    ]
    match = " AND ".join(f"({phrase})" for phrase in wanted)
    return f"({match}) NOT ({' OR '.join(f'({phrase})' for phrase in unwanted)})" if unwanted else match


def _columns(query: Query, *, wanted: bool) -> list[tuple[str, Filter]]:
    filters = (*query.of("author"), *query.of("site"))
    return [(found.field, found) for found in filters if found.wanted is wanted]


def _phrase(term: Term) -> str:
    words = " ".join(term.words).replace('"', '""')
    return f'"{words}"{"*" * term.prefix}'


def _conditions(query: Query) -> tuple[list[str], list[str]]:
    """Return what the index of words does not know, as conditions on the entries."""
    conditions, values = ["entries.deleted IS NULL"], []
    for found in query.filters:
        condition = {
            "tag": "entries.id IN (SELECT entry FROM tags WHERE tag = ? COLLATE NOCASE)",
            "before": f"{_DATE} < ?",
            "after": f"{_DATE} >= ?",
        }.get(found.field)
        if condition:
            conditions.append(condition if found.wanted else f"NOT ({condition})")
            values.append(found.value)
    if not match_of(query):
        unwanted = [_phrase(term) for term in query.unwanted]
        unwanted += [f"{name} : {_phrase(Term(tuple(tokens(f.value))))}" for name, f in _columns(query, wanted=False)]
        for phrase in unwanted:
            conditions.append("entries.id NOT IN (SELECT rowid FROM texts WHERE texts MATCH ?)")
            values.append(phrase)
    return conditions, values


def _find(
    connection: Connection, source: str, conditions: Sequence[str], values: Sequence[str], order: str, limit: int
) -> list[Kept]:
    statement = f"SELECT {OF_ENTRIES} FROM {source} WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT ?"
    return [shown_of(row) for row in connection.execute(statement, (*values, limit))]


def _hit(connection: Connection, kept: Kept, query: Query) -> Hit:
    """Return a find with its snippet; the parts of its text are read one by one until the words are found."""
    rows = connection.execute(
        "SELECT data, checksum FROM parts WHERE id >= ? AND id < ? ORDER BY id",
        (kept.id << SHIFT, (kept.id + 1) << SHIFT),
    )
    try:
        marks = map(highlight_of, find_marks(connection, "highlight", kept.id))
        notes = [(mark.note, mark.passage) for mark in marks if mark.note]
        return snippet(kept, (block for row in rows for block in blocks_in(*row)), query.wanted, notes)
    except LibraryError:
        return Hit(kept, "")
