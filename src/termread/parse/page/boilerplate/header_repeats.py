"""What the article's header says already."""

from __future__ import annotations

import re

from termread.parse.page.locate.headline import first_paragraph
from termread.parse.page.model import Page, Run
from termread.parse.text_shape import key

TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:19|20)\d\d\b|\d年|\d月")
_SIGNS = 20
"""Characters by which a text may be longer than twice its key."""
LINE = 120
"""The size up to which a run may be a label, a date line or a byline."""


def exclude_header(page: Page) -> None:
    """Leave out the title, the dek, the byline and the date line, which the article's header says already."""
    metadata, runs = page.metadata, page.runs
    wanted, dek, first = key(metadata.title), key(metadata.dek or ""), first_paragraph(page)
    people = [key(name) for name in metadata.authors if len(name) > 3]
    for i in page.kept():
        run = runs[i]
        if run.role in ("note", "formula") or run.kind not in ("text", "heading"):
            continue
        if (i < first and run.level == 1) or _is_key(run, wanted):
            page.exclude(run, "title")
        elif dek and i <= first + 2 and _is_key(run, dek) and _is_dek(page, i, first):
            page.exclude(run, "dek")
        elif i < first and run.size <= LINE and not run.prose and any(name in run.key for name in people):
            page.exclude(run, "byline")
        elif i < first and _is_time(run) and not (i == first - 1 and _times_entries(page, run, first)):
            page.exclude(run, "date")


def _is_dek(page: Page, at: int, first: int) -> bool:
    """Return whether a run that says the dek is one by its place: no paragraph of the story, nor most of it."""
    run, opening = page.runs[at], page.runs[first]
    if run.size * 4 >= page.prose_size() or (at != first and run.element is opening.element):
        return False
    return at < first or run.signature not in page.grammar.ordinary


def _is_key(run: Run, wanted: str) -> bool:
    """Return whether the key of a run is the one that is *wanted*; most are told by their length."""
    return len(wanted) <= len(run.text) <= 2 * len(wanted) + _SIGNS and run.key == wanted


def _times_entries(page: Page, time: Run, first: int) -> bool:
    """Return whether times are written like this one below the first paragraph too, as in a live blog."""
    later = (run for run in page.runs[first + 1 :] if run.excluded is None and run.signature == time.signature)
    return any(map(_is_time, later))


def _is_time(run: Run) -> bool:
    """Return whether a run is a line that tells a time."""
    return run.size <= LINE and run.kind == "text" and not run.sentence and bool(TIME.search(run.text))
