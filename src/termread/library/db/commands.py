"""What the reader changes of what is in the library. Each command returns the change it made, so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from termread.library.db.articles import annotate
from termread.library.db.entries import find_kept, find_known, put_kept
from termread.library.db.marks import bookmark_of, find_mark, find_marks, highlight_of, put_mark
from termread.library.db.rows import delete, update
from termread.library.db.stories import Content, add, keep_reading, put_aside
from termread.library.db.undo import content_of, row_of
from termread.library.identity import identities
from termread.library.merge import for_later
from termread.library.model import Kind, NewMark
from termread.library.undo_log import Change, Row, Step
from termread.text import clean, clean_line
from termread.values import replace

if TYPE_CHECKING:
    from sqlite3 import Connection

    from termread.article import Passage
    from termread.library.model import Bookmark, Highlight, Kept

Changed = Change | None
"""What a command has changed, None if nothing."""


def change(connection: Connection, entry: int, what: str, **changed: object) -> Changed:
    """Change an entry; *what* is the name of the change."""
    kept = find_kept(connection, entry)
    after = replace(kept, **changed)  # type: ignore[arg-type]
    if after == kept:
        return None
    before = row_of(connection, "entries", entry, *changed)
    put_kept(connection, after)
    if changed.keys() & {"tags", "note"}:
        annotate(connection, after)
    row = Row("entries", entry, before, row_of(connection, "entries", entry, *changed))
    return _change(kept, what, row)


def save_for_later(
    connection: Connection, address: str, title: str, tags: Iterable[str], moment: str
) -> tuple[Kept, Changed]:
    """Keep an address whose text is to be fetched later; an entry that is there already stays as it is."""
    names = identities(address)
    if known := find_known(connection, names):
        return known[0], None
    kept = add(connection, for_later(address, next(iter(names)), title, tags, moment), names)
    return kept, _change(kept, "save", _deleted(kept.id, moment, None))


def remove(connection: Connection, entry: int, moment: str) -> Changed:
    """Remove an entry; it is kept aside, for a month."""
    kept = find_kept(connection, entry)
    put_aside(connection, entry, moment)
    return _change(kept, "delete", _deleted(entry, None, moment))


def change_charset(connection: Connection, content: Content, moment: str) -> tuple[Kept, Changed]:
    """Keep what the bytes of an article say in another charset in place of its text."""
    article, receipt = content.article, content.receipt
    assert article is not None
    assert receipt is not None
    known = find_known(connection, identities(receipt.address, receipt.url, article.canonical_url))
    if len(known) != 1:
        return keep_reading(connection, content, moment, opened=True), None
    entry = known[0].id
    before, text = row_of(connection, "entries", entry) or {}, content_of(connection, entry)
    kept = keep_reading(connection, content, moment, opened=True)
    after = row_of(connection, "entries", entry) or {}
    described = [name for name in _DESCRIBED if before[name] != after[name]]
    row = Row("entries", entry, {n: before[n] for n in described}, {n: after[n] for n in described})
    step = Step(entry, (row,) if described else (), (text, content_of(connection, entry)))
    return kept, Change("charset", known[0].title or known[0].address, entry, step)


_DESCRIBED = ("url", "title", "site", "byline", "authors", "language", "published", "words", "quick", "slow", "blocks")
"""What an entry says of its text."""


def add_bookmark(
    connection: Connection, entry: int, passage: Passage, label: str, moment: str
) -> tuple[Bookmark, Changed]:
    """Keep a bookmark; that of the same letter moves."""
    label = clean_line(label)
    kept = find_kept(connection, entry)
    moved = []
    for row in find_marks(connection, "bookmark", entry):
        if len(label) == 1 and row["label"] == label:
            moved.append(Row("marks", row["id"], row_of(connection, "marks", row["id"]), None))
            delete(connection, "marks", "id = ?", (row["id"],))
    number = put_mark(connection, entry, NewMark("bookmark", passage, moment, label))
    added = Row("marks", number, None, row_of(connection, "marks", number))
    change = _change(kept, "bookmark", added, *moved)
    return bookmark_of(find_mark(connection, "bookmark", number)), change


def add_highlight(connection: Connection, entry: int, mark: NewMark) -> tuple[Highlight, Changed]:
    """Keep a highlight."""
    kept = find_kept(connection, entry)
    number = put_mark(connection, entry, replace(mark, note=clean(mark.note)))
    annotate(connection, kept)
    change = _change(kept, "highlight", Row("marks", number, None, row_of(connection, "marks", number)))
    return highlight_of(find_mark(connection, "highlight", number)), change


def change_mark(connection: Connection, kind: Kind, mark: int, what: str, **changed: int | str) -> Changed:
    """Change a bookmark or a highlight; *what* is the name of the change."""
    row = find_mark(connection, kind, mark)
    before = row_of(connection, "marks", mark, *changed) if changed else None
    if before is None or before == changed:
        return None
    kept = find_kept(connection, row["entry"])
    update(connection, "marks", mark, changed)
    annotate(connection, kept)
    return _change(kept, what, Row("marks", mark, before, dict(changed)))


def remove_mark(connection: Connection, kind: Kind, mark: int) -> Changed:
    """Remove a bookmark or a highlight."""
    row = find_mark(connection, kind, mark)
    before = row_of(connection, "marks", mark)
    kept = find_kept(connection, row["entry"])
    delete(connection, "marks", "id = ?", (mark,))
    annotate(connection, kept)
    return _change(kept, f"remove {kind}", Row("marks", mark, before, None))


def _change(kept: Kept, what: str, *rows: Row) -> Change:
    return Change(what, kept.title or kept.address, kept.id, Step(kept.id, rows))


def _deleted(entry: int, before: str | None, after: str | None) -> Row:
    return Row("entries", entry, {"deleted": before}, {"deleted": after})
