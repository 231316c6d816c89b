"""An article's footnotes and the references to them, and its headings as link targets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from termread.article import (
    Article,
    Block,
    Entry,
    Footnote,
    Footnotes,
    Heading,
    Mark,
    Note,
    Prose,
    Quote,
    flatten,
    leaves,
)
from termread.text import regex
from termread.values import asdict, replace

CALL = "\0"
"""Placeholder for a footnote reference in text made by `numbered`; it cannot occur in outside text."""
CALLED = "#^"
"""Prefix of the address of such a reference; the footnote's label follows."""

TARGET = "#/"
"""Prefix of the address of a link to a heading; the heading's slug follows."""


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


def numbered(article: Article) -> Article:
    """Return *article* with unique footnote labels, and a placeholder for each reference to one.

    Links to its headings point to their slugs.
    """
    notes, targets = Notes(article), slugs(article)
    if not notes.items and not targets:
        return article
    labels = notes.labels()
    following = iter(labels)

    def rewrite(value: Any) -> Any:
        match value:
            case Prose():
                return _with_calls(_with_targets(value, targets), notes, labels)
            case tuple():
                return tuple(map(rewrite, value))
            case Footnote():
                label = next(following)
                return Footnote(label, rewrite(value.prose), rewrite(value.blocks))
            case _ if hasattr(value, "__match_args__"):
                return replace(value, **{name: rewrite(part) for name, part in asdict(value).items()})
            case _:
                return value

    return replace(article, blocks=rewrite(article.blocks))


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


def _with_targets(prose: Prose, targets: dict[str, str]) -> Prose:
    """Point links to headings at their slugs."""
    if not any(mark.style == "link" and mark.href and mark.href[1:] in targets for mark in prose.marks):
        return prose
    marks = (
        replace(m, href=f"{TARGET}{targets[m.href[1:]]}")
        if m.href and m.href[0] == "#" and m.href[1:] in targets
        else m
        for m in prose.marks
    )
    return Prose(prose.text, tuple(marks))


def _with_calls(prose: Prose, notes: Notes, labels: list[str]) -> Prose:
    """Replace each reference with a placeholder, linked to its note's label."""
    calls: list[tuple[int, int, str]] = []
    for mark in sorted(prose.marks, key=lambda m: (m.start, -m.end, m.style)):
        number = notes.called(mark, prose.text[mark.start : mark.end])
        if number is not None and mark.end > mark.start:
            start, end = _bracketed(prose.text, mark)
            if not calls or calls[-1][1] <= start:
                calls.append((start, end, labels[number]))
    return _replaced(prose, calls) if calls else prose


def _replaced(prose: Prose, calls: list[tuple[int, int, str]]) -> Prose:
    """Replace each of *calls*, which must not overlap, with a placeholder; marks inside them are dropped."""
    edges = [0, *(edge for start, end, _ in calls for edge in (start, end)), len(prose.text)]
    text = CALL.join(prose.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    starts = [start for start, _, _ in calls]
    shorter = [0, *accumulate(end - start - 1 for start, end, _ in calls)]

    def moved(at: int) -> int:
        before = bisect_left(starts, at)
        inside = before and at < calls[before - 1][1]
        return calls[before - 1][0] - shorter[before - 1] + 1 if inside else at - shorter[before]

    def swallowed(mark: Mark) -> bool:
        before = bisect_right(starts, mark.start)
        return bool(before) and mark.end <= calls[before - 1][1]

    marks = [replace(m, start=moved(m.start), end=moved(m.end)) for m in prose.marks if not swallowed(m)]
    for start, _, label in calls:
        marks.append(Mark(moved(start), moved(start) + 1, "link", f"{CALLED}{label}"))
    return Prose(text, tuple(sorted(marks, key=lambda m: (m.start, -m.end, m.style))))


def _bracketed(text: str, mark: Mark) -> tuple[int, int]:
    """Return a reference's range, including any square brackets around it."""
    around = text[max(mark.start - 1, 0) : mark.start] + text[mark.end : mark.end + 1]
    return (mark.start - 1, mark.end + 1) if around == "[]" else (mark.start, mark.end)


_LEFT_OUT = regex(r"[^\w\- ]")


def slugs(article: Article) -> dict[str, str]:
    """Return the heading slug for each anchor in *article*; anchors elsewhere have none."""
    counted: dict[str, int] = {}
    of_block: dict[int, str] = {}
    titles = [(-1, article.title)] if article.title else []
    titles += [(at, block.prose.text) for at, block in enumerate(article.blocks) if isinstance(block, Heading)]
    for at, title in titles:
        slug = _LEFT_OUT.sub("", title.strip().lower()).replace(" ", "-")
        again = counted.get(slug, 0)
        counted[slug] = again + 1
        of_block[at] = f"{slug}-{again}" if again else slug
    return {a.name: of_block[a.place.block] for a in article.anchors if of_block.get(a.place.block)}
