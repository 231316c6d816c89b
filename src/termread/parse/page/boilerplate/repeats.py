"""What the story says twice: long paragraphs again, and pull quotes, which say it once more in large letters."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from termread.parse.page.class_names import words_of
from termread.parse.page.model import Page, Run

OPENING, _SIGNS = 32, " \"'“”„«»‘’「」『』—–-•*"
"""Characters by which most paragraphs differ, and the signs around them that do not count."""
SHORTEST = 60
"""The size of the shortest paragraph that is a repeat where it is said again."""
REACH = 200_000
"""Characters among which a repeat is looked for."""
RETOLD = 1_500
"""Characters of a run that may be a whole story told once more."""
OFTEN, REFRAINS = 3, 12
"""As many paragraphs, said more than so often each, are no mistake of the page."""
PULLED_FROM = 40
"""How many runs away from its paragraph a pull quote may stand."""
SPEAKER = 120
"""The size up to which a line behind a quotation says whose it is."""


def exclude_repeats(page: Page) -> None:
    """Leave out long paragraphs that were said before, in one run or in several; a text that repeats by nature is left."""
    order = [i for i in page.kept() if page.runs[i].kind in ("text", "heading")]
    long = [run for i in order if (run := page.runs[i]).kind == "text" and run.size >= SHORTEST]
    openings = [run.text[:OPENING].strip(_SIGNS).lower() for run in long]
    often = Counter(openings)
    alike = [run for run, opening in zip(long, openings, strict=True) if often[opening] > 1]
    times = Counter(run.key for run in alike)
    if sum(count > OFTEN for count in times.values()) >= REFRAINS:
        return
    _exclude_pull_quotes(page, order)
    seen: set[str] = set()
    for run in alike:
        if run.key in seen:
            page.exclude(run, "repeat")
        seen.add(run.key)
    if any(len(run.text) > RETOLD for run in long):
        _exclude_retold(page, long)


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


def _exclude_pull_quotes(page: Page, order: list[int]) -> None:
    """Leave out those of the runs in *order* that are quotations which a paragraph near them has word for word."""
    kept = set(order)
    for i in order:
        run = page.runs[i]
        if not 15 <= run.size <= 400 or not _is_pulled(run):
            continue
        near = range(i - PULLED_FROM + 1, i + PULLED_FROM)
        others = (page.runs[j] for j in near if j != i and j in kept)
        if any(run.key in other.key for other in others if other.kind == "text" and other.size >= SHORTEST):
            page.exclude(run, "pull quote")
            _exclude_speaker(page, i)


def _exclude_speaker(page: Page, index: int) -> None:
    """Leave out who said it, where that stands in a line of its own right behind the pull quote at *index*."""
    frame = next((element for element in page.runs[index].element.up() if element.tag == "blockquote"), None)
    behind = page.runs[index + 1] if index + 1 < len(page.runs) else None
    if frame is None or behind is None or behind.size > SPEAKER or index + 1 not in frame:
        return
    if index + 2 >= frame.end and any(s.style == "class" and s.value == "cite" for s in behind.spans):
        page.exclude(behind, "pull quote")


def _is_pulled(run: Run) -> bool:
    """Return whether a run stands in a quotation, or in an element that is called one."""
    for element in islice(run.element.up(), 3):
        if element.tag == "blockquote":
            return True
        if element.name and ("pull" in (words := words_of(element.name)) or "zitat" in words):
            return True
    return False
