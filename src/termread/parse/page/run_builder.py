"""Builds a page's elements and runs as the walk visits them."""

from __future__ import annotations

from collections.abc import Mapping

from termread.parse.page.display import DISPLAY, HEADINGS
from termread.parse.page.images import complete_figure
from termread.parse.page.line import Line
from termread.parse.page.model import Element, Image, Run, RunKind, Span
from termread.parse.page.notation import Formula
from termread.parse.page.tree import Node
from termread.parse.text_shape import size_of
from termread.text import clean

_NAMING = frozenset(["id", "role", "itemprop", "data-testid", "data-component"])
"""Attributes besides the class that identify an element."""


class RunBuilder:
    """The elements and runs built so far, the open styles, and the current line."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.runs: list[Run] = []
        self.line = Line()
        self.waiting: list[str] = []
        """Anchor names after a line break, waiting for the next line to start."""
        self.element: Element | None = None
        self.open: list[tuple[Node, Span]] = []
        self.links = 0

    def add(self, text: str) -> None:
        """Add text to the line; if a line break comes before it, start a new line or paragraph."""
        line = self.line
        if text.isspace():
            if not line.breaks:
                line.space()
            return
        if line.breaks:
            if line.breaks > 1 or line.ends_paragraph():
                self.flush()
            elif line.parts:
                line.end_line()
            line.breaks = 0
            if self.waiting:
                self._name_line()
        line.add(text, self.links > 0)

    def flush(self) -> None:
        """Turn the current line into a run; open styles continue in the next one."""
        line, element = self.line, self.element
        if line.parts:
            raw = "".join(line.parts)
            text = raw.strip()
            if text and element is not None:
                spans = line.spans_within(raw, text, self.open) if line.spans or self.open else ()
                length, level = len(text), element.heading
                run = Run("heading" if level else "text", element, text, spans, min(line.linked, length), None, level)
                run.size = length if text.isascii() else size_of(text)
                if line.ids:
                    run.ids = line.ids
                self.runs.append(run)
            line.clear()
            for _, span in self.open:
                span.start = 0
        line.breaks = 0
        if self.waiting:
            self._name_line()

    def style(self, node: Node, style: str, value: str | None) -> None:
        """Apply a style to the contents of *node* until it is closed."""
        self.open.append((node, Span(self.line.length, 0, style, value)))
        if style == "link":
            self.links += 1

    def close_style(self) -> None:
        """Close the most recently opened style."""
        _, span = self.open.pop()
        if span.style == "line":
            self.line.breaks = max(self.line.breaks, 1)
            return
        if span.style == "close":
            self.add(span.value or "")
            return
        if span.style == "link":
            self.links -= 1
        if self.line.length > span.start:
            span.end = self.line.length
            self.line.spans.append(span)

    def call(self, name: str | None) -> None:
        """Add an anchor at the current position in the line."""
        if not name:
            return
        if self.line.breaks:
            self.waiting.append(name)
        else:
            self.line.ids.append((name, self.line.length))

    def _name_line(self) -> None:
        """Add the waiting anchors at the current position in the line."""
        self.line.ids += [(name, self.line.length) for name in self.waiting]
        self.waiting = []

    def enclose(self, node: Node, before: str, after: str) -> None:
        """Enclose the words of a node in marks."""
        if before:
            self.add(before)
        if after:
            self.open.append((node, Span(self.line.length, 0, "close", after)))

    def break_around(self, node: Node) -> None:
        """Put the words of a node on a line of their own; an empty one is a paragraph break."""
        words = "".join(node.itertext()).strip()
        if len(words) > 1:
            self.line.breaks = max(self.line.breaks, 1)
            self.open.append((node, Span(self.line.length, 0, "line", None)))
        elif not words and DISPLAY.get(node.getparent().tag) == "block":
            self.line.breaks = 2

    def formula(self, formula: Formula) -> None:
        """Add a formula to the line, or on a line of its own."""
        if not formula.text:
            return
        if formula.display:
            self.flush()
        elif self.line.breaks:
            self.add(" ")
        self.add(formula.text)
        start = self.line.length - len(formula.text)
        if self.line.parts[-1:] == [formula.text]:  # otherwise whitespace was collapsed, and the offsets would be wrong
            self.line.spans += [Span(s.start + start, s.end + start, s.style) for s in formula.spans]
        if formula.display and self.element is not None:
            self.flush()
            self.runs[-1].role = "formula"

    def enter(self, node: Node, tag: str, said: Mapping[str, str], *, hidden: bool = False) -> None:
        """Open a block element with attributes *said*."""
        if self.line.parts:
            self.flush()
        self.line.breaks = 0
        name, level, parent, depth = said.get("class", ""), HEADINGS.get(tag, 0), self.element, 0
        if not _NAMING.isdisjoint(said):
            if called := said.get("data-testid") or said.get("data-component") or said.get("itemprop"):
                name = f"{name} {called}"
            if own := said.get("id"):
                name = f"{name} #{own}"
                self.call(own)
            if not level and said.get("role") == "heading":
                stated = said.get("aria-level", "2")
                level = int(stated) if stated.isdigit() else 2
        if parent is not None:
            depth, level = parent.depth + 1, level or parent.heading
        begin = len(self.runs)
        self.element = element = Element(node, tag, name, said, parent, depth, level, begin, 0, 0, 0, hidden)
        self.elements.append(element)

    def leave(self, element: Element) -> None:
        """Close a block element."""
        if self.line.parts:
            self.flush()
        self.line.breaks = 0
        if element.tag == "figure" and len(self.runs) > element.start:
            complete_figure(element, self.runs)
        element.end = len(self.runs)
        self.element = element.parent

    def leave_out(self, words: str, reason: str) -> None:
        """Record words as left out without ending the line."""
        text = clean(words)
        if text and self.element is not None:
            self.runs.append(Run("text", self.element, text, excluded=reason, size=size_of(text)))

    def stand_alone(self, kind: RunKind, image: Image | None = None, text: str = "") -> None:
        """Add a standalone run; an unfinished line continues after it."""
        if self.element is not None:
            self.runs.append(Run(kind, self.element, text, image=image, size=len(text)))
