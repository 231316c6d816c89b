"""A page as the finding sees it: boxes, and the pieces of text and pictures that stand in them, in reading order.

Both are made once by the walk and then annotated: a piece that is left out is not removed but gets the reason, so that
later stages can look among what was left out, and the article can say what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from termread.parse.page.tree import Element
from termread.parse.text_shape import key
from termread.values import dataclass, field

Signature = tuple[str, str, str, str]
"""Tag and class of a box, and of the box around it."""
Kind = Literal["text", "heading", "code", "image", "embed", "rule"]

_DIGITS = re.compile(r"[-_]*\d+")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff]"), re.compile("[\uac00-\ud7af\u0e00-\u0e7f]")
"""Characters that say as much as two: apart, since a set of more than two ranges takes ten times as long to compile."""
LOOK = 2000
"""Characters of a piece that are looked at to tell whether it is a sentence; a piece may hold megabytes."""
_ENDS = frozenset(".!?…。！？।؟۔:;»”\"’')]）」』")
_UNSTOPPED = re.compile("[\u0e00-\u0eff\u1780-\u17ff]")
"""Letters of Thai, Lao and Khmer, which end no sentence with a sign."""
_LONG = 120
"""The size from which text in such letters is a sentence."""
_FULL_STOPS = ("。", "！", "？")
_CALLED_AT_END = re.compile(r"[^\W\d_][.!?…]['\"”’»)]*\d{1,3}$")
"""The number of a footnote behind the end of a sentence."""
_INNER_STOP = re.compile(r"[.!?…]['\"”’»)]*\s|[。！？।؟۔]")


@dataclass(slots=True, eq=False)
class Box:
    """An element that breaks lines, with the range of pieces that stand in it."""

    element: Element
    tag: str
    name: str
    """Its class and id as written."""
    parent: Box | None
    depth: int
    heading: int
    """The level of the heading it is in, or 0."""
    start: int = 0
    end: int = 0
    weight: int = 0
    """Characters of paragraph text in it."""
    linked: int = 0
    """Characters of linked text in it."""
    reason: str | None = None
    """Why it and all in it are left out."""

    def up(self) -> Iterator[Box]:
        """Yield the box itself and all that it is in, from the inside out."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent

    def __contains__(self, index: int) -> bool:
        return self.start <= index < self.end


def holder_of(box: Box, tags: frozenset[str], known: dict[Box, Box | None]) -> Box | None:
    """Return the nearest box of one of *tags* that *box* is or is in.

    *known* spares the way up to those that share it: a hundred thousand pieces may stand five hundred deep.
    """
    way: list[Box] = []
    found: Box | None = None
    for outer in box.up():
        if outer in known:
            found = known[outer]
            break
        way.append(outer)
        if outer.tag in tags:
            found = outer
            break
    known.update(dict.fromkeys(way, found))
    return found


@dataclass(slots=True)
class Span:
    """A stretch of a piece that was marked up: a style, a link, or a class that means something."""

    start: int
    end: int
    style: str
    value: str | None = None


@dataclass(slots=True, eq=False)
class Image:
    """What an image element says of itself."""

    src: str
    alt: str
    title: str
    width: int | None
    height: int | None


@dataclass(slots=True, eq=False)
class Piece:
    """A run of text, a picture or another thing that stands by itself."""

    kind: Kind
    box: Box
    text: str = ""
    spans: list[Span] = field(default_factory=list)
    linked: int = 0
    """Characters of its text inside links."""
    image: Image | None = None
    level: int = 0
    cut: str | None = None
    """Why it is left out."""
    role: str | None = None
    """caption, credit, or None for what stands in the text."""
    of: int | None = None
    """For a caption or credit: the index of its picture."""
    size: int = 0
    """Its length, a character of a script without spaces counted double."""
    ids: list[tuple[str, int]] = field(default_factory=list)
    """Names of places in it, with their offsets."""

    prose: bool = False
    """Whether it is running text that reads as a sentence; set when it is weighed."""
    written: Signature | None = None
    """Its signature, once asked for."""
    compared: str | None = None
    """Its key, once asked for."""

    @property
    def runs(self) -> bool:
        """Whether it is running text rather than a label or a line of links."""
        return self.kind == "text" and self.size >= RUNNING and self.linked * 2 < len(self.text)

    @property
    def stops(self) -> bool:
        """Whether it ends as a sentence does."""
        text = self.text
        if text[-1:] in _ENDS or (text[-1:].isdecimal() and _CALLED_AT_END.search(text, max(len(text) - 9, 0))):
            return True
        if text.isascii():
            return False
        return any(stop in text for stop in _FULL_STOPS) or (self.size >= _LONG and bool(_UNSTOPPED.match(text[-1:])))

    @property
    def sentence(self) -> bool:
        """Whether it reads as a sentence: it stops as one, or has one in it."""
        return self.stops or bool(_INNER_STOP.search(self.text, 0, LOOK))

    @property
    def key(self) -> str:
        """What it has in common with the same words written otherwise."""
        if self.compared is None:
            self.compared = key(self.text)
        return self.compared

    @property
    def signature(self) -> Signature:
        """How the page writes this kind of text: tag and class, of the box and of the box around it."""
        if self.written is None:
            box, parent = self.box, self.box.parent
            around = (parent.tag, plain_name(parent.name)) if parent is not None else ("", "")
            self.written = (box.tag, plain_name(box.name), *around)
        return self.written


RUNNING = 40
"""The size from which a piece may be running text."""


@dataclass(slots=True)
class Sheet:
    """A page as boxes and pieces."""

    boxes: list[Box]
    pieces: list[Piece]
    unscripted: str = ""
    """What the page says to readers without JavaScript."""
    wanted: set[str] = field(default_factory=set)
    """Names that links inside the page call."""
    depth: int = 0
    """How deep its elements nest."""

    def calls(self, piece: Piece) -> bool:
        """Return whether a piece is a place that a link of the page leads to, and itself a link: the number of a footnote."""
        return bool(piece.ids and piece.linked) and any(name in self.wanted for name, _ in piece.ids)


def size_of(text: str) -> int:
    """Return the length of *text*, characters of scripts without spaces counted double."""
    return len(text) if text.isascii() else len(text) + sum(len(each.findall(text)) for each in _DENSE)


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a class and id without their numbers, so that `par-1` and `par-2` are one."""
    return _DIGITS.sub("", name)


def make_of(box: Box) -> Signature:
    """Return the make of a box: its tag and class without numbers, and those of the box around it."""
    parent = box.parent
    return (box.tag, plain_name(box.name), *((parent.tag, plain_name(parent.name)) if parent else ("", "")))
