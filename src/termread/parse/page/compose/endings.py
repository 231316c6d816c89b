"""What the desk sets below the story: who else worked on it, who wrote it; told by its make, no phrases needed.

A newspaper sets such lines unlike its story: in italics, or with the writer's name.
"""

from __future__ import annotations

from termread.article import Block, Heading, Listing, Note, NoteKind, Paragraph, Quote

REACH = 4
"""How many of the last paragraphs may be the desk's."""
LONGEST = 500
"""Characters of such a line."""
_STORY = 5
"""Blocks of running text that a story has at least, so that its last are told from it."""
_SAID = tuple("\"“”„«»'‘’「『‹›—–-")
"""Signs of a quotation or an enumeration, which are the story's own."""


def with_endings(blocks: list[Block], names: tuple[str, ...]) -> list[Block]:
    """Return *blocks* with the lines below the story as notes; *names* are those of its writers."""
    running = [i for i, block in enumerate(blocks) if isinstance(block, Paragraph | Heading | Quote | Listing)]
    if len(running) < _STORY:
        return blocks
    told = list(blocks)
    slanted = sum(_is_slanted(blocks[i]) for i in running) > len(running) // 3
    people = [name for name in names if " " in name]
    for i in reversed(running[-REACH:]):
        kind = _kind(blocks[i], people, slanted=slanted)
        if kind is None:
            break
        told[i] = Note(kind, (blocks[i],))
    return told


def _kind(block: Block, people: list[str], *, slanted: bool) -> NoteKind | None:
    """Return what kind of note a block at the end is; *slanted* says that the story itself is set in italics."""
    if not isinstance(block, Paragraph) or len(block.prose.text) > LONGEST or block.prose.text.startswith(_SAID):
        return None
    if any(name in block.prose.text for name in people):
        return "contributor"
    return "editor" if not slanted and _is_slanted(block) else None


def _is_slanted(block: Block) -> bool:
    if not isinstance(block, Paragraph) or not block.prose.marks:
        return False
    slanted = sum(mark.end - mark.start for mark in block.prose.marks if mark.style == "emphasis")
    return slanted >= 0.9 * len(block.prose.text)
