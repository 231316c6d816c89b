"""Live blogs: dated entries, in the page's own order."""

from __future__ import annotations

from collections import defaultdict

from termread.article import Block, Entry, Heading, Paragraph
from termread.parse.page.model import Box, Sheet, Signature, make_of
from termread.parse.text_shape import words_of

_LIVE = frozenset(["live", "liveblog", "liveticker", "ticker", "livepost", "timeline", "directo", "direct", "minuto"])
_PARTS = frozenset(["article", "li", "div", "section"])
_FEWEST = 2


def entries_of(sheet: Sheet, region: Box, *, live: bool) -> set[Box]:
    """Return the boxes that are entries of a live blog: boxes of one make, each with its time and its text."""
    makes: defaultdict[Signature, list[Box]] = defaultdict(list)
    for box in sheet.boxes:
        inside = box.depth > region.depth and box.start >= region.start and box.end <= region.end
        if not (inside and box.weight and box.tag in _PARTS and (live or is_named_live(box))):
            continue
        if box.parent is not None and box.element.find(".//time") is not None:
            makes[make_of(box)].append(box)
    chosen = [boxes for boxes in makes.values() if len(boxes) >= _FEWEST]
    if not chosen:
        return set()
    most = max(chosen, key=lambda boxes: (len(boxes), -boxes[0].depth))
    return set(most)


def is_named_live(box: Box) -> bool:
    """Return whether a box says of itself that it is an entry of a live blog."""
    return box.element.get("itemprop") == "liveBlogUpdate" or not _LIVE.isdisjoint(words_of(box.name).split())


def entry_of(box: Box, blocks: tuple[Block, ...]) -> Entry | None:
    """Return the entry in *box*: the time it says, its first heading as title, and the rest."""
    when = box.element.find(".//time")
    said = " ".join("".join(when.itertext()).split()) if when is not None else ""
    time = (when.get("datetime") or said) if when is not None else None
    title = None
    rest: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and title is None and not any(isinstance(b, Paragraph) for b in rest):
            title = block.prose.text
        elif not (isinstance(block, Paragraph) and block.prose.text == said):
            rest.append(block)
    return Entry(time or None, title, tuple(rest)) if rest or title else None


def newest_first(entries: list[Entry]) -> bool:
    """Return whether the entries run from the newest to the oldest, as far as their times can be compared."""
    times = [entry.time for entry in entries if entry.time]
    return len(times) > 1 and times == sorted(times, reverse=True) and times[0] != times[-1]
