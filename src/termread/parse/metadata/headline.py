"""The headline: the h1 that another source repeats, else the likeliest heading, else what the page calls itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from termread.parse.metadata.linked import LinkedData
from termread.parse.metadata.tags import Tags
from termread.parse.metadata.wording import key, overlap, text_of
from termread.parse.parsed import FieldCandidate

AKIN = 0.15
"""The share of common words at which the page's title is about what its only h1 says."""
ALIKE = 0.43
"""The share of common words at which a title confirms one of several headings that it does not repeat word for word."""
FEW = 3
"""Words from which a heading can be a headline that only a part of the title repeats, or none at all."""
MOST = 400
"""Characters of the longest headline; what is longer is an article inside a heading."""
LONGEST_KICKER = 50

_SEPARATOR = re.compile(r"\s+(?:[|–—•·»«›‹:-]|//)\s+|\s*[|｜]\s*|：(?=[^：]{1,12}$)|(?<=\S)\s*[»«]\s*")
_PIECES = re.compile(rf":\s+|{_SEPARATOR.pattern}")
_SIGNS = " |：–—•·»«›‹:-/"
_DOMAIN = re.compile(r"^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|[a-z]{2})$", re.IGNORECASE)
_LOGO = re.compile(r"(?<![a-z])(?:logo|brand|site-?title|masthead)(?![a-z])", re.IGNORECASE)

Said = dict[str, dict[str, str]]
"""What each source calls the page, in all the ways it may be meant, by their words; the likeliest first."""


def headline_of(root: Any, tags: Tags, linked: LinkedData, names: list[str]) -> Iterator[FieldCandidate[str]]:
    """Yield what may be the headline of the page, the surest first; *names* are those of the site and its host.

    A reader sees the h1, while og:title, the data's headline and the page's title are often one text that was written for
    search engines: an h1 that any of them repeats goes before what all of them say. A newspaper that words all three
    alike takes them for the headline, and an h1 that none of them repeats for a variant of it.
    """
    said = _said(root, tags, linked, names)
    first = [ways for element in root.iter("h1") if (ways := _ways(element, names))]
    yield from (FieldCandidate(ways[0], "h1", "the name of the site") for ways in first if _is_one_of(ways[0], names))
    first = [ways for ways in first if not _is_one_of(ways[0], names)]
    repeated = list(_repeated("h1", first, said))
    mastheads = [c for c in repeated if c.by == "h1, title" and key(c.value) != next(iter(said["title"]))]
    yield from (candidate for candidate in repeated if candidate not in mastheads)
    lesser = [ways for element in root.iter("h2", "h3") if (ways := _ways(element, names))]
    yield from _repeated("h2", lesser, _in_pieces(said), FEW)
    yield from mastheads
    shown = [ways[0] for ways in first]
    yield from _likely(shown, said, news=linked.is_news())
    yield from (FieldCandidate(way, source) for source, ways in said.items() for way in ways.values())
    yield from (FieldCandidate(text, "h1") for text in shown)


def _repeated(tag: str, headings: list[list[str]], said: Said, shortest: int = 1) -> Iterator[FieldCandidate[str]]:
    """Yield those of *headings*, each in all its ways, that other sources repeat; those first that most of them do."""
    found = []
    for way in (way for ways in headings for way in ways):
        words = key(way)
        by = [source for source, ways in said.items() if words in ways]
        if by and words.count(" ") + 1 >= shortest:
            found.append((-len(by), FieldCandidate(way, ", ".join([tag, *by]))))
    yield from (candidate for _, candidate in sorted(found, key=lambda pair: pair[0]))


def _likely(shown: list[str], said: Said, *, news: bool) -> Iterator[FieldCandidate[str]]:
    """Yield what is likely the headline of a page where no source repeats a heading; *shown* are its h1."""
    texts = [text for ways in said.values() for text in ways.values()]
    counts = Counter(words for ways in said.values() for words in ways)
    agreed = [FieldCandidate(way, ", ".join(said)) for words, way in said["og"].items() if counts[words] == len(said)]
    only = shown[0] if len(shown) == 1 else ""
    likeness = {text: max((overlap(text, other) for other in texts), default=0) for text in shown}
    if news:
        yield from agreed[:1]
    if only and likeness[only] >= AKIN and key(only).count(" ") + 1 >= FEW:
        yield FieldCandidate(only, "the only h1, which others resemble")
    yield from agreed[:1]
    yield from (FieldCandidate(text, "h1, which others resemble") for text in shown if likeness[text] >= ALIKE)
    if only and max(counts.values(), default=0) < 2:
        yield FieldCandidate(only, "the only h1")


def words_before(root: Any, title: str) -> str:
    """Return what stands before the headline inside its own h1: its kicker, without the sign after it."""
    for whole in map(text_of, root.iter("h1")):
        if title and whole != title and whole.endswith(title):
            before = whole[: -len(title)].strip(_SIGNS)
            return before if len(before) <= LONGEST_KICKER else ""
    return ""


def _ways(element: Any, names: list[str]) -> list[str]:
    """Return the text of a heading in the ways it may be meant, the likeliest first; none where it can be no headline.

    It may be meant as a whole, without the name of the site, and without the first or the last element inside it. A short
    first one that is made apart and ends no sentence is a kicker.
    """
    whole = text_of(element)
    parent = element.getparent()
    around = parent.get("class") if parent is not None else ""
    if not 0 < len(whole) <= MOST or _LOGO.search(f"{element.get('class')} {element.get('id')} {around}"):
        return []
    children = [child for child in element if isinstance(child.tag, str) and text_of(child)]
    ways = [whole, without_site(whole, names)]
    if children and whole.startswith(before := text_of(children[0])):
        rest = whole[len(before) :].lstrip(_SIGNS)
        apart = children[0].tag in ("span", "div", "p", "small") and children[0].get("class")
        short = len(before) < LONGEST_KICKER and before[-1] not in ".!?" and rest.count(" ") + 1 >= FEW
        ways.insert(0 if apart and short else 2, rest)
    if children and whole.endswith(behind := text_of(children[-1])):
        ways += [whole[: -len(behind)].rstrip(_SIGNS), behind]
    return [way for way in ways if way]


def without_site(title: str, names: list[str]) -> str:
    """Return *title* with the site's name, and what follows it, cut from its end or start."""
    for name in names:
        if len(name) > 3 and (at := len(title) - len(name)) > 10 and title.endswith(name) and title[at - 1] in _SIGNS:
            return title[:at].strip(_SIGNS)
    cuts = list(_SEPARATOR.finditer(title))
    for cut in cuts:
        if cut.start() > 10 and _names_site(title[cut.end() :], names):
            return title[: cut.start()].strip(_SIGNS)
    if cuts and _names_site(title[: cuts[0].start()], names):
        return title[cuts[0].end() :].strip(_SIGNS)
    if cuts and not names[0] and len(title) - cuts[-1].end() < 25 < cuts[-1].start():
        return title[: cuts[-1].start()].strip()
    return title


def _names_site(text: str, names: list[str]) -> bool:
    """Whether *text* is the name of the site, a part of it, or the name and a word more."""
    squeezed, words = _squeezed(text), set(key(text).split())
    for name in filter(None, names):
        other = _squeezed(name)
        alike = squeezed.startswith(other) or other.startswith(squeezed)
        if squeezed and (words <= set(key(name).split()) or (alike and len(squeezed) > 2 < len(other))):
            return True
    return _is_one_of(text, names)


def _is_one_of(text: str, names: list[str]) -> bool:
    """Whether *text* is one of *names*, however it is spaced, or a domain."""
    return bool(_DOMAIN.match(text)) or _squeezed(text) in [_squeezed(name) for name in names if name]


@lru_cache(maxsize=64)
def _squeezed(text: str) -> str:
    return key(text).replace(" ", "")


def _said(root: Any, tags: Tags, linked: LinkedData, names: list[str]) -> Said:
    """Return what the page calls itself outside its text, by source, the most trusted first."""
    given = {
        "og": tags.all("og:title"),
        "data": [linked.text("headline") or linked.text("name")],
        "title": [next((text_of(element) for element in root.iter("title")), "")],
    }
    found: Said = {source: {} for source in given}
    for source, text in ((source, text) for source, texts in given.items() for text in texts if len(text) <= MOST):
        for way in (without_site(text, names), text, max(_SEPARATOR.split(text), key=len)):
            if (words := key(way)) and not _is_one_of(way, names):
                found[source].setdefault(words, way)
    return found


def _in_pieces(said: Said) -> Said:
    """Return what the sources say, and each piece of it that stands between two signs."""
    pieces = {source: [piece for way in ways.values() for piece in _PIECES.split(way)] for source, ways in said.items()}
    return {source: {**{key(piece): piece for piece in pieces[source]}, **said[source]} for source in said}
