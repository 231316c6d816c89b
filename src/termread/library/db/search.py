"""Searching the database: the query as the index wants it, and the best finds first."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from termread.errors import LibraryError
from termread.library.db.articles import CHUNKS, span, texts_in
from termread.library.db.entries import ENTRY, shown_of
from termread.library.db.marks import highlight_of
from termread.library.db.rows import columns, is_intact
from termread.library.model import Hit, Kept
from termread.library.query import Filter, Query, Term, tokens
from termread.library.snippets import Noted, snippet

if TYPE_CHECKING:
    from sqlite3 import Connection

RANKED = 2_000
"""Finds up to this number are put in order by how well they fit; of more, those in the headline come first, the newest first."""

ARTICLE = "{title author site text}"
"""The columns of the index of articles that are asked; the others hold what earlier versions wrote there."""

WEIGHTS = "10.0, 5.0, 2.0, 1.0"
_ANNOTATION_WEIGHTS = "5.0, 8.0"
"""How much a word counts in each column: in notes half as much as in a title, in tags nearly as much."""

_DATE = "coalesce(published, added)"
_FOUND = "SELECT rowid FROM texts WHERE"


def find_hits(connection: Connection, query: Query, limit: int) -> list[Hit]:
    """Return what *query* finds, best first.

    The index gives numbers only; entries and texts are read of those that are returned.
    """
    match = match_of(query)
    found = _with_words(connection, query, match, limit) if match else _without_words(connection, query, limit)
    kept = list(_entries(connection, found))
    if not match:
        return [Hit(each, "") for each in kept]
    noted = _notes(connection)
    return [_hit(connection, each, query, noted.get(each.id, [])) for each in kept]


def _notes(connection: Connection) -> dict[int, list[Noted]]:
    """Return all notes to highlights, by their entries: a reader writes fewer of them than a search would ask for."""
    noted: dict[int, list[Noted]] = {}
    statement = f"SELECT {columns('marks')} FROM marks WHERE kind = 'highlight' AND note != '' ORDER BY first_block, first_offset"
    for mark in map(highlight_of, filter(is_intact, connection.execute(statement))):
        noted.setdefault(mark.article, []).append((mark.note, mark.passage))
    return noted


def _with_words(connection: Connection, query: Query, match: str, limit: int) -> list[int]:
    """Return the numbers of the entries in which the index finds *match*, or that *query* finds by a note or a tag."""
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
        return first  # a beginning is slow to look up in texts, and seldom needed where that many headlines have it
    newest = numbers(match, max(RANKED, limit) + 1)
    if len(newest) + len(annotated) > RANKED:
        return list(dict.fromkeys([*headlines(), *sorted({*newest, *annotated}, reverse=True)]))[:limit]
    if annotated:
        return by_fit(connection, query, {*newest, *annotated})[:limit]
    return numbers(match, limit, f"bm25(texts, {WEIGHTS}), rowid DESC")


def _without_words(connection: Connection, query: Query, limit: int, among: Collection[int] | None = None) -> list[int]:
    """Return the numbers of the entries, or of those *among* them, that have what is not in the index."""
    conditions, values = _conditions(connection, query, "id", words=False)
    if among is not None:
        conditions.append("id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(list(among)))
    where = " AND ".join(["deleted IS NULL", *conditions])
    statement = f"SELECT id FROM entries WHERE {where} ORDER BY {_DATE} DESC, id DESC LIMIT ?"
    return [row[0] for row in connection.execute(statement, (*values, limit))]


def _entries(connection: Connection, numbers: Sequence[int]) -> Iterator[Kept]:
    """Yield the entries of *numbers* in their order."""
    for first in range(0, len(numbers), _AT_ONCE):
        some = numbers[first : first + _AT_ONCE]
        rows = connection.execute(f"SELECT {ENTRY} FROM entries WHERE id IN ({', '.join('?' * len(some))})", some)
        there = {row["id"]: row for row in rows}
        yield from (shown_of(there[number]) for number in some if number in there)


_FEW = 10_000
"""Entries of some days up to which they are looked up beforehand."""
_AT_ONCE = 500
"""Entries that are asked for by one statement."""


def match_of(query: Query, within: str = ARTICLE) -> str:
    """Return *query* as the index of articles wants it, its words all *within* some columns.

    Every word is quoted, so that none of it can be a syntax error.
    """
    wanted = [f"{within} : {phrase(term)}" for term in query.wanted]
    wanted += [_in_column(found) for found in _columns(query, wanted=True)]
    if not wanted:
        return ""
    unwanted = _unwanted(query)
    match = " AND ".join(f"({each})" for each in wanted)
    return f"({match}) NOT ({' OR '.join(f'({each})' for each in unwanted)})" if unwanted else match


def _unwanted(query: Query) -> list[str]:
    """Return what must not be found in an article, each as FTS5 wants it."""
    columns = [_in_column(found) for found in _columns(query, wanted=False)]
    return [*(f"{ARTICLE} : {phrase(term)}" for term in query.unwanted), *columns]


def _columns(query: Query, *, wanted: bool) -> list[Filter]:
    filters = (*query.of("author"), *query.of("site"))
    return [found for found in filters if found.wanted is wanted]


def _in_column(found: Filter) -> str:
    return f"{found.field} : {phrase(Term(tuple(tokens(found.value))))}"


def _conditions(
    connection: Connection, query: Query, number: str, *, words: bool = True
) -> tuple[list[str], list[str]]:
    """Return what the index of articles does not know, as conditions on the *number* of an entry.

    Without *words* what is asked of that index itself is among them, but not the words that must be found.
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
        in_articles = [("", _in_column(found)) for found in _columns(query, wanted=True)]
        for negated, match in (*in_articles, *(("NOT ", each) for each in _unwanted(query))):
            conditions.append(f"{number} {negated}IN ({_FOUND} texts MATCH ?)")
            values.append(match)
    return conditions, values


def _of_days(connection: Connection, days: Sequence[Filter], number: str) -> str:
    """Return the condition that an entry is of *days*; few entries are looked up beforehand, of many each that is found."""
    dates = " AND ".join(f"{_DATE} {'<' if (day.field == 'before') is day.wanted else '>='} ?" for day in days)
    values = [day.value for day in days]
    few = f"SELECT id FROM entries WHERE {dates} AND deleted IS NULL"
    many = connection.execute(f"SELECT 1 FROM ({few} LIMIT 1 OFFSET {_FEW})", values).fetchone()
    if not many:
        return f"{number} IN ({few})"
    return dates if number == "id" else f"EXISTS (SELECT 1 FROM entries WHERE id = texts.rowid AND {dates})"


def _hit(connection: Connection, kept: Kept, query: Query, notes: Sequence[Noted]) -> Hit:
    """Return a find with its snippet; the chunks of its text are read one by one until the words are found."""
    statement = f"SELECT data, checksum FROM parts WHERE {CHUNKS} ORDER BY id"
    rows = connection.execute(statement, span(kept.id))
    try:
        return snippet(kept, (texts_in(*row) for row in rows), query.wanted, notes)
    except LibraryError:
        return Hit(kept, "")


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
