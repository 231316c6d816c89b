"""Live blogs: dated entries, in the page's own order."""

from __future__ import annotations

from termread.article import Block, Entry, Heading, Paragraph
from termread.parse.boxes import Box


def entry_of(box: Box, blocks: tuple[Block, ...]) -> Entry | None:
    """Return the entry in *box*: the time it says, its first heading as title, and the rest."""
    when = box.element.find(".//time")
    time = (when.get("datetime") or " ".join("".join(when.itertext()).split())) if when is not None else None
    said = " ".join("".join(when.itertext()).split()) if when is not None else ""
    title = None
    rest: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and title is None and not any(isinstance(b, Paragraph) for b in rest):
            title = block.prose.text
        elif not (isinstance(block, Paragraph) and block.prose.text == said):
            rest.append(block)
    return Entry(time or None, title, tuple(rest)) if rest or title else None
