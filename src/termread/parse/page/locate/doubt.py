"""Whether a choice of the story is to be doubted, and readability-lxml's answer, which is then weighed against it.

No rule may take most of a page's running text unchallenged: any word can stand on the element of the story itself, and a
story can look like a list of comments.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Iterable

from termread.parse.page.model import Page, Run
from termread.parse.page.tree import without_controls
from termread.parse.text_shape import key

UNSURE, FEW = 0.45, 300
"""The share of the text that is no boilerplate, and the characters, below which our own choice is doubted."""
MORE, PART = 1.5, 0.3
"""How many times our own choice an answer that is followed holds, and what share of the text that is no boilerplate."""
SURVIVES, DOUBTFUL = 0.5, 0.3
"""The shares of the page's running text, what is surely none of the story not counted, below which a choice is challenged,
and below which a reader is told of what was left out."""
SURE = frozenset(["navigation", "footer", "hidden", "dialog", "consent", "drawing"])
"""Reasons that are not challenged."""
UNCHALLENGED = frozenset(["exclude_outside", "exclude_other_articles", "exclude_repeats", "flatten"])
"""Stages that do not go by a name or a look, but by where the story is."""
_READABLE = 400_000
"""Characters of page beyond which readability-lxml would take too long."""
_TAGS = re.compile(r"<[^<>]*>")
_Taken = dict[tuple[str, str], list[Run]]


def challenge_of(page: Page) -> tuple[str, str] | None:
    """Return the stage and the reason that took the story, where little of the page's running text is left.

    They are those that took most of it, if readability-lxml finds its story there rather than in what is left.
    """
    if (taken := _taken(page, SURVIVES)) is None:
        return None
    found = max(taken, key=lambda each: _size(taken[each]))
    said = readability_text(page.source)
    own = [run for run in page.runs if run.prose and run.excluded is None]
    return found if _heard(taken[found], said) > _heard(own, said) else None


def is_doubtful(page: Page) -> bool:
    """Return whether little of the page's running text is left."""
    return _taken(page, DOUBTFUL) is not None


def _taken(page: Page, share: float) -> _Taken | None:
    """Return the running text that each stage took for each reason, each text once; None where *share* or more is left."""
    if page.prose_size() >= share * page.total:
        return None
    stages = {id(run): stage for stage, run, name, _ in page.moves if name == "excluded"}
    own = {run.text: run.size for run in page.runs if run.prose and run.excluded is None}
    taken: defaultdict[tuple[str, str], list[Run]] = defaultdict(list)
    for run in {run.text: run for run in page.runs if run.prose and run.text not in own}.values():
        if run.excluded not in SURE and (stage := stages[id(run)]) not in UNCHALLENGED:
            taken[stage, run.excluded or ""].append(run)
    left, lost = sum(own.values()), sum(map(_size, taken.values()))
    return taken if lost and left < share * (left + lost) else None


def _size(runs: Iterable[Run]) -> int:
    return sum(run.size for run in runs)


def _heard(runs: Iterable[Run], said: str) -> int:
    """Return how much of the runs stands in what readability-lxml *said*."""
    return _size(run for run in runs if run.key in said)


def doubts(page: Page) -> bool:
    """Return whether the choice holds so little of the text that was not left out as boilerplate that it is unsure."""
    own = page.prose_size()
    return own < UNSURE * page.good or (own < FEW and page.good >= 2 * own)


def readability_text(text: str) -> str:
    """Return, as a comparison key, the text that readability-lxml takes for the article; empty where it finds none."""
    from readability import Document
    from readability.readability import Unparseable

    if len(text) > _READABLE:
        return ""
    # Its log would print a traceback on the reader's screen for each page it cannot read.
    logging.getLogger("readability.readability").disabled = True
    try:
        summary = Document(without_controls(text).decode()).summary(html_partial=True)
    except (Unparseable, ValueError, TypeError, AttributeError, IndexError, RecursionError):
        return ""
    from html import unescape

    return key(unescape(_TAGS.sub(" ", summary)))


def adopt(page: Page, said: str) -> bool:
    """Take the runs that the answer *said* holds, and leave out the rest; return whether it was enough to be followed.

    It is not where it is a mere part of what the page tells, or little more than our own choice.
    """
    chosen = [i for i, run in enumerate(page.runs) if run.size >= 20 and run.text and run.key in said]
    heard = sum(page.runs[i].size for i in chosen if page.runs[i].is_running)
    if not chosen or heard < max(FEW, MORE * page.prose_size(), PART * page.good):
        return False
    taken = set(chosen)
    first, last = chosen[0], chosen[-1]
    for i, run in enumerate(page.runs):
        if i in taken or (first < i < last and run.kind != "text" and run.excluded == "outside"):
            page.admit(run)
        else:
            page.exclude(run, "outside")
    return True
