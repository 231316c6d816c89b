"""Where the story begins and ends, and what belongs to it beyond the element that holds it."""

from __future__ import annotations

from termread.parse.page.locate.headline import first_paragraph, headline_of
from termread.parse.page.model import Page, is_prose

_SOFT = frozenset(
    ["control", "hidden", "player", "promotion", "aside", "label", "outside", "navigation", "dialog", "title", "footer"]
)
"""Reasons that do not count for a picture that has a caption."""
AFTER, BIO = 12, 400
"""Runs after the story among which a word about its writer stands, and the characters that it takes at most."""
_OF_WRITERS = frozenset(["byline", "end", "outside", "footer", "label", "related"])
"""Reasons for which a word about the writer is left out."""


def exclude_outside(page: Page) -> None:
    """Leave out what stands outside the story, but for paragraphs written as the story's that are more likely of it than not."""
    story = page.story
    if story is not None:
        for run in (*page.runs[: story.start], *page.runs[story.end :]):
            if not (is_prose(run) and run.signature in page.grammar.ordinary and (run.likely or 0) > 0.5):
                page.exclude(run, "outside")


def admit_asides(page: Page) -> None:
    """Take back in the asides inside the story that hold text of their own and not links."""
    story = page.story
    if story is None:
        return
    for element in page.elements:
        if element.tag != "aside" or element.excluded != "aside" or element.linked * 3 > element.weight:
            continue
        outer = element.parent
        if element.start in story and element.end <= story.end and (outer is None or outer.excluded is None):
            for run in page.runs[element.start : element.end]:
                if run.excluded == run.element.excluded == "aside":
                    page.admit(run)


def lead_start(page: Page) -> int:
    """Return where to look from for the lead picture: the start of the element that holds both headline and story."""
    story, headline = page.story, headline_of(page)
    if story is None or headline is None:
        return story.start if story is not None else 0
    around = set(story.up())
    common = next((element for element in page.runs[headline].element.up() if element in around), story)
    return min(common.start, story.start)


def admit_pictures(page: Page) -> None:
    """Take back in the pictures of the story, and those above it, that have a caption."""
    story, first = page.story, first_paragraph(page)
    if story is None:
        return
    captioned = {run.caption_for for run in page.runs if run.caption_for is not None}
    for i in (*range(lead_start(page), first), *range(max(first, story.start), story.end)):
        run = page.runs[i]
        if run.kind == "image" and run.excluded in _SOFT and i in captioned:
            page.admit(run)


def admit_contributor(page: Page) -> None:
    """Take back in the line right after the story that says who wrote it."""
    kept = (i for i in range(len(page.runs) - 1, -1, -1) if page.runs[i].excluded is None and page.runs[i].text)
    last = next(kept, len(page.runs))
    for run in page.runs[last + 1 : last + 1 + AFTER]:
        if run.excluded in _OF_WRITERS and run.kind == "text" and run.size <= BIO and run.sentence:
            found = page.phrases.note(run.text)
            if found is not None and found[0] in ("contributor", "correction"):
                page.admit(run)
                return
