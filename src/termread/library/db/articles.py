"""Article texts in the database, stored in chunks (`termread.chunks`), and their words in the search index."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import TYPE_CHECKING

from termread import chunks
from termread.article import Article, flatten
from termread.errors import LibraryError
from termread.library.db import delete, find_setting, insert, is_intact, is_intact_data, put, select, update
from termread.library.model import Kept
from termread.text import clean

if TYPE_CHECKING:
    from sqlite3 import Connection

SHIFT = 20
"""A chunk's row id is its entry's, shifted by this many bits, plus its index: adjacent, and found without an index."""

BEGINNING = 65_536
"""Bytes of a first chunk, compressed, up to which it is read to show how the article begins."""

CHUNKS = "id >= ? AND id < ?"
"""The condition that selects one entry's chunks; its parameters are the entry's `span`."""

Words = tuple[str, ...]
"""One text per column of an index."""


def put_text(connection: Connection, entry: int, text: Iterable[bytes], blocks: int) -> None:
    """Store an entry's *text*, its chunks, which have this many *blocks*, replacing the old one."""
    remove_text(connection, entry)
    for number, chunk in enumerate(text):
        # Nothing reads `first`.
        insert(connection, "parts", {"id": (entry << SHIFT) + number, "first": 0, "data": chunk})
    update(connection, "entries", entry, {"blocks": blocks})


def remove_text(connection: Connection, entry: int) -> None:
    """Delete an entry's text."""
    delete(connection, "parts", CHUNKS, span(entry))


def find_text(connection: Connection, entry: int) -> Article | None:
    """Return an entry's complete text, or None; raises LibraryError "damaged"."""
    rows = connection.execute(f"SELECT data, checksum FROM parts WHERE {CHUNKS} ORDER BY id", span(entry)).fetchall()
    return join(rows) if rows else None


def find_beginning(connection: Connection, entry: int) -> Article | None:
    """Return an entry's header with its first blocks, or None where there are none, or one is huge.

    Raises LibraryError "damaged".
    """
    where = "id = ? AND length(data) <= ?"
    values = (entry << SHIFT, BEGINNING)
    row = connection.execute(f"SELECT data, checksum FROM parts WHERE {where}", values).fetchone()
    return join([row]) if row else None


def put_page(connection: Connection, entry: int, data: bytes | None) -> None:
    """Store an entry's original bytes, compressed; None deletes them."""
    if data is None:
        delete(connection, "pages", "entry = ?", (entry,))
    else:
        put(connection, "pages", {"entry": entry, "data": data})


def find_page(connection: Connection, entry: int) -> bytes | None:
    """Return an entry's original bytes, compressed, or None; raises LibraryError "damaged"."""
    row = connection.execute("SELECT data, checksum FROM pages WHERE entry = ?", (entry,)).fetchone()
    if row is None:
        return None
    if not is_intact_data(*row):
        raise LibraryError("The stored source of this article is damaged; fetch it again.", code="damaged")
    return bytes(row[0])


def words_of(connection: Connection, kept: Kept, made: Callable[[str], str] | None = None) -> Words:
    """Return what is indexed of *kept*, converted by *made*; a text that is damaged or `unindexed` counts as empty."""
    article = None
    if kept.has_text and kept.id not in unindexed(connection):
        try:
            article = find_text(connection, kept.id)
        except LibraryError as error:
            if error.code != "damaged":
                raise
    return words_in(kept, indexed_text(article, made), made)


def words_in(kept: Kept, text: str, made: Callable[[str], str] | None = None) -> Words:
    """Return what is indexed of an entry for each column of `texts`, given its `indexed_text`."""
    from termread.library.identity import site_of
    from termread.library.query import indexed

    made = made or indexed
    return (
        made(kept.title),
        made(" \n".join((kept.byline or "", *kept.authors))),
        made(f"{kept.site or ''} \n{site_of(kept.url or kept.address)}"),
        text,
    )


def indexed_text(article: Article | None, made: Callable[[str], str] | None = None) -> str:
    """Return the text of an article converted by *made* (`query.indexed` unless given)."""
    from termread.library.query import indexed

    made, article = made or indexed, article or Article()
    texts = chain((article.kicker or "", article.dek or ""), map(flatten, article.blocks))
    # Block by block, so that a huge text is not held in memory twice.
    return " \n".join(made(text) for text in texts if text)


_UNINDEXED = "unindexed"


def unindexed(connection: Connection) -> set[int]:
    """Return the entries of which only the header is indexed yet: a huge text is indexed once it is saved."""
    noted = find_setting(connection, _UNINDEXED) or ""
    return {int(entry) for entry in noted.split() if entry.isdecimal()}


def set_unindexed(connection: Connection, entry: int, waits: bool) -> None:
    """Note whether the text of an entry is yet to be indexed."""
    before = unindexed(connection)
    after = before | {entry} if waits else before - {entry}
    if after != before:
        put(connection, "settings", {"name": _UNINDEXED, "value": " ".join(map(str, sorted(after)))})


def checksums_of(connection: Connection, entry: int) -> list[int]:
    """Return the checksums of the chunks of an entry's text, which tell whether it is still the same."""
    rows = connection.execute(f"SELECT checksum FROM parts WHERE {CHUNKS} ORDER BY id", span(entry))
    return [row["checksum"] for row in rows]


def notes_of(connection: Connection, entry: int) -> list[str]:
    """Return the reader's notes on an entry's highlights, without damaged ones."""
    rows = select(connection, "marks", "WHERE entry = ? AND note != '' ORDER BY id", (entry,))
    return [clean(row["note"]) for row in rows if is_intact(row)]


def annotations_in(kept: Kept, notes: Iterable[str]) -> Words:
    """Return the text for each column of `annotations` for an entry with *notes* on its highlights."""
    from termread.library.query import indexed

    return indexed(" \n".join((kept.note, *notes))), indexed(" \n".join(kept.tags))


def index(connection: Connection, entry: int, words: Words) -> None:
    """Add an entry's article to the index."""
    connection.execute("INSERT INTO texts (rowid, title, author, site, text) VALUES (?, ?, ?, ?, ?)", (entry, *words))


def unindex(connection: Connection, entry: int, words: Words) -> None:
    """Remove an entry's article from the index; *words* must be what was indexed.

    If they are not, because a text was damaged, the index refuses; searches may then return too much until `check`
    rebuilds it, which is better than blocking every change.
    """
    from sqlite3 import DatabaseError, OperationalError

    try:
        connection.execute(
            "INSERT INTO texts (texts, rowid, title, author, site, text) VALUES ('delete', ?, ?, ?, ?, ?)",
            (entry, *words),
        )
    except OperationalError:
        raise
    except DatabaseError:
        return


def annotate(connection: Connection, kept: Kept) -> None:
    """Update the index of notes and tags for *kept*. It is a separate table, so that no text is reindexed."""
    words = annotations_in(kept, notes_of(connection, kept.id))
    connection.execute("DELETE FROM annotations WHERE rowid = ?", (kept.id,))
    if any(map(str.strip, words)):
        connection.execute("INSERT INTO annotations (rowid, notes, tags) VALUES (?, ?, ?)", (kept.id, *words))


def span(entry: int) -> tuple[int, int]:
    """Return the first chunk id of the entry, and the first of the next entry."""
    return entry << SHIFT, (entry + 1) << SHIFT


def join(rows: Iterable[tuple[bytes, int]]) -> Article:
    """Return the article, or part of it, in chunks given as data and checksum; raises LibraryError "damaged"."""
    try:
        return chunks.join(_intact(*row) for row in rows)
    except chunks.MALFORMED as error:
        raise _damaged() from error


def texts_in(data: bytes, checksum: int) -> list[str]:
    """Return the flattened block texts of a chunk as stored, not cleaned; raises LibraryError "damaged"."""
    try:
        return chunks.texts_in(_intact(data, checksum))
    except chunks.MALFORMED as error:
        raise _damaged() from error


def _intact(data: bytes, checksum: int) -> bytes:
    if not is_intact_data(data, checksum):
        raise ValueError(checksum)
    return data


def _damaged() -> LibraryError:
    return LibraryError(
        "The stored copy of this article is damaged; fetch it again, or run `termread check`.", code="damaged"
    )
