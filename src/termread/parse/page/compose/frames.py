"""Which elements are more than a place for text: lists, quotes, tables, posts, notes, galleries, entries of a live blog."""

from __future__ import annotations

from itertools import accumulate

from termread.parse.page.boilerplate.names import informs
from termread.parse.page.class_names import words_of
from termread.parse.page.compose.asides import set_apart
from termread.parse.page.compose.embeds import post_provider
from termread.parse.page.compose.live import entries_of
from termread.parse.page.compose.notes import note_kind
from termread.parse.page.compose.tables import is_data
from termread.parse.page.locate.story import is_body
from termread.parse.page.model import Element, Page, Run

_GALLERY = frozenset(
    ["gallery", "slideshow", "carousel", "fotostrecke", "bildergalerie", "swiper", "galeria", "galerie"]
)
_FOOTNOTES = frozenset(["footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"])
NOTE = 8
"""Runs of the longest footnote that is no item of a list."""
_UNBOXED = frozenset(
    ["p", "h1", "h2", "h3", "h4", "li", "figure", "figcaption", "tr", "td", "th", "ul", "ol", "table", "blockquote"]
)


def frames_of(page: Page) -> dict[Element, str]:
    """Return the kind of each element that frames what stands in it; layouts in the dress of lists and tables are none."""
    story = page.story or page.elements[0]
    entries = set(page.posts) or entries_of(page, story)
    apart = set() if page.posts or page.listed is not None else set_apart(page, story)
    holding = {outer for card in page.cards for outer in card.up()}
    inside = 0
    frames: dict[Element, str] = {}
    shown = list(accumulate((run.excluded is None for run in page.runs), initial=0))
    for element in page.elements:
        if shown[element.start] == shown[element.end] or element.start < inside:
            continue
        if element in holding:
            if element in page.cards:
                inside, frames[element] = element.end, f"card:{page.cards[element]}"
            continue
        kind = (
            "entry"
            if element in entries
            else "footnote"
            if _says_footnote(element, page)
            else _note(element, page, story, frames, apart) or _kind(element, page, frames)
        )
        if kind is not None:
            frames[element] = kind
    return frames


def _kind(element: Element, page: Page, frames: dict[Element, str]) -> str | None:
    match element.tag:
        case "ol" | "ul" if _are_footnotes(element, page):
            return "footnotes"
        case "ul" | "ol" | "menu" if _is_list(element, page):
            return "list"
        case "dl":
            return "list"
        case "li" | "dd" | "dt" if _in_list(element, frames):
            return "item"
        case "div" | "aside" | "section" | "p" if _is_footnote(element, page):
            return "footnote"
        case "blockquote":
            return "embed" if post_provider(element) else "quote"
        case "table" if is_data(element, page):
            return "table"
        case "div" | "section" | "figure" if element.name and not _GALLERY.isdisjoint(words_of(element.name).split()):
            return "gallery" if _is_gallery(element, page) else None
        case _:
            return None


def _says_footnote(element: Element, page: Page) -> bool:
    """Return whether an element that the text calls says that it is a footnote, as those of EPUB 3 do."""
    if element.tag not in ("aside", "div", "section", "p") or element.node.get("id") not in page.wanted:
        return False
    said = f"{element.node.get('epub:type') or ''} {element.node.get('role') or ''}".split()
    return any(word in _FOOTNOTES for word in said) and element.end - element.start <= NOTE


def _in_list(element: Element, frames: dict[Element, str]) -> bool:
    """Return whether an item's nearest list is a list to a reader."""
    for outer in element.up():
        if outer.tag in ("ul", "ol", "menu", "dl"):
            return frames.get(outer) in ("list", "footnotes")
    return False


def _are_footnotes(element: Element, page: Page) -> bool:
    """Return whether the items of a list are called by links in the text: each leads back to it, or nearly each is called."""
    items = [child for child in element.node if child.tag == "li"]
    called = [item for item in items if item.get("id") in page.wanted]
    leading = sum(any((a.get("href") or "").startswith("#") for a in item.iter("a")) for item in called)
    return bool(items) and (leading == len(items) or (len(called) >= 3 and len(called) * 5 >= 4 * len(items)))


def _is_footnote(element: Element, page: Page) -> bool:
    """Return whether an element is a number that the text calls, with what it says behind it."""
    if not page.wanted:
        return False
    numbers = [
        i for i in range(element.start, min(element.end, element.start + NOTE)) if _is_called(page.runs[i], page)
    ]
    return numbers == [element.start] and 1 < element.end - element.start <= NOTE


def _is_called(run: Run, page: Page) -> bool:
    return run.text.strip(" .[]()").isdecimal() and page.calls(run)


def _is_list(element: Element, page: Page) -> bool:
    """Return whether a list is one to a reader: its items are not whole sections of the story."""
    inside = page.runs[element.start : element.end]
    if any(run.kind in ("heading", "image") for run in inside):
        return False
    items = sum(1 for child in element.node if child.tag == "li")
    return bool(items) and len(inside) <= items * 4


def _is_gallery(element: Element, page: Page) -> bool:
    """Return whether an element holds several pictures and nothing that is not said of them."""
    inside = [run for run in page.runs[element.start : element.end] if run.excluded is None]
    pictures = sum(run.kind == "image" for run in inside)
    return pictures > 1 and all(run.kind == "image" or run.caption_for is not None for run in inside)


def _note(element: Element, page: Page, story: Element, frames: dict[Element, str], apart: set[Element]) -> str | None:
    """Return the kind of note that an element inside the story is, by its name or for being an aside of facts."""
    if element.weight > 0.35 * page.total or (element.start <= story.start and element.end >= story.end):
        return None
    kind = note_kind(element)
    if kind is not None and element.tag not in ("h1", "h2", "h3", "li", "td"):
        return None if _in_note(element, frames) else f"note:{kind}"
    if (
        element.tag in _UNBOXED
        or (is_body(element) and element.weight > 0.2 * page.total)
        or not (element in apart or element.tag == "aside" or (element.name and informs(element.name)))
    ):
        return None
    if _in_note(element, frames):
        return None
    texts = [
        p for p in page.runs[element.start : element.end] if p.excluded is None and p.caption_for is None and p.text
    ]
    return "note:info" if len(texts) > 1 or any(p.is_running for p in texts) else None


def _in_note(element: Element, frames: dict[Element, str]) -> bool:
    return any(frames.get(outer, "").startswith("note") for outer in element.up())
