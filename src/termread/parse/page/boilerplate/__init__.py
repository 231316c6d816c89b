"""Recognizes boilerplate, everything on a page that is not its story, by names: tags, roles, classes and ids, with the rules in names.json.

These rules are trusted least. An element that holds a good share of the page's running text is never left out because
of its name; in measurements, that guard was worth more than all the names together.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path

from termread.parse.page.class_names import words_of
from termread.parse.page.images import post_provider
from termread.parse.page.model import Element, Page, Run
from termread.text import regex
from termread.values import dataclass

INFO = "info"
"""Names of fact boxes beside the story, which are part of it."""
SOURCE = regex(r" (?:attribution|author|source|cite|citation|byline|speaker|autor|auteur|quelle|footer) ")
"""Class words that identify the attribution inside a quotation."""
_FOOTNOTE = regex(r" (?:foot|end)notes? ")
A_STORY = 1_500
"""Characters of running text that suffice for a story, since the comments below it may be many times as long."""
_LONGEST_SOURCE = 120
"""Characters of the longest attribution of a quotation."""
_OF_PARAGRAPHS = frozenset(
    ["advertisement", "byline", "consent", "hidden", "label", "newsletter", "promotion", "related", "share", "tags"]
)
"""Reasons that may come from a paragraph's own name; any other reason must come from an element around it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules in names.json as lookup tables: the reason by tag, role, word and phrase."""

    tags: dict[str, str]
    roles: dict[str, str]
    words: dict[str, str]
    phrases: dict[str, list[tuple[str, str]]]
    """By their first word."""
    shares: dict[str, float]


@cache
def rules() -> Rules:
    """Return the rules in names.json."""
    tables = json.loads(Path(__file__).with_name("names.json").read_text(encoding="utf-8"))
    del tables["about"]
    book = Rules({}, {}, {}, {}, {})
    for reason, table in {INFO: tables.pop(INFO), **tables}.items():
        book.shares[reason] = table.get("share", 0.0)
        book.tags.update(dict.fromkeys(table.get("tags", ()), reason))
        book.roles.update(dict.fromkeys(table.get("roles", ()), reason))
        for word in table.get("words", ()):
            book.words.setdefault(word, reason)
        for phrase in table.get("phrases", ()):
            book.phrases.setdefault(phrase.split()[0], []).append((f" {phrase} ", reason))
    return book


@lru_cache(maxsize=8192)
def named(name: str) -> str | None:
    """Return the reason implied by a class and id, `info` for a fact box, or None."""
    book, words = rules(), words_of(name)
    tokens = words.split()
    if book.words.keys().isdisjoint(tokens) and book.phrases.keys().isdisjoint(tokens):
        return None
    said = [book.words[token] for token in tokens if token in book.words]
    for token in tokens:
        said += [reason for phrase, reason in book.phrases.get(token, ()) if phrase in words]
    if INFO in said:
        return INFO
    return None if not said or (said[0] == "share" and "embed" in tokens) else said[0]


def informs(name: str) -> bool:
    """Return whether a class and id name a fact box beside the story."""
    return named(name) == INFO


def _is_prose(run: Run) -> bool:
    return run.is_running and run.sentence


def weigh(page: Page, counts: Callable[[Run], bool] = _is_prose) -> None:
    """Mark running text, the runs that *counts* accepts, and add up for each element how much of it and of links it holds."""
    for element in page.elements:
        element.weight = element.linked = 0
    for run in page.runs:
        element = run.element
        if run.linked:
            element.linked += run.linked
        run.prose = run.excluded is None and counts(run)
        if run.prose:
            element.weight += run.size
    for element in reversed(page.elements):
        parent = element.parent
        if parent is not None:
            parent.weight += element.weight
            parent.linked += element.linked
    page.total = page.elements[0].weight if page.elements else 0


def exclude_named(page: Page) -> None:
    """Leave out elements that are boilerplate by tag, role, name or state, with everything in them.

    The guard adds up all elements with the same name, because a story split up by a paywall or advertisements consists
    of many small elements with one name.
    """
    total, shares = max(page.total, 1), rules().shares
    said = _reasons(page.elements)
    together: Counter[tuple[str, ...]] = Counter()
    inside = 0
    for element, reason in said.items():
        if element.start >= inside and element.weight < shares[reason] * total:
            together[_called(element)] += element.weight
            inside = element.end
    for element in page.elements:
        around = element.parent.excluded if element.parent is not None else None
        if around is not None:
            page.close(element, around)
        elif (own := said.get(element)) and (
            max(element.weight, together[_called(element)]) < shares[own] * total
            or (own == "comments" and total - element.weight >= A_STORY)
        ):
            page.close(element, own)
    for run in page.runs:
        if run.element.excluded is not None:
            page.exclude(run, run.element.excluded)


def _reasons(elements: Iterable[Element]) -> dict[Element, str]:
    """Return the elements that are boilerplate, each with its reason."""
    found: dict[Element, str] = {}
    known: dict[tuple[object, ...], str | None] = {}
    for element in elements:
        parent, attributes = element.parent, element.attributes
        if "id" in attributes or (parent is not None and parent.tag == "blockquote"):
            reason = reason_of(element)  # this may depend on its content
        else:
            make = (element.tag, element.name, element.hidden, attributes.get("role"))
            reason = known[make] if make in known else known.setdefault(make, reason_of(element))
        if reason:
            found[element] = reason
    return found


def _called(element: Element) -> tuple[str, ...]:
    """Return the tags and classes of an element and its parent, or a unique key if the element has no class."""
    around = element.parent
    if around is None or not element.name or element.name.startswith(" #"):
        return (str(id(element)),)
    return element.tag, element.name.partition(" #")[0], around.tag, around.name.partition(" #")[0]


def reason_of(element: Element) -> str | None:
    """Return the reason an element is boilerplate by tag, role, name or state, or None."""
    book, tag, name, attributes = rules(), element.tag, element.name, element.attributes
    if element.parent is not None and element.parent.tag == "blockquote" and _is_source(element):
        return None
    if is_footnote(element):
        return None
    if not attributes:
        return book.tags.get(tag)
    if tag in ("html", "body", "main", "h1", "summary") or (tag == "blockquote" and post_provider(element)):
        return None
    called = named(name) if name else None
    if called is not None and "id" in attributes and _is_section(element):
        called = named(name.partition(" #")[0])
    if called == INFO and not element.hidden:
        return None
    reason = None if tag == "p" else book.tags.get(tag) or book.roles.get(attributes.get("role", ""))
    reason = reason or ("hidden" if element.hidden else called)
    return reason if tag != "p" or reason in _OF_PARAGRAPHS else None


def is_footnote(element: Element) -> bool:
    """Return whether an aside holds footnotes, rather than something beside the story."""
    return element.tag == "aside" and _FOOTNOTE.search(words_of(element.name)) is not None


def _is_section(element: Element) -> bool:
    """Return whether an element starts with a heading that links to it, so that its id is a slug of the heading."""
    link = f"#{element.attributes['id']}"
    first = next((child for child in element.node if child.tag != "span"), None)
    if first is None or first.tag not in ("h2", "h3", "h4", "h5", "h6"):
        return False
    return any(a.get("href") == link for a in first.iter("a"))


def _is_source(element: Element) -> bool:
    """Return whether an element is the attribution inside a quotation."""
    called = element.tag in ("footer", "cite", "figcaption") or SOURCE.search(words_of(element.name)) is not None
    return called and len("".join(element.node.itertext()).strip()) <= _LONGEST_SOURCE
