"""What stands around an article: boxes left out by what their tags, roles and names say, as rules in names.toml.

The rules are asked last and trusted least. A box that holds a good share of the page's running text is never left out
by its name: measured, that guard is worth more than all the names together.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache, lru_cache
from itertools import takewhile
from pathlib import Path

from termread.parse.page.compose.providers import post_provider
from termread.parse.page.model import Box, Sheet
from termread.parse.text_shape import words_of
from termread.values import dataclass

_ICON = re.compile(
    r"(?:^|[-_\s])(?:sr-only|visually-?hidden|screen-reader(?:-text|-only)?|element-invisible|a11y-hidden)(?:$|[-_\s])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rules:
    """names.toml, turned round: the reason by tag, by role and by a pattern over names."""

    tags: dict[str, str]
    roles: dict[str, str]
    words: dict[str, str]
    phrases: tuple[tuple[str, str], ...]
    shares: dict[str, float]
    info_words: frozenset[str]
    info_phrases: tuple[str, ...]


@cache
def rules() -> Rules:
    """Return the rules of names.toml."""
    tables = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
    tags: dict[str, str] = {}
    roles: dict[str, str] = {}
    words: dict[str, str] = {}
    phrases: list[tuple[str, str]] = []
    shares: dict[str, float] = {}
    info = tables.pop("info")
    for reason, table in tables.items():
        shares[reason] = table["share"]
        tags.update(dict.fromkeys(table.get("tags", ()), reason))
        roles.update(dict.fromkeys(table.get("roles", ()), reason))
        for word in table.get("words", ()):
            words.setdefault(word, reason)
        phrases.extend((f" {phrase} ", reason) for phrase in table.get("phrases", ()))
    return Rules(
        tags, roles, words, tuple(phrases), shares, frozenset(info["words"]), tuple(f" {p} " for p in info["phrases"])
    )


@lru_cache(maxsize=8192)
def named(name: str) -> str | None:
    """Return the reason for which a box of this class and id is furniture, if its name says so."""
    book, words = rules(), words_of(name)
    tokens = words.split()
    reason = next((book.words[token] for token in tokens if token in book.words), None)
    reason = reason or next((why for phrase, why in book.phrases if phrase in words), None)
    return None if reason == "share" and "embed" in tokens else reason


@lru_cache(maxsize=4096)
def hides(name: str) -> bool:
    """Return whether a class is one of those that hide text from the eye and keep it for screen readers."""
    return bool(_ICON.search(name))


@lru_cache(maxsize=4096)
def informs(name: str) -> bool:
    """Return whether a class and id are those of a box of facts beside the story."""
    book, words = rules(), words_of(name)
    return not book.info_words.isdisjoint(words.split()) or any(phrase in words for phrase in book.info_phrases)


def weigh(sheet: Sheet) -> int:
    """Note on each box how much running text it holds, and return how much there is in all."""
    total = 0
    for piece in sheet.pieces:
        if piece.linked:
            for box in piece.box.up():
                box.linked += piece.linked
        piece.prose = piece.cut is None and piece.runs and piece.sentence
        if piece.prose:
            total += piece.size
            for box in piece.box.up():
                box.weight += piece.size
    return total


def reject(sheet: Sheet, total: int) -> None:
    """Give the boxes that are furniture, and all that stands in them, the reason why they are left out.

    The guard asks for all neighbours of one name together: a story cut up by its paywall or its advertisements stands in
    many small boxes that are called the same.
    """
    shares = rules().shares
    asking = asking_boxes(sheet, total)
    reasons: dict[Box, str] = {}
    together: Counter[str] = Counter()
    for box in sheet.boxes:
        if box.parent is not None and box.parent in reasons:
            reasons[box] = reasons[box.parent]
            continue
        reason = asking.get(box) or reason_of(box)
        if reason is not None and box.weight < shares[reason] * max(total, 1):
            reasons[box] = reason
            together[_alike(box)] += box.weight
    for box in sheet.boxes:
        box.reason = None
        if box.parent is not None and box.parent.reason is not None:
            box.reason = box.parent.reason
            continue
        reason = asking.get(box) or reason_of(box)
        if reason is not None and (
            max(box.weight, together[_alike(box)]) < shares[reason] * max(total, 1)
            or _is_small_print(box, sheet, total)
        ):
            box.reason = reason
    for piece in sheet.pieces:
        piece.cut = piece.box.reason or piece.cut


FINE_PRINT, _MOST = 2, 0.6
"""Paragraphs of a footer that are its small print, unless they hold so much of the page's running text."""


def _is_small_print(box: Box, sheet: Sheet, total: int) -> bool:
    """Return whether a footer holds a paragraph or two, however long, and most of the page's text stands elsewhere."""
    if box.tag != "footer" or box.weight > _MOST * total:
        return False
    return sum(piece.prose for piece in sheet.pieces[box.start : box.end]) <= FINE_PRINT


ASKING, WORDS = 10, 500
"""Pieces, and characters of running text, that a box may hold which asks the reader something."""
_ASKS = {"email": "newsletter", "radio": "poll"}


def asking_boxes(sheet: Sheet, total: int) -> dict[Box, str]:
    """Return the boxes that do nothing but ask the reader something: the largest around each field for the answer."""
    if not sheet.boxes:
        return {}
    fields = [field for field in sheet.boxes[0].element.iter("input") if field.get("type") in _ASKS]
    if not fields:
        return {}
    made = {box.element: box for box in sheet.boxes}
    found: dict[Box, str] = {}
    for field in fields:
        around = [made[element] for element in field.iterancestors() if element in made]
        asking = list(takewhile(lambda box: _only_asks(box, sheet, total), around))
        if asking:
            found[asking[-1]] = _ASKS[field.get("type")]
    return found


def _only_asks(box: Box, sheet: Sheet, total: int) -> bool:
    if box.end - box.start > ASKING or box.weight > min(WORDS, 0.2 * total):
        return False
    return not any(piece.level == 1 for piece in sheet.pieces[box.start : box.end])


def _alike(box: Box) -> str:
    if not box.name or box.name.startswith(" #") or box.parent is None:
        return str(id(box))
    return f"{box.tag} {box.name.split(' #')[0]} in {box.parent.tag} {box.parent.name.split(' #')[0]}"


def reason_of(box: Box) -> str | None:
    """Return why the tag, role, name or state of a box make it furniture, or None."""
    book = rules()
    if box.tag in ("html", "body", "main", "h1") or (box.tag == "blockquote" and post_provider(box)):
        return None
    if box.tag == "p":
        return _paragraph_reason(box)
    get = box.element.get
    role = get("role")
    reason = book.tags.get(box.tag) or (book.roles.get(role) if role else None)
    if reason is None and _is_hidden(box):
        reason = "hidden"
    if reason is None and box.name:
        reason = None if informs(box.name) else named(box.name)
    return reason


def _paragraph_reason(box: Box) -> str | None:
    if _is_hidden(box):
        return "hidden"
    reason = named(box.name) if box.name else None
    return reason if reason in _OF_PARAGRAPHS else None


_OF_PARAGRAPHS = frozenset(
    ["advertisement", "byline", "consent", "hidden", "label", "newsletter", "promotion", "related", "share", "tags"]
)
"""Reasons that the name of a paragraph itself may give; others are said of the box it stands in."""


def _is_hidden(box: Box) -> bool:
    attributes = box.element.attrib
    if "hidden" in attributes:
        return bool(attributes["hidden"] != "until-found")
    if attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    if style and "none" in style and "display:none" in style.replace(" ", ""):
        return True
    return (
        "hidden" in box.name
        and "hidden" in box.name.split()
        and not re.search(r"\w:(?:block|flex|grid|inline)", box.name)
    )
