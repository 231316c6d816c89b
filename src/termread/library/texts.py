"""The kept articles in the database: their parts, and their words in the index."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from itertools import chain
from typing import TYPE_CHECKING

from termread.article import Article, flatten
from termread.errors import LibraryError
from termread.library.folding import indexed
from termread.library.identity import site_of
from termread.library.kept import Kept
from termread.library.parts import join, sound, split
from termread.library.sealing import is_whole, seal, sealed
from termread.text import clean

if TYPE_CHECKING:
    from sqlite3 import Connection

SHIFT = 20
"""A part's number in the table is its entry's, moved by so many bits, plus its own: together, and found without an index."""

Words = tuple[str, ...]

_MARK = sealed("marks")
_NOTE = _MARK.split(", ").index("note")


def put_text(connection: Connection, entry: int, article: Article) -> None:
    """Write the text of an entry in place of what it had."""
    remove_text(connection, entry)
    rows = (
        ((entry << SHIFT) + number, part.first, part.data, part.checksum) for number, part in enumerate(split(article))
    )
    connection.executemany("INSERT INTO parts VALUES (?, ?, ?, ?)", rows)
    connection.execute("UPDATE entries SET blocks = ? WHERE id = ?", (len(article.blocks), entry))
    seal(connection, "entries", "id = ?", (entry,))


def remove_text(connection: Connection, entry: int) -> None:
    """Remove the text of an entry."""
    connection.execute("DELETE FROM parts WHERE id >= ? AND id < ?", span(entry))


def find_text(connection: Connection, entry: int) -> Article | None:
    """Return the text of an entry whole, or None; raises LibraryError, "damaged"."""
    rows = connection.execute("SELECT data, checksum FROM parts WHERE id >= ? AND id < ? ORDER BY id", span(entry))
    parts = rows.fetchall()
    return join(parts) if parts else None


def find_stretch(connection: Connection, entry: int, block: int) -> tuple[Article, int] | None:
    """Return the header of an entry with the blocks of the part that *block* is in, and the index of the first of them."""
    low, high = span(entry)
    head = connection.execute("SELECT data, checksum FROM parts WHERE id = ?", (low,)).fetchone()
    if head is None:
        return None
    row = connection.execute(
        "SELECT first, data, checksum, id FROM parts WHERE id >= ? AND id < ? AND first <= ? ORDER BY id DESC LIMIT 1",
        (low, high, max(block, 0)),
    ).fetchone()
    article = join([head])
    if row is None or row[3] == low:
        return article, 0
    from termread.values import replace

    return replace(article, blocks=join([row[1:3]]).blocks), row[0]


def put_page(connection: Connection, entry: int, data: bytes | None) -> None:
    """Write the bytes of an entry as they came, compressed; None leaves none."""
    if data is None:
        connection.execute("DELETE FROM pages WHERE entry = ?", (entry,))
    else:
        connection.execute("REPLACE INTO pages VALUES (?, ?, ?)", (entry, data, zlib.crc32(data)))


def find_page(connection: Connection, entry: int) -> bytes | None:
    """Return the bytes of an entry as they came, compressed, or None; raises LibraryError, "damaged"."""
    row = connection.execute("SELECT data, checksum FROM pages WHERE entry = ?", (entry,)).fetchone()
    if row is None:
        return None
    if not sound(*row):
        raise LibraryError("The kept source of this article is damaged; fetch it again.", code="damaged")
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
    statement = f"SELECT {_MARK} FROM marks WHERE entry = ? AND note != '' ORDER BY id"
    return [clean(row[_NOTE]) for row in connection.execute(statement, (entry,)) if is_whole(row)]


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
    """Return the first number of the parts of an entry, and the first of the next entry's."""
    return entry << SHIFT, (entry + 1) << SHIFT
