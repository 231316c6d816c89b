"""Who wrote it: the names in the page's data, else in its byline, each a person's or an agency's and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from termread.parse.metadata.linked import LinkedData, kinds_of
from termread.parse.metadata.tags import Tags
from termread.parse.metadata.wording import key, text_of
from termread.parse.phrasebook import Phrases
from termread.text import clean_line
from termread.values import dataclass

TAGS = (
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "byl",
    "cxenseparse:author",
    "article.author",
    "citation_author",
    "creator",
    "articleauthor",
    "article:byline",
    "twitter:misc:written by",
    "mrf:authors",
)
MOST = 12
"""Names a byline may hold; more are a list of something else."""

_CLASS = re.compile(
    r"(?<![a-z])(?:byline|author|authors|autor|autore|auteur|autoren|writer|journalist|skribent|redacteur|yazar|penulis)(?:s|name|names)?(?![a-z])"
)
_NOT = re.compile(
    r"bio|avatar|image|img|photo|social|follow|box|card|more|comment|related|date|time|share|desc|teaser|twitter|list"
)
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|in|es)?|auteurs?|autore|by|journalists?|reporters?|profiles?|people|redaktion|yazar|skribent)/[\w%./-]{4,}",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"([a-z])([A-Z])")
_SPLIT = re.compile(
    r"\s*(?:;|\||•|·|\s/\s|\n|、|・|\s&\s|\s+(?:and|und|et|y|e|en|och|og|ja|i|и|та|ve|dan|und)\s+)\s*", re.IGNORECASE
)
_COMMA = re.compile(r"\s*,\s*")
_TAIL = re.compile(r"\s*(?:\(.*|[@|•·].*|\s[–—-]\s.*|https?:.*|<.*)$")
_JUNK = re.compile(
    r"^(?:https?:|www\.|@|#|\d+$)|\S+@\S+\.\S+|\.(?:com|html|php)/|^(?:null|undefined|none|n/a|unknown|admin|administrator|no author|staff writer|webmaster)$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|contributor|journalist|columnist|redakteur(?:in)?|korrespondent(?:in)?|updated|published|minutes?|posted|"
    r"senior|chief|producer|bureau|author|executive|freelance|digital|politics|deputy|opinion|analyst|professor)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """The names, and the line of the page they stand in where it is known."""

    authors: tuple[str, ...] = ()
    line: str | None = None


def byline_of(root: Any, tags: Tags, linked: LinkedData, site: str, phrases: Phrases) -> Byline:
    """Return who the page says wrote it; the site itself, or a login name, only where nobody else is named."""
    people, bodies = _linked(linked, phrases)
    own = {key(site), key(linked.text("publisher"))}
    real = tuple(name for name in people if key(name) not in own and not _login(name))
    if real:
        return Byline(_once(real))
    tagged = _once(name for text in tags.all(*TAGS) for name in names_in(text, phrases))
    named = tuple(name for name in tagged if key(name) not in own and not _login(name))
    if named and any(_person(name) for name in named):
        return Byline(named)
    shown = _shown(root, phrases, own)
    if shown.authors:
        return shown
    return Byline(_once([*bodies, *people]) or tagged, shown.line)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    """Return *names* once each, in order; one that another name contains as a slug is left out."""
    unique = list({key(name): name for name in names}.values())
    slugs = {key(name).replace(" ", "") for name in unique if " " in name}
    return tuple(n for n in unique if " " in n or key(n).replace(" ", "") not in slugs)[:MOST]


def _login(name: str) -> bool:
    """Whether *name* is how somebody logs in: one word of small letters, with signs or figures in it or without."""
    return " " not in name and name.isascii() and name == name.lower()


def names_in(text: str, phrases: Phrases) -> list[str]:
    """Return the names in a byline's *text*, without the words before them and the roles behind them."""
    text = clean_line(text)
    if phrase := phrases.starts("byline", text):
        text = text[len(phrase) :].lstrip(" :：")
    names: list[str] = []
    for part in _SPLIT.split(text):
        commas = _COMMA.split(part)
        for index, piece in enumerate(commas):
            name = _bare(piece, phrases)
            if not name or (index and (_is_role(piece) or (name.isupper() and names[-1:] != [name.upper()]))):
                continue
            names.append(name)
    return names[:MOST]


def _bare(piece: str, phrases: Phrases) -> str:
    if phrase := phrases.starts("byline", piece):
        piece = piece[len(phrase) :]
    name = _TAIL.sub("", piece.strip(" .,:：–—-\"'“”")).strip()
    return "" if not name or len(name) > 70 or _JUNK.search(name) or not re.search(r"[^\W\d_]{2}", name) else name


def _is_role(piece: str) -> bool:
    return bool(_ROLE.search(piece)) or (piece[:1].islower() and " " in piece)


def _linked(linked: LinkedData, phrases: Phrases) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the people and the bodies that the data name as authors."""
    people: list[str] = []
    bodies: list[str] = []
    for node in linked.nodes("author") or linked.nodes("creator"):
        value = node.get("name")
        for name in value if isinstance(value, list) else [value]:
            if not isinstance(name, str):
                continue
            names = names_in(name, phrases)
            organisation = any(kind.endswith("Organization") for kind in kinds_of(node))
            (bodies if organisation else people).extend(names)
    publisher = key(linked.text("publisher"))
    real = [name for name in people if key(name) != publisher]
    if real:
        return tuple(dict.fromkeys([*real, *(b for b in bodies if key(b) != publisher)]))[:MOST], ()
    return (), tuple(dict.fromkeys([*people, *bodies]))


def _shown(root: Any, phrases: Phrases, own: set[str]) -> Byline:
    """Return the names that the page shows in what it calls a byline; a line that names a desk is a byline without names."""
    desk: str | None = None
    for element in _bylines(root):
        line = text_of(element)
        if not 3 <= len(line) <= 160:
            continue
        links = [text_of(a) for a in element.iter("a")] if element.tag != "a" else []
        source = " ; ".join(text for text in links if _person(text)) or line
        names = [name for name in names_in(source, phrases) if _person(name) and key(name) not in own]
        if names:
            return Byline(tuple(dict.fromkeys(names)), line)
        if desk is None and len(line) <= 60 and phrases.starts("byline", line):
            desk = line
    return Byline((), desk)


def _bylines(root: Any) -> Iterator[Any]:
    """Yield the elements that say they are a byline: by rel, by itemprop, by class."""
    for element in root.iter("a", "span", "div", "p", "address", "li", "strong", "em", "h4", "h5", "h6"):
        rel = (element.get("rel") or "").lower()
        if element.get("itemprop") == "author" or "author" in rel.split():
            yield element
    for element in root.iter("span", "div", "p", "a", "address", "li", "strong", "h4", "h5", "h6"):
        names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}"
        names = _CAMEL.sub(r"\1-\2", names).lower()
        if _CLASS.search(names) and not _NOT.search(names):
            yield element
    for element in root.iter("a"):
        if _PROFILE.search(element.get("href") or ""):
            yield element


def _person(text: str) -> bool:
    """Whether *text* can be a name: two to five words, none of them a number, most of them capitalised."""
    words = text.split()
    if not text.isascii() and len(words) == 1 and 2 <= len(text) <= 12:
        return bool(re.match(r"^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+$", text))
    if not 2 <= len(words) <= 5 or any(c.isdigit() for c in text) or _ROLE.search(text):
        return False
    return sum(word[0].isupper() or not word[0].isascii() for word in words) >= len(words) - 1
