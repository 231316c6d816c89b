"""What notes beside the story and the posts of a thread are called."""

from __future__ import annotations

from termread.article import Entry, NoteKind

NOTE_LABELS: dict[NoteKind, str] = {
    "editor": "Editor's note",
    "correction": "Correction",
    "disclosure": "Disclosure",
    "contributor": "About the author",
    "info": "Note",
}

DEEPEST = 8
"""The depth of a post from which those below it are written as if they were at it."""


def entry_parts(entry: Entry) -> list[str]:
    """Return what is said at the head of an entry: its author, time, points and title, as far as they are known."""
    points = "" if entry.points is None else f"{entry.points} point{'' if entry.points == 1 else 's'}"
    return [part for part in (entry.author, entry.time, points, entry.title) if part]
