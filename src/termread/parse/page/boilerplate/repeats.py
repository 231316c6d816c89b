"""What the story says twice: long paragraphs again, and pull quotes, which say it once more in large letters."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from termread.parse.page.class_names import words_of
from termread.parse.page.model import Page, Run
from termread.parse.text_shape import key

SHORTEST = 60
"""The size of the shortest paragraph that is a repeat where it is said again."""
OFTEN, REFRAINS = 3, 12
"""As many paragraphs, said more than so often each, are no mistake of the page."""
OPENING = 40
"""Characters of a key by which most paragraphs differ."""
RETOLD, REACH = 1_500, 200_000
"""Characters of a run that may be a whole story told once more, and those among which it is looked for."""
SPEAKER = 80
"""The size of the longest line in a pull quote that says whose words it has."""
NEAR = 40
"""How many runs away from its paragraph a pull quote may stand."""


def exclude_repeats(page: Page) -> None:
    """Leave out long paragraphs that were said before, in one run or in several; a text that repeats by nature is left."""
    kept = [page.runs[i] for i in page.kept() if page.runs[i].kind in ("text", "heading")]
    long = [run for run in kept if run.kind == "text" and run.size >= SHORTEST]
    openings = Counter(map(_opening, long))
    alike = [run for run in long if openings[_opening(run)] > 1]
    times = Counter(run.key for run in alike)
    if sum(count > OFTEN for count in times.values()) >= REFRAINS:
        return
    _exclude_pull_quotes(page, kept)
    seen: set[str] = set()
    for run in alike:
        if run.key in seen:
            page.exclude(run, "repeat")
        seen.add(run.key)
    if any(len(run.text) > RETOLD for run in long):
        _exclude_retold(page, long)


def _opening(run: Run) -> str:
    """Return how the key of a run begins, which is sooner told than all of it."""
    begins = key(run.text[: 2 * OPENING])
    return (begins if len(begins) >= OPENING else run.key)[:OPENING]


def _exclude_retold(page: Page, long: list[Run]) -> None:
    """Leave out runs that say in one what was said in many before."""
    before: list[str] = []
    length = 0
    for run in long:
        if len(run.key) > RETOLD and _mostly_in(run.key, " ".join(before)):
            page.exclude(run, "repeat")
        if length < REACH:
            before.append(run.key)
            length += len(run.key)


def _mostly_in(said: str, before: str) -> bool:
    parts = [said[i : i + 60] for i in range(0, len(said) - 60, 120)]
    # No more than may be missing: each is looked for in all that was said.
    missing = (part for part in parts if part not in before)
    return bool(parts) and sum(1 for _ in islice(missing, len(parts) // 5 + 1)) < 0.2 * len(parts)


def _exclude_pull_quotes(page: Page, kept: list[Run]) -> None:
    """Leave out quotations that a paragraph near them has word for word."""
    for i, run in enumerate(kept):
        if 15 <= run.size <= 400 and _is_pulled(run):
            near = kept[max(0, i - NEAR) : i + NEAR]
            others = (each.key for each in near if each is not run and each.kind == "text" and each.size >= SHORTEST)
            if any(run.key in other for other in others):
                page.exclude(run, "pull quote")
                frame = next((element for element in run.element.up() if element.tag == "blockquote"), run.element)
                if sum(each.size for each in page.runs[frame.start : frame.end]) - run.size <= SPEAKER:
                    page.exclude_all(frame, "pull quote")


def _is_pulled(run: Run) -> bool:
    """Return whether a run stands in a quotation, or in an element that is called one."""
    words = [words_of(element.name) for element in islice(run.element.up(), 3) if element.name]
    named = any("pull" in each or "zitat" in each for each in words)
    return named or any(element.tag == "blockquote" for element in islice(run.element.up(), 3))
