"""The headline: the h1 that the page's own title confirms, else the best of what the page calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from termread.parse.metadata.linked import LinkedData
from termread.parse.metadata.tags import Tags
from termread.parse.metadata.wording import key, overlap, text_of
from termread.values import dataclass

ALIKE = 0.43
"""The share of common words at which a title confirms a heading that it does not repeat word for word."""
MOST = 400
"""Characters of the longest headline; what is longer is an article inside a heading."""

LONGEST_KICKER = 50

_SEPARATOR = re.compile(r"\s+[|–—•·»«›‹:-]\s+|\s*[|｜]\s*|：(?=[^：]{1,12}$)|(?<=\S)\s*[»«]\s*")
_DOMAIN = re.compile(r"^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|[a-z]{2})$", re.IGNORECASE)

Said = dict[str, list[str]]
"""What each source calls the page, in all the ways it may be meant, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline as the page itself has it, empty where it has none, who says it, and how it is handed on."""

    text: str
    by: str
    handed_on: str = ""
    """How the page words it for others, where it does so in words of their own; else empty."""


def headline_of(root: Any, tags: Tags, linked: LinkedData, site: str) -> Headline:
    """Return the headline of the page.

    The h1, og:title, the data's headline and the page's title each have a voice; the wording that most of them share
    wins, the h1's own where it is among them. Two against the h1 are not enough: then an h1 that the others resemble is
    taken.
    """
    said = _said(root, tags, linked, site)
    text, by = _shown(root, said, site)
    return Headline(text, by, _handed_on(text, said))


def _shown(root: Any, said: Said, site: str) -> tuple[str, str]:
    """Return the headline that the page shows, and who says it."""
    voices = _voices(root, said, site)
    wording = max(voices, key=lambda words: (len(voices[words]), "h1" in voices[words]), default=None)
    if wording is not None and (len(voices[wording]) > 2 or (len(voices[wording]) == 2 and "h1" in voices[wording])):
        return next(iter(voices[wording].values())), ", ".join(voices[wording])
    headings = [text for text in _headings(root) if key(text) != key(site) and not _DOMAIN.match(text)]
    texts = [text for group in said.values() for text in group]
    for text in headings:
        if any(overlap(text, other) >= ALIKE for other in texts):
            return text, "h1, which others resemble"
    if len(headings) == 1 and (wording is None or len(voices[wording]) == 1):
        return headings[0], "the only h1"
    if len(called := [text for e in _titled(root) if 0 < len(text := text_of(e)) <= MOST]) == 1:
        return called[0], "the title of the post"
    for source, group in said.items():
        if group:
            return group[0], source
    return next(((text, "h1") for text in headings), (second, "h2") if (second := _second(root)) else ("", ""))


def _handed_on(text: str, said: Said) -> str:
    """Return the og:title that words the headline anew: the page's data keeps to *text*, and nothing else has the og's.

    The truth of the news pages we measure with goes with it on 11 of 16 such pages; where the page's title has the og's
    words too, it goes with the h1 (4 of 5).
    """
    words, handed = key(text), [key(way) for way in said["og"]]
    others = {words, *(key(way) for way in (*said["data"], *said["title"]))}
    anew = handed and not others.intersection(handed) and not any(words in way for way in handed)
    return said["og"][0] if anew and words in map(key, said["data"]) else ""


def _voices(root: Any, said: Said, site: str) -> dict[str, dict[str, str]]:
    """Return, for each wording, which sources have it and how they write it; the h1 comes first where it has it."""
    voices: dict[str, dict[str, str]] = {}
    own = key(site)
    for variants in _variants(root):
        for text in variants:
            if (words := key(text)) and words != own:
                voices.setdefault(words, {}).setdefault("h1", text)
    for source, texts in said.items():
        for text in texts:
            voices.setdefault(key(text), {}).setdefault(source, text)
    return voices


def words_before(root: Any, title: str) -> str:
    """Return what stands before the headline inside its own h1: its kicker, without the sign after it."""
    for whole in _headings(root):
        if title and whole != title and whole.endswith(title):
            before = whole[: -len(title)].strip(" :–—|-")
            return before if len(before) <= LONGEST_KICKER else ""
    return ""


def parts(title: str, site: str) -> list[str]:
    """Return *title* as it stands and without the site's name before or behind it, the likeliest headline first."""
    pieces = [piece.strip() for piece in _SEPARATOR.split(title) if piece and piece.strip()]
    if len(pieces) < 2:
        return [title]
    bare = [piece for piece in pieces if not _names_site(piece, site)]
    joined = without_site(title, site)
    longest = max(pieces, key=len)
    return list(dict.fromkeys([joined, *([bare[0]] if len(bare) == 1 else []), title, longest]))


def without_site(title: str, site: str) -> str:
    """Return *title* with the site's name, and what follows it, cut from its end or start."""
    cuts = list(_SEPARATOR.finditer(title))
    for cut in cuts:
        if _names_site(title[cut.end() :], site) and cut.start() > 10:
            return title[: cut.start()].strip()
    if cuts and _names_site(title[: cuts[0].start()], site):
        return title[cuts[0].end() :].strip()
    if cuts and not site and len(title) - cuts[-1].end() < 25 < cuts[-1].start():
        return title[: cuts[-1].start()].strip()
    return title


def _names_site(text: str, site: str) -> bool:
    if _DOMAIN.match(text.strip()):
        return True
    name, words = key(site), key(text)
    if not name or not words:
        return False
    if set(words.split()) <= set(name.split()):
        return True
    squeezed, other = name.replace(" ", ""), words.replace(" ", "")
    return squeezed == other or (len(other) >= 3 and (other.startswith(squeezed) or squeezed.startswith(other)))


def _said(root: Any, tags: Tags, linked: LinkedData, site: str) -> Said:
    """Return what the page calls itself outside its text, by source, the most trusted first."""
    title = next((text_of(element) for element in root.iter("title")), "")
    given = {
        "og": tags.all("og:title")
        or tags.all("twitter:title", "headline", "dc.title", "sailthru.title", "parsely-title"),
        "data": [linked.text("headline") or linked.text("name")],
        "title": [title],
    }
    found = {}
    for source, texts in given.items():
        ways = [way for text in texts if text and len(text) <= MOST for way in parts(text, site)]
        found[source] = [way for way in dict.fromkeys(ways) if key(way) and key(way) != key(site)]
    return found


def _headings(root: Any) -> list[str]:
    return [text for element in root.iter("h1") if 0 < len(text := text_of(element)) <= MOST and not _is_logo(element)]


def _variants(root: Any) -> Iterator[list[str]]:
    """Yield each h1 in the ways it may be meant: whole, without its first part, and each part on its own."""
    for element in [*root.iter("h1"), *_named(root)]:
        whole = text_of(element)
        if not whole or len(whole) > MOST or _is_logo(element):
            continue
        children = [text for child in element if isinstance(child.tag, str) and (text := text_of(child))]
        rest = [whole[len(first) :].lstrip(" :–—|-") for first in children[:1] if whole.startswith(first)]
        rest += [whole[: -len(last)].rstrip(" :–—|-") for last in children[-1:] if whole.endswith(last)]
        yield [whole, *(text for text in rest if text), *children]


def _named(root: Any) -> Iterator[Any]:
    """Yield what is not an h1 but says that it is the headline."""
    for element in root.iter("h2", "p", "div", "span"):
        if element.get("itemprop") == "headline":
            yield element


def _is_logo(element: Any) -> bool:
    parent = element.getparent()
    names = " ".join(
        filter(None, (element.get("class"), element.get("id"), parent.get("class") if parent is not None else ""))
    )
    if re.search(r"(?<![a-z])(?:logo|brand|site-?title|masthead)(?![a-z])", names.lower()):
        return True
    links = [a.get("href") or "" for a in element.iter("a")]
    return len(links) == 1 and urlsplit(links[0]).path == "/"


_TITLED = re.compile(r"(?<![a-z])(?:entry|post|article|story)[-_ ]?title(?![a-z])")


def _titled(root: Any) -> Iterator[Any]:
    """Yield the lesser headings that are called the title of a post, where no h1 is but the site's own."""
    if not _headings(root):
        yield from (e for e in root.iter("h2", "h3") if _TITLED.search((e.get("class") or "").lower()))


def _second(root: Any) -> str:
    return next((text for element in root.iter("h2") if 15 <= len(text := text_of(element)) <= 200), "")
