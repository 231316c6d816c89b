"""Who wrote it: the names in the page's data, else in its tags, in what it calls a byline, around its headline, or at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from termread.parse.candidates import FieldCandidate
from termread.parse.metadata.around import Around
from termread.parse.metadata.linked import LinkedData, kinds_of, plain
from termread.parse.metadata.naming import (
    MOST,
    is_body,
    is_login,
    is_of_site,
    is_person,
    is_surely_person,
    name_in_address,
    names_in,
)
from termread.parse.metadata.signatures import (
    CLOSE,
    PREPOSITIONS,
    Byline,
    apart_from_cards,
    beneath,
    called,
    is_admin,
    labelled,
    led_in,
    linked_alone,
    marked,
    once,
    shown,
    signed,
    single,
)
from termread.parse.metadata.tags import Tags
from termread.parse.metadata.wording import key, text_of
from termread.parse.phrasebook import Phrases
from termread.text import clean_line

TAGS = (
    "article:author",
    "og:article:author",
    "author",
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


def byline_of(
    root: Any, tags: Tags, linked: LinkedData, site: str, phrases: Phrases, near: Around
) -> Iterator[FieldCandidate[Byline]]:
    """Yield who may have written it, the surest places first; the site itself only where nobody else is named."""
    people, bodies = _linked(linked, phrases)
    own = {key(site), key(linked.text("publisher"))}
    real = tuple(name for name in people if not is_of_site(name, own) and not is_login(name))
    if real:
        if seen := _contradicted(real, own, phrases, near):
            yield FieldCandidate(seen, "a byline that the page shows")
        yield FieldCandidate(Byline(once(_corrected(real, near, own))), "data")
    elif people or bodies:
        yield FieldCandidate(Byline((*people, *bodies)), "data", "the name of the site, or one to log in with")
    own |= {
        key(str(node.get("name"))) for node in linked.nodes("author") if is_admin(node.get("url") or node.get("@id"))
    }
    named = [(tag, _tagged(tags, tag, phrases)) for tag in TAGS if tags.first(tag)]
    left = [names for _, names in named if names]
    named = [(tag, [n for n in names if not is_of_site(n, own) and not is_login(n)]) for tag, names in named]
    named = [(tag, [n for n in names if not is_body(n)] or names) for tag, names in named]
    tagged = next(((t, names) for t, names in named if any(is_person(n) and not is_body(n) for n in names)), None)
    if tagged:
        if seen := _denied(tagged[1], tags, own, phrases, near):
            yield FieldCandidate(seen, "a byline that the page shows")
        yield FieldCandidate(Byline(once(tagged[1])), f"meta {tagged[0]}")
    said = next((once(n for n in names if n[:1].isupper()) for _, names in named if names), ())
    for by, byline in _looked_for(root, tags, said, own, phrases, near):
        if byline.authors:
            yield FieldCandidate(byline, by)
    texts = tags.all(*TAGS)
    addressed = [name for text in texts if (name := name_in_address(text))]
    sites = [name for text in texts if _SITE.search(text) for name in names_in(text, phrases)]
    if names := once([*bodies, *people]) or once(addressed) or once(next(iter(left), ())) or once(sites):
        desk = next((line for _, line in near.lines if len(line) <= 60 and phrases.starts("byline", line)), None)
        yield FieldCandidate(Byline(names, desk), "the name of the site")
    if (byline := beneath(near, set(), phrases)).authors:
        yield FieldCandidate(byline, "a line with the name of the site")
    for find in (shown, single):
        for elements in (marked(tags), called(near.elements)):
            if (byline := find(elements, set(), phrases)).authors:
                yield FieldCandidate(byline, "a byline with the name of the site")


def _tagged(tags: Tags, tag: str, phrases: Phrases) -> list[str]:
    """Return the names in the meta tags called *tag*, addresses left out."""
    return [name for text in tags.all(tag) if not _SITE.search(text) for name in names_in(text, phrases)]


def _contradicted(names: Sequence[str], own: set[str], phrases: Phrases, near: Around) -> Byline | None:
    """Return the line under the headline that says by whom it is and nothing else, where it names others than *names*."""
    for line in (line for _, line in near.lines[:CLOSE] if not any(map(str.isdigit, line))):
        start = phrases.starts("byline", line)
        people = names_in(line[len(start) :], phrases) if start and start.split()[-1] in PREPOSITIONS else []
        if people and all(map(is_surely_person, people)) and not any(is_of_site(name, own) for name in people):
            known = [any(key(name) in key(other) for other in people) for name in names]
            return Byline(once(people), line) if not any(known) or (all(known) and len(people) > len(names)) else None
    return None


def _denied(names: list[str], tags: Tags, own: set[str], phrases: Phrases, near: Around) -> Byline | None:
    """Return the byline that the page shows where it has none of the *names* of its tags: those are the publisher's."""
    seen = shown(marked(tags), own, phrases)
    seen = seen if seen.authors else led_in((line for _, line in near.lines), own, phrases)
    told = f" {key(seen.line or '')} {' '.join(map(key, seen.authors))} "
    return None if not seen.authors or any(key(name) in told for name in names) else seen


def _looked_for(
    root: Any, tags: Tags, said: tuple[str, ...], own: set[str], phrases: Phrases, near: Around
) -> Iterator[tuple[str, Byline]]:
    """Yield the bylines that the page has, the surest first, each with where it stands."""
    yield "the card that is shared", Byline(once(_said_to_share(tags, phrases)))
    yield "rel or itemprop author", shown(marked(tags), own, phrases)
    yield "a line around the headline", beneath(near, own, phrases)
    yield "a byline around the headline", shown(called(near.elements), own, phrases)
    yield "meta tags", Byline(said)
    yield "a byline", shown(called(apart_from_cards(root)), own, phrases)
    yield "a label", labelled(root, own, phrases)
    yield "a signature", signed(root, own)
    yield "a name that a link repeats", linked_alone(root, near, own)
    yield "rel or itemprop author, of one word", single(marked(tags), own, phrases)
    yield "a byline around the headline, of one word", single(called(near.elements), own, phrases)


def _linked(linked: LinkedData, phrases: Phrases) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the people and the bodies that the data name as authors."""
    people: list[str] = []
    bodies: list[str] = []
    for node in linked.nodes("author") or linked.nodes("creator"):
        value = node.get("name")
        for name in value if isinstance(value, list) else [value]:
            name = name.get("name") if isinstance(name, dict) else name
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
