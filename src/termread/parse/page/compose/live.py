"""Live blogs: dated entries, in the page's own order."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from termread.article import Block, Entry, Heading, Paragraph
from termread.parse.page.class_names import words_of
from termread.parse.page.model import Element, Page, Post, Signature

_LIVE = frozenset(["live", "liveblog", "liveticker", "ticker", "livepost", "timeline", "directo", "direct", "minuto"])
_PARTS = frozenset(["article", "li", "div", "section"])
_FEWEST = 2


def entries_of(page: Page, region: Element) -> set[Element]:
    """Return the elements that are entries of a live blog: elements of one make, each with its time and its text."""
    makes: defaultdict[Signature, list[Element]] = defaultdict(list)
    live = page.metadata.live
    for element in page.elements:
        inside = element.depth > region.depth and element.start >= region.start and element.end <= region.end
        if not (inside and element.weight and element.tag in _PARTS and element.parent is not None):
            continue
        if not (live or is_named_live(element) or is_named_live(element.parent)):
            continue
        if element.node.find(".//time") is not None:
            makes[element.signature].append(element)
    chosen = [elements for elements in makes.values() if len(elements) >= _FEWEST]
    if not chosen:
        return set()
    most = max(chosen, key=lambda elements: (len(elements), -elements[0].depth))
    return set(most)


def is_named_live(element: Element) -> bool:
    """Return whether an element says of itself that it is an entry of a live blog."""
    return bool(element.name) and (_says_live(element.name) or element.node.get("itemprop") == "liveBlogUpdate")


@lru_cache(maxsize=4096)
def _says_live(name: str) -> bool:
    return not _LIVE.isdisjoint(words_of(name).split())


def entry_of(element: Element, blocks: tuple[Block, ...]) -> Entry | None:
    """Return the entry in *element*: the time it says, its first heading as title, and the rest."""
    when = element.node.find(".//time")
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


def posted(post: Post, blocks: tuple[Block, ...]) -> Entry | None:
    """Return a post of a thread as an entry."""
    return Entry(post.time, None, blocks, post.author, post.points, post.depth) if blocks else None


def newest_first(entries: list[Entry]) -> bool:
    """Return whether the entries run from the newest to the oldest, as far as their times can be compared."""
    times = [entry.time for entry in entries if entry.time]
    return len(times) > 1 and times == sorted(times, reverse=True) and times[0] != times[-1]
