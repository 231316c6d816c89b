"""Finds elements that shape their content: lists, quotations, tables, embeds, notes, galleries, live blog entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate, takewhile

from termread.article import Block, Entry, Heading, Paragraph
from termread.parse.page.boilerplate import informs, is_footnote
from termread.parse.page.class_names import words_of
from termread.parse.page.compose.lists import is_data
from termread.parse.page.compose.notes import note_kind
from termread.parse.page.images import is_post, post_provider
from termread.parse.page.locate import is_body
from termread.parse.page.model import Element, Page, Post, Run, Signature

Frames = dict[Element, str]
Test = Callable[[Element, Page], bool]

_GALLERY = frozenset(
    ["gallery", "slideshow", "carousel", "fotostrecke", "bildergalerie", "swiper", "galeria", "galerie"]
)
_FOOTNOTES = frozenset(["footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"])
NOTE = 8
"""Most runs in a footnote that is not a list item."""
_UNBOXED = frozenset(
    ["p", "h1", "h2", "h3", "h4", "li", "figure", "figcaption", "tr", "td", "th", "ul", "ol", "table", "blockquote"]
)
_ITEMS = frozenset(["li", "dd", "dt"])
_UNLABELLED = frozenset(["h1", "h2", "h3", "li", "td"])


def frames_of(page: Page) -> Frames:
    """Return the kind of each framing element; lists and tables used only for layout do not count."""
    story = page.story or page.elements[0]
    entries = set(page.posts) or entries_of(page, story)
    holding = _around_cards(page)
    inside = 0
    frames: Frames = {}
    shown = list(accumulate((run.excluded is None for run in page.runs), initial=0))
    for element in page.elements:
        if shown[element.start] == shown[element.end] or element.start < inside:
            continue
        if element in holding:
            if element in page.cards:
                inside, frames[element] = element.end, "card"
        elif kind := "entry" if element in entries else _kind(element, page, story, frames):
            frames[element] = kind
    return frames


def _around_cards(page: Page) -> set[Element]:
    """Return the cards of a list of stories and all their ancestors."""
    found: set[Element] = set()
    for card in page.cards:
        found.update(takewhile(lambda outer: outer not in found, card.up()))
    return found


def _kind(element: Element, page: Page, story: Element, frames: Frames) -> str | None:
    """Return the first kind in `KINDS` that fits, or None; marked footnotes come first, then notes."""
    if page.wanted and _says_footnote(element, page):
        return "footnote"
    note = _note(element, page, story, frames)
    if note or element.tag in _ITEMS:
        return note or ("item" if _in_list(element, frames) else None)
    for kind, test in KINDS.get(element.tag, ()):
        if test is None or test(element, page):
            return kind
    return None


def _says_footnote(element: Element, page: Page) -> bool:
    """Return whether an element that the text links to is marked as a footnote, as in EPUB 3."""
    if element.tag not in ("aside", "div", "section", "p") or element.attributes.get("id") not in page.wanted:
        return False
    said = f"{element.attributes.get('epub:type') or ''} {element.attributes.get('role') or ''}".split()
    return any(word in _FOOTNOTES for word in said) and element.end - element.start <= NOTE


def _in_list(element: Element, frames: Frames) -> bool:
    """Return whether the list that an item belongs to is a list to the reader."""
    for outer in element.up():
        if outer.tag in ("ul", "ol", "menu", "dl"):
            return frames.get(outer) in ("list", "footnotes")
    return False


def _are_footnotes(element: Element, page: Page) -> bool:
    """Return whether the text links to a list's items: all link back, or at least three and 80 % are referenced."""
    items = [child for child in element.node if child.tag == "li"]
    called = [item for item in items if not page.wanted.isdisjoint(each.get("id") for each in (item, *item[:1]))]
    leading = sum(any((a.get("href") or "").startswith("#") for a in item.iter("a")) for item in called)
    return bool(items) and (leading == len(items) or (len(called) >= 3 and len(called) * 5 >= 4 * len(items)))


def _is_footnote(element: Element, page: Page) -> bool:
    """Return whether an element is a number that the text links to, followed by the note's text."""
    if not page.wanted:
        return False
    numbers = [
        i for i in range(element.start, min(element.end, element.start + NOTE)) if _is_called(page.runs[i], page)
    ]
    return numbers == [element.start] and 1 < element.end - element.start <= NOTE


def _is_called(run: Run, page: Page) -> bool:
    return run.text.strip(" .[]()").isdecimal() and page.calls(run)


def _is_list(element: Element, page: Page) -> bool:
    """Return whether a list is a list to the reader and its items are not whole sections of the story."""
    inside = page.runs[element.start : element.end]
    if any(run.kind in ("heading", "image") for run in inside):
        return False
    items = sum(1 for child in element.node if child.tag == "li")
    return bool(items) and len(inside) <= items * 4


def _is_gallery(element: Element, page: Page) -> bool:
    """Return whether an element contains several pictures and nothing but their captions."""
    if not element.name or _GALLERY.isdisjoint(words_of(element.name).split()):
        return False
    inside = [run for run in page.runs[element.start : element.end] if run.excluded is None]
    pictures = sum(run.kind == "image" for run in inside)
    return pictures > 1 and all(run.kind == "image" or run.caption_for is not None for run in inside)


def _note(element: Element, page: Page, story: Element, frames: Frames) -> str | None:
    """Return the kind of note that an element in the story is, by its name or as a fact box, or None."""
    kind = note_kind(element) if element.tag not in _UNLABELLED else None
    if kind is None and not (element.tag == "aside" or (element.name and informs(element.name))):
        return None
    if is_footnote(element):
        return None
    if element.weight > 0.35 * page.total or (element.start <= story.start and element.end >= story.end):
        return None
    if any(frames.get(outer, "").startswith("note") for outer in element.up()):
        return None
    if kind is not None:
        return f"note:{kind}"
    if element.tag in _UNBOXED or (is_body(element) and element.weight > 0.2 * page.total):
        return None
    inside = page.runs[element.start : element.end]
    texts = [run for run in inside if run.excluded is None and run.caption_for is None and run.text]
    return "note:info" if len(texts) > 1 or any(run.is_running for run in texts) else None


def _holds(element: Element, page: Page, tag: str) -> bool:
    """Return whether a figure contains exactly one *tag* element and no picture."""
    found = element.node.findall(f".//{tag}")
    return len(found) == 1 and not any(run.image for run in page.runs[element.start : element.end])


def _is_quoted(element: Element, page: Page) -> bool:
    """Return whether a figure is a quotation with its source as the caption."""
    return _holds(element, page, "blockquote") and not is_post(element.node.find(".//blockquote").get("class") or "")


def _is_tabled(element: Element, page: Page) -> bool:
    """Return whether a figure is a data table with its caption."""
    return _holds(element, page, "table") and is_data(element, page)


_BOX: tuple[tuple[str, Test | None], ...] = (("footnote", _is_footnote), ("gallery", _is_gallery))
KINDS: dict[str, tuple[tuple[str, Test | None], ...]] = {
    **dict.fromkeys(("ol", "ul"), (("footnotes", _are_footnotes), ("list", _is_list))),
    "menu": (("list", _is_list),),
    "dl": (("list", None),),
    "blockquote": (("embed", lambda element, _: post_provider(element) is not None), ("quote", None)),
    "table": (("table", is_data),),
    "figure": (("quote", _is_quoted), ("table", _is_tabled), ("gallery", _is_gallery)),
    **dict.fromkeys(("aside", "p"), _BOX[:1]),
    **dict.fromkeys(("div", "section"), _BOX),
}
"""The kinds that an element of each tag may be, with their tests; the first that fits counts."""


_LIVE = frozenset(["live", "liveblog", "liveticker", "ticker", "livepost", "timeline", "directo", "direct", "minuto"])
_PARTS = frozenset(["article", "li", "div", "section"])
_FEWEST = 2


def entries_of(page: Page, region: Element) -> set[Element]:
    """Return the entries of a live blog: the largest group of elements with the same signature, a time and text."""
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
    """Return whether an element's class, id or microdata marks it as a live blog or an entry of one."""
    return bool(element.name) and (_says_live(element.name) or element.attributes.get("itemprop") == "liveBlogUpdate")


@lru_cache(maxsize=4096)
def _says_live(name: str) -> bool:
    return not _LIVE.isdisjoint(words_of(name).split())


def entry_of(element: Element, blocks: tuple[Block, ...]) -> Entry | None:
    """Return the entry in *element*, or None if empty: its time, its first heading as title, and the other blocks."""
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


def entry_of_post(post: Post, blocks: tuple[Block, ...]) -> Entry | None:
    """Return a post of a thread as an entry, or None if it is empty."""
    return Entry(post.time, None, blocks, post.author, post.points, post.depth) if blocks else None


def is_newest_first(entries: list[Entry]) -> bool:
    """Return whether the entries that have times are in order from newest to oldest."""
    times = [entry.time for entry in entries if entry.time]
    return len(times) > 1 and times == sorted(times, reverse=True) and times[0] != times[-1]
