"""What a note beside the story is called."""

from __future__ import annotations

from termread.article import NoteKind

NOTE_LABELS: dict[NoteKind, str] = {
    "editor": "Editor's note",
    "correction": "Correction",
    "disclosure": "Disclosure",
    "contributor": "About the author",
    "info": "Note",
}
