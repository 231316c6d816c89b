"""Whether an element is a part of the line that it stands in: what HTML does not say of unknown elements and buttons."""

from __future__ import annotations

from termread.parse.page.display import BREAKING, DISPLAY, PHRASING
from termread.parse.page.line import Line
from termread.parse.page.model import Element
from termread.parse.page.tree import Node

CLIMB = 8
"""How many inline elements around an element are looked at for the text behind it."""


class Sentences:
    """Asked by the walk where an element is neither inline nor a block by its name."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self._wrappers: set[Node] | None = None

    def holds(self, node: Node, line: Line, element: Element | None) -> bool:
        """Return whether *node*, which the walk has come to with *line* gathered in *element*, is a part of a line."""
        if node.tag == "button":
            return self._is_term(node, line, element) and not any(child.tag in BREAKING for child in node)
        if node in self.wrappers:
            return False
        parent = node.getparent()
        if parent is not None and parent.tag in PHRASING and node.tag != "summary":
            return True
        if node.tag == "summary" and parent is not None and parent.tag == "details":
            return False
        if _is_one_of_a_row(node):
            return False
        return bool(line.parts and not line.breaks) or self.goes_on(node) or self._is_inside_line(node)

    def _is_term(self, node: Node, line: Line, element: Element | None) -> bool:
        """Return whether a button is a word of a sentence or of a heading rather than a control beside them."""
        goes_on = self.goes_on(node)
        if element is not None and element.heading:
            return goes_on or not line.parts
        return goes_on if not line.parts else goes_on or line.is_open()

    def _is_inside_line(self, node: Node) -> bool:
        outer = node.getparent()
        for _ in range(CLIMB):
            if outer is None or (outer.tag in DISPLAY and DISPLAY[outer.tag] != "inline"):
                break
            outer = outer.getparent()
        return outer is not None and outer is not node.getparent() and outer.tag in PHRASING

    @property
    def wrappers(self) -> set[Node]:
        """The elements of no known kind that hold blocks."""
        if self._wrappers is None:
            self._wrappers = set()
            for block in self.root.iter(*BREAKING):
                outer = block.getparent()
                while (
                    outer is not None and outer not in self._wrappers and DISPLAY.get(outer.tag, "inline") == "inline"
                ):
                    self._wrappers.add(outer)
                    outer = outer.getparent()
        return self._wrappers

    def goes_on(self, node: Node) -> bool:
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


def _is_one_of_a_row(node: Node) -> bool:
    """Return whether elements of the same name stand beside an element, and nothing between them."""
    before, after = node.getprevious(), node.getnext()
    return (after is not None and after.tag == node.tag and not (node.tail or "").strip()) or (
        before is not None and before.tag == node.tag and not (before.tail or "").strip()
    )
