"""The one walk over a page's tree: nodes to elements and runs, in reading order, without recursion."""

from __future__ import annotations

from typing import Any

from termread.parse.page.boilerplate.popups import is_card
from termread.parse.page.code import code_of, is_listing
from termread.parse.page.display import BREAKING, DISPLAY, STYLES
from termread.parse.page.formula import Formula, formula_of, written_formula
from termread.parse.page.gathering import Gathering
from termread.parse.page.images.source import is_icon, read_embed, read_image
from termread.parse.page.images.words import drawn_words, words_of_drawing, words_of_picture
from termread.parse.page.model import Page
from termread.parse.page.normalize import normalize
from termread.parse.page.quotes import closing_ruby, marks_of, opening_ruby
from termread.parse.page.sentence import Sentences
from termread.parse.page.span_lines import begins_line
from termread.parse.page.tree import Node
from termread.parse.page.visibility import Visibility, heads_panel, is_telling, kind_of_class

UNSCRIPTED = 300
"""Characters from which what a page says to readers without JavaScript may be its story."""


def flatten(root: Node) -> Page:
    """Return the tree under *root* as elements and runs."""
    from lxml.etree import iterwalk

    normalize(root)
    walk = _Walk(root, iterwalk(root, events=("start", "end")))
    walk.go()
    return Page(walk.out.elements, walk.out.runs, " ".join(walk.unscripted), walk.wanted, walk.deepest, root=root)


class _Walk:
    """The state of a walk: the elements and the styles that are open, and the line being gathered."""

    def __init__(self, root: Node, events: Any) -> None:
        self.events = events
        self.visibility = Visibility(root)
        self.sentences = Sentences(root)
        self.out = Gathering()
        self.unscripted: list[str] = []
        self.wanted: set[str] = set()
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
        self.out.flush()
        self.deepest = deepest

    def enter(self, node: Node) -> None:
        tag = node.tag
        display = DISPLAY.get(tag)
        if display == "inline":
            if len(node) and any(child.tag in BREAKING for child in node) and not self._holds_tips(node):
                self._block(node, tag)
            else:
                self._enter_inline(node, tag)
        elif display == "block":
            self._block(node, tag)
        elif display == "br":
            self.out.line.breaks += 1
        elif display == "image":
            self._picture(node)
        elif display == "hidden":
            self._hidden(node, tag)
        elif display == "embed":
            self._embed(node, tag)
        elif display == "math":
            self._formula(formula_of(node))
        elif display == "hr":
            self.out.flush()
            self.out.stand_alone("rule")
        elif display == "noscript":
            self._unscripted(node)
        elif display == "code":
            self._open(node, tag)
            self._code(node)
        elif isinstance(tag, str):
            self._other(node, tag)

    def leave(self, node: Node) -> None:
        while self.out.open and self.out.open[-1][0] is node:
            self.out.close_style()
        element = self.out.element
        if element is not None and element.node is node:
            self.out.leave(element)
        tail = node.tail
        if tail:
            self.out.add(tail)

    def _enter_inline(self, node: Node, tag: str) -> None:
        name = None
        if tag == "span" and len(node) and is_card(node):
            self._pass_over(node, "dialog")
            return
        if node.attrib:
            name = node.get("class")
            if self.visibility.hides_words(node, name or ""):
                self._pass_over(node, "hidden")
                return
            if name and kind_of_class(name) == "formula" and (formula := written_formula(node)):
                self._formula(formula)
                return
            if name and tag == "span" and begins_line(node):
                self.out.line.breaks += 1
            if tag == "a":
                self._link(node)
            self.out.call(node.get("id"))
        if tag in STYLES:
            self.out.style(node, STYLES[tag], None)
        if tag == "small" or (name and is_telling(name)):
            self.out.style(node, "class", name or tag)
        elif tag == "cite":
            self.out.style(node, "class", tag)
        elif tag == "q":
            self.out.enclose(node, *marks_of(node))
        elif tag == "rt":
            self.out.enclose(node, opening_ruby(node), closing_ruby(node))
        text = node.text
        if text:
            self.out.add(text)

    def _pass_over(self, node: Node, reason: str) -> None:
        """Leave out what stands in a node, its words kept as left out, and go on with the line."""
        self.events.skip_subtree()
        self.out.leave_out(" ".join("".join(node.itertext()).split()), reason)

    def _holds_tips(self, node: Node) -> bool:
        """Return whether the boxes in a node in the middle of a line are all hidden, so that it is still a part of that line."""
        hides = self.visibility.hides_within
        return bool(self.out.line.parts) and all(child.tag not in BREAKING or hides(child) for child in node)

    def _other(self, node: Node, tag: str) -> None:
        """Read an element that is a part of a line or a block, depending on where it stands and what it holds."""
        if tag.startswith("mjx-") and (formula := written_formula(node)):
            self._formula(formula)
        elif not self.sentences.holds(node, self.out.line, self.out.element):
            self._block(node, "summary" if tag == "button" and heads_panel(node) else tag)
        elif tag == "button" and self.out.line.parts and len("".join(node.itertext()).strip()) < 2:
            self.events.skip_subtree()
        else:
            self._enter_inline(node, tag)

    def _link(self, node: Node) -> None:
        if href := node.get("href"):
            self.out.style(node, "link", href)
            if href[0] == "#":
                self.wanted.add(href[1:])
        self.out.call(node.get("name"))

    def _formula(self, formula: Formula) -> None:
        self.events.skip_subtree()
        self.out.formula(formula)

    def _open(self, node: Node, tag: str) -> None:
        hidden = bool(node.attrib) and self.visibility.hides_box(node, node.get("class") or "")
        self.out.enter(node, tag, hidden=hidden)

    def _block(self, node: Node, tag: str) -> None:
        if node.attrib and self.out.line.parts and self.visibility.hides_within(node):
            self._pass_over(node, "hidden")
            return
        if tag == "table" and is_listing(node):
            self._open(node, "pre")
            self._code(node)
            return
        if tag == "a":
            self.out.style(node, "link", node.get("href"))
        self._open(node, tag)
        text = node.text
        if text:
            self.out.add(text)

    def _picture(self, node: Node) -> None:
        image = read_image(node)
        line = self.out.line
        goes_on = self.sentences.goes_on(node)
        if (line.parts or goes_on) and (words := words_of_picture(node, image, line.last)):
            self.out.add(words)
            return
        if self.out.element is None or is_icon(node, image) or (line.parts and len(image.alt) <= 2):
            return
        if not (goes_on and line.is_open()):
            self.out.flush()
        self.out.stand_alone("image", image)

    def _embed(self, node: Node, tag: str) -> None:
        self.events.skip_subtree()
        if self.out.element is not None:
            if not (self.out.line.is_open() and self.sentences.goes_on(node)):
                self.out.flush()
            self.out.stand_alone("embed", read_embed(node, tag))

    def _hidden(self, node: Node, tag: str) -> None:
        """Pass over what nobody sees; the words of a drawing are kept as left out, and a shadow root is no template."""
        if tag == "template" and node.get("shadowrootmode"):
            self._block(node, tag)
            return
        self.events.skip_subtree()
        if tag == "svg":
            if (self.out.line.is_open() or self.sentences.goes_on(node)) and (said := words_of_drawing(node)):
                self.out.add(said)
            else:
                self.out.leave_out(drawn_words(node), "drawing")
        elif tag == "script" and (node.get("type") or "").startswith("math/") and (formula := written_formula(node)):
            self._formula(formula)

    def _unscripted(self, node: Node) -> None:
        """Read what stands there for readers without JavaScript: much text as text, else a picture, else a message."""
        words = " ".join("".join(node.itertext()).split())
        if len(words) >= UNSCRIPTED and "<" not in (node.text or ""):
            self._block(node, "noscript")
            return
        self.events.skip_subtree()
        last = self.out.runs[-1] if self.out.runs else None
        for child in node.iter("img"):
            image = read_image(child)
            if is_icon(child, image) or self.out.element is None or not image.src:
                continue
            if last is not None and last.image is not None and last.element in self.out.element.up():
                last.image.src = last.image.src or image.src
            else:
                self.out.flush()
                self.out.stand_alone("image", image)
            return
        if words and "<" not in words:
            self.unscripted.append(words[:500])

    def _code(self, node: Node) -> None:
        self.events.skip_subtree()
        text = code_of(node)
        for button in node.iter("button"):
            self.out.leave_out(" ".join("".join(button.itertext()).split()), "control")
        if text.strip():
            self.out.stand_alone("code", text=text)
