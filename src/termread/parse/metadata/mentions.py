"""Finds mentions of a page's authors in its metadata, around its headline and in elements marked as bylines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from termread.parse.metadata.declared import kinds_of, plain
from termread.parse.metadata.names import is_full, is_person
from termread.parse.metadata.source import LINE, Source, text_of
from termread.parse.page.class_names import words_of
from termread.parse.phrasebook import Phrases
from termread.parse.text_shape import word_key
from termread.text import clean_line, regex
from termread.values import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A place where names are found, and the reliability of each kind of name there; 0 means rejected."""

    by: str
    person: int
    """For a person's full name, or anything alone after a word such as `by`."""
    word: int = 0
    """For a single-word name."""
    body: int = 0
    """For an organization; next to people, it counts as an author only if it is just as reliable."""
    shown: bool = True
    """Whether readers see it."""


ONLY = Place("a line that says only by whom", 110)
DATA = Place("data", 100, 100, 100, shown=False)
MARKED = Place("rel or itemprop author", 98, 24)
LED = Place("a line around the headline", 96)
TAG = Place("meta", 90, 50, 14, shown=False)
CARD = Place("the card that is shared", 89, shown=False)
DATED = Place("a name beside a date", 64)
LINKED = Place("links in a byline around the headline", 60, 22)
NEAR = Place("a byline around the headline", 60, 22)
CALLED = Place("a byline", 40)
LABEL = Place("a label", 35)
SIGNED = Place("a signature", 30)
ORGANISATION = Place("an organisation", 15, 15, 15, shown=False)
SITE = 10
"""Reliability of the site's own name, wherever it is found."""

LONG, SHORT, SINGLE = 100, 60, 40
"""Characters of the longest line with a name and date, with a name after other words, and with a one-word name."""
CLOSE, LAST = 12, 40
"""Lines below the headline, and last paragraphs, in which a bare name may be the author's."""
SENTENCE = 7
"""Fewest spaces in a line ending like a sentence that make it one rather than a byline."""
PREPOSITIONS = frozenset({"by", "von", "par", "por", "di", "da", "door", "av", "af"})
"""Words between a text and its author."""

_TAG = regex(r"(?:^|[.:_-])(?:article_?)?(?:authors?|author_?names?|creator|contributor|byl|byline)$|written by$")
"""Meta tags that name authors; an article's author takes precedence over a page's, which may be its publisher."""
WHEN = regex(
    r"(?:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,.]?\s+)?"
    r"(?:\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\b[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}\b"
    r"|\b\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s)?\d{4}\b)"
    r"|\b\d+\s?(?:mins?|minutes?|hours?|days?)\s(?:ago|read)\b|\b\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\b\.?)?(?-i:\s[A-Z]{3,4}\b)?",
    re.IGNORECASE,
)
_DOMAIN = regex(r"\bwww\.|\(\S+\.\w{2,4}\)|^[\w-]+(?:\.[\w-]+)?\.[a-z]{2,4}$")
_CLASS = regex(
    r" (?:bylines?|authored|authors?|authorlines?|author ?names?|autor|autore|auteur|autoren|writers?|journalist|skribent|redacteur|yazar|penulis|creator|username|vcard) "
)
_HINT = regex(r"by_*line|author|aut[oe]u?r|writer|journalist|skribent|redacteur|yazar|penulis|creator|username|vcard")
_NOT = regex(r" (?:bio|social|follow|cards?|comments?|related|share|about|teasers?) ")
_PROFILE = regex(
    r"/(?:authors?|autor(?:en|in|es)?|auteurs?|autore|by|journalists?|reporters?|contributors?|producers|profiles?|people|editors|redaktion|yazar|skribent)/[\w%./-]{4,}"
    r"|//[^/]+/@[\w.-]{3,}/?$"
)
_LINES = frozenset("a span p address strong b em dt td li h2 h3 h4 h5 h6 div".split())  # noqa: SIM905
_LABELS = frozenset({"strong", "b", "dt", "span", "h2", "h3"})
_STOPS = frozenset('.!?…。”"')
_BARE = frozenset({"strong", "b", "em", "i"})
_PARTS = regex(r"\s*(?:[|•·∙‧⋅●◦–—\n]|\s-\s|\s/\s|(?<=\S)\s(?=[^\W\d_]{2,12}：)|\s(?:in|on|am|le|for)\s)\s*")
_INSIDE = regex(r"^((?:[^\W\d_-]+ ){1,4})(?:by|von|par|por|di|door|av|af) (\S+ \S.*)$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that may name the authors, where it was found, and how."""

    place: Place
    text: str
    line: str | None = None
    """The whole line of the page, if it is one."""
    bodies: tuple[str, ...] = ()
    """Names of organizations in addition to the text; they are not split up."""
    by: str = ""


def given(source: Source, _best: int) -> Iterator[Mention]:
    """Yield the authors in JSON-LD and meta tags: people, then organizations, then the label of the Twitter card."""
    people: list[str] = []
    bodies: list[str] = []
    for node in source.data.nodes("author") or source.data.nodes("creator"):
        value = node.get("name")
        for name in value if isinstance(value, list) else [value]:
            name = name.get("name") if isinstance(name, dict) else name
            organisation = any(kind.endswith("Organization") for kind in kinds_of(node))
            if isinstance(name, str) and (line := clean_line(plain(name))):
                (bodies if organisation else people).append(line)
    if people:
        yield Mention(DATA, "; ".join(people), bodies=tuple(bodies))
    seen: set[str] = set()
    for name in sorted(filter(_TAG.search, source.tags.values), key=lambda name: "article" not in name):
        texts = source.tags.all(name)
        bodies += filter(_DOMAIN.search, texts)
        texts = [text for text in texts if not (text in seen or _DOMAIN.search(text))]
        seen.update(texts)
        if texts:
            yield Mention(TAG, " ; ".join(texts), by=f"meta {name}")
    if bodies:
        yield Mention(ORGANISATION, "", bodies=tuple(bodies))
    said = source.tags.first("twitter:data1")
    if source.tags.first("twitter:label1") and not any(map(str.isdigit, said)):
        yield Mention(CARD, said)


def near(source: Source, best: int) -> Iterator[Mention]:
    """Yield candidates around the headline: bylines by their wording, by an adjacent date, by class, or by link."""
    near, phrases = source.nearby, source.phrases
    for _, line in near.lines[:CLOSE]:
        start = phrases.starts("byline", line) if not any(map(str.isdigit, line)) else None
        if start and start.split()[-1] in PREPOSITIONS:
            yield Mention(ONLY, line[len(start) :], line)
    if best < LED.person:
        yield from in_lines((line for _, line in near.lines), phrases)
    if best < DATED.person:
        for element, line in near.lines[:CLOSE]:
            if element.tag != "a" and (found := dated(line, element.getparent())):
                yield found
    for element in near.elements if best < MARKED.person or best == DATA.person else ():
        if place := _byline_place(element):
            yield from _in_element(place, element)


def anywhere(source: Source, _best: int) -> Iterator[Mention]:
    """Yield text marked up, classed or labelled as a byline anywhere on the page, found in one pass."""
    leads = source.phrases.kinds.get("byline", ())
    first = {lead[0] for lead in leads}
    labels = []
    called: defaultdict[str, list[Any]] = defaultdict(list)
    for element in source.root.iter(*_LINES):
        if _byline_place(element) in (NEAR, MARKED):
            called[element.get("class") or ""].append(element)
        text = element.text
        if text and (text := text[:40].strip().lower())[:1] in first and text.startswith(leads):
            labels.append(element)
    yield from (mention for elements in called.values() for mention in _called(elements))
    yield from _labelled(labels, source.phrases)
    yield from _signatures(list(source.root.iter("p")))


def _called(elements: list[Any]) -> Iterator[Mention]:
    """Yield the text of *elements* with the same class, unless they are in cards: different texts in separate boxes."""
    boxes = {parent.getparent() for element in elements if (parent := element.getparent()) is not None}
    if len(boxes) < 2 or len({word_key(text_of(element)) for element in elements}) < 2:
        for element in elements:
            yield from _in_element(CALLED, element)


def _labelled(elements: list[Any], phrases: Phrases) -> Iterator[Mention]:
    """Yield the names after a label that introduces the author, wherever it is.

    Without a colon or the like it must be the only such line, because one of several may belong to another story.
    """
    alone = {}
    for element in elements:
        line = text_of(element)
        if element.tag in _LABELS and phrases.is_whole("byline", line.strip(" :")):
            after = element.getnext()
            line += ": " + (clean_line(element.tail or "") or (text_of(after) if after is not None else ""))
        start = phrases.starts("byline", line) or "-"
        if length := phrases.label("byline", line) if len(line) <= LINE else 0:
            yield Mention(LABEL, line[length:], line)
        elif len(line) <= SHORT and start.split()[-1] in PREPOSITIONS and is_full(line[len(start) :].strip(" .")):
            alone[word_key(line)] = Mention(LABEL, line, line)
    if len(alone) == 1:
        yield from alone.values()


def _signatures(paragraphs: list[Any]) -> Iterator[Mention]:
    """Yield a name alone in bold or italics after the last long one of *paragraphs*, in the same element."""
    bare: list[tuple[Any, str]] = []
    for p in reversed(paragraphs[-LAST:]):
        text = text_of(p)
        if len(text) >= SHORT:
            yield from (Mention(SIGNED, name, name) for parent, name in bare if parent is p.getparent())
            return
        if len(text) <= SINGLE and len(p) == 1 and p[0].tag in _BARE and is_full(text):
            bare.append((p.getparent(), text))


def without_dates(line: str) -> str:
    """Return *line* with each date and time replaced by a bar."""
    return WHEN.sub(" | ", line) if any(map(line.__contains__, "0123456789")) else line


def in_lines(lines: Iterable[str], phrases: Phrases) -> Iterator[Mention]:
    """Yield the parts of *lines* that start like a byline or follow a line that introduces one."""
    led = ""
    for line in lines:
        if led and len(line) <= SHORT:
            yield Mention(LED, f"{led} {line}", f"{led} {line}")
        led = line if phrases.is_whole("byline", line) else ""
        sentence = line[-1:] in _STOPS and line.count(" ") >= SENTENCE
        for part in () if sentence else _PARTS.split(without_dates(line)):
            if phrases.starts("byline", part):
                yield Mention(LED, part, line)
            elif name := _led_inside(part, phrases):
                yield Mention(LED, name, line)


def _led_inside(part: str, phrases: Phrases) -> str | None:
    """Return what follows the first preposition of a short label such as `A story by`, or None for a work's title."""
    found = _INSIDE.match(part) if len(part) <= SHORT and not phrases.starts("credit", part) else None
    if found is None or (phrases.language in ("", "en") and found[1].split()[-1][0].isupper()):
        return None
    return found[2]


def dated(line: str, box: Any = None) -> Mention | None:
    """Return the name at the start of *line* if a date follows in the line or its *box*, or None."""
    parts = [part for part in _PARTS.split(without_dates(line)) if part]
    if not parts or parts[0].endswith(":") or len(line) > LONG:
        return None
    around = line if box is None or WHEN.search(line) else text_of(box)
    if len(around) > len(parts[0]) + 80 or not WHEN.search(around):
        return None
    return Mention(DATED, parts[0].strip(" ,"), line)


def _in_element(place: Place, element: Any) -> Iterator[Mention]:
    """Yield the text of an element marked as a byline, with the names it contains as links or in boxes."""
    line = text_of(element)
    if not 3 <= len(line) <= LINE or (len(line) <= SINGLE and next(element.iterancestors("form"), None) is not None):
        return
    links = [text_of(a) for a in element.iter("a")] if element.tag != "a" else []
    people = [text for text in links if is_person(text)]
    if people and place is NEAR:
        place = LINKED
    elif not people:
        leaves = (part for part in element.iter("span", "div") if not len(part))
        people = [text for part in leaves if is_person(text := text_of(part))]
        if people and not links:
            line = clean_line(" ".join(filter(None, map(str.strip, element.itertext()))))
    yield Mention(place, " ; ".join(people) or line, line)


def _byline_place(element: Any) -> Place | None:
    """Return the place of an element marked as a byline by rel, itemprop, class or link target, or None."""
    tag = element.tag
    if tag not in _LINES:
        return None
    if element.get("itemprop") == "author" or (tag == "a" and "author" in (element.get("rel") or "").split()):
        return MARKED
    if (name := element.get("class") or element.get("data-testid")) and _is_byline(name):
        return NEAR
    return LINKED if tag == "a" and _PROFILE.search(element.get("href") or "") else None


@lru_cache(maxsize=4096)
def _is_byline(name: str) -> bool:
    words = words_of(name.replace("__", " ")) if _HINT.search(name.lower()) else ""
    return bool(words and _CLASS.search(words) and not _NOT.search(words))
