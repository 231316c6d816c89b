"""What the desk sets below the story: who else worked on it, who wrote it; told by its make, no phrases needed.

A newspaper sets such lines unlike its story: in italics, with the writer's name, or below a rule.
"""

from __future__ import annotations

from termread.article import Block, Heading, Listing, Note, NoteKind, Paragraph, Quote, Rule, flatten

REACH = 4
"""How many of the last paragraphs may be the desk's."""
LONGEST = 500
"""Characters of such a line."""
BELOW, SHARE = 3, 0.25
"""How many blocks, and what share of the text, may stand below the only rule of a story and be none of it."""
_STORY = 5
"""Blocks of running text that a story has at least, so that its last are told from it."""
_SAID = tuple("\"“”„«»'‘’「『‹›—–-")
"""Signs of a quotation or an enumeration, which are the story's own."""


def with_endings(blocks: list[Block], names: tuple[str, ...], *, ruled: bool) -> list[Block]:
    """Return *blocks* with the lines below the story as notes; *names* are those of its writers.

    *ruled* says that a rule may end the story, as it does where none parts its scenes.
    """
    running = [i for i, block in enumerate(blocks) if isinstance(block, Paragraph | Heading | Quote | Listing)]
    if len(running) < _STORY:
        return blocks
    told = list(blocks)
    for i in _below_the_line(blocks) if ruled else ():
        told[i] = Note("info", (blocks[i],))
    slanted = sum(_is_slanted(blocks[i]) for i in running) > len(running) // 3
    people = [name for name in names if " " in name]
    for i in reversed(running[-REACH:]):
        kind = _kind(blocks[i], people, slanted=slanted)
        if kind is None:
            break
        told[i] = Note(kind, (blocks[i],))
    return told


def _below_the_line(blocks: list[Block]) -> range:
    """Return where the few blocks below the only rule of the story stand: about whoever wrote or published it."""
    rules = [i for i, block in enumerate(blocks) if isinstance(block, Rule)]
    if len(rules) != 1:
        return range(0)
    sizes = [len(flatten(block)) for block in blocks]
    below = range(rules[0] + 1, len(blocks))
    few = len(below) <= BELOW and sum(sizes[below.start :]) <= SHARE * sum(sizes)
    return below if few and all(isinstance(blocks[i], Paragraph | Listing) for i in below) else range(0)


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
