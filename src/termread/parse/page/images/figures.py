"""Pictures of the story as figures: what is said of each parted into a caption and a credit."""

from __future__ import annotations

import re

from termread.article import Figure, Prose
from termread.parse.carried import Carried
from termread.parse.page.compose.blocks import Links, prose_of
from termread.parse.page.images.captions import CREDIT, LABEL
from termread.parse.page.model import Image, Piece, Sheet
from termread.parse.page.tree import Element
from termread.parse.text_shape import words_of

_ALT_CREDIT = re.compile(r"©|\b(?:foto|photo|bild|bildquelle|quelle|image|picture|credit|source)\s*:", re.IGNORECASE)


def figures_of(sheet: Sheet, links: Links, language: str | None, carried: Carried) -> dict[int, Figure]:
    """Return the figure of each picture that is kept, by the index of its piece."""
    words: dict[int, list[Piece]] = {}
    for piece in sheet.pieces:
        if piece.of is not None:
            words.setdefault(piece.of, []).append(piece)
    return {
        index: figure_of(piece.image, words.get(index, []), links, language, carried)
        for index, piece in enumerate(sheet.pieces)
        if piece.image is not None and piece.kind == "image" and piece.cut is None
    }


def figure_of(image: Image, words: list[Piece], links: Links, language: str | None, carried: Carried) -> Figure:
    """Return a picture with its caption and its credit apart."""
    from termread.parse.page.images.credits import split_credit

    caption = Prose()
    parts: list[str] = []
    seen: set[str] = set()
    for piece in words:
        if piece.text in seen:
            continue
        seen.add(piece.text)
        if piece.role == "credit":
            parts.append(piece.text)
            continue
        text, marked = _without_marked_credit(piece)
        if not marked:
            text, marked = _without_first_credit(piece.box.element, text, language)
        if not marked:
            placed = credit_of_place(piece.box.element, text)
            text, credit = (text[: -len(placed)].rstrip(), placed) if placed else split_credit(text, language)
            marked = [credit] if credit else []
        parts += marked
        prose = prose_of(text, piece.spans, links)
        caption = prose if not caption.text else Prose(f"{caption.text} {prose.text}".strip(), caption.marks)
    parts = [credit for credit in parts if any(map(str.isalnum, credit))]
    unique = [credit for i, credit in enumerate(parts) if not any(credit in other for other in parts[:i])]
    credit = " / ".join(bare(credit) for credit in unique)
    if not credit and _ALT_CREDIT.search(image.alt or image.title):
        credit = bare(split_credit(image.alt or image.title, language)[1])
    absolute = None if image.src.startswith("data:") else links(image.src)
    src = carried.address(image.src, absolute) or absolute or ""
    return Figure(caption, credit, image.alt, src, image.width, image.height)


def _without_marked_credit(piece: Piece) -> tuple[str, list[str]]:
    """Return a caption's text up to the credit that a span at its end marks, and that credit."""
    for span in sorted(piece.spans, key=lambda s: s.start):
        if span.style != "class" or not span.value or span.start == 0:
            continue
        words = words_of(span.value)
        if (CREDIT.search(words) or span.value == "small") and not piece.text[span.end :].strip(" .)]|/"):
            return piece.text[: span.start].rstrip(" |/-–—(["), [piece.text[span.start : span.end].strip()]
    return piece.text, []


def _without_first_credit(element: Element, text: str, language: str | None) -> tuple[str, list[str]]:
    """Return a caption without the credit that its first element is, and that credit, where the rest has its own too."""
    from termread.parse.page.images.credits import is_credit

    if len(element) < 2 or (element.text or "").strip():
        return text, []
    first = " ".join("".join(element[0].itertext()).split())
    rest = text[len(first) :].strip()
    return (rest, [first]) if rest and text.startswith(first) and is_credit(first, language) else (text, [])


_NAMED_BY_PLACE = re.compile(r"[^\W\d_a-z][^.!?,;:]{2,40}")
"""A name, as it stands in an element of its own behind the sentence of a caption."""


def credit_of_place(element: Element, text: str) -> str:
    """Return the credit of a caption whose last element is a name behind a finished sentence; "" where there is none."""
    last = element[-1] if len(element) else None
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
