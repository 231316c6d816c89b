"""What remains of an element whose words were left out: the heading over other stories, their pictures, the end of an invitation."""

from __future__ import annotations

from termread.parse.page.model import Element, Page, Run

_LEADS_AWAY = frozenset(["related", "promotion", "newsletter"])
"""Reasons for which nothing remains of an element."""
MOST = 8
"""Runs of the largest such element."""
INVITATION = 160
"""The size of a text that only goes on with an invitation."""


def exclude_remains(page: Page) -> None:
    """Leave out headings, pictures without words, and the ends of invitations in small elements of which the rest was cut."""
    grammar = page.grammar
    if not grammar.trusted:
        return
    for element in page.elements:
        if element.tag not in ("div", "section", "aside") or not 2 <= element.end - element.start <= MOST:
            continue
        inside = page.runs[element.start : element.end]
        kept = [run for run in inside if run.excluded is None]
        reason = _reason_for(inside, kept, element) if kept else None
        if reason is None or any(run.signature in grammar.ordinary or run.caption_for is not None for run in kept):
            continue
        for run in kept:
            page.exclude(run, reason)


def _reason_for(inside: list[Run], kept: list[Run], element: Element) -> str | None:
    """Return why what is *kept* in an element goes with the rest that stands *inside* it; None where it does not."""
    if inside[0].excluded == "footer" and inside[0].element is not element:
        return "newsletter" if all(run.kind == "text" and run.size <= INVITATION for run in kept) else None
    gone = {run.excluded for run in inside if run.excluded is not None and run.text}
    if not gone or not gone <= _LEADS_AWAY or any(run.kind not in ("heading", "image") for run in kept):
        return None
    return next(iter(sorted(reason for reason in gone if reason)))
