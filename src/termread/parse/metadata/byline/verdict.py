"""Which of the names at a place are the writers', and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Collection

from termread.parse.metadata.byline.names import (
    MOST,
    WHERE,
    NameKind,
    is_full,
    is_person,
    kind_of,
    names_in,
    once,
    shortened,
)
from termread.parse.metadata.byline.places import DATED, LABEL, LED, ONLY, TAG, WHEN, Mention
from termread.parse.metadata.byline.shown import PREPOSITIONS, SINGLE
from termread.parse.phrasebook import Phrases
from termread.values import dataclass

OTHER_WORK = "did something else than write it"

_OTHER_WORK = re.compile(
    r"[^:|,]{0,25}(?:photo|foto|image|bild|illustrat|graphic|grafik|video|design|powered|hosted|theme|sponsor|comment|review|edit|redaktur|check|transl|übers)"
    r"[^:|,]{0,20}?(?:\s?:|\s(?:by|von|par|por|di|da|door|av|af)\b)\s*(.+)",
    re.IGNORECASE,
)
"""Words of those who made something else than the text, or did something else with it, and their names."""

_ROLED = re.compile(r"\S\s?(?:기자|특파원|記者|记者)$")
"""A name with what its bearer does behind it, as Chinese, Japanese and Korean newspapers write it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The names that a text gives, and how sure they are there; why they are not taken where that is 0."""

    names: tuple[str, ...]
    strength: int
    why: str = ""


def judge(mention: Mention, own: Collection[str], phrases: Phrases) -> Verdict:
    """Return the names that *mention* gives; *own* are the names of the site, as they are compared."""
    text, place = WHEN.sub(" | ", mention.text), mention.place
    start = phrases.starts("byline", text) or ""
    if place.shown and not start and (other := _OTHER_WORK.match(mention.line or text)):
        return Verdict(once(names_in(other[1], phrases)), 0, OTHER_WORK)
    names = [*(names_in(text, phrases) if text else ()), *mention.names][:MOST]
    if not names:
        return Verdict((), 0, "no name in it")
    tell = _told if place.shown else _given
    given = {name: kind_of(name, own) for name in names}
    dropped = ("site",) if place.shown else ("site", "login")
    strength, taken = tell(mention, {name: kind for name, kind in given.items() if kind not in dropped}, start)
    if strength:
        return Verdict(once(taken), strength)
    strength, taken = tell(mention, {name: kind_of(name, ()) for name in names}, start)
    why = "" if strength and place.site else "the name of the site" if strength else "not surely a name"
    return Verdict(once(taken or names), place.site if strength else 0, why)


def _given(mention: Mention, names: dict[str, NameKind], _start: str) -> tuple[int, list[str]]:
    """Return which of *names* the data or tags give, and how surely; what the tags name beside people is no writer."""
    place, people = mention.place, [name for name, kind in names.items() if kind == "person"]
    if people:
        return place.person, [name for name, kind in names.items() if place is not TAG or kind != "body"]
    others = [name for name in names if place is not TAG or " " not in name or not name[0].islower()]
    strength = place.site if place is TAG and "word" not in names.values() else place.word
    return strength if others else 0, others


def _told(mention: Mention, names: dict[str, NameKind], start: str) -> tuple[int, list[str]]:
    """Return which of *names* a line of the page tells, and how surely, where it begins with *start*."""
    place, text = mention.place, mention.text
    people = [short for name in names if is_person(short := shortened(name))]
    pure = place is ONLY or (place is DATED and not WHERE.search(text))
    if (place in (ONLY, DATED) and not (pure and len(people) == len(names))) or (
        (place in (DATED, LABEL) or (place is LED and not start))
        and not all(map(is_full, people))
        and not _ROLED.search(text)
    ):
        return 0, []
    if people:
        return place.person, people
    if len(names) != 1:
        return 0, []
    if start and start.rsplit(maxsplit=1)[-1] in PREPOSITIONS and len(text) <= SINGLE:
        return place.person, list(names)
    alone = {"word", "login", "site"}.issuperset(names.values()) and len(mention.line or text) <= SINGLE
    return place.word if alone else 0, list(names)
