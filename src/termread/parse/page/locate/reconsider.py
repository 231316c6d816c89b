"""Whether a choice of the story is to be doubted, and what might be chosen instead.

No rule may take most of a page's running text unchallenged: any word can stand on the element of the story itself, and a
story can look like a list of comments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from termread.parse.page.locate.readability_fallback import readability_text
from termread.parse.page.model import Element, Page, Run

UNSURE, FEW = 0.45, 300
"""The share of the text that is no boilerplate, and the characters, below which our own choice is doubted."""
SURVIVES, DOUBTFUL = 0.5, 0.3
"""The shares of the page's running text, what is surely none of the story not counted, below which a choice is challenged,
and below which a reader is told of what was left out."""
SURE = frozenset(["navigation", "footer", "hidden", "dialog", "consent", "drawing"])
"""Reasons that are not challenged."""
UNCHALLENGED = frozenset(["exclude_outside", "exclude_other_articles", "exclude_repeats", "flatten"])
"""Stages that do not go by a name or a look, but by where the story is."""


def challenge_of(page: Page) -> tuple[str, str] | None:
    """Return the stage and the reason that took the story, where little of the page's running text is left.

    They are those that took most of it, if readability-lxml finds its story there rather than in what is left.
    """
    if page.prose_size() >= SURVIVES * page.total:
        return None
    own, taken = _parted(page)
    if not _is_little(own, taken, SURVIVES):
        return None
    found = max(taken, key=lambda each: _size(taken[each]))
    said = readability_text(page.source)
    return found if _heard(taken[found], said) > _heard(own, said) else None


def is_doubtful(page: Page) -> bool:
    """Return whether little of the page's running text is left."""
    return page.prose_size() < DOUBTFUL * page.total and _is_little(*_parted(page), DOUBTFUL)


def _parted(page: Page) -> tuple[list[Run], dict[tuple[str, str], list[Run]]]:
    """Return what is kept of the running text, and what was taken by each stage for each reason; each text once."""
    stages = {id(run): stage for stage, run, name, _ in page.moves if name == "excluded"}
    own: list[Run] = []
    taken: defaultdict[tuple[str, str], list[Run]] = defaultdict(list)
    prose = sorted((run for run in page.runs if run.prose), key=lambda run: run.excluded is None)
    for run in {run.text: run for run in prose}.values():  # of what is said twice, what is kept stands last
        if run.excluded is None:
            own.append(run)
        elif run.excluded not in SURE and (stage := stages[id(run)]) not in UNCHALLENGED:
            taken[stage, run.excluded].append(run)
    return own, taken


def _is_little(own: list[Run], taken: dict[tuple[str, str], list[Run]], share: float) -> bool:
    all_taken = sum(map(_size, taken.values()))
    return all_taken > 0 and _size(own) < share * (_size(own) + all_taken)


def _size(runs: Iterable[Run]) -> int:
    return sum(run.size for run in runs)


def _heard(runs: Iterable[Run], said: str) -> int:
    """Return how much of the runs stands in what readability-lxml *said*."""
    return _size(run for run in runs if run.key in said)


def doubts(page: Page) -> bool:
    """Return whether the choice holds so little of the text that was not left out as boilerplate that it is unsure."""
    own = page.prose_size()
    return own < UNSURE * page.good or (own < FEW and page.good >= 2 * own)


def outer_of(page: Page) -> Element | None:
    """Return the element that the page itself calls its main part, if there is one."""
    return next((element for element in page.elements if element.tag in ("main", "article") and element.weight), None)
