"""Searching the database: the query as the index wants it, and the best finds first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from termread.errors import LibraryError
from termread.library.belongings import highlight_of
from termread.library.folding import tokens
from termread.library.kept import Hit, Kept
from termread.library.parts import texts_in
from termread.library.query import Filter, Query, Term
from termread.library.rows import KEPT, shown_of
from termread.library.sealing import is_whole, sealed
from termread.library.snippets import Noted, snippet
from termread.library.texts import span

if TYPE_CHECKING:
    from sqlite3 import Connection

RANKED = 2_000
"""Finds up to this number are put in order by how well they fit; of more, those in the headline come first, the newest first."""

_WEIGHTS = "10.0, 5.0, 2.0, 1.0, 5.0, 8.0"
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
    statement = f"SELECT {sealed('marks')} FROM marks WHERE kind = 'highlight' AND note != '' ORDER BY first_block, first_offset"
    for mark in map(highlight_of, filter(is_whole, connection.execute(statement))):
        noted.setdefault(mark.article, []).append((mark.note, mark.passage))
    return noted


def _with_words(connection: Connection, query: Query, match: str, limit: int) -> list[int]:
    """Return the numbers of the entries in which the index finds *match*."""
    conditions, values = _conditions(connection, query, "+rowid")

    def numbers(match: str, most: int, order: str = "rowid DESC") -> list[int]:
        where = " AND ".join(["texts MATCH ?", *conditions])
        statement = f"{_FOUND} {where} ORDER BY {order} LIMIT ?"
        return [row[0] for row in connection.execute(statement, (match, *values, most))]

    def headlines() -> list[int]:
        return numbers(match_of(query, "title : "), limit)

    if any(term.prefix for term in query.terms) and len(first := headlines()) == limit:
        return first  # a beginning is slow to look up in texts, and seldom needed where that many headlines have it
    newest = numbers(match, max(RANKED, limit) + 1)
    if len(newest) <= RANKED:
        return numbers(match, limit, f"bm25(texts, {_WEIGHTS}), rowid DESC")
    return list(dict.fromkeys([*headlines(), *newest]))[:limit]


def _without_words(connection: Connection, query: Query, limit: int) -> list[int]:
    """Return the numbers of the entries that have what is not in the index."""
    conditions, values = _conditions(connection, query, "id")
    where = " AND ".join(["deleted IS NULL", *conditions])
    statement = f"SELECT id FROM entries WHERE {where} ORDER BY {_DATE} DESC, id DESC LIMIT ?"
    return [row[0] for row in connection.execute(statement, (*values, limit))]


def _entries(connection: Connection, numbers: Sequence[int]) -> Iterator[Kept]:
    """Yield the entries of *numbers* in their order."""
    for first in range(0, len(numbers), _AT_ONCE):
        some = numbers[first : first + _AT_ONCE]
        rows = connection.execute(f"SELECT {KEPT} FROM entries WHERE id IN ({', '.join('?' * len(some))})", some)
        there = {row[0]: row for row in rows}
        yield from (shown_of(there[number]) for number in some if number in there)


_FEW = 10_000
"""Entries of some days up to which they are looked up beforehand."""
_AT_ONCE = 500
"""Entries that are asked for by one statement."""


def match_of(query: Query, within: str = "") -> str:
    """Return *query* as FTS5 wants it, its words all *within* a column if one is named.

    Every word is quoted, so that none of it can be a syntax error.
    """
    wanted = [f"{within}{_phrase(term)}" for term in query.wanted]
    wanted += [_in_column(name, found) for name, found in _columns(query, wanted=True)]
    if not wanted:
        return ""
    # The entries' own tags are asked, too; the index only knows the words in them, and leaves less to be asked.
    wanted += [_in_column("tags", found) for found in query.of("tag") if found.wanted and tokens(found.value)]
    unwanted = _unwanted(query)
    match = " AND ".join(f"({phrase})" for phrase in wanted)
    return f"({match}) NOT ({' OR '.join(f'({phrase})' for phrase in unwanted)})" if unwanted else match


def _unwanted(query: Query) -> list[str]:
    """Return what must not be found, each as FTS5 wants it."""
    columns = [_in_column(name, found) for name, found in _columns(query, wanted=False)]
    return [*map(_phrase, query.unwanted), *columns]


def _columns(query: Query, *, wanted: bool) -> list[tuple[str, Filter]]:
    filters = (*query.of("author"), *query.of("site"))
    return [(found.field, found) for found in filters if found.wanted is wanted]


def _in_column(name: str, found: Filter) -> str:
    return f"{name} : {_phrase(Term(tuple(tokens(found.value))))}"


def _phrase(term: Term) -> str:
    words = " ".join(term.words).replace('"', '""')
    return f'"{words}"{"*" * term.prefix}'


def _conditions(connection: Connection, query: Query, number: str) -> tuple[list[str], list[str]]:
    """Return what the index of words does not know, as conditions on the *number* of an entry."""
    conditions, values = [f"{number} NOT IN (SELECT id FROM entries WHERE deleted IS NOT NULL)"], []
    for found in query.of("tag"):
        wanted = "" if found.wanted else "NOT "
        conditions.append(f"{number} {wanted}IN (SELECT entry FROM tags WHERE tag = ? COLLATE NOCASE)")
        values.append(found.value)
    if days := [found for found in query.filters if found.field in ("before", "after")]:
        conditions.append(_of_days(connection, days, number))
        values += [found.value for found in days]
    if not match_of(query):
        for phrase in _unwanted(query):
            conditions.append(f"{number} NOT IN (SELECT rowid FROM texts WHERE texts MATCH ?)")
            values.append(phrase)
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
    """Return a find with its snippet; the parts of its text are read one by one until the words are found."""
    statement = "SELECT data, checksum FROM parts WHERE id >= ? AND id < ? ORDER BY id"
    rows = connection.execute(statement, span(kept.id))
    try:
        return snippet(kept, (texts_in(*row) for row in rows), query.wanted, notes)
    except LibraryError:
        return Hit(kept, "")
