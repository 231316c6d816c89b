"""Shared by the output formats: safe links, nested marks, labels, and footnotes with the references to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from itertools import pairwise

from termread.article import (
    Article,
    Block,
    Entry,
    Footnote,
    Footnotes,
    Listing,
    Mark,
    Note,
    NoteKind,
    Prose,
    Quote,
    Style,
    flatten,
    leaves,
)
from termread.numerals import number_of, numbering_of
from termread.text import regex
from termread.values import dataclass

ORDER: tuple[Style, ...] = ("link", "strong", "emphasis", "strike", "sub", "sup", "code")
"""Nesting order for marks that cover exactly the same text."""

_WEB = regex(
    r"(?P<site>https?://(?:[^/?#@\s<>\"]*@)?(?:\[[0-9a-f:.]+\]|[^/?#@:\s\[\]<>\"'\\^`{|}%]+)(?::\d{0,5})?)(?P<rest>(?:[/?#].*)?)",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = regex(r"(?P<site>mailto:)(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_UNSAFE = regex(r"[\s<>\"\\^`{|}\[\]]|%(?![0-9A-Fa-f]{2})|(?<=#)#|#(?=[^#]*#)")


@dataclass(frozen=True, slots=True)
class Tag:
    """The opening and closing markup of a mark."""

    opening: str
    closing: str


Tags = tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class _Cover:
    start: int
    end: int
    style: Style
    tag: Tag


def safe_href(href: str | None) -> str | None:
    """Return *href*, percent-encoded as needed, or None if it is not http, https or mailto."""
    found = _WEB.fullmatch(href.strip()) or _MAIL.fullmatch(href.strip()) if href else None
    return found["site"] + _UNSAFE.sub(_percent, found["rest"]) if found else None


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found.group().encode())


def weave(prose: Prose, tag_of: Callable[[Mark], Tag | None], escape: Callable[[int, int, Tags], str]) -> str:
    """Return *prose* with its text escaped and each mark written using *tag_of* (None: omit the mark).

    Longer marks go outside shorter ones; marks that cross are closed and reopened so that all of them nest.
    *escape* receives the start and end of a piece of text, and the tags around it, outermost first.
    """
    stack: Tags = ()
    out: list[str] = []
    for start, end, tags in [*_spans(prose, tag_of), (0, 0, ())]:
        same = 0
        while same < min(len(stack), len(tags)) and stack[same] == tags[same]:
            same += 1
        out += [tag.closing for tag in reversed(stack[same:])]
        out += [tag.opening for tag in tags[same:]]
        out.append(escape(start, end, tags))
        stack = tags
    return "".join(out)


def _spans(prose: Prose, tag_of: Callable[[Mark], Tag | None]) -> Iterator[tuple[int, int, Tags]]:
    """Split the text wherever a mark starts or ends, yielding each piece with its tags, outermost first."""
    waiting = []
    for mark in prose.marks:
        start, end = max(mark.start, 0), min(mark.end, len(prose.text))
        if start < end and (tag := tag_of(mark)):
            waiting.append(_Cover(start, end, mark.style, tag))
    waiting.sort(key=_outermost_first, reverse=True)
    edges = sorted({0, len(prose.text), *(cover.start for cover in waiting), *(cover.end for cover in waiting)})
    over: list[_Cover] = []
    for start, end in pairwise(edges):
        over = [cover for cover in over if cover.end > start]
        while waiting and waiting[-1].start == start:
            over.append(waiting.pop())
        one_a_style: dict[Style, Tag] = {}
        for cover in over:
            one_a_style.setdefault(cover.style, cover.tag)
        yield start, end, tuple(one_a_style.values())


def _outermost_first(cover: _Cover) -> tuple[int, int, int]:
    return cover.start, -cover.end, ORDER.index(cover.style)


def list_tags(listing: Listing) -> tuple[str, list[str]]:
    """Return the opening tag of *listing* and of each of its items."""
    if not listing.ordered:
        return "<ul>", ["<li>"] * len(listing.items)
    if not any(item.label for item in listing.items):
        return f"<ol{_start(listing.start)}>", ["<li>"] * len(listing.items)
    numbering = numbering_of(listing.labels)
    if numbering is None:
        shown = [f'<li style="list-style-type: none">{escape(label)}. ' for label in listing.labels]
        return "<ol>", shown
    numbers = [number_of(label, numbering) or 0 for label in listing.labels]
    kind = "" if numbering == "1" else f' type="{numbering}"'
    expected = [numbers[0], *(number + 1 for number in numbers)]
    return f"<ol{kind}{_start(numbers[0])}>", [
        "<li>" if number == next_one else f'<li value="{number}">'
        for number, next_one in zip(numbers, expected, strict=False)
    ]


def _start(number: int) -> str:
    return "" if number == 1 else f' start="{number}"'


NOTE_LABELS: dict[NoteKind, str] = {
    "editor": "Editor's note",
    "correction": "Correction",
    "disclosure": "Disclosure",
    "contributor": "About the author",
    "info": "Note",
}

DEEPEST = 8
"""Maximum depth at which posts are nested; deeper ones are written at this depth."""


def entry_parts(entry: Entry) -> list[str]:
    """Return the heading parts of an entry: its author, time, points and title, as far as they are known."""
    points = "" if entry.points is None else f"{entry.points} point{'' if entry.points == 1 else 's'}"
    return [part for part in (entry.author, entry.time, points, entry.title) if part]


class Notes:
    """The footnotes of *article* in order, numbered from 0."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.items: list[Footnote] = []
        self.names: dict[str, int] = {}
        stretches: dict[int, list[tuple[int, int, int]]] = {}
        for index, block in enumerate(article.blocks):
            for start, end, item in _notes_in(block, 0):
                stretches.setdefault(index, []).append((start, end, len(self.items)))
                self.items.append(item)
        for anchor in article.anchors if self.items else ():
            own = stretches.get(anchor.place.block, [])
            at = bisect_right(own, anchor.place.offset, key=lambda stretch: stretch[0]) - 1
            if at >= 0 and anchor.place.offset < own[at][1]:
                self.names.setdefault(anchor.name, own[at][2])
        counted = Counter(item.label for item in self.items)
        self.alone = {item.label: n for n, item in enumerate(self.items) if counted[item.label] == 1}

    def labels(self) -> list[str]:
        """Return unique labels that are words: the notes' own, or, if these clash, numbers in order of reference."""
        labels = [re.sub(r"[^\w.-]+", "-", item.label) for item in self.items]
        if len(set(labels)) == len(labels) and all(label.strip("-") for label in labels):
            return labels
        order = dict.fromkeys([*self._in_order_of_calls(), *range(len(labels))])
        numbers = {number: str(place) for place, number in enumerate(order, 1)}
        return [numbers[number] for number in range(len(labels))]

    def _in_order_of_calls(self) -> Iterator[int]:
        for block in self.article.blocks:
            for leaf in leaves(block):
                for mark in leaf.marks:
                    number = self.called(mark, leaf.text[mark.start : mark.end])
                    if number is not None:
                        yield number

    def called(self, mark: Mark, text: str) -> int | None:
        """Return the note that a mark over *text* refers to: by its link, or by a superscript label without one."""
        if mark.style == "link" and mark.href and mark.href[0] == "#":
            number = self.names.get(mark.href[1:])
            return number if len(text) <= LONGEST else None
        return self.alone.get(text.strip("[]() ")) if mark.style == "sup" else None


LONGEST = 12
"""Maximum length of a reference; a longer link to a note is part of the sentence."""


def _notes_in(block: Block, at: int) -> Iterator[tuple[int, int, Footnote]]:
    """Yield the footnotes in a block with their ranges in its flattened text, which starts at *at*."""
    match block:
        case Footnotes(items=items):
            for item in items:
                end = at + sum(len(leaf.text) + 1 for leaf in leaves(Footnotes((item,))))
                yield at, end, item
                at = end
        case Quote(blocks=blocks) | Note(blocks=blocks) | Entry(blocks=blocks):
            whole, inner = len(flatten(block)), sum(len(flatten(each)) + 1 for each in blocks if flatten(each))
            at += max(0, whole + 1 - inner) if isinstance(block, Entry) else 0
            for each in blocks:
                yield from _notes_in(each, at)
                at += len(flatten(each)) + 1 if flatten(each) else 0
        case _:
            return
