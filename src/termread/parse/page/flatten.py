"""The one walk over a page's tree: nodes to elements and runs, in reading order, without recursion."""

from __future__ import annotations

import re
from typing import Any

from termread.parse.page.boilerplate.names import hides
from termread.parse.page.boilerplate.popups import is_card
from termread.parse.page.display import DISPLAY, HEADINGS, STYLES, UNBROKEN
from termread.parse.page.images.source import complete_figure, is_icon, read_embed, read_image
from termread.parse.page.line import Line
from termread.parse.page.model import Element, Page, Run, Span
from termread.parse.page.tree import Node
from termread.parse.text_shape import size_of
from termread.text import clean

_CREDIT = re.compile(
    r"credit|copyright|source|photograph|agency|author|rights|provider|byline|fuente|quelle", re.IGNORECASE
)
UNSCRIPTED = 300
"""Characters from which what a page says to readers without JavaScript may be its story."""


def flatten(root: Node) -> Page:
    """Return the tree under *root* as elements and runs."""
    from lxml.etree import iterwalk

    walk = _Walk(iterwalk(root, events=("start", "end")))
    walk.go()
    return Page(walk.elements, walk.runs, " ".join(walk.unscripted), walk.wanted, walk.deepest, root=root)


class _Walk:
    """The state of a walk: the elements and the styles that are open, and the line being gathered."""

    def __init__(self, events: Any) -> None:
        self.events = events
        self.elements: list[Element] = []
        self.runs: list[Run] = []
        self.unscripted: list[str] = []
        self.wanted: set[str] = set()
        self.line = Line()
        self.waiting: list[str] = []
        """Names of places behind a line break, whose line has not begun."""
        self.element: Element | None = None
        self.open: list[tuple[Node, Span]] = []
        self.links = 0
        self.deepest = 0

    def go(self) -> None:
        depth = deepest = 0
        enter, leave = self.enter, self.leave
        for event, node in self.events:
            if event == "start":
                depth += 1
                if depth > deepest:
                    deepest = depth
                enter(node)
            else:
                depth -= 1
                leave(node)
        self.flush()
        self.deepest = deepest

    def enter(self, node: Node) -> None:
        tag = node.tag
        display = DISPLAY.get(tag)
        if display == "inline" and (not len(node) or all(child.tag in UNBROKEN for child in node)):
            self._enter_inline(node, tag)
        elif display is None or display == "inline":
            if isinstance(tag, str):
                self._block(node, tag)
        elif display == "br":
            self.line.breaks += 1
        elif display == "image":
            self._picture(node)
        elif display == "hidden":
            self._hidden(node, tag)
        elif display == "embed":
            self._embed(node, tag)
        elif display == "hr":
            self.flush()
            if self.element is not None:
                self.runs.append(Run("rule", self.element))
        elif display == "noscript":
            self._unscripted(node)
        else:
            self._open(node, tag)
            self._code(node)

    def leave(self, node: Node) -> None:
        while self.open and self.open[-1][0] is node:
            self._close_style()
        element = self.element
        if element is not None and element.node is node:
            self._close(element)
        tail = node.tail
        if tail:
            self.add(tail)

    def add(self, text: str) -> None:
        line = self.line
        if text.isspace() and (line.spaced or line.breaks):
            return
        if line.breaks:
            if line.breaks > 1 or line.ends_paragraph():
                self.flush()
                line = self.line
            elif line.parts:
                line.end_line()
            line.breaks = 0
            self._name_line()
        line.add(text, self.links > 0)

    def flush(self) -> None:
        """Make a run of the line that was gathered; styles that are open go on in the next."""
        line, element = self.line, self.element
        if not line.parts:
            line.breaks = 0
            self._name_line()
            return
        raw = "".join(line.parts)
        text = raw.strip()
        if text and element is not None:
            spans = self._spans(raw, text) if line.spans or self.open else ()
            linked, level = min(line.linked, len(text)), element.heading
            run = Run("heading" if level else "text", element, text, spans, linked, None, level)
            run.size = size_of(text)
            if line.ids:
                run.ids = line.ids
            self.runs.append(run)
        self.line = Line()
        self._name_line()
        for _, span in self.open:
            span.start = 0

    def _spans(self, raw: str, text: str) -> list[Span]:
        """Return the styled stretches of the line's *text*, which is *raw* without the blanks around it."""
        line, lead = self.line, len(raw) - len(raw.lstrip())
        spans = [*line.spans, *(Span(s.start, line.length, s.style, s.value) for _, s in self.open)]
        return [
            Span(max(s.start - lead, 0), min(s.end - lead, len(text)), s.style, s.value)
            for s in spans
            if s.end - lead > 0 and s.start - lead < len(text) and s.end > s.start
        ]

    def _enter_inline(self, node: Node, tag: str) -> None:
        name = None
        if tag == "span" and len(node) and is_card(node):
            self.events.skip_subtree()
            self._leave_out(" ".join("".join(node.itertext()).split()), "dialog")
            return
        if node.attrib:
            name, style = node.get("class"), node.get("style")
            if (name and hides(name)) or (style and "display:none" in style.replace(" ", "")):
                self.events.skip_subtree()
                return
            if tag == "a":
                self._link(node)
            self._named(node.get("id"))
        if tag in STYLES:
            self._style(node, STYLES[tag], None)
        if tag == "small" or (name and _CREDIT.search(name)):
            self._style(node, "class", name or tag)
        elif tag == "cite":
            self._style(node, "class", tag)
        text = node.text
        if text:
            self.add(f"（{text}）" if tag == "rt" else text)

    def _link(self, node: Node) -> None:
        if href := node.get("href"):
            self._style(node, "link", href)
            if href[0] == "#":
                self.wanted.add(href[1:])
        self._named(node.get("name"))

    def _named(self, name: str | None) -> None:
        if not name:
            return
        if self.line.breaks:
            self.waiting.append(name)
        else:
            self.line.ids.append((name, self.line.length))

    def _name_line(self) -> None:
        """Set the names that wait for a line where it has come to."""
        if self.waiting:
            self.line.ids += [(name, self.line.length) for name in self.waiting]
            self.waiting = []

    def _style(self, node: Node, style: str, value: str | None) -> None:
        self.open.append((node, Span(self.line.length, 0, style, value)))
        if style == "link":
            self.links += 1

    def _close_style(self) -> None:
        _, span = self.open.pop()
        if span.style == "link":
            self.links -= 1
        if self.line.length > span.start:
            span.end = self.line.length
            self.line.spans.append(span)

    def _block(self, node: Node, tag: str) -> None:
        if tag == "a":
            self._style(node, "link", node.get("href"))
        self._open(node, tag)
        text = node.text
        if text:
            self.add(text)

    def _open(self, node: Node, tag: str) -> None:
        if self.line.parts:
            self.flush()
        self.line.breaks = 0
        name, level = "", HEADINGS.get(tag, 0)
        if node.attrib:
            get = node.get
            name = get("class") or ""
            if called := get("data-testid") or get("data-component") or get("itemprop"):
                name = f"{name} {called}"
            if own := get("id"):
                name = f"{name} #{own}"
                self._named(own)
            if not level and get("role") == "heading":
                said = get("aria-level", "2")
                level = int(said) if said.isdigit() else 2
        parent = self.element
        if parent is None:
            element = Element(node, tag, name, None, 0, level, len(self.runs))
        else:
            level = level or parent.heading
            element = Element(node, tag, name, parent, parent.depth + 1, level, len(self.runs))
        self.element = element
        self.elements.append(element)

    def _close(self, element: Element) -> None:
        if self.line.parts:
            self.flush()
        self.line.breaks = 0
        if element.tag == "figure" and len(self.runs) > element.start:
            complete_figure(element, self.runs)
        element.end = len(self.runs)
        self.element = element.parent

    def _picture(self, node: Node) -> None:
        image = read_image(node)
        if self.line.parts and (is_icon(node, image) or len(image.alt) <= 2):
            if image.alt and len(image.alt) <= 2:
                self.add(image.alt)
            return
        if self.element is None or is_icon(node, image):
            return
        self.flush()
        self.runs.append(Run("image", self.element, image=image))

    def _embed(self, node: Node, tag: str) -> None:
        self.events.skip_subtree()
        if self.element is not None:
            self.flush()
            self.runs.append(Run("embed", self.element, image=read_embed(node, tag)))

    def _hidden(self, node: Node, tag: str) -> None:
        """Pass over what nobody sees; the words of a drawing are kept as left out, and a shadow root is no template."""
        if tag == "template" and node.get("shadowrootmode"):
            self._block(node, tag)
            return
        self.events.skip_subtree()
        if tag == "svg":
            words = [" ".join("".join(text.itertext()).split()) for text in node.iter("text", "foreignobject")]
            self.flush()
            self._leave_out(" ".join(filter(None, words)), "drawing")

    def _unscripted(self, node: Node) -> None:
        """Read what stands there for readers without JavaScript: much text as text, else a picture, else a message."""
        words = " ".join("".join(node.itertext()).split())
        if len(words) >= UNSCRIPTED and "<" not in (node.text or ""):
            self._block(node, "noscript")
            return
        self.events.skip_subtree()
        last = self.runs[-1] if self.runs else None
        for child in node.iter("img"):
            image = read_image(child)
            if is_icon(child, image) or self.element is None or not image.src:
                continue
            if last is not None and last.image is not None and last.element in self.element.up():
                last.image.src = last.image.src or image.src
            else:
                self.flush()
                self.runs.append(Run("image", self.element, image=image))
            return
        if words and "<" not in words:
            self.unscripted.append(words[:500])

    def _leave_out(self, words: str, reason: str) -> None:
        text = clean(words)
        if text and self.element is not None:
            self.runs.append(Run("text", self.element, text, excluded=reason, size=size_of(text)))

    def _code(self, node: Node) -> None:
        self.events.skip_subtree()
        for line in node.iter("br"):
            line.tail = "\n" + (line.tail or "")
        text = clean("".join(node.itertext())).expandtabs(4).strip("\n")
        if text.strip() and self.element is not None:
            self.runs.append(Run("code", self.element, text.rstrip(), size=len(text)))
