"""The words of small pictures and drawings that stand in a line as a word does."""

from __future__ import annotations

import re

from termread.parse.page.formula import drawn_formula
from termread.parse.page.images.source import is_icon
from termread.parse.page.model import Image
from termread.parse.page.tree import Node
from termread.text import clean_line

LONGEST = 60
"""Characters of the longest alternative text that is a part of a sentence."""
MARK = 12
"""Characters of the longest text in a drawing that is a sign in a line rather than a chart."""
_DECORATION = re.compile(
    r"\b(?:icons?|logos?|external|links?|arrows?|opens?|new (?:tab|window)|bullets?|separator|divider|spacer|image|photo|"
    r"picture|thumbnail|avatar|share|download|pdf|lock(?:ed)?|premium|play|video|chevron|caret|close|menu|search|info|"
    r"externer|extern|fenster|enlace|lien|symbol)\b|^https?:|\.(?:gif|jpe?g|png|svg|webp)$|_",
    re.IGNORECASE,
)
_CAP = re.compile(r"[\"'“„«‘’¡¿]?\w", re.UNICODE)


def words_of_picture(node: Node, image: Image, before: str) -> str:
    """Return what a picture behind the text *before* says: its alternative text, where that is a word of the sentence."""
    alt = image.alt
    if not alt:
        return ""
    tail = node.tail or ""
    if formula := drawn_formula(node, alt):
        return formula
    if len(alt) <= 2:
        return alt if before or _begins_word(alt, tail, node) else ""
    if (
        not is_icon(node, image)
        or not before
        or len(alt) > LONGEST
        or _DECORATION.search(alt)
        or _is_said(node, alt, before)
    ):
        return ""
    return ("" if before.endswith(("(", "“", "„", "«", "‘")) else " ") + alt + (" " if tail[:1].isalnum() else "")


def _begins_word(alt: str, tail: str, node: Node) -> bool:
    """Return whether a picture of a letter is the first of the word behind it, or a sign before a sentence."""
    if not _CAP.fullmatch(alt):
        return not alt.isascii()
    return tail[:1].islower() or bool(re.search(r"drop|initial|lettrine|cap", node.get("class") or "", re.IGNORECASE))


def _is_said(node: Node, alt: str, before: str) -> bool:
    """Return whether the words beside a picture say the same, or are those of the link that it only adorns."""
    folded = alt.casefold()
    if before.casefold().endswith(folded) or (node.tail or "").strip().casefold().startswith(folded):
        return True
    link = next(node.iterancestors("a"), None)
    return link is not None and "".join(link.itertext()).strip() != ""


def drawn_words(node: Node) -> str:
    """Return all words in a drawing; its letter, where it is a drawing of one."""
    words = (" ".join("".join(text.itertext()).split()) for text in node.iter("text", "foreignobject"))
    said = " ".join(filter(None, words))
    return said or (name if _CAP.fullmatch(name := _name(node)) else "")


def words_of_drawing(node: Node, said: str) -> str:
    """Return the words of a drawing that is a sign in a line, where all words in it are *said*."""
    if said or node.get("role") != "img" or node.get("aria-hidden") == "true":
        return said if len(said) <= MARK else ""
    name = _name(node)
    plain = len(name) <= LONGEST and not _DECORATION.search(name) and next(node.iterancestors("a"), None) is None
    return name if plain else ""


def _name(node: Node) -> str:
    """Return the name that a drawing has."""
    title = next(node.iter("title"), None)
    return clean_line(node.get("aria-label") or ("".join(title.itertext()) if title is not None else ""))
