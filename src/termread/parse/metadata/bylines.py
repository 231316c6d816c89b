"""Who wrote it: the names in the page's data, else in its tags, in what it calls a byline, around its headline, or at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from termread.parse.metadata.around import Around
from termread.parse.metadata.linked import LinkedData, kinds_of, plain
from termread.parse.metadata.naming import (
    MOST,
    is_login,
    is_of_site,
    is_person,
    is_surely_person,
    name_in_address,
    names_in,
)
from termread.parse.metadata.signatures import (
    Byline,
    apart_from_cards,
    beneath,
    called,
    initialled,
    is_admin,
    labelled,
    marked,
    once,
    profiled,
    shown,
    signed,
)
from termread.parse.metadata.tags import Tags
from termread.parse.metadata.wording import key, text_of
from termread.parse.phrasebook import Phrases
from termread.text import clean_line
from termread.values import replace

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
_EDITED = re.compile(
    r"^(?:editor|edited by|redaktur|penyunting|editado por|édité par|lektorat|editor: )\s*:?\s", re.IGNORECASE
)
_SITE = re.compile(r"\bwww\.|\(\S+\.\w{2,4}\)|^[\w-]+(?:\.[\w-]+)?\.[a-z]{2,4}$")


def byline_of(root: Any, tags: Tags, linked: LinkedData, site: str, phrases: Phrases, near: Around) -> Byline:
    """Return who the page says wrote it; the site itself, or a login name, only where nobody else is named."""
    people, bodies = _linked(linked, phrases)
    own = {key(site), key(linked.text("publisher"))}
    real = tuple(name for name in people if not is_of_site(name, own) and not is_login(name))
    if real:
        return Byline(once(_corrected(real, near, own)), by="data")
    own |= {
        key(str(node.get("name"))) for node in linked.nodes("author") if is_admin(node.get("url") or node.get("@id"))
    }
    tagged = once(name for text in tags.all(*TAGS) if not _SITE.search(text) for name in names_in(text, phrases))
    named = tuple(name for name in tagged if not is_of_site(name, own) and not is_login(name))
    if any(is_person(name) for name in named):
        return Byline(named, by="meta tags")
    for by, byline in _looked_for(root, tags, named, own, phrases, near):
        if byline.authors:
            return replace(byline, by=by)
    texts = tags.all(*TAGS)
    addressed = [name for text in texts if (name := name_in_address(text))]
    sites = [name for text in texts if _SITE.search(text) for name in names_in(text, phrases)]
    left = once([*bodies, *people]) or once(addressed) or tagged or once(sites)
    desk = next((line for _, line in near.lines if len(line) <= 60 and phrases.starts("byline", line)), None)
    return Byline(left, desk, "the site's own name") if left else replace(beneath(near, set(), phrases), by="headline")


def _looked_for(
    root: Any, tags: Tags, named: tuple[str, ...], own: set[str], phrases: Phrases, near: Around
) -> Iterator[tuple[str, Byline]]:
    """Yield the bylines that the page has, the surest first, each with where it stands."""
    yield "the card that is shared", Byline(once(_said_to_share(tags, phrases)))
    yield "rel or itemprop author", shown(marked(root), own, phrases)
    yield "a line around the headline", beneath(near, own, phrases)
    yield "a byline around the headline", shown(called(near.elements), own, phrases)
    yield "meta tags", Byline(tuple(name for name in named if name[:1].isupper()))
    yield "a byline", shown(called(apart_from_cards(root)), own, phrases)
    yield "a label", labelled(root, own, phrases)
    yield "a link to a writer", profiled(root, own)
    yield "a signature", signed(root, own)
    yield "initials", initialled(root)


def _linked(linked: LinkedData, phrases: Phrases) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the people and the bodies that the data name as authors."""
    people: list[str] = []
    bodies: list[str] = []
    for node in linked.nodes("author") or linked.nodes("creator"):
        value = node.get("name")
        for name in value if isinstance(value, list) else [value]:
            if not isinstance(name, str):
                continue
            if any(kind.endswith("Organization") for kind in kinds_of(node)):
                bodies.extend(filter(None, [clean_line(plain(name))]))
            else:
                admin = is_admin(node.get("url")) or is_admin(node.get("@id"))
                (bodies if admin else people).extend(names_in(plain(name), phrases))
    publisher = key(linked.text("publisher"))
    real = [name for name in people if key(name) != publisher]
    if real:
        return tuple(dict.fromkeys([*real, *(b for b in bodies if key(b) != publisher)]))[:MOST], ()
    return (), tuple(dict.fromkeys([*people, *bodies]))


def _corrected(real: tuple[str, ...], near: Around, own: set[str]) -> tuple[str, ...]:
    """Return the names of the data, with colleagues whom the byline names beside them, or instead of an editor."""
    names = {key(name) for name in real}
    lines = [(element, text_of(element)) for element in called(near.elements)]
    editing = any(_EDITED.match(line) and key(line.split(":")[-1]) in names for _, line in lines)
    for element, line in lines:
        links = [text for a in element.iter("a") if is_surely_person(text := text_of(a)) and not is_of_site(text, own)]
        if names < {key(text) for text in links} and len(line) <= sum(map(len, links)) + 60:
            return tuple(links)
        if editing and is_surely_person(line) and key(line) not in names:
            return (line,)
    return real


def _said_to_share(tags: Tags, phrases: Phrases) -> list[str]:
    """Return the names that a page gives to whoever shows it as a card, under a label of its own language."""
    label, data = tags.first("twitter:label1"), tags.first("twitter:data1")
    names = names_in(data, phrases) if label and not any(c.isdigit() for c in data) else []
    return [name for name in names if is_person(name)]
