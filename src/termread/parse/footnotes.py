"""Tie footnotes to their references: paragraphs that a numbered link leads to, or that start with such a number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from operator import itemgetter

from termread.article import Anchor, Block, Footnote, Footnotes, Mark, Paragraph, Place, Prose, item_starts, leaves
from termread.parse.unlinked_notes import call_unlinked
from termread.text import regex
from termread.values import dataclass, replace

WAYS_BACK = " \u00a0↩↑⤴⏎↵^\ufe0e\ufe0f"
"""Characters of the back link at the end of a footnote."""

_BACK_WORDS = frozenset(
    [
        "back",
        "return",
        "go back",
        "back to text",
        "top",
        "up",
        "zurück",
        "retour",
        "volver",
        "indietro",
        "terug",
        "tillbaka",
    ]
)
_LABEL = regex(r"[\[(]?\s*(?:note |n\.\s?)?(\d{1,4}|[*†‡§¶#]{1,4}|[ivxlc]{1,6}|[a-z])\s*[\])]?[.:]?", re.IGNORECASE)
_NOTE_NAME = regex(
    r"(?:^|[^a-z])(?:f|e|end|foot)?_?(?:n|ft|ftn|fn|en|edn|note|nota|noot|fuss?note)(?:ote)?s?[-_:.]?\w*\d",
    re.IGNORECASE,
)


_LEAD = 12
"""Characters at the start of a line within which the anchor of a note must be."""


@dataclass(frozen=True, slots=True)
class Tied:
    """Blocks with their footnotes tied, and the new index of each block."""

    blocks: tuple[Block, ...]
    anchors: tuple[Anchor, ...]
    moved: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a paragraph that is a footnote: its label, the offset of its text, and its own offset."""

    label: str
    start: int
    begin: int


def tie_footnotes(blocks: Sequence[Block], anchors: Sequence[Anchor]) -> Tied:
    """Return *blocks* with footnotes in place of the paragraphs that references lead to; *anchors* are the link targets."""
    blocks, anchors = call_unlinked(blocks, anchors)
    calls = _calls(blocks)
    names: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        if anchor.name in calls:
            names.setdefault(anchor.place.block, []).append(anchor)
    made: list[Block] = []
    moves: list[tuple[int, int, list[tuple[int, int]]]] = []
    for at, block in enumerate(blocks):
        notes, starts = _notes_in(block, names.get(at, []), calls)
        last = made[-1] if made else None
        if notes is None:
            made.append(block)
            moves.append((len(made) - 1, 0, []))
        elif isinstance(last, Footnotes):
            before = item_starts(last)[-1]
            made[-1] = Footnotes((*last.items, *notes.items))
            moves.append((len(made) - 1, before, starts))
        else:
            made.append(notes)
            moves.append((len(made) - 1, 0, starts))
    return Tied(tuple(made), tuple(_moved(anchor, moves) for anchor in anchors), tuple(at for at, _, _ in moves))


def without_way_back(prose: Prose) -> Prose:
    """Return the text of a footnote without the back link at its end."""
    text = prose.text.rstrip(WAYS_BACK)
    last = max((m for m in prose.marks if m.style == "link"), key=lambda m: m.end, default=None)
    if last is not None and (last.href or "").startswith("#") and last.end >= len(text) and last.start > 0:
        said = text[last.start :].strip(WAYS_BACK + "[]().«»<>").lower()
        if not said or said in _BACK_WORDS:
            text = text[: last.start].rstrip(WAYS_BACK + "[(")
    return part_of(prose, 0, len(text)) if text != prose.text else prose


def _calls(blocks: Iterable[Block]) -> dict[str, str]:
    """Return the labels of links that look like footnote references, by link target."""
    calls: dict[str, str] = {}
    for block in blocks:
        for leaf in leaves(block):
            for mark in leaf.marks:
                if mark.style == "link" and mark.href and mark.href[0] == "#":
                    found = _LABEL.fullmatch(leaf.text[mark.start : mark.end].strip())
                    if found:
                        calls.setdefault(mark.href[1:], found.group(1))
    return calls


def _notes_in(
    block: Block, names: Sequence[Anchor], calls: dict[str, str]
) -> tuple[Footnotes | None, list[tuple[int, int]]]:
    """Return the footnotes in a block and how offsets move, or None if it holds none."""
    if isinstance(block, Footnotes):
        return _labelled(block, names, calls)
    if not isinstance(block, Paragraph) or not names:
        return None, []
    lines = list(_lines(block.prose, names, calls))
    if not lines or lines[0].begin > 0:
        return None, []
    ends = [line.begin for line in lines[1:]] + [len(block.prose.text)]
    items = tuple(
        Footnote(line.label, without_way_back(part_of(block.prose, line.start, end)))
        for line, end in zip(lines, ends, strict=True)
    )
    if not all(item.prose.text for item in items):
        return None, []
    notes = Footnotes(items)
    return notes, [(line.begin, start) for line, start in zip(lines, item_starts(notes), strict=False)]


def _lines(prose: Prose, names: Sequence[Anchor], calls: dict[str, str]) -> Iterator[_Line]:
    """Yield the lines of a paragraph that start with the label of a reference."""
    ordered = sorted(names, key=lambda anchor: anchor.place.offset)
    begin = at = 0
    for line in prose.text.split("\n"):
        while at < len(ordered) and ordered[at].place.offset < begin:
            at += 1
        near = takewhile(lambda anchor: anchor.place.offset <= begin + _LEAD, ordered[at:])  # noqa: B023
        found = next(filter(None, (_line(prose, line, begin, a, calls[a.name]) for a in near)), None)
        if found is not None:
            yield found
        begin += len(line) + 1


def _line(prose: Prose, line: str, begin: int, anchor: Anchor, label: str) -> _Line | None:
    """Return a line as a footnote if it starts with *label*, or has the anchor of a note at its start."""
    found = re.match(rf"[\[(]?\s*{re.escape(label)}\s*[\])]?[.:)\]]?\s*(?=\S)", line)
    if found is None:
        alone = anchor.place.offset == begin and _NOTE_NAME.search(anchor.name) and not _leads_away(prose, anchor)
        return _Line(label, begin, begin) if alone else None
    whole = found.end() > len(label) or not line[found.end()].isalnum()
    return _Line(label, begin + found.end(), begin) if whole and anchor.place.offset <= begin + found.end() else None


def _leads_away(prose: Prose, anchor: Anchor) -> bool:
    """Return whether an anchor is on a reference: anchors of references look like those of notes."""
    return any(mark.style == "link" and mark.start <= anchor.place.offset < mark.end for mark in prose.marks)


def _labelled(
    block: Footnotes, names: Sequence[Anchor], calls: dict[str, str]
) -> tuple[Footnotes, list[tuple[int, int]]]:
    """Return footnotes with the labels of their references, and how offsets move."""
    starts = item_starts(block)
    labels: dict[int, str] = {}
    for anchor in names:
        labels.setdefault(bisect_right(starts, anchor.place.offset) - 1, calls[anchor.name])
    items = []
    for at, item in enumerate(block.items):
        label = labels.get(at) or item.label or str(at + 1)
        items.append(replace(item, label=label, prose=_unlabelled(item.prose, label)))
    notes = Footnotes(tuple(items))
    return notes, list(zip(starts, item_starts(notes), strict=True))


def _unlabelled(prose: Prose, label: str) -> Prose:
    """Return the text of a footnote without its label, if the label is a back link."""
    first = next(
        (m for m in prose.marks if m.style == "link" and m.start <= 1 and (m.href or "").startswith("#")), None
    )
    said = _LABEL.fullmatch(prose.text[first.start : first.end].strip()) if first else None
    if first is None or said is None or said.group(1) != label or len(prose.text) <= first.end:
        return prose
    rest = prose.text[first.end :]
    return part_of(prose, first.end + len(rest) - len(rest.lstrip(" .:)]")), len(prose.text))


def _moved(anchor: Anchor, moves: Sequence[tuple[int, int, list[tuple[int, int]]]]) -> Anchor:
    """Return an anchor at its new place; inside a new footnote, that is the start of the note."""
    if not 0 <= anchor.place.block < len(moves):
        return anchor
    block, before, starts = moves[anchor.place.block]
    offset = anchor.place.offset
    if starts:
        offset = starts[max(bisect_right(starts, offset, key=itemgetter(0)) - 1, 0)][1]
    return replace(anchor, place=Place(block, before + offset))


def part_of(prose: Prose, start: int, end: int) -> Prose:
    """Return *prose* from *start* to *end*, stripped of surrounding whitespace."""
    text = prose.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    end = start + len(text)
    marks = (
        Mark(max(m.start, start) - start, min(m.end, end) - start, m.style, m.href)
        for m in prose.marks
        if m.end > start and m.start < end
    )
    return Prose(text, tuple(marks))
