"""What readers say below a story, known by its shape, whatever it is called."""

from __future__ import annotations

from collections import Counter, defaultdict

from termread.parse.page.boilerplate.lines import TIME
from termread.parse.page.compose.frames import is_named_live
from termread.parse.page.model import Element, Page, Signature

_FEWEST = 3
"""How many elements of one make are a thread."""
_SIGN, _DATE = 24, 80
"""Characters of a line that each comment has, such as the offer to reply, and of the line that says when it was made."""
_MOST = 0.8
"""The share of the page's running text from which a thread is the page: a forum, or a live blog."""
_PARTS = frozenset(["li", "div", "article", "section", "ol", "tr", "dd"])


def exclude_comments(page: Page) -> None:
    """Leave out elements of one make that each say when they were written and hold the same short line: comments of readers."""
    if page.metadata.live:
        return
    makes: defaultdict[Signature, list[Element]] = defaultdict(list)
    siblings: defaultdict[tuple[str, int], list[Element]] = defaultdict(list)
    for element in page.elements:
        if (
            element.weight
            and element.excluded is None
            and element.tag in _PARTS
            and element.end - element.start >= _FEWEST
            and not is_named_live(element)
        ):
            makes[element.signature].append(element)
            # Answers and odd lines are often called otherwise than what they stand beside.
            siblings[element.tag, id(element.parent)].append(element)
    for elements in (*makes.values(), *siblings.values()):
        apart = _outermost(elements)
        if (
            len(apart) >= _FEWEST
            and sum(element.weight for element in apart) < _MOST * page.total
            and _are_comments(apart, page)
        ):
            for element in apart:
                page.exclude_all(element, "comments")


def _outermost(elements: list[Element]) -> list[Element]:
    """Return the elements that stand in no other of them: answers stand in what they answer."""
    kept: list[Element] = []
    for element in elements:
        if not kept or element.start >= kept[-1].end:
            kept.append(element)
    return kept


def _are_comments(elements: list[Element], page: Page) -> bool:
    lines: Counter[str] = Counter()
    dated = written = 0
    for element in elements:
        inside = page.runs[element.start : element.end]
        dated += any(len(run.text) <= _DATE and TIME.search(run.text) for run in inside)
        written += any(run.is_running for run in inside)
        lines.update({run.key for run in inside if 0 < len(run.text) <= _SIGN})
    most = max(lines.values(), default=0)
    return min(dated, written, most) * 5 >= 4 * len(elements)
