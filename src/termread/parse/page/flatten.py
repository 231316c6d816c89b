"""Walks the page's tree once, without recursion, and turns its nodes into elements and runs in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from termread.parse.page.boilerplate.interruptions import is_card
from termread.parse.page.display import DISPLAY, STYLES, breaks_page, closing_ruby, is_rule, marks_of, opening_ruby
from termread.parse.page.images import (
    drawn_words,
    is_icon,
    read_background,
    read_embed,
    read_image,
    words_of_drawing,
    words_of_picture,
)
from termread.parse.page.line import begins_line, goes_on, holds_blocks, is_inline
from termread.parse.page.model import Page
from termread.parse.page.normalize import move_unusual, normalize, number_lists
from termread.parse.page.notation import Formula, code_of, formula_of, is_listing, is_verse, task_box, written_formula
from termread.parse.page.run_builder import RunBuilder
from termread.parse.page.tree import Node, Nodes, nodes_by_tag
from termread.parse.page.visibility import Visibility, heads_panel, is_telling, is_tip, kind_of_class

UNSCRIPTED = 300
"""Characters from which the text of a `noscript` element without a headline may be the story."""


def flatten(root: Node, nodes: Nodes | None = None) -> Page:
    """Return the tree under *root* as a page of elements and runs; *nodes* are those under it by tag, if known."""
    nodes = normalize(root, nodes_by_tag(root) if nodes is None else nodes)
    walk = _Walk(root, nodes["style"])
    number_lists(nodes["ol"], walk.visibility.sheet)
    walk.go()
    if walk.visibility.unusual and move_unusual(root, walk.visibility.sheet):
        walk = _Walk(root, nodes["style"])
        walk.go()
    page = Page(walk.out.elements, walk.out.runs, " ".join(walk.unscripted), walk.wanted, walk.deepest)
    page.root, page.base = root, next((href for base in nodes["base"] if (href := base.get("href"))), None)
    return page


_NOTHING: Mapping[str, str] = {}
_Plan = tuple[bool, bool, tuple[tuple[str, str | None], ...], bool]
"""Whether an inline element may be a formula, whether it may stand on a line of its own, the styles it sets, and
whether it encloses its text in marks."""


class _Walk:
    """The state of a walk: the open elements and styles, and the current line."""

    def __init__(self, root: Node, styles: Iterable[Node]) -> None:
        from lxml.etree import iterwalk

        self.events: Any = iterwalk(root, events=("start", "end"))
        self.visibility = Visibility(root, styles)
        self.suspects, self.suspects_in_line = self.visibility.suspects, self.visibility.suspects_in_line
        self.hiding = self.visibility.hiding
        self.plans: dict[tuple[str, str], _Plan] = {}
        self.out = RunBuilder()
        self.unscripted: list[str] = []
        self.wanted: set[str] = set()
        self.deepest = 0

    def go(self) -> None:
        """Walk the whole tree."""
        out, line, styles, reader_of, unknown = self.out, self.out.line, self.out.open, _READERS.get, _Walk._unknown
        depth = deepest = 0
        for event, node in self.events:
            if event == "start":
                depth += 1
                if depth > deepest:
                    deepest = depth
                tag = node.tag
                reader_of(tag, unknown)(self, node, tag)
                continue
            depth -= 1
            while styles and styles[-1][0] is node:
                out.close_style()
            element = out.element
            if element is not None and element.node is node:
                out.leave(element)
            tail = node.tail
            if tail and not (line.spaced and tail.isspace()):
                out.add(tail)
        out.flush()
        self.deepest = deepest

    def _block(self, node: Node, tag: str) -> None:
        out, hidden = self.out, False
        items = node.items()
        said: Mapping[str, str] = dict(items) if items else _NOTHING
        if items:
            if self.suspects.get(said.get("class"), True) or not self.hiding.isdisjoint(said):
                hidden = self.visibility.hides(node, said, in_line=False)
            if not hidden and is_rule(node, said):
                self._rule(node, tag)
                return
            if (hidden and breaks_page(said)) or (out.line.parts and (hidden or is_tip(said))):
                out.call(said.get("id"))
                self._pass_over(node, "hidden")
                return
        if tag == "table" and is_listing(node):
            self._code(node, "pre")
            return
        if tag == "a":
            out.style(node, "link", said.get("href"))
        out.enter(node, tag, said, hidden=hidden)
        if text := node.text:
            if not text.isspace():
                out.add(text)
        elif items and not len(node) and (image := read_background(node, said)):
            out.stand_alone("image", image)

    def _part(self, node: Node, tag: str) -> None:
        """Read an inline element, or treat it as a block if it contains blocks."""
        if len(node) and holds_blocks(node, self.out.line, self.visibility):
            self._block(node, tag)
        else:
            self._inline(node, tag)

    def _inline(self, node: Node, tag: str) -> None:
        out, name = self.out, ""
        if tag == "span" and len(node) and is_card(node):
            self._pass_over(node, "dialog")
            return
        items = node.items()
        said: Mapping[str, str] = dict(items) if items else _NOTHING
        if items:
            if "id" in said:
                out.call(said["id"])
            name = said.get("class", "")
            suspected = self.suspects_in_line.get(name, True) or not self.hiding.isdisjoint(said)
            if suspected and self.visibility.hides(node, said, in_line=True):
                self._pass_over(node, "hidden")
                return
        formula, lined, styles, enclosed = self.plans.get((tag, name)) or self._plan(tag, name)
        if formula and (written := written_formula(node)):
            self._formula(written)
            return
        if tag == "a" and items:
            self._link(node, said)
        if tag != "a" and (lined or "style" in said) and self.visibility.sets_line(node, said):
            if tag == "code":
                self._code(node, "pre")
                return
            out.break_around(node)
        elif tag == "span" and begins_line(node):
            out.line.breaks += 1
        for style, value in styles:
            out.style(node, style, value)
        if enclosed:
            out.enclose(node, *(marks_of(node) if tag == "q" else (opening_ruby(node), closing_ruby(node))))
        text = node.text
        if text:
            out.add(text)
        elif items and not len(node) and (image := read_background(node, said)):
            out.stand_alone("image", image)

    def _plan(self, tag: str, name: str) -> _Plan:
        """Return what the tag and class of an inline element say about all elements with them."""
        styles: list[tuple[str, str | None]] = [(STYLES[tag], None)] if tag in STYLES else []
        if telling := name != "" and is_telling(name):
            styles.append(("class", name))
        elif tag in ("small", "cite"):
            styles.append(("class", name if name and tag == "small" else tag))
        formula, lined = name != "" and kind_of_class(name) == "formula", self.visibility.sheet.may_set_line(tag, name)
        plan = self.plans[tag, name] = (formula, lined, tuple(styles), tag in ("q", "rt") and not telling)
        return plan

    def _break(self, _: Node, __: str) -> None:
        self.out.line.breaks += 1

    def _rule(self, _: Node, __: str) -> None:
        self.events.skip_subtree()
        self.out.flush()
        self.out.stand_alone("rule")

    def _pass_over(self, node: Node, reason: str) -> None:
        """Skip a node, recording its text as left out, and continue the line."""
        self.events.skip_subtree()
        self.out.line.skipped = True
        self.out.leave_out(" ".join("".join(node.itertext()).split()), reason)

    def _unknown(self, node: Node, tag: str) -> None:
        """Read an element as inline or block, depending on its context and content."""
        if not isinstance(tag, str):
            return
        if tag.startswith("mjx-") and (formula := written_formula(node)):
            self._formula(formula)
        elif not is_inline(node, self.out.line, self.out.element):
            self._block(node, "summary" if tag == "button" and heads_panel(node) else tag)
        elif tag == "button" and self.out.line.parts and len("".join(node.itertext()).strip()) < 2:
            self.events.skip_subtree()
        else:
            self._inline(node, tag)

    def _link(self, node: Node, said: Mapping[str, str]) -> None:
        if href := said.get("href"):
            self.out.style(node, "link", href)
            if href[0] == "#":
                self.wanted.add(href[1:])
        if "name" in said:
            self.out.call(said["name"])

    def _math(self, node: Node, _: str) -> None:
        self._formula(formula_of(node))

    def _formula(self, formula: Formula) -> None:
        self.events.skip_subtree()
        self.out.formula(formula)

    def _image(self, node: Node, _: str) -> None:
        image, line = read_image(node), self.out.line
        continues = goes_on(node)
        if (line.parts or continues) and (words := words_of_picture(node, image, line.last)):
            self.out.add(words)
            return
        if self.out.element is None or is_icon(node, image) or (line.parts and len(image.alt) <= 2):
            return
        if not (continues and line.is_open()):
            self.out.flush()
        self.out.stand_alone("image", image)

    def _embed(self, node: Node, tag: str) -> None:
        self.events.skip_subtree()
        if self.out.element is not None:
            if not (self.out.line.is_open() and goes_on(node)):
                self.out.flush()
            self.out.stand_alone("embed", read_embed(node, tag))

    def _hidden(self, node: Node, tag: str) -> None:
        """Skip an invisible element; keep a drawing's words as left out, and read a declarative shadow root."""
        if tag == "template" and node.get("shadowrootmode"):
            self._block(node, tag)
            return
        self.events.skip_subtree()
        if tag == "svg":
            self._drawing(node)
        elif tag == "input" and not self.out.line.parts and (box := task_box(node)):
            self.out.add(f"{box} ")
        elif tag == "script" and node.get("type", "").startswith("math/") and (formula := written_formula(node)):
            self._formula(formula)

    def _drawing(self, node: Node) -> None:
        words = drawn_words(node)
        if (self.out.line.is_open() or goes_on(node)) and (said := words_of_drawing(node, words)):
            self.out.add(said)
        else:
            self.out.line.skipped = True
            self.out.leave_out(words, "drawing")

    def _noscript(self, node: Node, _: str) -> None:
        """Read a `noscript` element: long text as text, otherwise a picture, otherwise a message."""
        words = " ".join("".join(node.itertext()).split())
        if (len(words) >= UNSCRIPTED or node.find(".//h1") is not None) and "<" not in (node.text or ""):
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

    def _code(self, node: Node, tag: str) -> None:
        said = dict(node.items())
        self.out.enter(node, tag, said, hidden=self.visibility.hides(node, said, in_line=False))
        self.events.skip_subtree()
        text = code_of(node)
        for button in node.iter("button"):
            self.out.leave_out(" ".join("".join(button.itertext()).split()), "control")
        if text.strip():
            self.out.stand_alone("text" if is_verse(node) else "code", text=text)


_READ: dict[str, Callable[[_Walk, Node, str], None]] = {
    "block": _Walk._block,
    "inline": _Walk._part,
    "br": _Walk._break,
    "hr": _Walk._rule,
    "hidden": _Walk._hidden,
    "image": _Walk._image,
    "embed": _Walk._embed,
    "code": _Walk._code,
    "math": _Walk._math,
    "noscript": _Walk._noscript,
}
_READERS = {tag: _READ[display] for tag, display in DISPLAY.items()}
"""The reader for each known element."""
