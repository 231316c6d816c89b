"""Searching the database: the query in FTS5 syntax, and the best matches first."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from termread.errors import LibraryError
from termread.library.db import is_intact, select
from termread.library.db.articles import CHUNKS, span, texts_in
from termread.library.db.entries import highlight_of, shown_of
from termread.library.model import Hit, Kept
from termread.library.query import Filter, Noted, Query, Term, snippet, tokens

if TYPE_CHECKING:
    from sqlite3 import Connection

RANKED = 2_000
"""Up to this many matches are ranked by relevance; beyond it, those in the headline come first, then newest first."""

ARTICLE = "{title author site text}"
"""The columns of the article index that are searched; the others hold data written by earlier versions."""

WEIGHTS = "10.0, 5.0, 2.0, 1.0"
_ANNOTATION_WEIGHTS = "5.0, 8.0"
"""The weight of a word in each column: in notes half that in a title, in tags nearly as much as in a title."""

_DATE = "coalesce(published, added)"
_FOUND = "SELECT rowid FROM texts WHERE"


def find_hits(connection: Connection, query: Query, limit: int) -> list[Hit]:
    """Return the matches for *query*, best first.

    The index only gives ids; entries and texts are read only for the results returned.
    """
    match = match_of(query)
    found = _with_words(connection, query, match, limit) if match else _without_words(connection, query, limit)
    kept = list(_entries(connection, found))
    if not match:
        return [Hit(each, "") for each in kept]
    noted = _notes(connection)
    return [_hit(connection, each, query, noted.get(each.id, [])) for each in kept]


def _notes(connection: Connection) -> dict[int, list[Noted]]:
    """Return all notes on highlights, by entry: there are fewer of them than a search would look up."""
    noted: dict[int, list[Noted]] = {}
    rows = select(connection, "marks", "WHERE kind = 'highlight' AND note != '' ORDER BY first_block, first_offset")
    for mark in map(highlight_of, filter(is_intact, rows)):
        noted.setdefault(mark.article, []).append((mark.note, mark.passage))
    return noted


def _with_words(connection: Connection, query: Query, match: str, limit: int) -> list[int]:
    """Return the ids of entries matched by *match* in the index, or by *query* in a note or a tag."""
    conditions, values = _conditions(connection, query, "+rowid")
    annotated = find_annotated(connection, query)
    if annotated:
        annotated &= set(_without_words(connection, query, -1, annotated))

    def numbers(match: str, most: int, order: str = "rowid DESC") -> list[int]:
        where = " AND ".join(["texts MATCH ?", *conditions])
        statement = f"{_FOUND} {where} ORDER BY {order} LIMIT ?"
        return [row[0] for row in connection.execute(statement, (match, *values, most))]

    def headlines() -> list[int]:
        return numbers(match_of(query, "title"), limit)

    if any(term.prefix for term in query.terms) and len(first := headlines()) == limit:
        return first  # prefixes are slow to look up in texts, and hardly needed with this many headline matches
    newest = numbers(match, max(RANKED, limit) + 1)
    if len(newest) + len(annotated) > RANKED:
        return list(dict.fromkeys([*headlines(), *sorted({*newest, *annotated}, reverse=True)]))[:limit]
    if annotated:
        return by_fit(connection, query, {*newest, *annotated})[:limit]
    return numbers(match, limit, f"bm25(texts, {WEIGHTS}), rowid DESC")


def _without_words(connection: Connection, query: Query, limit: int, among: Collection[int] | None = None) -> list[int]:
    """Return the ids of the entries, optionally only *among* these, that match the conditions outside the index."""
    conditions, values = _conditions(connection, query, "id", words=False)
    if among is not None:
        conditions.append("id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(list(among)))
    where = " AND ".join(["deleted IS NULL", *conditions])
    statement = f"SELECT id FROM entries WHERE {where} ORDER BY {_DATE} DESC, id DESC LIMIT ?"
    return [row[0] for row in connection.execute(statement, (*values, limit))]


def _entries(connection: Connection, numbers: Sequence[int]) -> Iterator[Kept]:
    """Yield the entries with these ids, in this order."""
    for first in range(0, len(numbers), _AT_ONCE):
        some = numbers[first : first + _AT_ONCE]
        rows = select(connection, "entries", f"WHERE id IN ({', '.join('?' * len(some))})", some)
        there = {row["id"]: row for row in rows}
        yield from (shown_of(there[number]) for number in some if number in there)


_FEW = 10_000
"""Up to this many entries within a date range are looked up in advance."""
_AT_ONCE = 500
"""Entries requested per statement."""


def match_of(query: Query, within: str = ARTICLE) -> str:
    """Return *query* as an FTS5 expression for the article index, with all words *within* the given columns.

    Every word is quoted, so that none can cause a syntax error.
    """
    wanted = [f"{within} : {phrase(term)}" for term in query.wanted]
    wanted += _in_columns(query, wanted=True)
    if not wanted:
        return ""
    unwanted = _unwanted(query)
    match = " AND ".join(f"({each})" for each in wanted)
    return f"({match}) NOT ({' OR '.join(f'({each})' for each in unwanted)})" if unwanted else match


def _unwanted(query: Query) -> list[str]:
    """Return the terms that must not match an article, each as an FTS5 expression."""
    return [*(f"{ARTICLE} : {phrase(term)}" for term in query.unwanted), *_in_columns(query, wanted=False)]


def _in_columns(query: Query, *, wanted: bool) -> list[str]:
    """Return the authors and sites that must or must not match, each as an FTS5 expression."""
    filters = (found for found in (*query.of("author"), *query.of("site")) if found.wanted is wanted)
    return [f"{found.field} : {phrase(Term(tuple(tokens(found.value))))}" for found in filters]


def _conditions(
    connection: Connection, query: Query, number: str, *, words: bool = True
) -> tuple[list[str], list[str]]:
    """Return the conditions that the article index cannot answer, in terms of *number*, an entry's id.

    Without *words*, conditions on that index are included too, but not the words that must match.
    """
    conditions, values = [f"{number} NOT IN (SELECT id FROM entries WHERE deleted IS NOT NULL)"], []
    for found in query.of("tag"):
        wanted = "" if found.wanted else "NOT "
        conditions.append(f"{number} {wanted}IN (SELECT entry FROM tags WHERE tag = ? COLLATE NOCASE)")
        values.append(found.value)
    if days := [found for found in query.filters if found.field in ("before", "after")]:
        conditions.append(_of_days(connection, days, number))
        values += [found.value for found in days]
    for term in query.unwanted:
        conditions.append(f"{number} NOT IN (SELECT rowid FROM annotations WHERE annotations MATCH ?)")
        values.append(phrase(term))
    if not words:
        matches, others = _in_columns(query, wanted=True), _unwanted(query)
        conditions += [f"{number} IN ({_FOUND} texts MATCH ?)"] * len(matches)
        conditions += [f"{number} NOT IN ({_FOUND} texts MATCH ?)"] * len(others)
        values += matches + others
    return conditions, values


def _of_days(connection: Connection, days: Sequence[Filter], number: str) -> str:
    """Return the condition that an entry is within *days*: a list of ids if there are few, else a check per match."""
    dates = " AND ".join(f"{_DATE} {'<' if (day.field == 'before') is day.wanted else '>='} ?" for day in days)
    values = [day.value for day in days]
    few = f"SELECT id FROM entries WHERE {dates} AND deleted IS NULL"
    many = connection.execute(f"SELECT 1 FROM ({few} LIMIT 1 OFFSET {_FEW})", values).fetchone()
    if not many:
        return f"{number} IN ({few})"
    return dates if number == "id" else f"EXISTS (SELECT 1 FROM entries WHERE id = texts.rowid AND {dates})"


def _hit(connection: Connection, kept: Kept, query: Query, notes: Sequence[Noted]) -> Hit:
    """Return a result with its snippet, reading the chunks of its text one by one until the words are found."""
    statement = f"SELECT data, checksum FROM parts WHERE {CHUNKS} ORDER BY id"
    rows = connection.execute(statement, span(kept.id))
    try:
        return snippet(kept, (texts_in(*row) for row in rows), query.wanted, notes)
    except LibraryError:
        return Hit(kept, "")


def phrase(term: Term) -> str:
    """Return *term* as an FTS5 expression."""
    words = " ".join(term.words).replace('"', '""')
    return f'"{words}"{"*" * term.prefix}'


def find_annotated(connection: Connection, query: Query) -> set[int]:
    """Return the entries that have every word of *query*, at least one of them in a note or a tag."""
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
    """Return *entries* by relevance to *query*, and newest first if tied."""
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
