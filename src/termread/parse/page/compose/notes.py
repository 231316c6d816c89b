"""What the desk tells the reader beside the story: notes by their label, their element, or what they say."""

from __future__ import annotations

from functools import lru_cache

from termread.article import Block, Mark, Note, NoteKind, Paragraph, Prose
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


def is_labelled(text: str, phrases: Phrases) -> bool:
    """Return whether a text begins with the label of a note."""
    return phrases.labelled(text) is not None


def told(blocks: list[Block], phrases: Phrases) -> list[Block]:
    """Return *blocks* with the paragraphs that are notes as notes, without their labels."""
    last = len(blocks) - _ENDING
    return [_noted(block, phrases, ends=i >= last or i == 0) for i, block in enumerate(blocks)]


def _noted(block: Block, phrases: Phrases, *, ends: bool) -> Block:
    if isinstance(block, Note) and block.blocks and isinstance(block.blocks[0], Paragraph):
        found = phrases.note(block.blocks[0].prose.text)
        if found is None or found[0] == "contributor":
            return block
        first = _unlabelled(block.blocks[0], found[1])
        return Note(found[0], (*first, *block.blocks[1:]))
    if not isinstance(block, Paragraph):
        return block
    if not ends and len(block.prose.text) > _LABELLED and not is_labelled(block.prose.text, phrases):
        return block
    found = phrases.note(block.prose.text) if ends else phrases.announced(block.prose.text)
    if found is None:
        return block
    kept = _unlabelled(block, found[1])
    return Note(found[0], kept) if kept else block


def _unlabelled(paragraph: Paragraph, length: int) -> tuple[Block, ...]:
    """Return a paragraph without its first *length* characters, none where nothing is left."""
    prose = paragraph.prose
    text = prose.text[length:]
    begin = length + len(text) - len(text.lstrip())
    text = text.strip()
    if not text:
        return ()
    end = begin + len(text)
    marks = tuple(
        Mark(max(m.start, begin) - begin, min(m.end, end) - begin, m.style, m.href)
        for m in prose.marks
        if m.end > begin and m.start < end
    )
    return (Paragraph(Prose(text, marks)),)
