"""What the desk tells the reader beside the story: notes by their label, their element, or what they say."""

from __future__ import annotations

from functools import lru_cache

from termread.article import Block, Note, NoteKind, Paragraph
from termread.parse.footnotes import part_of
from termread.parse.page.class_names import words_of
from termread.parse.page.model import Element, Page
from termread.parse.phrasebook import Phrases

_NAMED: tuple[tuple[str, NoteKind], ...] = (
    (" editor note ", "editor"), (" editors note ", "editor"), (" editor s note ", "editor"), (" editornote ", "editor"),
    (" editorsnote ", "editor"), (" editorial note ", "editor"), (" correction ", "correction"), (" corrections ", "correction"),
    (" clarification ", "correction"), (" disclosure ", "disclosure"), (" article disclaimer ", "disclosure"),
)  # fmt: skip
_LABELLED = 200
"""Characters beyond which only a label makes a note of a paragraph in the middle."""
_ENDING = 3
"""How many of the last blocks may be a word about contributors."""


def note_kind(element: Element) -> NoteKind | None:
    """Return the kind of note that the name of an element says it is."""
    return _kind_named(element.name) if element.name else None


@lru_cache(maxsize=4096)
def _kind_named(name: str) -> NoteKind | None:
    words = words_of(name)
    return next((kind for said, kind in _NAMED if said in words), None)


def mark_notes(page: Page) -> None:
    """Give the runs that announce themselves as notes that role, so that no rule takes them for a byline or a label."""
    labelled = page.phrases.labelled
    for run in page.runs:
        if run.excluded is None and run.kind == "text" and run.caption_for is None and labelled(run.text):
            page.role(run, "note")


def told(blocks: list[Block], phrases: Phrases) -> list[Block]:
    """Return *blocks* with the paragraphs that are notes as notes, without their labels."""
    last = len(blocks) - _ENDING
    return [_noted(block, phrases, ends=i >= last or i == 0) for i, block in enumerate(blocks)]


def _noted(block: Block, phrases: Phrases, *, ends: bool) -> Block:
    """Return a block as a note, where it begins as one, or where it *ends* the text and speaks of a contributor."""
    boxed = isinstance(block, Note)
    first, *rest = block.blocks if isinstance(block, Note) and block.blocks else (block,)
    if not isinstance(first, Paragraph):
        return block
    text = first.prose.text
    if not (boxed or ends) and len(text) > _LABELLED and not phrases.labelled(text):
        return block
    found = phrases.note(text) if ends else phrases.announced(text)
    if found is None or (boxed and found[0] == "contributor"):
        return block
    kept = part_of(first.prose, found[1], len(text))
    blocks = (*([Paragraph(kept)] if kept.text else []), *rest)
    return Note(found[0], blocks) if blocks else block
