"""Cards that open over a name stand in the middle of its sentence: the sentence is joined, and the card left out."""

from __future__ import annotations

from termread.parse.page.model import Page, Run, Span
from termread.parse.page.tree import Node
from termread.parse.text_shape import size_of

_PIECES, _CARD, _NAME = 8, 600, 60
"""Runs and characters of the largest card, and of the name that it begins with."""
_GOES_ON = frozenset(",;:.!?)’'")
"""Signs, beside small letters, that a sentence goes on with."""


def join_around_popups(page: Page) -> None:
    """Join each sentence that a card interrupts, with the name that the card begins with, and leave out the card."""
    for index, run in enumerate(page.runs):
        end = _rest_of(page, index) if run.kind == "text" and not run.stops else None
        if end is None:
            continue
        card, rest = page.runs[index + 1 : end], page.runs[end]
        _append(run, card[0], " ")
        _append(run, rest, "" if rest.text[0] in _GOES_ON else " ")
        rest.text, rest.spans, rest.linked, rest.size, rest.ids = "", (), 0, 0, ()
        for each in card:
            page.exclude(each, "dialog")


def is_card(node: Node) -> bool:
    """Return whether a node inside a line is the card of the link right before it: a picture and links, that one again."""
    link = node.getprevious()
    if link is None or link.tag != "a" or (link.tail or "").strip() or node.find(".//img") is None:
        return False
    links = [a.get("href") for a in node.iter("a")]
    return len(links) > 1 and link.get("href") in links


def _rest_of(page: Page, index: int) -> int | None:
    """Return where the sentence of a run goes on behind a card; None where none interrupts it."""
    element = page.runs[index].element
    last = min(element.end, index + _PIECES + 2)
    if index + 2 >= last or page.runs[index + 1].element is element:
        return None
    end = next((i for i in range(index + 2, last) if page.runs[i].element is element), None)
    if end is None:
        return None
    name, rest, card = page.runs[index + 1], page.runs[end], page.runs[index + 1 : end]
    named = 0 < len(name.text) <= _NAME and name.linked * 5 >= len(name.text) * 4
    goes_on = rest.kind == "text" and (rest.text[:1].islower() or rest.text[:1] in _GOES_ON)
    return end if named and goes_on and sum(each.size for each in card) <= _CARD else None


def _append(run: Run, other: Run, gap: str) -> None:
    """Append the words of one run to those of another."""
    at = len(run.text) + len(gap)
    run.text += gap + other.text
    run.spans = [*run.spans, *(Span(s.start + at, s.end + at, s.style, s.value) for s in other.spans)]
    run.ids = [*run.ids, *((name, offset + at) for name, offset in other.ids)]
    run.linked += other.linked
    run.size = size_of(run.text)
