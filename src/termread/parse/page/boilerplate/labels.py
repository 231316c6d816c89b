"""Short lines beside the story's paragraphs that are no sentences: labels, counters, the heads of columns."""

from __future__ import annotations

from termread.parse.page.boilerplate.short_lines import LINE, belonging
from termread.parse.page.locate.headline import first_paragraph
from termread.parse.page.model import Element, Page, Run, Signature, nearest

STRUCTURES = frozenset(["li", "td", "th", "blockquote", "dd", "dt", "figure", "caption"])
"""Elements in which a short line is no label."""


def exclude_labels(page: Page) -> None:
    """Leave out short runs that are no sentences and not written as the story's own paragraphs."""
    first, grammar = first_paragraph(page), page.grammar
    holders: dict[Element, Element | None] = {}
    order = page.kept()
    later = {page.runs[i].signature for i in order if i > first}
    _exclude_headings(page, order, first)
    belong = belonging(page, [i for i in order if i >= first]) if grammar.trusted else set()
    for i in order:
        run = page.runs[i]
        if run.signature in grammar.ordinary or run.kind != "text" or run.role in ("note", "formula"):
            continue
        if nearest(run.element, STRUCTURES, holders) or page.calls(run):
            continue
        if run.text.endswith(("?", "？")) and run.signature in later:
            continue
        if (i < first and (run.size < 60 or not run.sentence)) or (
            grammar.trusted and run.size < LINE and not run.stops and i not in belong and not is_bold(run)
        ):
            page.exclude(run, "label")


def _exclude_headings(page: Page, order: list[int], first: int) -> None:
    """Leave out headings above the first paragraph that neither head an entry nor a chapter."""
    chapters = {page.runs[i].signature for i in order if i > first and page.runs[i].kind == "heading"}
    above = [i for i in order if i < first and page.runs[i].kind == "heading"]
    dated: dict[Element, bool] = {}
    for i in above:
        run = page.runs[i]
        heads = _heads_entry(page, run, first, dated) or (i == above[-1] and _heads_chapter(page, run, first, chapters))
        if run.level != 1 and not heads:
            page.exclude(run, "label")


def _heads_entry(page: Page, run: Run, first: int, known: dict[Element, bool]) -> bool:
    """Return whether a heading stands over the first paragraph in a dated element of its own, as in a live blog."""
    element = next((element for element in run.element.up() if element.tag in ("article", "li")), None)
    if element is None or first not in element:
        return False
    if element not in known:
        inside = page.runs[element.start : element.end]
        known[element] = element.node.find(".//time") is not None and all(p.level != 1 for p in inside)
    return known[element]


def _heads_chapter(page: Page, run: Run, first: int, chapters: set[Signature]) -> bool:
    """Return whether a heading right over the first paragraph is written as those of later *chapters* are."""
    return run.signature in chapters and page.runs[first].element.parent is run.element.parent


def is_bold(run: Run) -> bool:
    """Return whether all of a run is in bold letters."""
    return any(s.style == "strong" and s.end - s.start >= len(run.text) * 0.9 for s in run.spans)
