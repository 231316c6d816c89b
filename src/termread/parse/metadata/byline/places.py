"""The places where a page may say who wrote it, and how sure each is of what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from termread.parse.metadata.around import Around
from termread.parse.metadata.byline.names import name_in_address
from termread.parse.metadata.linked import LinkedData, kinds_of, plain
from termread.parse.metadata.tags import Tags
from termread.parse.phrasebook import Phrases
from termread.text import clean_line
from termread.values import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of place, and how sure each kind of name is that stands there; what has 0 is not taken."""

    by: str
    person: int
    """A person's full name, or what stands alone behind a word such as `by`."""
    word: int = 0
    """A name of one word, and in data and tags the name of a body."""
    site: int = 0
    """The name of the site itself."""
    shown: bool = True
    """Whether a reader sees it."""


ONLY = Place("a line that says only by whom", 110)
DATA = Place("data", 100, 100, 16, shown=False)
MARKED = Place("rel or itemprop author", 98, 24, 8)
LED = Place("a line around the headline", 96, 0, 12)
TAG = Place("meta", 90, 50, 14, shown=False)
CARD = Place("the card that is shared", 89, 0, 17, shown=False)
DATED = Place("a name beside a date", 64, 0, 10)
NEAR = Place("a byline around the headline", 60, 22, 8)
CALLED = Place("a byline", 40)
LABEL = Place("a label", 35)
SIGNED = Place("a signature", 30)
ORGANISATION = Place("an organisation", 15, 15, 15, shown=False)

_TAGS = (
    *("article:author", "og:article:author", "author", "parsely-author", "sailthru.author"),
    *("dc.creator", "dcterms.creator", "dc.contributor", "byl", "cxenseparse:author", "article.author"),
    *("citation_author", "creator", "articleauthor", "article:byline", "twitter:misc:written by", "mrf:authors"),
)
"""The meta tags that name authors; an author of the article goes before one of the page, who may be its publisher."""
WHEN = re.compile(
    r"(?:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,.]?\s+)?"
    r"(?:\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\b[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}\b"
    r"|\b\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s)?\d{4}\b)"
    r"|\b\d+\s?(?:mins?|minutes?|hours?|days?)\s(?:ago|read)\b|\b\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\b\.?)?(?-i:\s[A-Z]{3,4}\b)?",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"\bwww\.|\(\S+\.\w{2,4}\)|^[\w-]+(?:\.[\w-]+)?\.[a-z]{2,4}$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that may name the writers, and the place where it stands."""

    place: Place
    text: str
    line: str | None = None
    """The whole line of the page, where it is one."""
    names: tuple[str, ...] = ()
    """Names beside those in the text that are not to be taken apart."""
    by: str = ""
    linked: bool = False
    """Whether each name in it is a link."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a page has that may name its writers and its date."""

    linked: LinkedData
    tags: Tags
    elements: list[Any]
    near: Around
    phrases: Phrases


def in_data(source: Source) -> Iterator[Mention]:
    """Yield whom the data name as authors: the people, then the organisations."""
    people: list[str] = []
    bodies: list[str] = []
    for node in source.linked.nodes("author") or source.linked.nodes("creator"):
        value = node.get("name")
        for name in value if isinstance(value, list) else [value]:
            name = name.get("name") if isinstance(name, dict) else name
            organisation = any(kind.endswith("Organization") for kind in kinds_of(node)) or is_admin(node)
            if isinstance(name, str) and (line := clean_line(plain(name))):
                (bodies if organisation else people).append(line)
    if people:
        yield Mention(DATA, "; ".join(people), names=tuple(bodies))
    if bodies:
        yield Mention(ORGANISATION, "", names=tuple(bodies))


def is_admin(node: Any) -> bool:
    """Return whether a node of the data, or a link, leads to whoever runs the site, under whose name others write."""
    return str(node.get("url") or node.get("@id") or node.get("href") or "").rstrip("/").endswith("/author/admin")


def in_tags(source: Source) -> Iterator[Mention]:
    """Yield what the meta tags name as authors, and the label of the card that is shared."""
    tags = source.tags
    for name in _TAGS:
        texts = [name_in_address(text) or text for text in tags.all(name)]
        if named := [text for text in texts if not _DOMAIN.search(text)]:
            yield Mention(TAG, " ; ".join(named), by=f"meta {name}")
        for text in texts:
            if _DOMAIN.search(text):
                yield Mention(ORGANISATION, text)
    label, said = tags.first("twitter:label1"), tags.first("twitter:data1")
    if label and not any(map(str.isdigit, said)):
        yield Mention(CARD, said)


GIVEN = (in_data, in_tags)
"""What finds the mentions that no reader sees."""
