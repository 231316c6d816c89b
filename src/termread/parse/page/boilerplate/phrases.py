"""Lines that newspapers set between and below their paragraphs: pointers, advertisements, invitations, what ends a story."""

from __future__ import annotations

import re

from termread.parse.page.boilerplate.labels import STRUCTURES
from termread.parse.page.model import Element, Page, Run, is_prose, nearest

_LETTER = re.compile(r"[^\W\d_]")
LONGEST, ENDING = 300, 90
"""The size up to which a run may be such a line, and up to which one ends a story."""
FOLLOWS = 0.04
"""The share of the story that may stand below a line that ends it."""
LAST = 3
"""How many of the last runs may be a footer, though they are written as paragraphs are."""


def exclude_phrases(page: Page) -> None:
    """Leave out lines that are a newspaper's phrase from their first word on."""
    holders: dict[Element, Element | None] = {}
    order = page.kept()
    for position, i in enumerate(order):
        run = page.runs[i]
        if run.size > LONGEST or run.kind not in ("text", "heading"):
            continue
        if _LETTER.search(run.text) and not page.phrases.begin(run.text):
            continue
        if (holder := nearest(run.element, STRUCTURES, holders)) is not None:
            if holder.tag == "figure" and not _LETTER.search(run.text):
                page.exclude(run, "label")
        elif reason := _reason_of(page, run, late=position >= len(order) - LAST):
            page.exclude(run, reason)


def _reason_of(page: Page, run: Run, *, late: bool) -> str | None:
    """Return why a line is left out for what it says; *late* says that it is one of the last."""
    phrases, text = page.phrases, run.text
    if phrases.is_whole("advertisement", text):
        return "advertisement"
    if phrases.is_read_more(text):
        return "related"
    if phrases.is_whole("consent", text):
        return "consent"
    if run.kind != "text":
        return None
    if phrases.starts("footer", text):
        return "footer" if late or run.signature not in page.grammar.ordinary else None
    return None if any(map(str.isalnum, text)) or page.calls(run) else "label"


def exclude_end(page: Page) -> None:
    """Leave out what follows a line that ends stories, if almost no ordinary text follows it; else the line alone."""
    order, grammar = page.kept(), page.grammar
    most = FOLLOWS * page.prose_size()
    after = 0
    for position in range(len(order) - 1, -1, -1):
        run = page.runs[order[position]]
        if run.size <= ENDING and _ends(page, run):
            if after >= most:
                page.exclude(run, "related")
                continue
            for i in order[position:]:
                page.exclude(page.runs[i], "end")
            order = order[:position]
        elif run.kind == "heading" and position == len(order) - 1:
            page.exclude(run, "end")
            order = order[:position]
        elif is_prose(run) and run.signature in grammar.ordinary:
            after += run.size


def _ends(page: Page, run: Run) -> bool:
    if run.kind not in ("text", "heading") or not page.phrases.begin(run.text):
        return False
    return page.phrases.is_whole("read_more", run.text) or page.phrases.is_whole("footer", run.text)
