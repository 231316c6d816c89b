"""One entry per story: writing an entry with everything attached to it, and merging two into one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from termread.article import Article, Length
from termread.chunks import split
from termread.document import HUGE, Reading, Receipt
from termread.errors import LibraryError
from termread.interchange import COMMON, EntryBookmark, EntryHighlight, EntryMark, ImportedEntry, LibraryEntry, kind_of
from termread.library.db import delete, is_intact, reassign, select, update
from termread.library.db.articles import (
    Words,
    annotate,
    checksums_of,
    find_text,
    index,
    indexed_text,
    put_page,
    put_text,
    remove_text,
    set_unindexed,
    unindex,
    unindexed,
    words_in,
    words_of,
)
from termread.library.db.entries import (
    all_marks,
    bookmark_of,
    columns_of,
    find_kept,
    find_known,
    find_marks,
    find_receipt,
    full_receipt,
    highlight_of,
    kept_of,
    passage_of,
    put_kept,
    put_mark,
    put_names,
    put_receipt,
)
from termread.library.identity import all_identities, identities
from termread.library.merge import addresses_of, anchored, described, marks_of, merged, read, taken
from termread.library.model import KINDS, Kept
from termread.pace import length_of
from termread.values import dataclass, replace

if TYPE_CHECKING:
    from sqlite3 import Connection

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Content:
    """What is stored of a document: its article and receipt, and what takes long to make of the article."""

    article: Article | None = None
    receipt: Receipt | None = None
    chunks: tuple[bytes, ...] = ()
    text: str | None = None
    """The article's `indexed_text`, or None if it is huge: it is indexed after it is saved."""
    length: Length | None = None


NOTHING = Content()


def prepared(
    article: Article | None, receipt: Receipt | None, chunks: tuple[bytes, ...] = (), length: Length | None = None
) -> Content:
    """Return what to store of a document, with everything that is slow to make and needs no lock."""
    if article is None:
        return Content(receipt=receipt)
    text = None if receipt is not None and receipt.size > HUGE else indexed_text(article)
    return Content(article, receipt, chunks or tuple(split(article)), text, length or length_of(article))


def keep_reading(connection: Connection, content: Content, moment: str, *, opened: bool, news: bool = False) -> Kept:
    """Store what was read as a new entry, of state "news" if *news*, or replace the text of the story's existing one."""
    article, receipt = content.article, content.receipt
    assert article is not None
    assert receipt is not None
    names = identities(receipt.address, receipt.url, article.canonical_url)
    known = find_known(connection, names)
    for other in known[1:]:
        known[0] = absorb(connection, known[0], other)
    before = known[0] if known else None
    kept = read(before, Reading(article, receipt), next(iter(names)), moment=moment, opened=opened)
    kept = described(kept, article, content.length)
    if before is None and news:
        kept = replace(kept, state="news")
    if before is None:
        return add(connection, kept, names, content)
    if opened and before.opened is None:
        note_opened(connection, before.id, moment)
    with reindexing(connection, before, content):
        put_kept(connection, kept)
        put_names(connection, kept.id, names)
        _put_content(connection, kept.id, content)
        anchor(connection, kept.id, article)
    return kept


def note_opened(connection: Connection, entry: int, moment: str) -> None:
    """Mark what is followed and has its text in *entry* as read, because that is opened for the first time."""
    if connection.execute("SELECT 1 FROM stories WHERE entry = ? AND read IS NULL", (entry,)).fetchone():
        from termread.library.db.marking import mark_opened

        mark_opened(connection, entry, moment)


def add(
    connection: Connection,
    kept: Kept,
    names: dict[str, str],
    content: Content = NOTHING,
    marks: Sequence[EntryMark] = (),
) -> Kept:
    """Insert a new entry under its *names* with everything attached to it; return it with its id."""
    entry = put_kept(connection, kept)
    put_names(connection, entry, names)
    _put_content(connection, entry, content)
    for mark in marks:
        put_mark(connection, entry, mark)
    kept = replace(kept, id=entry)
    index(connection, entry, _words_in(connection, kept, content))
    annotate(connection, kept)
    return kept


Incoming = tuple[ImportedEntry | LibraryEntry, Content]
"""An entry to be imported, with the prepared content of its document."""


def take_some(connection: Connection, batch: Sequence[Incoming], moment: str, seconds: float) -> tuple[int, int, float]:
    """Import from the front of *batch* for *seconds*, at least one entry.

    Returns how many, how many were new, and when it began.
    """
    begun, done, new = monotonic(), 0, 0
    while done < len(batch) and (not done or monotonic() < begun + seconds):
        new += take(connection, *batch[done], moment)
        done += 1
    return done, new, begun


def take(connection: Connection, saved: ImportedEntry | LibraryEntry, content: Content, moment: str) -> bool:
    """Import one entry and return whether it was new; existing data is never overwritten."""
    names = all_identities(addresses_of(saved))
    kept, marks = taken(saved, next(iter(names)), moment), marks_of(saved, moment)
    known = find_known(connection, names)
    if not known:
        add(connection, kept, names, content, marks)
        return True
    before = known[0]
    with reindexing(connection, before, NOTHING if before.has_text else content):
        put_kept(connection, merged(before, kept))
        put_names(connection, before.id, names)
        if not before.has_text:
            _put_content(connection, before.id, content)
        there = {(kind, passage_of(row)) for kind in KINDS for row in find_marks(connection, kind, before.id)}
        for mark in marks:
            if (kind_of(mark), mark.passage) not in there:
                put_mark(connection, before.id, mark)
    return False


def absorb(connection: Connection, kept: Kept, other: Kept) -> Kept:
    """Merge *other*, an entry of the same story, into *kept*, and return that."""
    union = merged(kept, other)
    with reindexing(connection, kept):
        if not kept.has_text and other.has_text:
            _put_content(
                connection, kept.id, prepared(find_text(connection, other.id), full_receipt(connection, other.id))
            )
        for table in ("marks", "names", "stories"):
            reassign(connection, table, other.id, kept.id)
        put_kept(connection, union)
    remove(connection, other)
    return union


def remove(connection: Connection, kept: Kept) -> None:
    """Delete an entry and everything attached to it permanently."""
    unindex(connection, kept.id, words_of(connection, kept))
    connection.execute("DELETE FROM annotations WHERE rowid = ?", (kept.id,))
    remove_text(connection, kept.id)
    for table in ("names", "tags", "receipts", "pages", "labels", "marks"):
        delete(connection, table, "entry = ?", (kept.id,))
    set_unindexed(connection, kept.id, False)
    delete(connection, "entries", "id = ?", (kept.id,))


def put_aside(connection: Connection, entry: int, moment: str) -> None:
    """Delete an entry so that it can be restored for a month."""
    update(connection, "entries", entry, {"deleted": moment})
    purge(connection, moment)
    for table in ("tags", "labels"):
        delete(connection, table, "entry = ?", (entry,))


def purge(connection: Connection, moment: str) -> None:
    """Permanently remove some of what was deleted more than a month before *moment*."""
    old = "WHERE deleted < strftime('%Y-%m-%dT%H:%M:%S', ?, '-30 days') LIMIT 20"
    rows = select(connection, "entries", old, (moment,))
    for row in filter(is_intact, rows.fetchall()):
        remove(connection, kept_of(row))


@contextmanager
def reindexing(connection: Connection, kept: Kept, content: Content = NOTHING) -> Iterator[None]:
    """Update the search index for changes made to *kept* in the body, including its header, or its text by *content*.

    This reads the text; changes to notes, tags or marks alone should call `annotate` instead.
    """
    before = words_of(connection, kept)
    yield
    kept = find_kept(connection, kept.id)
    after = _words_in(connection, kept, content) if content.article else words_of(connection, kept)
    if after != before:
        unindex(connection, kept.id, before)
        index(connection, kept.id, after)
    annotate(connection, kept)


def _words_in(connection: Connection, kept: Kept, content: Content) -> Words:
    """Return what is to be indexed of *kept* with *content* now, and note whether its text is to follow."""
    set_unindexed(connection, kept.id, content.article is not None and content.text is None)
    return words_in(kept, content.text or "")


def index_text(connection: Connection, entry: int, text: str, checksums: Sequence[int]) -> None:
    """Index the *text* of an entry that is `unindexed`, unless its chunks no longer have these *checksums*."""
    if entry not in unindexed(connection) or checksums_of(connection, entry) != checksums:
        return
    kept = find_kept(connection, entry)
    unindex(connection, entry, words_of(connection, kept))
    set_unindexed(connection, entry, False)
    index(connection, entry, words_in(kept, text))


def _put_content(connection: Connection, entry: int, content: Content) -> None:
    if content.article:
        put_text(connection, entry, content.chunks, len(content.article.blocks))
    if content.receipt:
        put_receipt(connection, entry, content.receipt)
        put_page(connection, entry, content.receipt.data)


def anchor(connection: Connection, entry: int, article: Article) -> None:
    """Move an entry's marks and reading position to match its new text."""
    for kind in KINDS:
        for row in find_marks(connection, kind, entry):
            passage = passage_of(row)
            moved = anchored(passage, article)
            if moved != passage:
                update(connection, "marks", row["id"], columns_of(moved))


def exported(connection: Connection, entry: int) -> tuple[LibraryEntry | None, bool]:
    """Return everything kept about *entry* except damaged parts, and whether that is complete."""
    kept, is_kept = _sound(find_kept, connection, entry)
    if kept is None:
        return None, is_kept
    article, has_text = _sound(find_text, connection, entry)
    receipt, has_receipt = _sound(full_receipt, connection, entry)
    if not has_receipt:
        receipt, _ = _sound(find_receipt, connection, entry)
    names = select(connection, "names", "WHERE entry = ? AND key != ?", (entry, kept.key))
    marks = {kind: all_marks(connection, kind, entry) for kind in KINDS}
    bookmarks = [bookmark_of(row) for row in marks["bookmark"] if is_intact(row)]
    highlights = [highlight_of(row) for row in marks["highlight"] if is_intact(row)]
    kept = replace(kept, state="inbox") if kept.state == "news" else kept
    whole = has_text and has_receipt and all(is_intact(row) for rows in marks.values() for row in rows)
    return LibraryEntry(
        **{name: getattr(kept, name) for name in COMMON},
        aliases=tuple(sorted(row["address"] for row in names if is_intact(row))),
        article=article,
        receipt=receipt,
        bookmarks=tuple(EntryBookmark(mark.passage, mark.label, mark.created) for mark in bookmarks),
        highlights=tuple(EntryHighlight(mark.passage, mark.colour, mark.note, mark.created) for mark in highlights),
    ), whole


def _sound(find: Callable[[Connection, int], Found], connection: Connection, entry: int) -> tuple[Found | None, bool]:
    """Return the result of *find*, and whether it was undamaged."""
    try:
        return find(connection, entry), True
    except LibraryError as error:
        if error.code != "damaged":
            raise
        return None, False
