"""Pictures of the story as figures: what is said of each parted into a caption and a credit."""

from __future__ import annotations

import re

from termread.article import Figure, Prose
from termread.parse.page.compose.links import Links, joined, prose_of
from termread.parse.page.images.captions import header_of
from termread.parse.page.images.credits import LABEL, parted, split_credit, unsigned
from termread.parse.page.model import Image, Page, Run
from termread.parse.saved_page import Carried
from termread.parse.text_shape import key

_ALT_CREDIT = re.compile(r"©|\b(?:foto|photo|bild|bildquelle|quelle|image|picture|credit|source)\s*:", re.IGNORECASE)


def figures_of(page: Page, links: Links, carried: Carried) -> dict[int, Figure]:
    """Return the figure of each picture that is kept, by the index of its run."""
    words: dict[int, dict[str, Run]] = {}
    for run in page.runs:
        if run.caption_for is not None:
            words.setdefault(run.caption_for, {}).setdefault(run.text, run)
    said, figures = header_of(page), dict[int, Figure]()
    for index, run in enumerate(page.runs):
        if run.image is not None and run.kind == "image" and run.excluded is None:
            caption, credit = _said_of(run.image, [*words.get(index, {}).values()], links, page.phrases.language)
            alt = "" if key(run.image.alt) in said else run.image.alt
            absolute = None if run.image.src.startswith("data:") else links(run.image.src)
            src = carried.address(run.image.src, absolute) or absolute or ""
            figures[index] = Figure(caption, credit, alt, src, run.image.width, run.image.height)
    return figures


def _said_of(image: Image, words: list[Run], links: Links, language: str) -> tuple[Prose, str]:
    """Return the caption and the credit of a picture, of the *words* that belong to it."""
    caption, names = Prose(), list[str]()
    for run in words:
        text, credit = ("", run.text) if run.role == "credit" else parted(run, language)
        if any(map(str.isalnum, LABEL.sub("", credit))) and not any(credit in other for other in names):
            names.append(credit)
        prose = prose_of(text, run.spans, links)
        caption = joined(filter(lambda part: part.text, (caption, prose)))
    if not names and _ALT_CREDIT.search(image.alt or image.title):
        names = [split_credit(image.alt or image.title, language)[1]]
    return caption, " / ".join(map(unsigned, names))
