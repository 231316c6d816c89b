"""Finds notes by the desk beside and below the story: by labels, class names, links and italics."""

from __future__ import annotations

import re
from functools import lru_cache

from termread.article import Block, Heading, Listing, Note, NoteKind, Paragraph, Prose, Quote, Rule, flatten
from termread.parse.footnotes import part_of
from termread.parse.page.class_names import words_of
from termread.parse.page.model import Element, Page
from termread.parse.phrasebook import Phrases
from termread.parse.text_shape import size_of
from termread.text import regex

_NAMED: tuple[tuple[str, NoteKind], ...] = (
    (" editor note ", "editor"), (" editors note ", "editor"), (" editor s note ", "editor"), (" editornote ", "editor"),
    (" editorsnote ", "editor"), (" editorial note ", "editor"), (" correction ", "correction"), (" corrections ", "correction"),
    (" clarification ", "correction"), (" disclosure ", "disclosure"), (" article disclaimer ", "disclosure"),
)  # fmt: skip
_LABELLED = 200
"""A longer paragraph inside the story is a note only if it is labelled as one."""
_ENDING = 3
"""How many of the last blocks may be about contributors."""


def note_kind(element: Element) -> NoteKind | None:
    """Return the kind of note that an element's class or id names, or None."""
    return _kind_named(element.name) if element.name else None


@lru_cache(maxsize=4096)
def _kind_named(name: str) -> NoteKind | None:
    words = words_of(name)
    return next((kind for said, kind in _NAMED if said in words), None)


def mark_notes(page: Page) -> None:
    """Give runs labelled as notes that role, so that no rule mistakes them for a byline or a label."""
    labelled = page.phrases.labelled
    for run in page.runs:
        if run.excluded is None and run.kind == "text" and run.caption_for is None and labelled(run.text):
            page.role(run, "note")


def with_notes(blocks: list[Block], phrases: Phrases) -> list[Block]:
    """Return *blocks* with paragraphs that are notes turned into notes, without their labels."""
    last = len(blocks) - _ENDING
    return [_noted(block, phrases, ends=i >= last or i == 0) for i, block in enumerate(blocks)]


def _noted(block: Block, phrases: Phrases, *, ends: bool) -> Block:
    """Return a block as a note if it begins like one, or if it *ends* the text and is about a contributor."""
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


REACH = 4
"""How many of the last paragraphs may be notes by the desk."""
LONGEST, SIGN = 500, 60
"""Characters of the longest such paragraph, and size of the longest sign-off, such as an agency's initials."""
BELOW, SHARE = 3, 0.25
"""Most blocks, and largest share of the text, below the only rule of a story that may not belong to it."""
_STORY_BLOCKS = 5
"""A story needs at least this many text blocks for its last ones to be recognized as notes."""
_STOPS = tuple(".!?…。！？।؟»”\"’'」』:;；：")
_SAID = tuple("\"“”„«»'‘’「『‹›—–-")
"""Quotation marks and dashes: a paragraph that begins with one is part of the story."""
_FULL_STOP = regex("[。！？]")
"""The end of a sentence in Chinese or Japanese text: a paragraph that has one is more than a sign-off."""
_CHANNELS = regex(
    r"whatsapp\.com/channel|//t\.me/|news\.google\.|apps\.apple\.com|play\.google\.com|^mailto:|newsletter|/subscribe|/sign-?up"
    r"|//(?:www\.)?(?:facebook|instagram|twitter|x|threads|linkedin|bsky)\.(?:com|net|app)/(?:in/|company/|profile/)?[^/?]+/?$"
    r"|tiktok\.com/@[^/]+/?$|youtube\.com/(?:@|c/|user/|channel/)",
    re.IGNORECASE,
)


def with_endings(blocks: list[Block], names: tuple[str, ...], *, ruled: bool = True) -> list[Block]:
    """Return *blocks* with the lines below the story turned into notes; *names* are its authors.

    *ruled* says whether a rule may end the story, as it does unless rules also separate its scenes.
    """
    running = [i for i, block in enumerate(blocks) if isinstance(block, Paragraph | Heading | Quote | Listing)]
    if len(running) < _STORY_BLOCKS:
        return blocks
    told = list(blocks)
    for i in _below_the_line(blocks) if ruled else ():
        told[i] = Note("info", (blocks[i],))
    slanted = sum(_is_slanted(blocks[i]) for i in running) > len(running) // 3
    people = [name for name in names if " " in name]
    for i in reversed(running[-REACH:]):
        kind = _kind_at_end(blocks[i], people, slanted=slanted)
        if kind is None:
            break
        told[i] = Note(kind, (blocks[i],))
    return told


def _below_the_line(blocks: list[Block]) -> range:
    """Return the indices of the few blocks below the story's only rule, usually about its author or publisher."""
    rules = [i for i, block in enumerate(blocks) if isinstance(block, Rule)]
    if len(rules) != 1:
        return range(0)
    below = blocks[rules[0] + 1 :]
    size = sum(len(flatten(block)) for block in below)
    few = len(below) <= BELOW and size <= SHARE * sum(len(flatten(block)) for block in blocks)
    return range(rules[0] + 1, len(blocks) if few and all(isinstance(b, Paragraph | Listing) for b in below) else 0)


def _kind_at_end(block: Block, people: list[str], *, slanted: bool) -> NoteKind | None:
    """Return the kind of note that a last block is, or None; *slanted* says whether the story itself is in italics."""
    if not isinstance(block, Paragraph) or len(block.prose.text) > LONGEST or block.prose.text.startswith(_SAID):
        return None
    text = block.prose.text
    if any(name in text for name in people):
        return "contributor"
    if not slanted and _is_slanted(block):
        return "editor"
    return "info" if leads_to_channels(block.prose) or _is_sign(text) else None


def _is_sign(text: str) -> bool:
    """Return whether a text is a sign-off, such as the initials of an agency or writer: short and not a sentence."""
    return size_of(text) <= SIGN and not text.endswith(_STOPS) and not _FULL_STOP.search(text)


def _is_slanted(block: Block) -> bool:
    if not isinstance(block, Paragraph) or not block.prose.marks:
        return False
    slanted = sum(mark.end - mark.start for mark in block.prose.marks if mark.style == "emphasis")
    return slanted >= 0.9 * len(block.prose.text)


def leads_to_channels(prose: Prose) -> bool:
    """Return whether a text has links and all lead to a publisher's channels: newsletters, apps, accounts."""
    links = [mark.href or "" for mark in prose.marks if mark.style == "link"]
    return bool(links) and all(_CHANNELS.search(link) for link in links)
