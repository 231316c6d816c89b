"""The authors of a page: which of the names on it are its writers, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from termread.parse.metadata.mentions import (
    CALLED,
    DATA,
    DATED,
    LABEL,
    LED,
    LINKED,
    ONLY,
    PREPOSITIONS,
    SINGLE,
    SITE,
    TAG,
    WHEN,
    Mention,
    anywhere,
    dated,
    given,
    in_lines,
    near,
    without_dates,
)
from termread.parse.metadata.names import WHERE, NameKind, is_full, is_person, kind_of, names_in, once, shortened
from termread.parse.metadata.source import Source
from termread.parse.parsed import FieldCandidate
from termread.parse.phrasebook import Phrases
from termread.parse.text_shape import word_key
from termread.text import regex
from termread.values import dataclass

_OTHER_WORK = regex(
    r"[^:|,]{0,25}(?:photo|foto|image|bild|illustrat|graphic|grafik|video|design|powered|hosted|theme|sponsor|comment|review|edit|redaktur|check|transl|übers)"
    r"[^:|,]{0,20}?(?:\s?:|\s(?:by|von|par|por|di|da|door|av|af)\b)",
    re.IGNORECASE,
)
"""Words that introduce somebody with another role, such as photographer or translator."""
_ROLED = regex(r"\S\s?(?:기자|특파원|記者|记者)$")
"""A name followed by its bearer's title, as Chinese, Japanese and Korean newspapers write it."""


@dataclass(frozen=True, slots=True)
class Byline:
    """The authors, and the line they were found in, if known."""

    authors: tuple[str, ...] = ()
    line: str | None = None

    def undated(self) -> str | None:
        """Return the line, cut off after its last name if a date follows, because the date has its own field."""
        line = self.line
        ends = [line.find(name) + len(name) for name in self.authors if name in line] if line else []
        if line and ends and len(ends) == len(self.authors) and WHEN.search(line, max(ends)):
            return line[: max(ends)]
        return line


@dataclass(frozen=True, slots=True)
class Verdict:
    """The names in a mention and how reliable they are, or why they were rejected."""

    mention: Mention
    names: tuple[str, ...]
    strength: int
    why: str = ""


def authors_of(source: Source, site: str, *, every: bool) -> list[FieldCandidate[Byline]]:
    """Return the candidates for the authors of *source* on *site*, most reliable first, with reasons for rejections.

    Looks in further places only while they could yield a more reliable name, unless *every* candidate is requested.
    """
    sites = {word_key(name) for name in (site, source.data.text("publisher"))}
    found: list[Verdict] = []
    for find, surest in ((given, 999), (near, ONLY.person), (anywhere, CALLED.person)):
        best = max((verdict.strength for verdict in found), default=0)
        if every or best < surest:
            found += [judge(mention, sites, source.phrases) for mention in find(source, 0 if every else best)]
    found.sort(key=lambda verdict: -verdict.strength)
    if found and (other := next((each for each in found[1:] if _says_more(each, found[0])), None)):
        found.remove(other)
        found.insert(0, other)
    return [
        FieldCandidate(Byline(each.names, each.mention.line), each.mention.by or each.mention.place.by, each.why)
        for each in found
    ]


def _says_more(other: Verdict, best: Verdict) -> bool:
    """Return whether *other* replaces *best*: metadata confirm a visible byline, or a byline adds names to them."""
    place, first = other.mention.place, best.mention.place
    names, taken = set(map(word_key, other.names)), set(map(word_key, best.names))
    if first.shown and not place.shown and other.strength >= TAG.person:
        told = f" {word_key(best.mention.line or '')} {' '.join(taken)} "
        return not (first is ONLY and len(names) < len(taken)) and any(name in told for name in names)
    return first is DATA and place is LINKED and taken < names


def judge(mention: Mention, sites: Collection[str], phrases: Phrases) -> Verdict:
    """Return the verdict on the names in *mention*; *sites* are the comparison keys of the site's names."""
    text, place = without_dates(mention.text), mention.place
    start = phrases.starts("byline", text) or ""
    names = [*(names_in(text, phrases) if text else ()), *mention.bodies]
    if place.shown and not start and _OTHER_WORK.match(mention.line or text):
        return Verdict(mention, once(names), 0, "did something else than write it")
    if not names:
        return Verdict(mention, (), 0, "no name in it")
    weigh = _weigh_shown if place.shown else _weigh_given
    dropped = {"site"} if place.shown else {"site", "login"}
    own = {name: kind for name in names if (kind := kind_of(name, sites)) not in dropped}
    strength, taken = weigh(mention, own, start)
    if not strength:
        strength, taken = weigh(mention, {name: kind_of(name, ()) for name in names}, start)
        strength = min(strength, SITE)
    return Verdict(mention, once(taken or names), strength, "" if strength else "not surely a name")


Kinds = dict[str, NameKind]


def _weigh_given(mention: Mention, kinds: Kinds, _start: str) -> tuple[int, list[str]]:
    """Return how reliable names from JSON-LD or meta tags are, and which of them are writers."""
    place = mention.place
    if "person" in kinds.values():
        return place.person, [name for name, kind in kinds.items() if kind != "body" or place.body >= place.person]
    others = [name for name in kinds if place is not TAG or " " not in name or not name[0].islower()]
    return (place.word if "word" in kinds.values() else place.body) if others else 0, others


def _weigh_shown(mention: Mention, kinds: Kinds, start: str) -> tuple[int, list[str]]:
    """Return how reliable the names in a line that begins with *start* are, and which of them are writers."""
    place, text = mention.place, mention.text
    people = [short for name in kinds if is_person(short := shortened(name))]
    bare = place in (DATED, LABEL) or (place is LED and not start)
    if place in (ONLY, DATED) and (len(people) < len(kinds) or (place is DATED and WHERE.search(text))):
        return 0, []
    if bare and not all(map(is_full, people)) and not _ROLED.search(text):
        return 0, []
    if people or len(kinds) != 1:
        return (place.person if people else 0), people
    if start and start.rsplit(maxsplit=1)[-1] in PREPOSITIONS and len(text) <= SINGLE:
        return place.person, list(kinds)
    alone = {"word", "login", "site"}.issuperset(kinds.values()) and len(mention.line or text) <= SINGLE
    return (place.word if alone else 0), list(kinds)


def byline_in(lines: Iterable[str], phrases: Phrases) -> Byline:
    """Return the names in the first of *lines* that starts like a byline or follows a line that introduces one."""
    verdicts = (judge(mention, (), phrases) for mention in in_lines(lines, phrases))
    return next((Byline(each.names, each.mention.line) for each in verdicts if each.strength), Byline())


def dated_names(line: str, phrases: Phrases) -> tuple[str, ...]:
    """Return the names at the start of a line with a date; empty if the line has no date."""
    verdict = judge(mention, (), phrases) if (mention := dated(line)) else None
    return verdict.names if verdict and verdict.strength else ()
