"""Whether an element is a part of the line that it stands in: what HTML does not say of unknown elements and buttons."""

from __future__ import annotations

from termread.parse.page.display import BREAKING, DISPLAY, PHRASING
from termread.parse.page.line import Line
from termread.parse.page.model import Element
from termread.parse.page.tree import Node

CLIMB = 8
"""How many inline elements around an element are looked at for the text behind it."""


def is_inline(node: Node, line: Line, element: Element | None) -> bool:
    """Return whether *node*, which the walk has come to with *line* gathered in *element*, is a part of a line."""
    parent = node.getparent()
    if node.tag == "button":
        return _is_term(node, line, element) and not any(child.tag in BREAKING for child in node)
    if any(box.tag != "button" and box.get("popover") is None for box in node.iterdescendants(*BREAKING)):
        return False
    if node.tag == "summary":
        if parent is not None and parent.tag == "details":
            return False
    elif parent is not None and parent.tag in PHRASING:
        return True
    if _is_one_of_a_row(node):
        return False
    return bool(line.parts and not line.breaks) or goes_on(node) or _is_inside_line(node)


def goes_on(node: Node) -> bool:
    """Return whether the line goes on right behind *node*, inside it or behind the inline elements that it ends."""
    for _ in range(CLIMB):
        if node.tail and not node.tail.isspace():
            return True
        after = node.getnext()
        if after is not None:
            return DISPLAY.get(after.tag) == "inline" and next(after.itertext(), "").strip() != ""
        node = node.getparent()
        if node is None or DISPLAY.get(node.tag, "inline") != "inline":
            return False
    return False


def _is_term(node: Node, line: Line, element: Element | None) -> bool:
    """Return whether a button is a word of a sentence or of a heading rather than a control beside them."""
    begins_heading = element is not None and element.heading and not line.parts
    return bool(begins_heading) or goes_on(node) or (line.is_open() and not (element is not None and element.heading))


def _is_inside_line(node: Node) -> bool:
    """Return whether inline elements alone part *node* from one that holds nothing but lines."""
    parent = outer = node.getparent()
    for _ in range(CLIMB):
        if outer is None or DISPLAY.get(outer.tag, "inline") != "inline":
            break
        outer = outer.getparent()
    return outer is not None and outer is not parent and outer.tag in PHRASING


def _is_one_of_a_row(node: Node) -> bool:
    """Return whether elements of the same name stand beside an element, and nothing between them."""
    before, after = node.getprevious(), node.getnext()
    return (after is not None and after.tag == node.tag and not (node.tail or "").strip()) or (
        before is not None and before.tag == node.tag and not (before.tail or "").strip()
    )
