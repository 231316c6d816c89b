"""Where a page shows who wrote it: around its headline, in what it calls a byline, behind a label, at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from termread.parse.metadata.around import LINE
from termread.parse.metadata.byline.names import is_full, is_person, unglued
from termread.parse.metadata.byline.places import (
    CALLED,
    DATED,
    LABEL,
    LED,
    MARKED,
    NEAR,
    ONLY,
    SIGNED,
    WHEN,
    Mention,
    Place,
    Source,
    is_admin,
)
from termread.parse.metadata.wording import key, text_of
from termread.parse.page.class_names import words_of
from termread.parse.phrasebook import Phrases
from termread.text import clean_line

LONG = 100
"""Characters of the longest line that is a name and a date."""
SHORT = 60
"""Characters of the longest line that says what the text is and who wrote it."""
SINGLE = 40
"""Characters of the longest line that is a name of one word, with a word before it or a date behind it."""
PARAGRAPH = 60
"""Characters from which a text beside a signature is a paragraph."""
CLOSE = 12
"""Lines behind the headline among which a name without any word before it can be the writer's."""
SENTENCE = 8
"""Words from which a line that ends with a stop is a sentence."""
PREPOSITIONS = frozenset({"by", "von", "par", "por", "di", "da", "door", "av", "af"})
"""What stands between a text and its writer."""

_CLASS = re.compile(
    r" (?:bylines?|authored|authors?|authorlines?|author ?names?|autor|autore|auteur|autoren|writers?|journalist|skribent|redacteur|yazar|penulis|creator|username|vcard) "
)
_HINT = re.compile(
    r"by_*line|author|aut[oe]u?r|writer|journalist|skribent|redacteur|yazar|penulis|creator|username|vcard|comment"
)
_NOT = re.compile(r" (?:bio|social|follow|cards?|comments?|related|share|about|teasers?) ")
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|in|es)?|auteurs?|autore|by|journalists?|reporters?|contributors?|producers|profiles?|people|editors|redaktion|yazar|skribent)/[\w%./-]{4,}",
    re.IGNORECASE,
)
_LINES = frozenset({"span", "div", "p", "a", "address", "li", "strong", "h4", "h5", "h6"})
_LABELS = frozenset({"strong", "b", "dt", "span", "h2", "h3"})
_BOXES = frozenset({"p", "div", "em", "td", "strong", "b", "span"})
_PARTS = re.compile(r"\s*(?:[|•·∙‧⋅●◦–—\n]|\s-\s|\s/\s|(?<=\S)\s(?=[^\W\d_]{2,12}：)|\s(?:in|on|am|le|for)\s)\s*")
_INSIDE = re.compile(r"^((?:[^\W\d_-]+ ){1,4})(?:by|von|par|por|di|door|av|af) (\S+ \S.*)$")
_BARE = frozenset({"strong", "b", "em", "i"})


def by_whom(source: Source) -> Iterator[Mention]:
    """Yield the lines under the headline that say by whom it is, and nothing else if all behind that are names."""
    for _, line in source.near.lines[:CLOSE]:
        start = source.phrases.starts("byline", line) if not any(map(str.isdigit, line)) else None
        if start and start.split()[-1] in PREPOSITIONS:
            yield Mention(ONLY, line[len(start) :], line)


def led(source: Source) -> Iterator[Mention]:
    """Yield the lines around the headline that begin as a byline does."""
    return in_lines((line for _, line in source.near.lines), source.phrases)


def beside_dates(source: Source) -> Iterator[Mention]:
    """Yield what stands beside a date under the headline."""
    for element, line in source.near.lines[:CLOSE]:
        if element.tag != "a" and (found := dated(line, element.getparent())):
            yield found


def called_near(source: Source) -> Iterator[Mention]:
    """Yield what a class calls a byline around the headline, then the links there that lead to the page of a writer."""
    for element in source.near.elements:
        if _is_byline(element) and element.tag in _LINES:
            yield from _in_element(NEAR, element)
    for element in source.near.elements:
        if _PROFILE.search(element.get("href") or "") and element.tag == "a":
            yield from _in_element(NEAR, element)


def in_lines(lines: Iterable[str], phrases: Phrases) -> Iterator[Mention]:
    """Yield the parts of *lines* that begin as a byline does, or that follow a line which does; whole sentences never do."""
    led = ""
    for line in lines:
        line = unglued(line, phrases)
        start = phrases.starts("byline", line)
        if led and len(line) <= SHORT:
            yield Mention(LED, f"{led} {line}", f"{led} {line}")
        led = line if start and phrases.is_whole("byline", line) else ""
        for part in _PARTS.split(WHEN.sub(" | ", line)) if start or not is_sentence(line) else ():
            if phrases.starts("byline", part):
                yield Mention(LED, part, line)
            elif name := _led_inside(part, phrases):
                yield Mention(LED, name, line)


def _led_inside(part: str, phrases: Phrases) -> str | None:
    """Return what stands behind the first preposition of a short text that says before it what it is; no title does."""
    found = _INSIDE.match(part) if len(part) <= SHORT and not phrases.starts("credit", part) else None
    if found is None or (phrases.language in ("", "en") and found[1].split()[-1][0].isupper()):
        return None
    return found[2]


def is_sentence(line: str) -> bool:
    """Return whether a line is a whole sentence, which may have the words of a byline in it and is none."""
    return line.endswith((".", "!", "?", "…", "。", "”", '"')) and len(line.split()) >= SENTENCE


def dated(line: str, box: Any = None) -> Mention | None:
    """Return the name that *line* begins with where a date stands behind it, or in the *box* around it with nothing else."""
    parts = [part for part in _PARTS.split(WHEN.sub(" | ", line)) if part]
    if not parts or parts[0].endswith(":") or len(line) > LONG:
        return None
    around = line if box is None or WHEN.search(line) else text_of(box)
    if len(around) > len(parts[0]) + 80 or not WHEN.search(around):
        return None
    return Mention(DATED, parts[0].strip(" ,"), line)


def marked(source: Source) -> Iterator[Mention]:
    """Yield what says by rel or itemprop that it is the author; a comment's own is none."""
    for element in source.elements:
        said = element.get("itemprop") == "author" or "author" in (element.get("rel") or "").split()
        if said and element.tag not in ("meta", "link") and " comment " not in _name(element) and not is_admin(element):
            yield from _in_element(MARKED, element)


def called(source: Source) -> Iterator[Mention]:
    """Yield what a class calls a byline anywhere, but for those of cards: one class, other words, in boxes apart."""
    elements = [element for element in source.elements if _CLASS.search(_name(element)) and element.tag in _LINES]
    boxes: dict[str, set[Any]] = {}
    words: dict[str, set[str]] = {}
    for element in elements:
        parent = element.getparent()
        boxes.setdefault(_name(element), set()).add(parent.getparent() if parent is not None else None)
        words.setdefault(_name(element), set()).add(key(text_of(element)))
    for element in elements:
        if _is_byline(element) and (len(boxes[_name(element)]) < 2 or len(words[_name(element)]) < 2):
            yield from _in_element(CALLED, element)


def labelled(source: Source) -> Iterator[Mention]:
    """Yield the names behind a word that says that they are the writer's, wherever it stands.

    Without a sign between the two it is one line of its own, and the only one: of several, any can be another story's.
    """
    phrases, alone = source.phrases, {}
    leads = phrases.kinds.get("byline", ())
    for element in source.elements:
        text = element.text
        if not text or not text[:40].strip().lower().startswith(leads) or element.tag not in _LABELS | _BOXES | {"a"}:
            continue
        line = text_of(element)
        if element.tag in _LABELS and phrases.is_whole("byline", line.strip(" :")):
            after = element.getnext()
            line += ": " + (clean_line(element.tail or "") or (text_of(after) if after is not None else ""))
        start = phrases.starts("byline", line) or "-"
        if length := phrases.label("byline", line) if len(line) <= LINE else 0:
            yield Mention(LABEL, line[length:], line)
        elif len(line) <= SHORT and element.tag in _BOXES and start.split()[-1] in PREPOSITIONS:
            name = line[len(start) :].strip(" .")
            alone.update({key(name): Mention(LABEL, line, line)} if is_full(name) else {})
    if len(alone) == 1:
        yield from alone.values()


def signatures(source: Source) -> Iterator[Mention]:
    """Yield the name alone in bold or slanted letters behind a story's last paragraph, or in capitals before its first."""
    for p in reversed([e for e in source.elements if len(e) == 1 and e.tag == "p" and e[0].tag in _BARE]):
        name = text_of(p).strip(" .()")
        if len(name) <= SINGLE and is_full(name) and next(p.iter("a"), None) is None:
            sides = (islice(p.itersiblings("p", preceding=preceding), 9) for preceding in (True, False))
            before, after = (sum(len(text_of(other)) >= PARAGRAPH for other in side) for side in sides)
            if (before >= 3 and not after) or (not before and after >= 3 and name.isupper()):
                yield Mention(SIGNED, name, name)


SHOWN = (
    (ONLY, by_whom),
    (MARKED, marked),
    (LED, led),
    (DATED, beside_dates),
    (NEAR, called_near),
    (CALLED, called),
    (LABEL, labelled),
    (SIGNED, signatures),
)
"""What finds those at each place that a reader sees, the surest place first."""


def _in_element(place: Place, element: Any) -> Iterator[Mention]:
    """Yield the text of an element that is said to be a byline, with the names that stand in it as links or in boxes."""
    line = text_of(element)
    if not 3 <= len(line) <= LINE or (len(line) <= SINGLE and next(element.iterancestors("form"), None) is not None):
        return
    links = [text_of(a) for a in element.iter("a")] if element.tag != "a" else []
    people = [text for text in links if is_person(text)]
    if not people:
        leaves = (part for part in element.iter("span", "div") if not len(part))
        people = [text for part in leaves if is_person(text := text_of(part))]
        if people and not links:
            line = clean_line(" ".join(filter(None, map(str.strip, element.itertext()))))
    yield Mention(place, " ; ".join(people) or line, line, linked=bool(people) and bool(links))


def _name(element: Any) -> str:
    """Return the words of what an element is called by, class, id and name for tests, where they may say that it is a byline."""
    return _words(element.get("class"), element.get("id"), element.get("data-testid"))


@lru_cache(maxsize=4096)
def _words(*names: str | None) -> str:
    name = " ".join(filter(None, names))
    return words_of(name.replace("__", " ")) if _HINT.search(name.lower()) else ""


def _is_byline(element: Any) -> bool:
    name = _name(element)
    return bool(name and _CLASS.search(name) and not _NOT.search(name))
