"""The headline: the h1 repeated by another source, or else the likeliest heading, or else the page's title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from termread.parse.metadata.declared import JsonLd, Tags
from termread.parse.metadata.source import text_of
from termread.parse.parsed import FieldCandidate
from termread.parse.text_shape import overlap, word_key
from termread.text import regex

AKIN, ALIKE = 0.15, 0.43
"""Minimum word overlap of a title with the only h1, and with one of several h1s."""
FEW = 3
"""Fewest words in a headline that is repeated only in part of a title, or not at all."""
MOST, KICKER = 400, 50
"""Characters of the longest headline and kicker; a longer heading contains a whole article."""

_SEPARATOR = regex(r"\s+(?:[|–—•·»«›‹:-]|//)\s+|\s*[|｜]\s*|：(?=[^：]{1,12}$)|(?<=\S)\s*[»«]\s*")
_PIECES = regex(rf":\s+|{_SEPARATOR.pattern}")
_SIGNS = " |：–—•·»«›‹:-/"
_DOMAIN = regex(r"^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|[a-z]{2})$", re.IGNORECASE)
_LOGO = regex(r"(?<![a-z])(?:logo|brand|site-?title|masthead)(?![a-z])", re.IGNORECASE)


Given = dict[str, dict[str, str]]
"""The page's titles outside its text: by source, most trusted first, and then by comparison key."""


def titles_of(
    named: dict[str, list[Any]], headings: Sequence[tuple[Any, str]], tags: Tags, data: JsonLd, sites: Sequence[str]
) -> Iterator[FieldCandidate[str]]:
    """Yield candidates for the headline, best first.

    *named* are the page's elements by tag, *headings* its h1s with their texts, *sites* the site's name and host name.
    Readers see the h1, while og:title, the JSON-LD headline and the page title are often the same text written for
    search engines. So an h1 repeated by any of them wins over a text that all three agree on. If a newspaper words all
    three alike, an h1 that none of them repeats is a variant of the headline.
    """
    given = _given(named["title"][:1], tags, data, sites)
    h1 = [readings for element, text in headings if (readings := _readings(element, text, sites))]
    yield from (FieldCandidate(each[0], "h1", "the name of the site") for each in h1 if is_site(each[0], sites))
    h1 = [readings for readings in h1 if not is_site(readings[0], sites)]
    repeated = _repeated("h1", h1, given)
    mastheads = [
        each for each in repeated if each.by == "h1, title" and word_key(each.value) != next(iter(given["title"]))
    ]
    yield from (candidate for candidate in repeated if candidate not in mastheads)
    lesser = [_readings(element, text_of(element), sites) for element in (*named["h2"], *named["h3"])]
    yield from _repeated("h2", lesser, _with_pieces(given), FEW)
    yield from mastheads
    shown = [readings[0] for readings in h1]
    yield from _likely(shown, given, news=data.is_news())
    for source, ways in given.items():
        yield from (FieldCandidate(_without_section(way, list(ways.values())), source) for way in ways.values())
    yield from (FieldCandidate(text, "h1") for text in shown)


def _repeated(tag: str, headings: list[list[str]], given: Given, shortest: int = 1) -> list[FieldCandidate[str]]:
    """Return the readings of *headings* that other sources repeat, those with the most sources first."""
    found = []
    for reading in (reading for readings in headings for reading in readings):
        words = word_key(reading)
        by = [source for source, ways in given.items() if words in ways]
        if by and words.count(" ") + 1 >= shortest:
            found.append(FieldCandidate(reading, ", ".join([tag, *by])))
    return sorted(found, key=lambda candidate: -candidate.by.count(","))


def _likely(shown: list[str], given: Given, *, news: bool) -> Iterator[FieldCandidate[str]]:
    """Yield likely headlines for a page on which no source repeats a heading; *shown* are its h1s."""
    counts = Counter(words for ways in given.values() for words in ways)
    agreed = [
        FieldCandidate(way, ", ".join(given)) for words, way in given["og"].items() if counts[words] == len(given)
    ]
    texts = [text for ways in given.values() for text in ways.values()]
    likeness = {text: max((overlap(text, other) for other in texts), default=0) for text in shown}
    only = shown[0] if len(shown) == 1 else ""
    if news:
        yield from agreed[:1]
    if only and likeness[only] >= AKIN and word_key(only).count(" ") + 1 >= FEW:
        yield FieldCandidate(only, "the only h1, which others resemble")
    yield from agreed[:1]
    yield from (FieldCandidate(text, "h1, which others resemble") for text in shown if likeness[text] >= ALIKE)
    if only and max(counts.values(), default=0) < 2:
        yield FieldCandidate(only, "the only h1")


def kicker_before(headings: Sequence[tuple[Any, str]], title: str) -> str:
    """Return the text before the headline in the same h1, without the separator."""
    for _, whole in headings:
        if title and whole != title and whole.endswith(title):
            before = whole[: -len(title)].strip(_SIGNS)
            return before if len(before) <= KICKER else ""
    return ""


def _readings(element: Any, whole: str, sites: Sequence[str]) -> list[str]:
    """Return the possible readings of a heading, likeliest first, or nothing if it cannot be the headline.

    They are the whole text, the text without the site's name, and the text without its first or last child. A short
    first child with its own class that does not end a sentence is a kicker.
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
    """Return *title* without the site's name at its start or end, and anything after it."""
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


def _without_section(title: str, ways: Sequence[str]) -> str:
    """Return *title* without the section between it and the site's name, if one of *ways* sets both off alike."""
    *_, cut = [None, *_SEPARATOR.finditer(title)]
    if cut is None or not any(way.startswith(title + cut[0]) for way in ways):
        return title
    before, section = title[: cut.start()].strip(), title[cut.end() :]
    short = section.count(" ") < 2 and not section[:1].islower()
    return before if short and before.count(" ") + 1 >= FEW else title


def _begins_site(text: str, sites: Sequence[str]) -> bool:
    """Return whether *text* shares its start with a site's name, or is made up of words from it."""
    squeezed, words = _squeezed(text), set(word_key(text).split())
    for name in filter(None, sites):
        other = _squeezed(name)
        alike = squeezed.startswith(other) or other.startswith(squeezed)
        if squeezed and (words <= set(word_key(name).split()) or (alike and len(squeezed) > 2 < len(other))):
            return True
    return is_site(text, sites)


def is_site(text: str, sites: Sequence[str]) -> bool:
    """Return whether *text* is one of *sites*, regardless of spacing, or a domain name."""
    return bool(_DOMAIN.match(text)) or _squeezed(text) in [_squeezed(name) for name in sites if name]


@lru_cache(maxsize=64)
def _squeezed(text: str) -> str:
    return word_key(text).replace(" ", "")


def _given(title: list[Any], tags: Tags, data: JsonLd, sites: Sequence[str]) -> Given:
    texts = {"og": tags.all("og:title"), "data": [data.text("headline", "name")], "title": [*map(text_of, title)]}
    found: Given = {source: {} for source in texts}
    for source, text in ((name, text) for name in texts for text in texts[name] if len(text) <= MOST):
        for way in (without_site(text, sites), text, max(_SEPARATOR.split(text), key=len)):
            if (words := word_key(way)) and not is_site(way, sites):
                found[source].setdefault(words, way)
    return found


def _with_pieces(given: Given) -> Given:
    """Return *given* plus each part of a title between separators and everything after the first one."""
    return {source: _pieces(list(ways.values())) | ways for source, ways in given.items()}


def _pieces(ways: list[str]) -> dict[str, str]:
    parts = [part for way in ways for part in (*_PIECES.split(way), *_PIECES.split(way, maxsplit=1))]
    return {word_key(part): part for part in parts}
