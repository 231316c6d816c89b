"""Article texts in the database, stored in chunks, and their words in the search index.

A chunk is a compressed stretch of an article's JSON with a checksum: the record of an article with some of the blocks.
The first also has the header, and the last has rarely needed fields (anchors, cuts). Joined in order, they form the
complete record.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from termread.article import Article, Block, flatten
from termread.codec import SCHEMA, Record, article_of, block_of, block_record, record_of, uncollected
from termread.errors import LibraryError
from termread.library.db.rows import delete, insert, is_intact, is_intact_data, put, select, update
from termread.library.model import Kept
from termread.text import clean, clean_json
from termread.values import dataclass, replace

if TYPE_CHECKING:
    from sqlite3 import Connection

SIZE = 32_768
"""Characters of JSON at which a chunk ends."""

MANY = 32
"""Up to this many chunks are compressed as tightly as possible; for longer articles, speed matters more."""

SHIFT = 20
"""A chunk's row id is its entry's, shifted by this many bits, plus its index: adjacent, and found without an index."""

CHUNKS = "id >= ? AND id < ?"
"""The condition that selects one entry's chunks; its parameters are the entry's `span`."""

Words = tuple[str, ...]
"""One text per column of an index."""

_PLAIN = ("paragraph", "heading")
"""Block types whose record contains their text verbatim."""
_LAST = ("anchors", "cut")
"""The fields stored in the last chunk."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of an article's blocks, starting at index *first*, as compressed JSON."""

    first: int
    data: bytes


def put_text(connection: Connection, entry: int, chunks: Iterable[Chunk], blocks: int) -> None:
    """Store an entry's text, which has this many *blocks*, replacing the old one."""
    remove_text(connection, entry)
    for number, chunk in enumerate(chunks):
        insert(connection, "parts", {"id": (entry << SHIFT) + number, "first": chunk.first, "data": chunk.data})
    update(connection, "entries", entry, {"blocks": blocks})


def remove_text(connection: Connection, entry: int) -> None:
    """Delete an entry's text."""
    delete(connection, "parts", CHUNKS, span(entry))


def find_text(connection: Connection, entry: int) -> Article | None:
    """Return an entry's complete text, or None; raises LibraryError "damaged"."""
    chunks = connection.execute(f"SELECT data, checksum FROM parts WHERE {CHUNKS} ORDER BY id", span(entry)).fetchall()
    return join(chunks) if chunks else None


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
    """Return the indexed text of the article of *kept*, converted by *made*; a damaged text counts as empty."""
    article = None
    if kept.has_text:
        try:
            article = find_text(connection, kept.id)
        except LibraryError as error:
            if error.code != "damaged":
                raise
    return words_in(kept, article, made)


def words_in(kept: Kept, article: Article | None, made: Callable[[str], str] | None = None) -> Words:
    """Return an entry's text for each column of `texts`, converted by *made* (`query.indexed` unless given)."""
    from termread.library.identity import site_of
    from termread.library.query import indexed

    made, article = made or indexed, article or Article()
    texts = chain((article.kicker or "", article.dek or ""), map(flatten, article.blocks))
    return (
        made(kept.title),
        made(" \n".join((kept.byline or "", *kept.authors))),
        made(f"{kept.site or ''} \n{site_of(kept.url or kept.address)}"),
        # Block by block, so that a huge text is not held in memory twice.
        " \n".join(made(text) for text in texts if text),
    )


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


def split(article: Article) -> Iterator[Chunk]:
    """Split *article* into chunks, always at least one."""
    record = record_of(replace(article, blocks=()))
    head = {name: value for name, value in record.items() if name not in (*_LAST, "blocks") and value not in (None, [])}
    last = {name: record[name] for name in _LAST if record[name]}
    stretches = _stretches(article.blocks)
    number, (first, blocks) = 0, next(stretches)
    for following in chain(stretches, (None,)):
        piece = (head if number == 0 else {"schema": SCHEMA}) | (last if following is None else {})
        yield _chunk(first, piece, blocks, 6 if number < MANY else 1)
        if following is not None:
            number, (first, blocks) = number + 1, following


@uncollected()
def join(chunks: Iterable[tuple[bytes, int]]) -> Article:
    """Return the article, or part of it, in chunks given as data and checksum; raises LibraryError "damaged"."""
    whole: Record = {}
    blocks: list[Block] = []
    try:
        # One chunk at a time: all the records of a huge article would take more memory than the article.
        for data, checksum in chunks:
            record = _record(data, checksum)
            blocks += map(block_of, record.pop("blocks"))
            for name in _LAST:
                whole.setdefault(name, []).extend(record.pop(name, ()))
            whole = record | whole
        return replace(article_of(whole | {"blocks": ()}), blocks=tuple(blocks))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged() from error


def texts_in(data: bytes, checksum: int) -> list[str]:
    """Return the flattened block texts of a chunk as stored, not cleaned; raises LibraryError "damaged"."""
    try:
        return [
            block["text"] if block["type"] in _PLAIN else flatten(block_of(block))
            for block in json.loads(_text(data, checksum))["blocks"]
        ]
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise _damaged() from error


def _record(data: bytes, checksum: int) -> Record:
    try:
        text = _text(data, checksum)
        record = json.loads(text)
        if "\\u" in text or clean(text) != text:
            record = clean_json(record)
    except (ValueError, RecursionError) as error:
        raise _damaged() from error
    if not isinstance(record, dict):
        raise _damaged()
    return record


def _text(data: bytes, checksum: int) -> str:
    if not is_intact_data(data, checksum):
        raise _damaged()
    try:
        return zlib.decompress(data).decode()
    except (zlib.error, ValueError) as error:
        raise _damaged() from error


def _stretches(blocks: Iterable[Block]) -> Iterator[tuple[int, list[str]]]:
    """Yield each chunk's first block index and its blocks as JSON; without blocks, a single empty chunk."""
    first = size = 0
    texts: list[str] = []
    for index, block in enumerate(blocks):
        text = _json(block_record(block))
        if size and size + len(text) > SIZE:
            yield first, texts
            first, size, texts = index, 0, []
        size += len(text)
        texts.append(text)
    yield first, texts


def _chunk(first: int, piece: Record, blocks: list[str], level: int) -> Chunk:
    text = f'{_json(piece)[:-1]},"blocks":[{",".join(blocks)}]}}'
    return Chunk(first, zlib.compress(text.encode("utf-8", "replace"), level))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _damaged() -> LibraryError:
    return LibraryError(
        "The stored copy of this article is damaged; fetch it again, or run `termread check`.", code="damaged"
    )
