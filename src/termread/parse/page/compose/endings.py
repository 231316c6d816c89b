"""What the desk sets below the story: who else worked on it, where it appeared first, where to write; no phrases needed.

A newspaper sets such lines unlike its story: in italics, with the writer's name, as a mere sign, or with links that lead
to nothing but its own channels.
"""

from __future__ import annotations

import re

from termread.article import Block, Heading, Listing, Note, NoteKind, Paragraph, Prose, Quote, Rule, flatten
from termread.parse.text_shape import size_of

REACH = 4
"""How many of the last paragraphs may be the desk's."""
LONGEST, SIGN = 500, 60
"""Characters of such a line, and of one that is a mere sign, such as the initials of an agency."""
BELOW, SHARE = 3, 0.25
"""How many blocks, and what share of the text, may stand below the only rule of a story and be none of it."""
_STORY = 5
"""Blocks of running text that a story has at least, so that its last are told from it."""
_STOPS = tuple(".!?…。！？।؟»”\"’'」』:;；：")
_SAID = tuple("\"“”„«»'‘’「『‹›—–-")
"""Signs of a quotation or an enumeration, which are the story's own."""
_FULL_STOP = re.compile("[。！？]")
"""The end of a sentence, behind which a writer's sign may stand in the same paragraph."""
_CHANNELS = re.compile(
    r"whatsapp\.com/channel|//t\.me/|news\.google\.|apps\.apple\.com|play\.google\.com|^mailto:|newsletter|/subscribe|/sign-?up"
    r"|//(?:www\.)?(?:facebook|instagram|twitter|x|threads|linkedin|bsky)\.(?:com|net|app)/(?:in/|company/|profile/)?[^/?]+/?$"
    r"|tiktok\.com/@[^/]+/?$|youtube\.com/(?:@|c/|user/|channel/)",
    re.IGNORECASE,
)


def with_endings(blocks: list[Block], names: tuple[str, ...], *, ruled: bool = True) -> list[Block]:
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
    below = blocks[rules[0] + 1 :]
    size = sum(len(flatten(block)) for block in below)
    few = len(below) <= BELOW and size <= SHARE * sum(len(flatten(block)) for block in blocks)
    return range(rules[0] + 1, len(blocks) if few and all(isinstance(b, Paragraph | Listing) for b in below) else 0)


def _kind(block: Block, people: list[str], *, slanted: bool) -> NoteKind | None:
    """Return what kind of note a block at the end is; *slanted* says that the story itself is set in italics."""
    if not isinstance(block, Paragraph) or len(block.prose.text) > LONGEST or block.prose.text.startswith(_SAID):
        return None
    text = block.prose.text
    if any(name in text for name in people):
        return "contributor"
    if not slanted and _is_slanted(block):
        return "editor"
    return "info" if leads_to_channels(block.prose) or _is_sign(text) else None


def _is_sign(text: str) -> bool:
    """Return whether a text is no sentence and no longer than the sign of an agency or of a writer."""
    return size_of(text) <= SIGN and not text.endswith(_STOPS) and not _FULL_STOP.search(text)


def _is_slanted(block: Block) -> bool:
    if not isinstance(block, Paragraph) or not block.prose.marks:
        return False
    slanted = sum(mark.end - mark.start for mark in block.prose.marks if mark.style == "emphasis")
    return slanted >= 0.9 * len(block.prose.text)


def leads_to_channels(prose: Prose) -> bool:
    """Return whether all links of a text lead to a newspaper's own channels: its newsletters, applications, accounts."""
    links = [mark.href or "" for mark in prose.marks if mark.style == "link"]
    return bool(links) and all(_CHANNELS.search(link) for link in links)
