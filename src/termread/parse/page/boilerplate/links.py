"""What leads away from the story: lines that are links and nothing else, alone, in lists, or as the heads of cards."""

from __future__ import annotations

from termread.parse.page.model import RUNNING, Element, Page, Run, is_prose

TEASER = 300
"""Characters of running text without a link under a linked heading beyond which they are a part of the story."""
CARD = 12
"""Runs of the largest card."""


def exclude_links(page: Page) -> None:
    """Leave out runs that are nothing but links, and headings that lead away, with the card around them."""
    lists: dict[Element, bool] = {}
    for run in page.runs:
        if not run.linked or run.excluded is not None or run.caption_for is not None:
            continue
        if not run.text or run.linked < 0.8 * len(run.text):
            continue
        if run.kind == "heading":
            card = _card(run.element, page)
            if sum(p.size for p in page.runs[card.start : card.end] if is_prose(p) and not p.linked) <= TEASER:
                page.exclude_all(card, "related")
        elif run.kind == "text" and _is_menu(run, page):
            page.exclude(run, "navigation")
        elif run.kind == "text" and not _in_kept_list(run, page, lists) and run.linked > 15 and not _told(run, page):
            page.exclude(run, "related")


def _is_menu(run: Run, page: Page) -> bool:
    """Return whether a run is the links of a cell beside the story, in a table that is only a layout."""
    cell = run.element if run.element.tag == "td" else run.element.parent
    if cell is None or cell.tag != "td" or cell.weight or page.story is None or run.linked < 0.8 * len(run.text):
        return False
    around = next((element for element in cell.up() if element.tag == "table"), None)
    links = sum(span.style == "link" for span in run.spans)
    return around is not None and around.weight * 2 > page.total and links > 1


def _told(run: Run, page: Page) -> bool:
    """Return whether a line that is all link is a sentence of the story: written as its paragraphs, and ended by a stop."""
    return run.signature in page.grammar.ordinary and run.size >= RUNNING and run.text.endswith((".", "。", "।"))


def _in_kept_list(run: Run, page: Page, known: dict[Element, bool]) -> bool:
    """Return whether a run stands in a list or table that is not all links; *known* are those asked already."""
    element = next((element for element in run.element.up() if element.tag in ("ul", "ol", "table", "dl")), None)
    if element is None:
        return False
    if element not in known:
        known[element] = element.linked < 0.7 * sum(len(p.text) for p in page.runs[element.start : element.end])
    return known[element]


def _card(element: Element, page: Page) -> Element:
    """Return the largest element around *element* that holds none of the story's ordinary paragraphs."""
    best = element
    for outer in element.up():
        if outer.end - outer.start > CARD:
            break
        inside = page.runs[outer.start : outer.end]
        if any(is_prose(p) and p.signature in page.grammar.ordinary for p in inside):
            break
        best = outer
    return best
