"""The one walk over a page's tree: elements to boxes and pieces, without recursion."""

from __future__ import annotations

import re
from typing import Any

from termread.parse.page.boilerplate.names import hides
from termread.parse.page.boilerplate.popups import is_card
from termread.parse.page.display import EMBEDS, IMAGES, INLINE, SKIPPED, STYLES
from termread.parse.page.images.source import is_icon, pixels, read_image
from termread.parse.page.line import Line
from termread.parse.page.model import Box, Image, Kind, Piece, Sheet, Span, size_of
from termread.parse.page.tree import Element
from termread.text import clean

_CREDIT = re.compile(
    r"credit|copyright|source|photograph|agency|author|rights|provider|byline|fuente|quelle", re.IGNORECASE
)


def walk(root: Element) -> Sheet:
    """Return the boxes and pieces of the tree under *root*."""
    from lxml.etree import iterwalk

    walker = _Walk(iterwalk(root, events=("start", "end")))
    walker.run()
    return Sheet(walker.boxes, walker.pieces, " ".join(walker.unscripted), walker.wanted, walker.depth)


class _Walk:
    """The state of a walk: the boxes and the styles that are open, and the line being gathered."""

    def __init__(self, events: Any) -> None:
        self.events = events
        self.boxes: list[Box] = []
        self.pieces: list[Piece] = []
        self.unscripted: list[str] = []
        self.wanted: set[str] = set()
        self.line = Line()
        self.box: Box | None = None
        self.open: list[tuple[Element, Span]] = []
        self.opened: list[Element] = []
        """The elements that made the boxes which are open."""
        self.links = 0
        self.depth = 0

    def run(self) -> None:
        level = deepest = 0
        for event, element in self.events:
            if event == "start":
                level += 1
                if level > deepest:
                    deepest = level
                self.enter(element)
            else:
                level -= 1
                self.leave(element)
        self.flush()
        # Elements that neither open a box nor have a style nest too.
        self.depth = max(self.depth, deepest)

    def enter(self, element: Element) -> None:
        tag = element.tag
        if tag in INLINE and not (len(element) and _holds_blocks(element)):
            self._enter_inline(element, tag)
            return
        if tag in SKIPPED or not isinstance(tag, str):
            self.events.skip_subtree()
            if tag == "svg":
                self._drawing(element)
        elif tag == "br":
            self.line.breaks += 1
        elif tag in IMAGES:
            self._picture(element)
        elif tag in EMBEDS:
            self._embed(element, tag)
        elif tag == "hr":
            self.flush()
            if self.box is not None:
                self.pieces.append(Piece("rule", self.box))
        elif tag == "noscript":
            self._unscripted(element)
        elif tag == "pre":
            self._open(element, tag)
            self._code(element)
        else:
            if tag == "a":
                self._style(element, "link", element.get("href"))
            self._open(element, tag)
            if element.text:
                self.add(element.text)

    def leave(self, element: Element) -> None:
        while self.open and self.open[-1][0] is element:
            self._close_style()
        if self.opened and self.opened[-1] is element:
            self._close()
        if element.tail:
            self.add(element.tail)

    def add(self, text: str) -> None:
        line = self.line
        if line.breaks:
            if text.isspace():
                return
            if line.breaks > 1 or line.ends_paragraph():
                self.flush()
            elif line.parts:
                line.end_line()
            self.line.breaks = 0
        self.line.add(text, self.links > 0)

    def flush(self) -> None:
        """Make a piece of the line that was gathered; styles that are open go on in the next."""
        line, box = self.line, self.box
        if not line.parts:
            line.breaks = 0
            return
        raw = "".join(line.parts)
        text = raw.strip()
        if text and box is not None:
            spans = self._spans(raw, text) if line.spans or self.open else []
            kind: Kind = "heading" if box.heading else "text"
            piece = Piece(kind, box, text, spans, min(line.linked, len(text)), level=box.heading, ids=line.ids)
            piece.size = size_of(text)
            self.pieces.append(piece)
        self.line = Line()
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

    def _enter_inline(self, element: Element, tag: str) -> None:
        name = element.get("class")
        if (name and hides(name)) or tag == "rp" or "display:none" in (element.get("style") or "").replace(" ", ""):
            self.events.skip_subtree()
            return
        if tag == "span" and len(element) and is_card(element):
            self.events.skip_subtree()
            self._leave_out(" ".join("".join(element.itertext()).split()), "dialog")
            return
        if tag == "a":
            href = element.get("href")
            if href:
                self._style(element, "link", href)
                if href[0] == "#":
                    self.wanted.add(href[1:])
            self._named(element.get("name"))
        elif tag in STYLES:
            self._style(element, STYLES[tag], None)
        if (name and _CREDIT.search(name)) or tag == "small":
            self._style(element, "class", name or "small")
        elif tag == "cite":
            self._style(element, "class", "cite")
        self._named(element.get("id"))
        if tag == "rt" and element.text:
            self.add(f"（{element.text}）")
        elif element.text:
            self.add(element.text)

    def _named(self, name: str | None) -> None:
        if name:
            self.line.ids.append((name, self.line.length))

    def _style(self, element: Element, style: str, value: str | None) -> None:
        self.open.append((element, Span(self.line.length, 0, style, value)))
        self.depth = max(self.depth, len(self.open) + len(self.opened))
        if style == "link":
            self.links += 1

    def _close_style(self) -> None:
        _, span = self.open.pop()
        if span.style == "link":
            self.links -= 1
        if self.line.length > span.start:
            span.end = self.line.length
            self.line.spans.append(span)

    def _open(self, element: Element, tag: str) -> None:
        self.flush()
        get = element.get
        name = get("class") or ""
        if called := get("data-testid") or get("data-component") or get("itemprop"):
            name = f"{name} {called}"
        own = get("id")
        if own:
            name = f"{name} #{own}"
            self._named(own)
        parent = self.box
        level = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else 0
        if not level and get("role") == "heading":
            said = get("aria-level", "2")
            level = int(said) if said.isdigit() else 2
        heading = level or (parent.heading if parent else 0)
        box = Box(element, tag, name, parent, parent.depth + 1 if parent else 0, heading, len(self.pieces))
        self.box = box
        self.boxes.append(box)
        self.opened.append(element)
        self.depth = max(self.depth, len(self.open) + len(self.opened))

    def _close(self) -> None:
        self.flush()
        box = self.box
        self.opened.pop()
        if box is not None:
            if box.tag == "figure" and (inside := self.pieces[box.start :]) and all(p.kind == "text" for p in inside):
                self._pictureless(box)
            box.end = len(self.pieces)
            self.box = box.parent

    def _picture(self, element: Element) -> None:
        image = read_image(element)
        if self.line.parts and (is_icon(element, image) or len(image.alt) <= 2):
            if image.alt and len(image.alt) <= 2:
                self.add(image.alt)
            return
        if self.box is None or is_icon(element, image):
            return
        self.flush()
        self.pieces.append(Piece("image", self.box, image=image))

    def _embed(self, element: Element, tag: str) -> None:
        self.events.skip_subtree()
        source = element.find(".//source")
        address = element.get("src") or element.get("data-src") or element.get("data") or ""
        if not address and source is not None:
            address = source.get("src") or ""
        if not address and element.get("videoid"):
            address = f"https://www.youtube.com/watch?v={element.get('videoid')}"
        if self.box is None:
            return
        self.flush()
        text = clean(element.get("title") or element.get("aria-label") or "")
        image = Image(address, text, tag, pixels(element.get("width")), pixels(element.get("height")))
        self.pieces.append(Piece("embed", self.box, image=image))

    def _pictureless(self, figure: Box) -> None:
        """Put a picture where a figure has only words: its caption, or what our own pages set for the picture."""
        inside = self.pieces[figure.start :]
        for piece in inside:
            if piece.box.name == "picture":
                href = next((span.value for span in piece.spans if span.style == "link"), None)
                piece.kind, piece.image = "image", Image(href or "", piece.text, "", None, None)
                piece.text, piece.spans, piece.linked, piece.size = "", [], 0, 0
                return
        if figure.element.find(".//figcaption") is not None and sum(p.size for p in inside) < 600:
            self.pieces.append(Piece("image", figure, image=Image("", "", "", None, None)))

    def _unscripted(self, element: Element) -> None:
        self.events.skip_subtree()
        last = self.pieces[-1] if self.pieces else None
        for child in element.iter("img"):
            image = read_image(child)
            if is_icon(child, image) or self.box is None or not image.src:
                continue
            if last is not None and last.image is not None and last.box in self.box.up():
                last.image.src = last.image.src or image.src
            else:
                self.flush()
                self.pieces.append(Piece("image", self.box, image=image))
            return
        words = " ".join("".join(element.itertext()).split())
        if words and "<" not in words:
            self.unscripted.append(words[:500])

    def _drawing(self, drawing: Element) -> None:
        """Keep the words of a drawing as left out: they label it, and stand in no order to read."""
        words = [" ".join("".join(text.itertext()).split()) for text in drawing.iter("text", "foreignobject")]
        self.flush()
        self._leave_out(" ".join(filter(None, words)), "drawing")

    def _leave_out(self, words: str, reason: str) -> None:
        text = clean(words)
        if text and self.box is not None:
            self.pieces.append(Piece("text", self.box, text, cut=reason, size=size_of(text)))

    def _code(self, element: Element) -> None:
        self.events.skip_subtree()
        for line in element.iter("br"):
            line.tail = "\n" + (line.tail or "")
        text = clean("".join(element.itertext())).expandtabs(4).strip("\n")
        if text.strip() and self.box is not None:
            self.pieces.append(Piece("code", self.box, text.rstrip(), size=len(text)))


def _holds_blocks(element: Element) -> bool:
    return any(child.tag not in _UNBROKEN for child in element)


_UNBROKEN = INLINE | IMAGES | SKIPPED | {"br"}
