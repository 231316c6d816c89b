"""Pictures of the story as figures: what is said of each parted into a caption and a credit."""

from __future__ import annotations

import re

from termread.article import Figure, Prose
from termread.parse.carried import Carried
from termread.parse.page.class_names import words_of
from termread.parse.page.compose.links import Links, prose_of
from termread.parse.page.images.captions import CREDIT, LABEL
from termread.parse.page.model import Image, Page, Run
from termread.parse.page.tree import Node

_ALT_CREDIT = re.compile(r"©|\b(?:foto|photo|bild|bildquelle|quelle|image|picture|credit|source)\s*:", re.IGNORECASE)


def figures_of(page: Page, links: Links, language: str | None, carried: Carried) -> dict[int, Figure]:
    """Return the figure of each picture that is kept, by the index of its run."""
    words: dict[int, list[Run]] = {}
    for run in page.runs:
        if run.caption_for is not None:
            words.setdefault(run.caption_for, []).append(run)
    return {
        index: figure_of(run.image, words.get(index, []), links, language, carried)
        for index, run in enumerate(page.runs)
        if run.image is not None and run.kind == "image" and run.excluded is None
    }


def figure_of(image: Image, words: list[Run], links: Links, language: str | None, carried: Carried) -> Figure:
    """Return a picture with its caption and its credit apart."""
    from termread.parse.page.images.credits import split_credit

    caption = Prose()
    parts: list[str] = []
    seen: set[str] = set()
    for run in words:
        if run.text in seen:
            continue
        seen.add(run.text)
        if run.role == "credit":
            parts.append(run.text)
            continue
        text, marked = _without_marked_credit(run)
        if not marked:
            text, marked = _without_first_credit(run.element.node, text, language)
        if not marked:
            placed = credit_of_place(run.element.node, text)
            text, credit = (text[: -len(placed)].rstrip(), placed) if placed else split_credit(text, language)
            marked = [credit] if credit else []
        parts += marked
        prose = prose_of(text, run.spans, links)
        caption = prose if not caption.text else Prose(f"{caption.text} {prose.text}".strip(), caption.marks)
    parts = [credit for credit in parts if any(map(str.isalnum, credit))]
    unique = [credit for i, credit in enumerate(parts) if not any(credit in other for other in parts[:i])]
    credit = " / ".join(bare(credit) for credit in unique)
    if not credit and _ALT_CREDIT.search(image.alt or image.title):
        credit = bare(split_credit(image.alt or image.title, language)[1])
    absolute = None if image.src.startswith("data:") else links(image.src)
    src = carried.address(image.src, absolute) or absolute or ""
    return Figure(caption, credit, image.alt, src, image.width, image.height)


def _without_marked_credit(run: Run) -> tuple[str, list[str]]:
    """Return a caption's text up to the credit that a span at its end marks, and that credit."""
    for span in sorted(run.spans, key=lambda s: s.start):
        if span.style != "class" or not span.value or span.start == 0:
            continue
        words = words_of(span.value)
        if (CREDIT.search(words) or span.value == "small") and not run.text[span.end :].strip(" .)]|/"):
            return run.text[: span.start].rstrip(" |/-–—(["), [run.text[span.start : span.end].strip()]
    return run.text, []


def _without_first_credit(node: Node, text: str, language: str | None) -> tuple[str, list[str]]:
    """Return a caption without the credit that its first node is, and that credit, where the rest has its own too."""
    from termread.parse.page.images.credits import is_credit

    if len(node) < 2 or (node.text or "").strip():
        return text, []
    first = " ".join("".join(node[0].itertext()).split())
    rest = text[len(first) :].strip()
    return (rest, [first]) if rest and text.startswith(first) and is_credit(first, language) else (text, [])


_NAMED_BY_PLACE = re.compile(r"[^\W\d_a-z][^.!?,;:]{2,40}")
"""A name, as it stands in a node of its own behind the sentence of a caption."""


def credit_of_place(node: Node, text: str) -> str:
    """Return the credit of a caption whose last node is a name behind a finished sentence; "" where there is none."""
    last = node[-1] if len(node) else None
    if last is None or last.tag not in ("span", "small", "cite", "i", "em") or (last.tail or "").strip() or len(last):
        return ""
    name = " ".join((last.text or "").split())
    before = text[: -len(name)].rstrip() if name and text.endswith(name) else ""
    return name if before.endswith((".", "!", "?", "…", "”", '"')) and _NAMED_BY_PLACE.fullmatch(name) else ""


def bare(credit: str) -> str:
    """Return a credit without brackets around it and without the word that only says it is one."""
    credit = credit.strip()
    if len(credit) > 2 and credit[0] in "([" and credit[-1] in ")]":
        credit = credit[1:-1].strip()
    shorter = LABEL.sub("", credit)
    return shorter.strip() or credit
