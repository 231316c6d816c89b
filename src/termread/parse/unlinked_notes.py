"""Footnote references that are not links: superscript or bracketed numbers, and the notes they refer to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from termread.article import (
    Anchor,
    Block,
    Footnote,
    Footnotes,
    Heading,
    Item,
    Listing,
    Mark,
    Paragraph,
    Place,
    Prose,
    Quote,
    Rule,
    item_starts,
    leaves,
)
from termread.text import regex
from termread.values import dataclass, replace

_LINE = regex(r"(?:\[(?P<square>\d{1,3})\]|\((?P<round>\d{1,3})\)|(?P<bare>\d{1,3})[.):]?)(?=\s+\S)")
_BRACKETED = regex(r"\[(\d{1,3})\]")
_NUMBER = regex(r"[\[(]?(\d{1,3})[\])]?")


@dataclass(frozen=True, slots=True)
class _Call:
    """A number in a text that refers to a footnote."""

    number: int
    start: int
    end: int
    square: bool


def call_unlinked(blocks: Sequence[Block], anchors: Sequence[Anchor]) -> tuple[Sequence[Block], Sequence[Anchor]]:
    """Return *blocks* with references linked to their notes, and *anchors* with those of the notes.

    Notes are lines numbered from 1, each referred to in the text before, or a list at the end.
    """
    found = [*blocks]
    named = [*anchors]
    begin = seen = 0
    calls: set[int] = set()
    for start, end, notes in _groups(blocks):
        calls |= _calls_in(blocks[seen:start]).keys()
        seen = start
        numbers = [number for number, _, _ in notes]
        if numbers == list(range(1, len(numbers) + 1)) and calls >= set(numbers):
            prefix = f"note-{start}-"
            for at in range(begin, start):
                found[at] = _linked(found[at], set(numbers), prefix)
            named += [Anchor(f"{prefix}{number}", place) for number, place, _ in notes]
            begin = seen = end
            calls = set()
    return (found, named) if len(named) > len(anchors) else _with_list(blocks, anchors)


def _groups(blocks: Sequence[Block]) -> Iterator[tuple[int, int, list[tuple[int, Place, bool]]]]:
    """Yield the ranges of blocks that consist of numbered lines, with the numbers and their places."""
    at = 0
    while at < len(blocks):
        start, notes = at, []
        while at < len(blocks) and (lines := _numbered(blocks[at])):
            notes += [(number, Place(at, offset), square) for number, offset, square in lines]
            at += 1
        if notes:
            yield start, at, notes
        else:
            at += 1


def _numbered(block: Block) -> list[tuple[int, int, bool]]:
    """Return the numbers at the start of the lines of a paragraph; none if the first line has none."""
    if not isinstance(block, Paragraph):
        return []
    lines, at = [], 0
    for line in block.prose.text.split("\n"):
        found = _LINE.match(line)
        if found is not None:
            lines.append((int(found["square"] or found["round"] or found["bare"]), at, bool(found["square"])))
        elif not lines:
            return []
        at += len(line) + 1
    return lines


def _calls_in(blocks: Sequence[Block]) -> dict[int, _Call]:
    calls: dict[int, _Call] = {}
    for block in blocks:
        for leaf in leaves(block) if isinstance(block, Paragraph | Quote | Listing | Heading) else ():
            for call in _calls(leaf):
                calls.setdefault(call.number, call)
    return calls


def _calls(prose: Prose) -> Iterator[_Call]:
    """Yield superscript and bracketed numbers that are not links."""
    raised = {(m.start, m.end) for m in prose.marks if m.style == "sup"}
    taken = {
        at for m in prose.marks if m.style in ("link", "sup") and m.end - m.start <= 12 for at in (m.start, m.end - 1)
    }
    linked = {at for m in prose.marks if m.style == "link" for at in (m.start, m.end - 1)}
    squares = (found.span() for found in _BRACKETED.finditer(prose.text))
    free = {(a, b) for a, b in squares if taken.isdisjoint(range(a, b))}
    for start, end in sorted(raised | free):
        found = _NUMBER.fullmatch(prose.text[start:end].strip()) if end - start <= 6 else None
        if found is not None and start > 0 and linked.isdisjoint(range(start, end)):
            yield _Call(int(found.group(1)), start, end, (start, end) not in raised)


def _linked(block: Block, numbers: set[int], prefix: str) -> Block:
    """Return a block with its references to *numbers* linked."""
    match block:
        case Paragraph(prose):
            return Paragraph(_linked_prose(prose, numbers, prefix))
        case Heading(level, prose):
            return Heading(level, _linked_prose(prose, numbers, prefix))
        case Quote(inner, cite):
            return Quote(tuple(_linked(each, numbers, prefix) for each in inner), cite)
        case Listing():
            items = tuple(
                Item(
                    _linked_prose(item.prose, numbers, prefix),
                    tuple(_linked(each, numbers, prefix) for each in item.blocks),
                    item.label,
                )
                for item in block.items
            )
            return replace(block, items=items)
        case _:
            return block


def _linked_prose(prose: Prose, numbers: set[int], prefix: str) -> Prose:
    marks = [
        Mark(call.start, call.end, "link", f"#{prefix}{call.number}")
        for call in _calls(prose)
        if call.number in numbers
    ]
    if not marks:
        return prose
    return Prose(prose.text, tuple(sorted([*prose.marks, *marks], key=lambda m: (m.start, -m.end, m.style))))


def _with_list(blocks: Sequence[Block], anchors: Sequence[Anchor]) -> tuple[Sequence[Block], Sequence[Anchor]]:
    """Return *blocks* with the list at their end as footnotes if the text refers to exactly its numbers."""
    at = len(blocks) - 1
    block = blocks[at] if blocks else None
    if not isinstance(block, Listing) or not block.ordered or block.start != 1 or at < 2:
        return blocks, anchors
    if any(item.label for item in block.items):
        return blocks, anchors
    if not isinstance(blocks[at - 1], Rule | Heading):
        return blocks, anchors
    numbers = list(range(1, len(block.items) + 1))
    calls = _calls_in(blocks[:at])
    if sorted(calls) != numbers or any(call.square for call in calls.values()):
        return blocks, anchors
    prefix = f"note-{at}-"
    places = zip(numbers, item_starts(block), strict=False)
    named = [*anchors, *(Anchor(f"{prefix}{number}", Place(at, offset)) for number, offset in places)]
    notes = Footnotes(
        tuple(Footnote(str(n), item.prose, item.blocks) for n, item in zip(numbers, block.items, strict=True))
    )
    return [*(_linked(each, set(numbers), prefix) for each in blocks[:at]), notes], named
