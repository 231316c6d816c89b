"""The block classifier: which runs of a page are its story, learned from pages that people have annotated.

The rules and the classifier decide independently. A run that the rules kept is excluded only if the classifier is
nearly sure that it is not part of the story, and one that they excluded is taken back only if it is nearly sure that it
is. If it rates the rules' choice much lower than its own, its own is used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from termread.parse.page.boilerplate import A_STORY, is_footnote
from termread.parse.page.boilerplate.lines import LINE
from termread.parse.page.classify.features import rows_of
from termread.parse.page.classify.weights import ClassWords, forest, trained
from termread.parse.page.model import Element, Page, Run, Signature, nearest
from termread.parse.text_shape import key

UNLIKELY, LIKELY, CERTAIN = 0.12, 0.85, 0.9
"""The rules are overruled below the first or above the second; above the third for runs on cards or outside."""
OWN = 0.5
"""Above this probability a run is part of the classifier's own choice."""
TRUST = 0.5
"""The rules' choice stands if its expected F1 is at least this share of that of the classifier's own choice."""
WHOLE = frozenset(["table", "blockquote"])
"""Elements left to the rules: a table with holes or half a quotation is misleading."""
BYLINE = 120
"""Size of the longest byline."""
LARGEST = 6_000
"""Pages with more runs are not classified: it would take longer than everything else together."""
SURE = frozenset(
    ["title", "dek", "date", "byline", "repeat", "pull quote", "drawing", "hidden", "unscripted", "poll", "dialog"]
)
"""Reasons that are never overruled: they say what a run is, not merely that it is not part of the story."""
SURE_STAGES = frozenset(["exclude_other_articles", "exclude_lines"])
CARDS, OUTSIDE, NAMED = "exclude_cards", "exclude_outside", "exclude_named"
"""Stages with evidence that the classifier lacks: other stories' headlines, the story's box, and words."""


def classify(page: Page) -> None:
    """Estimate for each run how likely it is to be part of the story."""
    if len(page.runs) > LARGEST:
        return
    trees = forest()
    for index, row in rows_of(page, _words()).items():
        page.judge(page.runs[index], trees.probability(row))


def follow_classifier(page: Page) -> None:
    """Exclude runs that are very unlikely to be part of the story, and take back runs that very likely are."""
    judged = [run for run in page.runs if run.likely is not None and run.caption_for is None and run.role is None]
    if not judged or page.story is None:
        return
    stages = {id(run): stage for stage, run, name, _ in page.moves if name == "excluded"}
    found = sum(run.size for run in judged if run.excluded is None and (run.likely or 0) > OWN)
    open_ = [run for run in judged if not _is_sure(run, stages, has_story=found >= A_STORY)]
    kept = [run for run in open_ if run.excluded is None]
    own = [run for run in open_ if (run.likely or 0) > OWN]
    alone = _worth(kept, open_) < TRUST * _worth(own, open_)
    size = page.prose_size()
    times = Counter(run.text for run in judged)
    said: set[str] = set()
    for run in open_:
        outside = stages.get(id(run)) == OUTSIDE
        limit = OWN if alone else CERTAIN if outside else LIKELY
        if run.excluded is not None and (run.likely or 0) > limit and times[run.text] == 1:
            said = said or {key(page.metadata.title), key(page.metadata.dek or ""), *(run.key for run in kept)}
            if run.key not in said and not _is_byline(run, page):
                page.admit(run)
    if alone or page.is_article:  # the classifier was trained on articles only
        _exclude_unlikely(page, kept, alone=alone)
    if alone and page.prose_size() != size:
        page.consider("the classifier's own choice", "chosen: the rules' choice is worth much less to it")


def _exclude_unlikely(page: Page, kept: list[Run], *, alone: bool) -> None:
    """Exclude the *kept* runs that the classifier rejects; if it decides *alone*, by its own threshold."""
    rows = {} if alone else _likely_rows(kept)
    known: dict[Element, Element | None] = {}
    for run in kept:
        likely = max(run.likely or 0, rows.get(_row(run), 0))
        if likely >= (OWN if alone else UNLIKELY) or _is_called_for(run, page) or run.element.tag == "summary":
            continue
        if alone or nearest(run.element, WHOLE, known) is None:
            page.exclude(run, "unlikely")


def _row(run: Run) -> tuple[Element | None, Signature]:
    """Return the key that groups short lines in sibling elements with the same signature."""
    return run.element.parent, run.signature


def _likely_rows(kept: Iterable[Run]) -> dict[tuple[Element | None, Signature], float]:
    """Return the highest probability among the short lines of each row, since they stay or go together."""
    found: dict[tuple[Element | None, Signature], float] = {}
    for run in kept:
        if run.kind == "text" and run.size < LINE:
            found[_row(run)] = max(found.get(_row(run), 0), run.likely or 0)
    return found


def _is_sure(run: Run, stages: dict[int, str], *, has_story: bool) -> bool:
    """Return whether a run stays excluded whatever the classifier says."""
    if run.excluded is None or run.excluded in SURE:
        return run.excluded is not None
    stage = stages.get(id(run))
    if run.excluded == "comments" and stage == NAMED:
        return has_story
    return stage in SURE_STAGES or (stage == CARDS and (run.likely or 0) <= CERTAIN)


def _is_called_for(run: Run, page: Page) -> bool:
    """Return whether a run is worded as a note, is the target of a link within the page, or is part of a footnote."""
    if page.phrases.note(run.text) is not None or any(name in page.wanted for name, _ in run.ids):
        return True
    return any(map(is_footnote, run.element.up()))


def _is_byline(run: Run, page: Page) -> bool:
    """Return whether a run is a short line naming an author, who is already in the header."""
    return run.size <= BYLINE and any(key(name) in run.key for name in page.metadata.authors)


def _worth(chosen: Iterable[Run], judged: Iterable[Run]) -> float:
    """Return the expected F1 of a choice, given the probabilities."""
    held = hit = 0.0
    for run in chosen:
        held += run.size
        hit += run.size * (run.likely or 0)
    there = sum(run.size * (run.likely or 0) for run in judged)
    return 2 * hit / (held + there) if held + there else 0.0


@cache
def _words() -> ClassWords:
    return ClassWords(trained()["class_words"])
