"""Short lines that belong to the story: rows of one make, answers, what stands below a heading, what stands among paragraphs."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby

from termread.parse.page.class_names import plain_name
from termread.parse.page.model import Element, Page, Signature

LINE = 80
"""The size up to which a line is short."""
BOX = 6
"""How many lines a box in a row of boxes may hold."""
SCORES = 3
"""How many paragraphs are each followed by a line of one make before such lines are a part of what is told."""
_AROUND = frozenset(["body", "html"])


def belonging(page: Page, order: list[int]) -> set[int]:
    """Return which of the kept runs in *order* belong to the story by where they stand, however short they are."""
    short = [i for i in order if page.runs[i].kind == "text" and page.runs[i].size < LINE]
    rows = _rows(page, short)
    said = Counter(page.runs[i].text for i in short)
    spread = _spread(page, order)
    lines = {i: _place(page, i) for i in short}
    found = set(rows)
    for i in short:
        run, before = page.runs[i], page.runs[i - 1] if i else None
        if before is None or before.excluded is not None:
            before = None
        place = lines[i].parent
        heads = before is not None and (before.kind == "heading" or before.text.endswith(("?", "？")))
        if heads and before is not None and place is not None and i - 1 in place and not _heads_what_is_cut(page, i):
            found.add(i)
        elif place in spread and said[run.text] == 1 and not _heads_what_is_cut(page, i):
            first, last = spread[place]
            if first < i < last:
                found.add(i)
    return found | _scores(page, short, lines, spread)


def _place(page: Page, index: int) -> Element:
    """Return the largest element that holds nothing but the run at *index*."""
    element = page.runs[index].element
    while (outer := element.parent) is not None and outer.end - outer.start == 1 and outer.tag not in _AROUND:
        element = outer
    return element


def _rows(page: Page, short: list[int]) -> set[int]:
    """Return the runs that follow each other in elements of one make beside each other, or in boxes of one make."""
    found: set[int] = set()
    rows = groupby(
        enumerate(short), key=lambda row: (page.runs[row[1]].signature, _parent(page, row[1]), row[1] - row[0])
    )
    for (_, holder, _), members in rows:
        if holder is not None:
            found.update(_row(page, [index for _, index in members]))
    return found | _boxed(page, set(short))


def _boxed(page: Page, short: set[int]) -> set[int]:
    """Return the runs in boxes of one make right beside each other, each of which holds a few *short* lines and nothing else."""
    boxes: defaultdict[tuple[Element, str, str], list[Element]] = defaultdict(list)
    for element in page.elements:
        if 0 < element.end - element.start <= BOX and element.start in short and element.parent is not None:
            boxes[element.parent, element.tag, plain_name(element.name)].append(element)
    found: set[int] = set()
    for alike in boxes.values():
        kept = [box for box in alike if short.issuperset(range(box.start, box.end))]
        ends = {box.end for box in kept}
        starts = {box.start for box in kept}
        beside = [box for box in kept if box.start in ends or box.end in starts]
        found.update(_row(page, [i for box in beside for i in range(box.start, box.end)]))
    return found


def _row(page: Page, row: list[int]) -> list[int]:
    """Return the runs of a *row*, where they say more than one thing and do not head what is cut."""
    texts = {page.runs[i].text for i in row}
    return row if len(texts) > 1 and not _heads_what_is_cut(page, row[-1]) else []


def _parent(page: Page, index: int) -> Element | None:
    return page.runs[index].element.parent


def _spread(page: Page, order: list[int]) -> dict[Element | None, tuple[int, int]]:
    """Return between which runs the ordinary paragraphs right inside each element stand."""
    found: dict[Element | None, tuple[int, int]] = {}
    for i in order:
        run = page.runs[i]
        if run.prose and run.signature in page.grammar.ordinary:
            place = _place(page, i).parent
            first = found[place][0] if place in found else i
            found[place] = first, i
    return found


def _scores(
    page: Page, short: list[int], places: dict[int, Element], spread: dict[Element | None, tuple[int, int]]
) -> set[int]:
    """Return the lines of one make of which each follows the paragraph of an entry, such as the score in a live blog."""
    makes: defaultdict[Signature, list[int]] = defaultdict(list)
    for i in short:
        makes[page.runs[i].signature].append(i)
    found: set[int] = set()
    for members in makes.values():
        texts = {page.runs[i].text for i in members}
        if len(members) >= SCORES and len(texts) == len(members):
            found.update(members if all(spread.get(places[i].parent, (0, 0))[1] == i - 1 for i in members) else ())
    return found


def _heads_what_is_cut(page: Page, index: int) -> bool:
    """Return whether what stands right behind a line, in the same box, was left out: then it is the label of that."""
    after = page.runs[index + 1] if index + 1 < len(page.runs) else None
    if after is None or after.excluded is None or after.role is not None:
        return False
    return bool(after.linked) or after.kind in ("image", "embed", "heading")
