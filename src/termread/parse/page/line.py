"""The line of text being built, and whether an element belongs to it."""

from __future__ import annotations

from typing import Any

from termread.parse.page.display import BREAKING, DISPLAY, PHRASING
from termread.parse.page.model import Element, Span
from termread.parse.page.tree import Node
from termread.parse.page.visibility import Visibility, is_tip
from termread.text import clean

_BLANK = " \t\n\r\x0b\x0c"
"""The whitespace that collapses to one space; splitting bytes splits at no other."""
PARAGRAPH = 100
"""Characters from which a line that ends like a sentence counts as a paragraph on pages that only use line breaks."""
_STOPS = frozenset(".!?…。！？।॥؟۔။។៕።։།”»")
_CLOSING = frozenset(",.;:!?)]…”’")
CLIMB = 8
"""How many enclosing inline elements are checked for the text that follows."""


class Line:
    """The line of text that the walk is building."""

    __slots__ = ("begun", "breaks", "ids", "length", "linked", "parts", "skipped", "spaced", "spans")

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Start a new line."""
        self.parts: list[str] = []
        self.spans: list[Span] = []
        self.ids: list[tuple[str, int]] = []
        self.length = self.linked = self.breaks = self.begun = 0
        self.spaced = True
        self.skipped = False
        """Whether skipped content follows the last words."""

    def space(self) -> None:
        """Add a space."""
        if not self.spaced:
            self.parts.append(" ")
            self.length += 1
            self.spaced = True

    def add(self, text: str, linked: bool) -> None:
        """Add *text*, which is not blank, with its whitespace collapsed."""
        if "  " in text or not text.isprintable():
            text = _evenly_spaced(text)
        if not text.isascii():
            text = clean(text)
        if self.skipped:
            self._close_up(text)
        if self.spaced and text[:1] == " ":
            text = text[1:]
        if not text:
            return
        self.parts.append(text)
        self.length += len(text)
        self.spaced = text[-1] == " "
        if linked:
            self.linked += len(text)

    def _close_up(self, text: str) -> None:
        """Remove the space before skipped content if *text* starts with punctuation that belongs to the last word."""
        self.skipped = False
        if self.spaced and self.parts and text[:1] in _CLOSING:
            self.parts[-1], self.length, self.spaced = self.parts[-1][:-1], self.length - 1, False
            for span in self.spans:
                span.end = min(span.end, self.length)

    def ends_paragraph(self) -> bool:
        """Return whether the line is long and ends like a sentence, so that a break after it ends a paragraph."""
        return self.length - self.begun - self.spaced >= PARAGRAPH and self.last[-1:] in _STOPS

    @property
    def last(self) -> str:
        """The words added last."""
        return next((text for part in reversed(self.parts) if (text := part.rstrip())), "")

    def is_open(self) -> bool:
        """Return whether the line has an unfinished sentence."""
        return bool(self.parts) and not self.breaks and self.last[-1:] not in _STOPS

    def spans_within(self, raw: str, text: str, still_open: list[tuple[Any, Span]]) -> list[Span]:
        """Return the styled spans of the line's *text*, which is *raw* with surrounding whitespace stripped."""
        if raw == text and not still_open:
            return self.spans
        lead = len(raw) - len(raw.lstrip())
        spans = [*self.spans, *(Span(s.start, self.length, s.style, s.value) for _, s in still_open)]
        return [
            Span(max(s.start - lead, 0), min(s.end - lead, len(text)), s.style, s.value)
            for s in spans
            if s.end - lead > 0 and s.start - lead < len(text) and s.end > s.start
        ]

    def end_line(self) -> None:
        """Add a line break where the page has one."""
        if self.parts and self.spaced:
            self.parts[-1] = self.parts[-1][:-1]
            self.length -= 1
        self.parts.append("\n")
        self.length += 1
        self.begun = self.length
        self.spaced = True


def _evenly_spaced(text: str) -> str:
    """Return *text* with whitespace collapsed and without soft hyphens and control characters."""
    if not text.isascii():
        words = b" ".join(text.encode("utf-8", "surrogatepass").split()).decode("utf-8", "surrogatepass")
        return f"{' ' * (text[0] in _BLANK)}{words}{' ' * (text[-1] in _BLANK)}".replace("\xad", "")
    return clean(f"{' ' * text[0].isspace()}{' '.join(text.split())}{' ' * text[-1].isspace()}")


def is_inline(node: Node, line: Line, element: Element | None) -> bool:
    """Return whether *node* is inline, given the *line* so far and the enclosing *element*."""
    parent = node.getparent()
    if node.tag == "button":
        return _is_term(node, line, element) and not any(child.tag in BREAKING for child in node)
    # Naming the tags to lxml would take longer than looking at the few elements inside.
    if any(
        box.tag in BREAKING and box.tag != "button" and box.get("popover") is None for box in node.iterdescendants()
    ):
        return False
    if node.tag == "summary":
        if parent is not None and parent.tag == "details":
            return False
    elif parent is not None and parent.tag in PHRASING:
        return True
    if _is_one_of_a_row(node):
        return False
    return bool(line.parts and not line.breaks) or goes_on(node) or _is_inside_line(node)


def holds_blocks(node: Node, line: Line, visibility: Visibility) -> bool:
    """Return whether an inline element contains blocks; in mid-line, tips and hidden blocks do not count."""
    for child in node:
        if child.tag in BREAKING:
            return not line.parts or not all(_is_unseen(each, visibility) for each in node)
    return False


def _is_unseen(child: Node, visibility: Visibility) -> bool:
    said = dict(child.items())
    if child.tag == "button" or child.tag not in BREAKING or is_tip(said):
        return True
    return visibility.hides(child, said, in_line=False)


def goes_on(node: Node) -> bool:
    """Return whether the line continues right after *node*, inside it or after the inline elements that end there."""
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
    """Return whether a button is a word of a sentence or heading rather than a control next to it."""
    begins_heading = element is not None and element.heading and not line.parts
    return bool(begins_heading) or goes_on(node) or (line.is_open() and not (element is not None and element.heading))


def _is_inside_line(node: Node) -> bool:
    """Return whether only inline elements separate *node* from an element with inline content only."""
    parent = outer = node.getparent()
    for _ in range(CLIMB):
        if outer is None or DISPLAY.get(outer.tag, "inline") != "inline":
            break
        outer = outer.getparent()
    return outer is not None and outer is not parent and outer.tag in PHRASING


def _is_one_of_a_row(node: Node) -> bool:
    """Return whether a sibling with the same tag directly adjoins an element, with no text in between."""
    before, after = node.getprevious(), node.getnext()
    return (after is not None and after.tag == node.tag and not (node.tail or "").strip()) or (
        before is not None and before.tag == node.tag and not (before.tail or "").strip()
    )


def begins_line(node: Node) -> bool:
    """Return whether a span is a line or a cell: it directly adjoins other spans, with no text around them.

    Spans are lines if they share a class and have several words each, and cells if the next box has the same number.
    """
    before = node.getprevious()
    if before is None or before.tail or before.tag != "span":
        return False
    around = node.getparent()
    if (around.text or "").strip() or (around[-1].tail or "").strip():
        return False
    if before.get("class") == node.get("class") and _has_words(before) and _has_words(node):
        return bool(node.get("class"))
    return around.tag in ("div", "li") and not _words(node)[:1].islower() and _is_row(around)


def _is_row(box: Node) -> bool:
    """Return whether a box holds as many spans as a sibling with the same signature."""
    tags = [child.tag for child in box]
    beside = (box.getnext(), box.getprevious())
    return any(each is not None and _make(each) == _make(box) and [c.tag for c in each] == tags for each in beside)


def _make(node: Node) -> tuple[object, str | None]:
    return node.tag, node.get("class")


def _words(node: Node) -> str:
    return "".join(node.itertext()).strip()


def _has_words(node: Node) -> bool:
    return " " in _words(node)
