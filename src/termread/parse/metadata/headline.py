"""The headline: the h1 that another source repeats, else the likeliest heading, else what the page calls itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from termread.parse.metadata.json_ld import JsonLd
from termread.parse.metadata.source import Tags, key, overlap, text_of
from termread.parse.parsed import FieldCandidate

AKIN, ALIKE = 0.15, 0.43
"""Shares of common words: of a title with the only h1 that it may be about, and with one of several that it confirms."""
FEW = 3
"""Words from which a heading can be the headline though only a part of a title repeats it, or nothing does."""
MOST, KICKER = 400, 50
"""Characters of the longest headline and kicker; a longer heading has an article inside it."""

_SEPARATOR = re.compile(r"\s+(?:[|–—•·»«›‹:-]|//)\s+|\s*[|｜]\s*|：(?=[^：]{1,12}$)|(?<=\S)\s*[»«]\s*")
_PIECES = re.compile(rf":\s+|{_SEPARATOR.pattern}")
_SIGNS = " |：–—•·»«›‹:-/"
_DOMAIN = re.compile(r"^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|[a-z]{2})$", re.IGNORECASE)
_LOGO = re.compile(r"(?<![a-z])(?:logo|brand|site-?title|masthead)(?![a-z])", re.IGNORECASE)


Given = dict[str, dict[str, str]]
"""What a page calls itself outside its text: by source, the most trusted first, every reading by its key."""


def titles_of(
    named: dict[str, list[Any]], headings: Sequence[tuple[Any, str]], tags: Tags, data: JsonLd, sites: Sequence[str]
) -> Iterator[FieldCandidate[str]]:
    """Yield the candidates for the headline, the best first.

    *named* are the page's elements by name, *headings* its h1 with their texts, *sites* the names of the site and its host.
    Readers see the h1, while og:title, the data's headline and the page's title are often one text written for search
    engines. So an h1 that any of them repeats wins over what all three say. Where a newspaper words all three alike,
    an h1 that none of them repeats is a variant of the headline.
    """
    given = _given(named["title"][:1], tags, data, sites)
    h1 = [readings for element, text in headings if (readings := _readings(element, text, sites))]
    yield from (FieldCandidate(each[0], "h1", "the name of the site") for each in h1 if is_site(each[0], sites))
    h1 = [readings for readings in h1 if not is_site(readings[0], sites)]
    repeated = _repeated("h1", h1, given)
    mastheads = [each for each in repeated if each.by == "h1, title" and key(each.value) != next(iter(given["title"]))]
    yield from (candidate for candidate in repeated if candidate not in mastheads)
    lesser = [_readings(element, text_of(element), sites) for element in (*named["h2"], *named["h3"])]
    yield from _repeated("h2", lesser, _with_pieces(given), FEW)
    yield from mastheads
    shown = [readings[0] for readings in h1]
    yield from _likely(shown, given, news=data.is_news())
    yield from (FieldCandidate(way, source) for source, ways in given.items() for way in ways.values())
    yield from (FieldCandidate(text, "h1") for text in shown)


def _repeated(tag: str, headings: list[list[str]], given: Given, shortest: int = 1) -> list[FieldCandidate[str]]:
    """Return the readings of *headings* that other sources repeat, those first that most of them do."""
    found = []
    for reading in (reading for readings in headings for reading in readings):
        words = key(reading)
        by = [source for source, ways in given.items() if words in ways]
        if by and words.count(" ") + 1 >= shortest:
            found.append(FieldCandidate(reading, ", ".join([tag, *by])))
    return sorted(found, key=lambda candidate: -candidate.by.count(","))


def _likely(shown: list[str], given: Given, *, news: bool) -> Iterator[FieldCandidate[str]]:
    """Yield the likely headlines of a page where no source repeats a heading; *shown* are its h1."""
    counts = Counter(words for ways in given.values() for words in ways)
    agreed = [
        FieldCandidate(way, ", ".join(given)) for words, way in given["og"].items() if counts[words] == len(given)
    ]
    texts = [text for ways in given.values() for text in ways.values()]
    likeness = {text: max((overlap(text, other) for other in texts), default=0) for text in shown}
    only = shown[0] if len(shown) == 1 else ""
    if news:
        yield from agreed[:1]
    if only and likeness[only] >= AKIN and key(only).count(" ") + 1 >= FEW:
        yield FieldCandidate(only, "the only h1, which others resemble")
    yield from agreed[:1]
    yield from (FieldCandidate(text, "h1, which others resemble") for text in shown if likeness[text] >= ALIKE)
    if only and max(counts.values(), default=0) < 2:
        yield FieldCandidate(only, "the only h1")


def kicker_before(headings: Sequence[tuple[Any, str]], title: str) -> str:
    """Return what stands before the headline inside its own h1, without the sign after it."""
    for _, whole in headings:
        if title and whole != title and whole.endswith(title):
            before = whole[: -len(title)].strip(_SIGNS)
            return before if len(before) <= KICKER else ""
    return ""


def _readings(element: Any, whole: str, sites: Sequence[str]) -> list[str]:
    """Return what a heading may say, the likeliest first; nothing if it can be no headline.

    That is all of it, all but the site's name, and all but the first or last element inside it. A short first element
    with a class of its own that ends no sentence is a kicker.
    """
    parent = element.getparent()
    around = parent.get("class") if parent is not None else ""
    if not 0 < len(whole) <= MOST or _LOGO.search(f"{element.get('class')} {element.get('id')} {around}"):
        return []
    ways = [whole, without_site(whole, sites)]
    children = [child for child in element if isinstance(child.tag, str) and text_of(child)]
    if children and whole.startswith(before := text_of(children[0])):
        rest = whole[len(before) :].lstrip(_SIGNS)
        apart = children[0].tag in ("span", "div", "p", "small") and children[0].get("class")
        short = len(before) < KICKER and before[-1] not in ".!?" and rest.count(" ") + 1 >= FEW
        ways.insert(0 if apart and short else 2, rest)
    if children and whole.endswith(after := text_of(children[-1])):
        ways += [whole[: -len(after)].rstrip(_SIGNS), after]
    return [way for way in ways if way]


def without_site(title: str, sites: Sequence[str]) -> str:
    """Return *title* without the site's name, and what follows it, at its end or start."""
    for name in sites:
        if len(name) > 3 and (at := len(title) - len(name)) > 10 and title.endswith(name) and title[at - 1] in _SIGNS:
            return title[:at].strip(_SIGNS)
    cuts = list(_SEPARATOR.finditer(title))
    for cut in cuts:
        if cut.start() > 10 and _begins_site(title[cut.end() :], sites):
            return title[: cut.start()].strip(_SIGNS)
    if cuts and _begins_site(title[: cuts[0].start()], sites):
        return title[cuts[0].end() :].strip(_SIGNS)
    if cuts and not sites[0] and len(title) - cuts[-1].end() < 25 < cuts[-1].start():
        return title[: cuts[-1].start()].strip()
    return title


def _begins_site(text: str, sites: Sequence[str]) -> bool:
    """Return whether *text* is a site's name, a part of it, or the name and more."""
    squeezed, words = _squeezed(text), set(key(text).split())
    for name in filter(None, sites):
        other = _squeezed(name)
        alike = squeezed.startswith(other) or other.startswith(squeezed)
        if squeezed and (words <= set(key(name).split()) or (alike and len(squeezed) > 2 < len(other))):
            return True
    return is_site(text, sites)


def is_site(text: str, sites: Sequence[str]) -> bool:
    """Return whether *text* is one of *sites*, however it is spaced, or a domain."""
    return bool(_DOMAIN.match(text)) or _squeezed(text) in [_squeezed(name) for name in sites if name]


@lru_cache(maxsize=64)
def _squeezed(text: str) -> str:
    return key(text).replace(" ", "")


def _given(title: list[Any], tags: Tags, data: JsonLd, sites: Sequence[str]) -> Given:
    texts = {"og": tags.all("og:title"), "data": [data.text("headline", "name")], "title": [*map(text_of, title)]}
    found: Given = {source: {} for source in texts}
    for source, text in ((name, text) for name in texts for text in texts[name] if len(text) <= MOST):
        for way in (without_site(text, sites), text, max(_SEPARATOR.split(text), key=len)):
            if (words := key(way)) and not is_site(way, sites):
                found[source].setdefault(words, way)
    return found


def _with_pieces(given: Given) -> Given:
    """Return *given* with each part of a title between two separators, and all that follows the first one."""
    return {source: _pieces(list(ways.values())) | ways for source, ways in given.items()}


def _pieces(ways: list[str]) -> dict[str, str]:
    parts = [part for way in ways for part in (*_PIECES.split(way), *_PIECES.split(way, maxsplit=1))]
    return {key(part): part for part in parts}
