"""What belongs to a story beyond the element that holds it, and what inside it was left out too soon."""

from __future__ import annotations

from termread.parse.page.locate.headline import first_paragraph, headline_of
from termread.parse.page.model import Grammar, Page, Run, is_prose

NEAR = 2
"""How many elements around the story's own its next of kin may stand in."""
_SOFT = frozenset(
    ["control", "hidden", "player", "promotion", "aside", "label", "outside", "navigation", "dialog", "title", "footer"]
)
"""Reasons that do not count for a picture that has a caption."""
AFTER, BIO = 12, 400
"""Runs after the story among which a word about its writer stands, and the characters that it takes at most."""
_OF_WRITERS = frozenset(["byline", "end", "outside", "footer", "label", "related"])
"""Reasons for which a word about the writer is left out."""


def admit_asides(page: Page) -> None:
    """Take back in the asides inside the story that hold text of their own and not links."""
    story = page.story
    if story is None:
        return
    for element in page.elements:
        if element.excluded != "aside" or element.tag != "aside" or element.linked * 3 > element.weight:
            continue
        if element.start < story.start or element.end > story.end:
            continue
        if element.parent is None or element.parent.excluded is None:
            for run in page.runs[element.start : element.end]:
                if run.excluded == run.element.excluded == "aside":
                    page.admit(run)


def exclude_outside(page: Page) -> None:
    """Leave out what stands outside the story, but for paragraphs written exactly as the story's own."""
    story, grammar = page.story, page.grammar
    if story is None:
        return
    near = list(story.up())[min(NEAR, story.depth)]
    kin = {signature[:2] for signature in grammar.ordinary if signature[1].strip()}
    for index in (*range(story.start), *range(story.end, len(page.runs))):
        run = page.runs[index]
        if is_prose(run) and (_is_sibling(run, grammar) or (index in near and run.signature[:2] in kin and run.stops)):
            continue
        page.exclude(run, "outside")


def _is_sibling(run: Run, grammar: Grammar) -> bool:
    """Return whether a paragraph is written as the story's are, in a way that a name makes unmistakable."""
    _, name, _, around = run.signature
    return run.signature in grammar.ordinary and bool(around.strip() or name.strip())


def lead_start(page: Page) -> int:
    """Return where to look from for the lead picture: the start of the element that holds both headline and story."""
    story, headline = page.story, headline_of(page)
    if story is None or headline is None:
        return story.start if story is not None else 0
    around = set(story.up())
    common = next((element for element in page.runs[headline].element.up() if element in around), story)
    return min(common.start, story.start)


def admit_opening(page: Page) -> None:
    """Take back in captioned pictures of the story, and its opening paragraphs between headline and story."""
    story, first, lead = page.story, first_paragraph(page), lead_start(page)
    if story is None:
        return
    captioned = {run.caption_for for run in page.runs if run.caption_for is not None}
    for i in (*range(lead, first), *range(max(first, story.start), story.end)):
        run = page.runs[i]
        if run.kind == "image" and run.excluded in _SOFT and i in captioned:
            page.admit(run)
    for run in page.runs[headline_of(page) or lead : first]:
        opens = run.excluded == "outside" and run.caption_for is None and run.kind == "text"
        if opens and run.size >= 100 and run.stops and run.linked * 3 < len(run.text):
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
