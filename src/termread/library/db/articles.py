"""The texts of entries in the database, in chunks, and their words in the search index.

A chunk is a short stretch of an article's JSON, compressed, with its checksum: the record of an article that has some of
the blocks. The first one has the header too, the last one what is seldom asked for (anchors, what was cut). Joined in
order they are the record of the whole.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from termread.article import Article, Block, flatten
from termread.codec import SCHEMA, Record, article_of, block_of, block_record, record_of, uncollected
from termread.errors import LibraryError
from termread.library.db.rows import columns, delete, insert, is_intact, is_intact_data, put, update
from termread.library.identity import site_of
from termread.library.model import Kept
from termread.library.query import indexed
from termread.text import clean
from termread.values import dataclass, replace

if TYPE_CHECKING:
    from sqlite3 import Connection

SIZE = 32_768
"""Characters of JSON after which a chunk ends."""

MANY = 32
"""Chunks of an article that are worth packing tightly; of more, being stored soon is worth more."""

SHIFT = 20
"""A chunk's number in the table is its entry's, moved by so many bits, plus its own: together, and found without an index."""

CHUNKS = "id >= ? AND id < ?"
"""The condition on the chunks of one entry; its values are its `span`."""

Words = tuple[str, ...]
"""A text for each column of an index."""

_PLAIN = ("paragraph", "heading")
"""The blocks whose record has their text as it is."""
_LAST = ("anchors", "cut")
"""What the last chunk has."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of an article's blocks, from the one with index *first* on, as compressed JSON."""

    first: int
    data: bytes


def put_text(connection: Connection, entry: int, chunks: Iterable[Chunk], blocks: int) -> None:
    """Write the text of an entry, of so many *blocks*, in place of what it had."""
    remove_text(connection, entry)
    for number, chunk in enumerate(chunks):
        insert(connection, "parts", {"id": (entry << SHIFT) + number, "first": chunk.first, "data": chunk.data})
    update(connection, "entries", entry, {"blocks": blocks})


def remove_text(connection: Connection, entry: int) -> None:
    """Remove the text of an entry."""
    delete(connection, "parts", CHUNKS, span(entry))


def find_text(connection: Connection, entry: int) -> Article | None:
    """Return the text of an entry whole, or None; raises LibraryError, "damaged"."""
    chunks = connection.execute(f"SELECT data, checksum FROM parts WHERE {CHUNKS} ORDER BY id", span(entry)).fetchall()
    return join(chunks) if chunks else None


def put_page(connection: Connection, entry: int, data: bytes | None) -> None:
    """Write the bytes of an entry as they came, compressed; None leaves none."""
    if data is None:
        delete(connection, "pages", "entry = ?", (entry,))
    else:
        put(connection, "pages", {"entry": entry, "data": data})


def find_page(connection: Connection, entry: int) -> bytes | None:
    """Return the bytes of an entry as they came, compressed, or None; raises LibraryError, "damaged"."""
    row = connection.execute("SELECT data, checksum FROM pages WHERE entry = ?", (entry,)).fetchone()
    if row is None:
        return None
    if not is_intact_data(*row):
        raise LibraryError("The stored source of this article is damaged; fetch it again.", code="damaged")
    return bytes(row[0])


def words_of(connection: Connection, kept: Kept, made: Callable[[str], str] = indexed) -> Words:
    """Return what the index knows of the article of *kept*, *made* as it wants it; a damaged text counts as none."""
    article = None
    if kept.has_text:
        try:
            article = find_text(connection, kept.id)
        except LibraryError as error:
            if error.code != "damaged":
                raise
    return words_in(kept, article, made)


def words_in(kept: Kept, article: Article | None, made: Callable[[str], str] = indexed) -> Words:
    """Return the text of each column of `texts` for an entry, *made* as the index wants it."""
    article = article or Article()
    texts = chain((article.kicker or "", article.dek or ""), map(flatten, article.blocks))
    return (
        made(kept.title),
        made(" \n".join((kept.byline or "", *kept.authors))),
        made(f"{kept.site or ''} \n{site_of(kept.url or kept.address)}"),
        # Block by block: a huge text is not made whole twice.
        " \n".join(made(text) for text in texts if text),
    )


def notes_of(connection: Connection, entry: int) -> list[str]:
    """Return what the reader wrote to the highlights of an entry, without what is damaged."""
    statement = f"SELECT {columns('marks')} FROM marks WHERE entry = ? AND note != '' ORDER BY id"
    return [clean(row["note"]) for row in connection.execute(statement, (entry,)) if is_intact(row)]


def annotations_in(kept: Kept, notes: Iterable[str]) -> Words:
    """Return the text of each column of `annotations` for an entry with *notes* on its highlights."""
    return indexed(" \n".join((kept.note, *notes))), indexed(" \n".join(kept.tags))


def index(connection: Connection, entry: int, words: Words) -> None:
    """Put the article of an entry into the index."""
    connection.execute("INSERT INTO texts (rowid, title, author, site, text) VALUES (?, ?, ?, ?, ?)", (entry, *words))


def unindex(connection: Connection, entry: int, words: Words) -> None:
    """Take the article of an entry out of the index; *words* are what it was put in with.

    Where they are not, because a text was damaged, the index refuses; then it may find too much until `check` makes it
    anew, which is better than keeping the reader from changing anything.
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
    """Bring the index of notes and tags up to date for *kept*. It has its own table, so that no text is indexed again."""
    words = annotations_in(kept, notes_of(connection, kept.id))
    connection.execute("DELETE FROM annotations WHERE rowid = ?", (kept.id,))
    if any(map(str.strip, words)):
        connection.execute("INSERT INTO annotations (rowid, notes, tags) VALUES (?, ?, ?)", (kept.id, *words))


def span(entry: int) -> tuple[int, int]:
    """Return the first number of the chunks of an entry, and the first of the next entry's."""
    return entry << SHIFT, (entry + 1) << SHIFT


def split(article: Article) -> Iterator[Chunk]:
    """Yield *article* in chunks; always at least one."""
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
    """Return the article, or the stretch of it, that chunks (their data and checksums) hold; raises LibraryError, "damaged"."""
    whole: Record = {}
    blocks: list[Block] = []
    try:
        # The records of one chunk at a time: those of a huge article would take more room than the article.
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
    """Return the flattened texts of the blocks of a chunk as they are on the disk, not cleaned; raises LibraryError, "damaged"."""
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
            record = _cleaned(record)
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


def _cleaned(value: Any) -> Any:
    """Return JSON with every string cleaned: what comes off the disk is from outside, too."""
    match value:
        case str():
            return clean(value)
        case list():
            return [_cleaned(item) for item in value]
        case dict():
            return {name: _cleaned(item) for name, item in value.items()}
        case _:
            return value


def _stretches(blocks: Iterable[Block]) -> Iterator[tuple[int, list[str]]]:
    """Yield the index of the first block of each chunk, and the chunk's blocks as JSON; of no blocks one chunk without any."""
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
