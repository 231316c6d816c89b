"""Where a page shows who wrote it: in what it calls a byline, around its headline, behind a label, at the end of its story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from termread.parse.metadata.around import LINE, Around
from termread.parse.metadata.naming import (
    MOST,
    ROLED,
    is_of_site,
    is_person,
    is_surely_person,
    is_word,
    names_in,
    shortened,
    unglued,
)
from termread.parse.metadata.tags import Tags
from termread.parse.metadata.wording import key, text_of
from termread.parse.page.class_names import words_of
from termread.parse.phrasebook import Phrases
from termread.text import clean_line
from termread.values import dataclass

LONG = 100
"""Characters of the longest line that is a name and a date."""
PARAGRAPH = 60
"""Characters from which a text beside a signature is a paragraph."""
SINGLE = 40
"""Characters of the longest line that is a name of one word, with a word before it or a date behind it."""
SHORT = 60
"""Characters of the longest line that says what the text is and who wrote it."""
CLOSE = 12
"""Lines behind the headline among which a name without any word before it can be the writer's."""
PREPOSITION = 4
"""Letters of the longest word that stands before a name and nothing else, as `by` and `door`; `author` is longer."""

_CLASS = re.compile(
    r" (?:bylines?|authored|authors?|authorlines?|author ?names?|autor|autore|auteur|autoren|writers?|journalist|skribent|redacteur|yazar|penulis|creator|username|vcard) "
)
_NOT = re.compile(
    r" (?:bio|biography|avatars?|images?|img|photos?|social|follow|box|cards?|more|comments?|related|dates?|time|share|desc|description|about|notes?|websites?|teasers?|twitter|list) "
)
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|in|es)?|auteurs?|autore|by|journalists?|reporters?|contributors?|producers|profiles?|people|editors|redaktion|yazar|skribent)/[\w%./-]{4,}",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,.]?\s+)?"
    r"(?:\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\b[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}\b"
    r"|\b\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s)?\d{4}\b)"
    r"|\b\d+\s?(?:mins?|minutes?|hours?|days?)\s(?:ago|read)\b|\b\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\b\.?)?(?-i:\s[A-Z]{3,4}\b)?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:[|•·∙‧⋅●◦–—\n]|\s-\s|\s/\s|(?<=\S)\s(?=[^\W\d_]{2,12}：)|\s(?:in|on|am|le|for)\s)\s*")
_INSIDE = re.compile(r"^((?:[^\W\d_-]+ ){1,4})(?:by|von|par|por|di|door|av|af) (\S+ \S.*)$")
PREPOSITIONS = frozenset({"by", "von", "par", "por", "di", "da", "door", "av", "af"})
"""What stands between a text and its writer."""
_BARE = frozenset({"strong", "b", "em", "i"})
_HEADINGS = frozenset({"a", "h2", "h3", "dt"})
_PICTURE = re.compile(
    r"photo|foto|image|bild|illustrat|graphic|grafik|video|design|powered|hosted|theme|sponsor|comment|review|edit|check|transl|übers",
    re.IGNORECASE,
)
"""Words of those who made something else than the text, or did something else with it."""
_LOOSE = frozenset({"from", "aus", "text", "interview"})
"""Words that stand before a name in a byline, and before anything else outside one."""


@dataclass(frozen=True, slots=True)
class Byline:
    """The names, and the line of the page they stand in where it is known."""

    authors: tuple[str, ...] = ()
    line: str | None = None


def undated(byline: Byline) -> str | None:
    """Return the line of a byline up to its last name, where a date stands behind it; the date has its own field."""
    line = byline.line
    ends = [line.find(name) + len(name) for name in byline.authors if name in line] if line else []
    if line and ends and len(ends) == len(byline.authors) and _WHEN.search(line, max(ends)):
        return line[: max(ends)]
    return line


def once(names: Iterable[str]) -> tuple[str, ...]:
    """Return *names* once each, in order; one that another name contains as a slug is left out."""
    unique = list({key(name): name for name in names}.values())
    slugs = {key(name).replace(" ", "") for name in unique if " " in name}
    return tuple(n for n in unique if " " in n or key(n).replace(" ", "") not in slugs)[:MOST]


def shown(elements: Iterable[Any], own: set[str], phrases: Phrases) -> Byline:
    """Return the names that stand in the first of *elements*, each said to be a byline, that has any."""
    for element in elements:
        line = text_of(element)
        if not 3 <= len(line) <= 160:
            continue
        links = [text_of(a) for a in element.iter("a")] if element.tag != "a" else []
        apart = [
            text for part in element.iter("span", "div") if not len(part) and is_surely_person(text := text_of(part))
        ]
        source = " ; ".join([text for text in links if is_person(text)] or apart) or _WHEN.sub(" | ", line)
        given = [name for name in names_in(source, phrases) if not is_of_site(name, own)]
        led = len(given) == 1 and phrases.starts("byline", line)
        names = [name for name in given if is_surely_person(name) or (led and is_word(name))]
        if names:
            spaced = " ".join(filter(None, map(str.strip, element.itertext()))) if apart and not links else line
            return Byline(once(names), clean_line(spaced))
    return Byline()


def single(elements: Iterable[Any], own: set[str], phrases: Phrases) -> Byline:
    """Return the name of one word that the first of *elements*, each said to be a byline, holds and nothing else."""
    for element in elements:
        line = text_of(element)
        if len(line) > SINGLE or next(element.iterancestors("form"), None) is not None:
            continue
        names = names_in(_WHEN.sub(" | ", line), phrases)
        if len(names) == 1 and is_word(names[0]) and not is_of_site(names[0], own):
            return Byline((names[0],), line)
    return Byline()


def beneath(near: Around, own: set[str], phrases: Phrases) -> Byline:
    """Return the names in a line around the headline that begins as a byline does, or that is a name and a date."""
    found = led_in((line for _, line in near.lines), own, phrases)
    return found if found.authors else _beside_date(near, own, phrases)


def led_in(lines: Iterable[str], own: set[str], phrases: Phrases) -> Byline:
    """Return the names in the first of *lines* that begins as a byline does, or that follows a word that does."""
    led = ""
    for line in lines:
        line = unglued(line, phrases)
        if is_sentence(line) and not phrases.starts("byline", line):
            led = ""
            continue
        if led and len(line) <= 60 and (names := _led(f"{led} {line}", own, phrases)):
            return Byline(once(names), f"{led} {line}")
        led = line if phrases.is_whole("byline", line) and line.lower() not in _LOOSE else ""
        for part in _PARTS.split(_WHEN.sub(" | ", line)):
            start = phrases.starts("byline", part)
            names = _led(part, own, phrases) if start and start not in _LOOSE else _within(part, own, phrases)
            if names:
                return Byline(once(names), line)
    return Byline()


def _within(line: str, own: set[str], phrases: Phrases) -> list[str]:
    """Return the names that a short line ends with, behind what the text is and one preposition."""
    found = _INSIDE.match(line)
    capitals = found is not None and phrases.language in ("", "en") and found[1].split()[-1][0].isupper()
    if not found or capitals or len(line) > SHORT or _PICTURE.search(found[1]) or phrases.starts("credit", line):
        return []
    names = names_in(found[2], phrases)
    return names if all(_is_whole(name) and not is_of_site(name, own) for name in names) else []


def _is_whole(name: str) -> bool:
    """Whether *name* is surely a person's, with more than one word, the first of them a capital's."""
    return name[:1].isupper() and " " in name and is_surely_person(name)


def is_sentence(line: str) -> bool:
    """Return whether a line is a whole sentence, which may have the words of a byline in it and is none."""
    return line.endswith((".", "!", "?", "…", "。", "”", '"')) and len(line.split()) >= _WORDS


_WORDS = 8
"""Words from which a line that ends with a stop is a sentence."""


def dated_names(line: str, own: set[str], phrases: Phrases) -> list[str]:
    """Return the names that a line with a date begins with; none where there is no date in it."""
    parts = [part for part in _PARTS.split(_WHEN.sub(" | ", line)) if part]
    if not parts or parts[0].endswith(":") or len(line) > LONG or not _WHEN.search(line):
        return []
    names = names_in(parts[0].strip(" ,"), phrases)
    sure = all(is_surely_person(name) and " " in name and not is_of_site(name, own) for name in names)
    return names if sure else []


def _led(part: str, own: set[str], phrases: Phrases) -> list[str]:
    """Return the names in the *part* of a line that says it is a byline; a single word is one if there is no other."""
    names = names_in(part, phrases)
    people = [short for name in names if is_surely_person(short := shortened(name)) and not is_of_site(short, own)]
    start = (phrases.starts("byline", part) or "by").split()[-1]
    alone = len(names) == 1 and len(part) <= 30 and len(start) <= PREPOSITION and not is_of_site(names[0], own)
    return people or (names if alone else [])


def _beside_date(near: Around, own: set[str], phrases: Phrases) -> Byline:
    """Return the name that stands alone beside a date, in one line or in a box that holds nothing else."""
    for element, line in near.lines[:CLOSE]:
        parts = [part for part in _PARTS.split(_WHEN.sub(" | ", line)) if part]
        parent = element.getparent()
        if not parts or parts[0].endswith(":") or len(line) > 100 or element.tag == "a" or parent is None:
            continue
        names = names_in(parts[0].strip(" ,"), phrases)
        whole = all(" " in name for name in names) or ROLED.search(parts[0])
        if names and whole and all(is_surely_person(name) and not is_of_site(name, own) for name in names):
            around = line if _WHEN.search(line) else text_of(parent)
            if len(around) <= len(parts[0]) + 80 and _WHEN.search(around):
                return Byline(once(names), line)
    return Byline()


_LABELS = frozenset({"strong", "b", "dt", "span", "h2", "h3"})


def labelled(root: Any, own: set[str], phrases: Phrases) -> Byline:
    """Return the names behind a word that says that they are the writer's, wherever it stands.

    Without a sign between the two it is one line of its own, and the only one: of several, any can be another story's.
    """
    alone: dict[tuple[str, ...], str] = {}
    for element in root.iter("strong", "b", "dt", "span", "h2", "h3", "p", "div", "em", "a", "td"):
        if not (start := phrases.starts("byline", (element.text or "").strip()[:40])):
            continue
        line = text_of(element)
        if element.tag in _LABELS and start not in _LOOSE and phrases.is_whole("byline", line.strip(" :")):
            after = element.getnext()
            line += ": " + (clean_line(element.tail or "") or (text_of(after) if after is not None else ""))
        length = phrases.label("byline", line) if len(line) <= LINE else 0
        names = names_in(line[length:], phrases) if length or len(line) <= SHORT else []
        names = [n for n in names if is_surely_person(n) and not n[0].islower() and not is_of_site(n, own)]
        if names and length:
            return Byline(once(names), line)
        if names and element.tag not in _HEADINGS and start.split()[-1] in PREPOSITIONS and all(map(_is_whole, names)):
            alone[once(names)] = line
    return Byline(*next(iter(alone.items()))) if len(alone) == 1 else Byline()


def signed(root: Any, own: set[str]) -> Byline:
    """Return the name alone in bold or slanted letters behind a story's last paragraph, or in capitals before its first."""
    for p in reversed(list(root.iter("p"))):
        if len(p) != 1 or p[0].tag not in _BARE or not _is_whole(name := text_of(p).strip(" .()")):
            continue
        if len(name) > SINGLE or is_of_site(name, own) or next(p.iter("a"), None) is not None:
            continue
        sides = (islice(p.itersiblings("p", preceding=preceding), 9) for preceding in (True, False))
        before, after = (sum(len(text_of(other)) >= PARAGRAPH for other in side) for side in sides)
        if (before >= 3 and not after) or (not before and after >= 3 and name.isupper()):
            return Byline((name,), name)
    return Byline()


def linked_alone(root: Any, near: Around, own: set[str]) -> Byline:
    """Return the name alone in a line near the headline that a link to its bearer's own page repeats."""
    for _, line in near.lines[:CLOSE]:
        if len(line) > SINGLE or not _is_whole(line) or len(line.split()) > 4 or is_of_site(line, own):
            continue
        if any(_PROFILE.search(a.get("href") or "") and text_of(a) == line for a in root.iter("a")):
            return Byline((line,), line)
    return Byline()


def marked(tags: Tags) -> Iterator[Any]:
    """Yield the elements that say they are the author, by rel or by itemprop; a comment's own is none."""
    for element in tags.marked():
        said = element.get("itemprop") == "author" or "author" in (element.get("rel") or "").lower().split()
        if said and element.tag != "link" and "comment" not in _names(element) and not is_admin(element.get("href")):
            yield element


def called(elements: Iterable[Any]) -> Iterator[Any]:
    """Yield those of *elements* whose class calls them a byline, and links to the page of a writer."""
    profiles = []
    for element in elements:
        if element.tag in _LINES and _CLASS.search(name := _names(element)) and not _NOT.search(name):
            yield element
        elif element.tag == "a" and _PROFILE.search(element.get("href") or ""):
            profiles.append(element)
    yield from profiles


_LINES = frozenset({"span", "div", "p", "a", "address", "li", "strong", "h4", "h5", "h6"})


def apart_from_cards(root: Any) -> list[Any]:
    """Return the elements with a class, but for those of cards: one class, other words, in boxes apart."""
    elements = [e for e in root.iter(*_LINES) if (e.get("class") or e.get("data-testid")) and _CLASS.search(_names(e))]
    boxes: dict[str, set[Any]] = {}
    words: dict[str, set[str]] = {}
    for element in elements:
        parent = element.getparent()
        outer = parent.getparent() if parent is not None else None
        boxes.setdefault(_names(element), set()).add(outer)
        words.setdefault(_names(element), set()).add(key(text_of(element)))
    return [e for e in elements if len(boxes[_names(e)]) < 2 or len(words[_names(e)]) < 2]


def _names(element: Any) -> str:
    """Return the words that an element is called by."""
    names = " ".join(filter(None, map(element.get, ("class", "id", "data-testid"))))
    return words_of(names.replace("__", " ")) if names else ""


def is_admin(address: object) -> bool:
    """Whether an address is that of whoever runs the site, under whose name others write."""
    return str(address or "").rstrip("/").endswith("/author/admin")
