"""What the reader changes of what is kept, each change with what stood before it, so that it can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.library.belongings import bookmark_of, find_mark, find_marks, highlight_of, put_mark
from termread.library.changes import note_change, row_before
from termread.library.entries import Kind, Marked
from termread.library.merging import purge
from termread.library.rows import find_kept, put_kept
from termread.library.sealing import seal
from termread.library.texts import annotate
from termread.text import clean, clean_line
from termread.values import replace

if TYPE_CHECKING:
    from sqlite3 import Connection

    from termread.article import Passage
    from termread.library.kept import Bookmark, Highlight


def change(connection: Connection, entry: int, words: str, **changed: object) -> None:
    """Change an entry, if that changes it, and note the change under *words*."""
    kept = find_kept(connection, entry)
    after = replace(kept, **changed)  # type: ignore[arg-type]
    if after == kept:
        return
    before = row_before(connection, "entries", entry, *changed)
    put_kept(connection, after)
    if changed.keys() & {"tags", "note"}:
        annotate(connection, after)
    note_change(connection, words, [before])


def delete(connection: Connection, entry: int, moment: str) -> None:
    """Remove an entry; it is kept aside, for a month."""
    kept = find_kept(connection, entry)
    before = [row_before(connection, "entries", entry, "deleted")]
    connection.execute("UPDATE entries SET deleted = ? WHERE id = ?", (moment, entry))
    seal(connection, "entries", "id = ?", (entry,))
    purge(connection, moment)
    for table in ("tags", "labels"):
        connection.execute(f"DELETE FROM {table} WHERE entry = ?", (entry,))
    note_change(connection, f"“{kept.title or kept.address}” deleted", before)


def add_bookmark(connection: Connection, entry: int, passage: Passage, label: str, moment: str) -> Bookmark:
    """Keep a bookmark; that of the same letter moves."""
    label = clean_line(label)
    find_kept(connection, entry)
    before = []
    for row in find_marks(connection, "bookmark", entry):
        if len(label) == 1 and row[9] == label:
            before.append(row_before(connection, "marks", row[0]))
            connection.execute("DELETE FROM marks WHERE id = ?", (row[0],))
    number = put_mark(connection, entry, Marked("bookmark", passage, moment, label))
    note_change(connection, "bookmark added", [("marks", number, None), *before])
    return bookmark_of(find_mark(connection, "bookmark", number))


def add_highlight(
    connection: Connection, entry: int, passage: Passage, colour: int, note: str, moment: str
) -> Highlight:
    """Keep a highlight."""
    mark = Marked("highlight", passage, moment, "", colour, clean(note))
    kept = find_kept(connection, entry)
    number = put_mark(connection, entry, mark)
    annotate(connection, kept)
    note_change(connection, "highlight added", [("marks", number, None)])
    return highlight_of(find_mark(connection, "highlight", number))


def change_mark(connection: Connection, kind: Kind, mark: int, words: str, **changed: int | str) -> None:
    """Change a bookmark or a highlight, if that changes it, and note the change under *words*."""
    row = find_mark(connection, kind, mark)
    before = row_before(connection, "marks", mark, *changed) if changed else None
    if before is None or before[2] == changed:
        return
    kept = find_kept(connection, row[1])
    columns = ", ".join(f"{name} = ?" for name in changed)
    connection.execute(f"UPDATE marks SET {columns} WHERE id = ?", (*changed.values(), mark))
    seal(connection, "marks", "id = ?", (mark,))
    annotate(connection, kept)
    note_change(connection, words, [before])


def remove_mark(connection: Connection, kind: Kind, mark: int) -> None:
    """Remove a bookmark or a highlight."""
    row = find_mark(connection, kind, mark)
    before = row_before(connection, "marks", mark)
    kept = find_kept(connection, row[1])
    connection.execute("DELETE FROM marks WHERE id = ?", (mark,))
    annotate(connection, kept)
    note_change(connection, f"{kind} removed", [before])
