"""What stands around a story: elements left out by what their tags, roles and names say, as rules in names.toml.

The rules are trusted least. An element that holds a good share of the page's running text is never left out by its name:
measured, that guard is worth more than all the names together.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path

from termread.parse.page.class_names import words_of
from termread.parse.page.images.source import post_provider
from termread.parse.page.model import RUNNING, Element, Page
from termread.values import dataclass

INFO = "info"
"""The table of names that a box of facts beside the story has, which is a part of it."""
SOURCE = re.compile(r" (?:attribution|author|source|cite|citation|byline|speaker|autor|auteur|quelle|footer) ")
"""Words of the classes of an element in a quotation that says whose words they are."""
A_STORY = 1_500
"""Characters of running text that are a story by themselves: what readers say below it may be many times as long."""
_LONGEST_SOURCE = 120
"""Characters of the longest source of a quotation."""
_OF_PARAGRAPHS = frozenset(
    ["advertisement", "byline", "consent", "hidden", "label", "newsletter", "promotion", "related", "share", "tags"]
)
"""Reasons that the name of a paragraph itself may give; others are said of the element it stands in."""


@dataclass(frozen=True, slots=True)
class Rules:
    """names.toml, turned round: the reason by tag and by role, and the words that names are looked up by."""

    tags: dict[str, str]
    roles: dict[str, str]
    words: dict[str, str]
    phrases: dict[str, list[tuple[str, str]]]
    """By their first word."""
    shares: dict[str, float]


@cache
def rules() -> Rules:
    """Return the rules of names.toml."""
    tables = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
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
    """Return the reason that an element of this class and id gives by its name, `info` for a box of facts."""
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
    """Return whether a class and id are those of a box of facts beside the story."""
    return named(name) == INFO


def weigh(page: Page) -> None:
    """Note which runs are running text, and on each element how much of it and of linked text it holds."""
    for run in page.runs:
        element = run.element
        if run.linked:
            element.linked += run.linked
        run.prose = run.excluded is None and run.size >= RUNNING and run.is_running and run.sentence
        if run.prose:
            element.weight += run.size
    for element in reversed(page.elements):
        parent = element.parent
        if parent is not None:
            parent.weight += element.weight
            parent.linked += element.linked
    page.total = page.elements[0].weight if page.elements else 0


def exclude_named(page: Page) -> None:
    """Leave out the elements that are boilerplate by tag, role, name or state, with all that stands in them.

    The guard asks for all elements of one name together: a story cut up by its paywall or its advertisements stands in
    many small elements that are called the same.
    """
    total, shares = max(page.total, 1), rules().shares
    said = {element: reason for element in page.elements if (reason := reason_of(element))}
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


def _called(element: Element) -> tuple[str, ...]:
    """Return the tags and classes of an element and the one around it; of one without a class, what no other has."""
    around = element.parent
    if around is None or not element.name or element.name.startswith(" #"):
        return (str(id(element)),)
    return element.tag, element.name.partition(" #")[0], around.tag, around.name.partition(" #")[0]


def reason_of(element: Element) -> str | None:
    """Return why the tag, role, name or state of an element make it boilerplate, or None."""
    book, tag, name, attributes = rules(), element.tag, element.name, element.attributes
    if element.parent is not None and element.parent.tag == "blockquote" and _is_source(element):
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


def _is_section(element: Element) -> bool:
    """Return whether an element begins with a heading that links to it: its id is made of the heading's words."""
    link = f"#{element.attributes['id']}"
    first = next((child for child in element.node if child.tag != "span"), None)
    if first is None or first.tag not in ("h2", "h3", "h4", "h5", "h6"):
        return False
    return any(a.get("href") == link for a in first.iter("a"))


def _is_source(element: Element) -> bool:
    """Return whether an element in a quotation says whose words they are."""
    called = element.tag in ("footer", "cite", "figcaption") or SOURCE.search(words_of(element.name)) is not None
    return called and len("".join(element.node.itertext()).strip()) <= _LONGEST_SOURCE
