"""The headline: the h1 that another source repeats, else the likeliest heading, else what the page calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from termread.parse.candidates import FieldCandidate
from termread.parse.metadata.linked import LinkedData
from termread.parse.metadata.tags import Tags
from termread.parse.metadata.wording import key, overlap, text_of
from termread.values import dataclass

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
_SIGNS = " |：–—•·»«›‹:-/"
_DOMAIN = re.compile(r"^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|[a-z]{2})$", re.IGNORECASE)
_TITLED = re.compile(r"(?<![a-z])(?:entry|post|article|story)[-_ ]?title(?![a-z])")

Said = dict[str, dict[str, str]]
"""What each source calls the page, in all the ways it may be meant, by their words; the likeliest first."""


@dataclass(frozen=True, slots=True)
class Heading:
    """An element that may hold the headline."""

    tag: str
    ways: list[str]
    """Its text in the ways it may be meant: whole, without the name of the site, without its first part or its last, and
    each part on its own."""


def headline_of(root: Any, tags: Tags, linked: LinkedData, names: list[str]) -> Iterator[FieldCandidate[str]]:
    """Yield what may be the headline of the page, the surest first; *names* are those of the site and its host.

    A reader sees the h1, while og:title, the data's headline and the page's title are often one text that was written for
    search engines: an h1 that any of them repeats goes before what all of them say.
    """
    said = _said(root, tags, linked, names)
    main: list[Heading] = []
    for heading in _headings(_marked(root), names):
        if _is_one_of(heading.ways[0], names):
            yield FieldCandidate(heading.ways[0], heading.tag, "the name of the site")
        else:
            main.append(heading)
    repeated = _repeated(main, said)
    if linked.is_news() and repeated:
        yield from _reworded(repeated[0], said)
    yield from (candidate for candidate in repeated if not _is_part(candidate, said))
    called = list(
        _headings((e for e in root.iter("h2", "h3") if _TITLED.search((e.get("class") or "").lower())), names)
    )
    yield from _repeated(called, said)
    pieces = {key(piece): piece for way in said["title"].values() for piece in _SEPARATOR.split(way) if piece}
    yield from _repeated(_headings(root.iter("h2", "h3"), names), {**said, "title": said["title"] | pieces}, FEW)
    yield from (candidate for candidate in repeated if _is_part(candidate, said))
    shown = [heading.ways[0] for heading in main if heading.tag == "h1"]
    yield from _likely(shown, said, news=linked.is_news())
    if not shown and len(called) == 1:
        yield FieldCandidate(called[0].ways[0], "the title of the post")
    yield from (FieldCandidate(way, source) for source, ways in said.items() for way in ways.values())
    yield from (FieldCandidate(text, "h1") for text in shown)
    lesser = (text_of(element) for element in root.iter("h2"))
    yield from (FieldCandidate(text, "h2") for text in lesser if 15 <= len(text) <= 200)


def _repeated(headings: Iterable[Heading], said: Said, shortest: int = 1) -> list[FieldCandidate[str]]:
    """Return the headings that other sources repeat, those first that most of them do."""
    found = []
    for heading in headings:
        for way in heading.ways:
            words = key(way)
            by = [source for source, ways in said.items() if words in ways]
            if by and words.count(" ") + 1 >= shortest:
                found.append((len(by), FieldCandidate(way, ", ".join([heading.tag, *by]))))
    return [candidate for _, candidate in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _reworded(shown: FieldCandidate[str], said: Said) -> Iterator[FieldCandidate[str]]:
    """Yield the og:title that words the headline anew where all else is one text, *shown*.

    A newspaper that writes a title for sharing by hand takes it for the headline in its own lists.
    """
    words = key(shown.value)
    others = said["data"].keys() | said["title"].keys()
    if shown.by == "h1, data, title" and not any(way in others or words in way for way in said["og"]):
        yield from (FieldCandidate(way, "og, worded anew") for way in list(said["og"].values())[:1])


def _is_part(candidate: FieldCandidate[str], said: Said) -> bool:
    """Whether a heading is only what the page's title has behind something else, as the name of the site is."""
    return candidate.by == "h1, title" and key(candidate.value) != next(iter(said["title"]))


def _likely(shown: list[str], said: Said, *, news: bool) -> Iterator[FieldCandidate[str]]:
    """Yield what is likely the headline of a page where no source repeats a heading; *shown* are its h1.

    Where a newspaper words all three sources alike, they are its headline, and the h1 a variant of it.
    """
    texts = [text for ways in said.values() for text in ways.values()]
    agreed: dict[str, list[tuple[str, str]]] = {}
    for source, ways in said.items():
        for words, way in ways.items():
            agreed.setdefault(words, []).append((source, way))
    most = max(agreed.values(), key=len, default=[])
    headline = FieldCandidate(most[0][1], ", ".join(source for source, _ in most)) if len(most) == len(said) else None
    akin = (
        len(shown) == 1 and len(key(shown[0]).split()) >= FEW and any(overlap(shown[0], text) >= AKIN for text in texts)
    )
    if headline and news:
        yield headline
    if akin:
        yield FieldCandidate(shown[0], "the only h1, which others resemble")
    if headline:
        yield headline
    for text in shown:
        if any(overlap(text, other) >= ALIKE for other in texts):
            yield FieldCandidate(text, "h1, which others resemble")
    if len(shown) == 1 and len(most) < 2:
        yield FieldCandidate(shown[0], "the only h1")


def words_before(root: Any, title: str) -> str:
    """Return what stands before the headline inside its own h1: its kicker, without the sign after it."""
    for whole in map(text_of, root.iter("h1")):
        if title and whole != title and whole.endswith(title):
            before = whole[: -len(title)].strip(_SIGNS)
            return before if len(before) <= LONGEST_KICKER else ""
    return ""


def parts(title: str, names: list[str]) -> list[str]:
    """Return *title* as it stands and without the site's name before or behind it, the likeliest headline first."""
    pieces = [piece.strip() for piece in _SEPARATOR.split(title) if piece and piece.strip()]
    joined = without_site(title, names)
    if len(pieces) < 2:
        return [joined, title]
    bare = [piece for piece in pieces if not _names_site(piece, names)]
    longest = max(pieces, key=len)
    return [joined, *(bare if len(bare) == 1 else []), title, longest]


def without_site(title: str, names: list[str]) -> str:
    """Return *title* with the site's name, and what follows it, cut from its end or start."""
    for name in names:
        if len(name) > 3 and (at := len(title) - len(name)) > 10 and title.endswith(name) and title[at - 1] in _SIGNS:
            return title[:at].strip(_SIGNS)
    cuts = list(_SEPARATOR.finditer(title))
    for cut in cuts:
        if _names_site(title[cut.end() :], names) and cut.start() > 10:
            return title[: cut.start()].strip(_SIGNS)
    if cuts and _names_site(title[: cuts[0].start()], names):
        return title[cuts[0].end() :].strip(_SIGNS)
    if cuts and not names[0] and len(title) - cuts[-1].end() < 25 < cuts[-1].start():
        return title[: cuts[-1].start()].strip()
    return title


def _names_site(text: str, names: list[str]) -> bool:
    """Whether *text* is the name of the site, a part of it, or the name and a word more."""
    if _DOMAIN.match(text.strip()):
        return True
    words = key(text)
    other = words.replace(" ", "")
    for name in map(key, names):
        squeezed = name.replace(" ", "")
        if name and words and (set(words.split()) <= set(name.split()) or squeezed == other):
            return True
        if min(len(other), len(squeezed)) >= 3 and (other.startswith(squeezed) or squeezed.startswith(other)):
            return True
    return False


def _is_one_of(text: str, names: list[str]) -> bool:
    """Whether *text* is one of *names*, however it is spaced, or a domain."""
    squeezed = key(text).replace(" ", "")
    return bool(_DOMAIN.match(text)) or any(squeezed == key(name).replace(" ", "") for name in names if name)


def _said(root: Any, tags: Tags, linked: LinkedData, names: list[str]) -> Said:
    """Return what the page calls itself outside its text, by source, the most trusted first."""
    title = next((text_of(element) for element in root.iter("title")), "")
    given = {
        "og": tags.all("og:title")
        or tags.all("twitter:title", "headline", "dc.title", "sailthru.title", "parsely-title"),
        "data": [linked.text("headline") or linked.text("name")],
        "title": [title],
    }
    found: Said = {}
    for source, texts in given.items():
        ways = [way for text in texts if text and len(text) <= MOST for way in parts(text, names)]
        found[source] = {}
        for way in ways:
            if (words := key(way)) and not _is_one_of(way, names):
                found[source].setdefault(words, way)
    return found


def _marked(root: Any) -> Iterator[Any]:
    """Yield each h1, and what says that it is the headline."""
    for element in root.iter("h1", "h2", "p", "div", "span"):
        if element.tag == "h1" or element.get("itemprop") == "headline":
            yield element


def _headings(elements: Iterable[Any], names: list[str]) -> Iterator[Heading]:
    """Yield those of *elements* that can be a headline and are no logo."""
    for element in elements:
        whole = text_of(element)
        if not whole or len(whole) > MOST or _is_logo(element):
            continue
        children = [text for child in element if isinstance(child.tag, str) and (text := text_of(child))]
        rest = [whole[len(first) :].lstrip(_SIGNS) for first in children[:1] if whole.startswith(first)]
        rest += [whole[: -len(last)].rstrip(_SIGNS) for last in children[-1:] if whole.endswith(last)]
        ways = [whole, without_site(whole, names), *(text for text in rest if text), *children]
        yield Heading(element.tag, list(dict.fromkeys(ways)))


def _is_logo(element: Any) -> bool:
    parent = element.getparent()
    names = " ".join(
        filter(None, (element.get("class"), element.get("id"), parent.get("class") if parent is not None else ""))
    )
    if re.search(r"(?<![a-z])(?:logo|brand|site-?title|masthead)(?![a-z])", names.lower()):
        return True
    links = [a.get("href") or "" for a in element.iter("a")]
    return len(links) == 1 and urlsplit(links[0]).path == "/"
