"""Signs of who wrote a post in a thread, when, and with how many points, from schema.org, class names or shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Literal

from lxml import etree

from termread.parse.metadata.dates import date_of, months
from termread.parse.page.boilerplate.lines import TIME
from termread.parse.page.class_names import words_of
from termread.parse.page.model import Element, Page
from termread.parse.page.tree import Node
from termread.text import clean_line, regex
from termread.values import dataclass

SignKind = Literal["author", "time", "points"]

NAME, WHEN = 40, 80
"""Characters of the longest name and of the longest timestamp line."""
PROFILE = 3
"""Minimum rank at which an author sign identifies a user of the site."""
_USERS = frozenset(["username", "hnuser", "nickname", "nick", "usertext", "handle"])
_AUTHORS = frozenset(["author", "user", "poster", "creator", "owner", "member", "persona", "byline"])
_TIMES = frozenset(
    ["date", "time", "age", "timestamp", "posted", "ago", "created", "datetime", "relativetime", "published"]
)
_POINTS = frozenset(["score", "points", "vote", "votes", "upvotes", "voters"])
_PROFILE = regex(
    r"/(?:u|users?|members?|profiles?|people|~\w+)[/.?=]|[?&](?:u|user|uid|user_?name)=|(?:memberlist|member|profile|user)\.php"
    r"|action=profile|/user/|^/?(?:u|user|users|profile)/|^/?user\?id=|/~"
)
_NUMBER = regex(r"^\s*([+\-−]?\d[\d,. ]*)\s*(?:points?|votes?|upvotes?|likes?)?\s*$", re.IGNORECASE)
_AGO = regex(
    r"^(?:\W*(?:about |over |almost )?(?:\d+ ?(?:[a-z]|mins?|hrs?|mos?|yrs?|wks?)\b|(?:\d+|an?|one) (?:minute|hour|day|week|month|year)s?\b)"
    r".{0,12}"
    r"|(?:vor|hace|il y a|há|fa) \d+ \w+|yesterday.{0,20}|today.{0,20}|gestern.{0,20}|heute.{0,20})$",
    re.IGNORECASE,
)
_JOINED = regex(r"\bjoin(?:ed)?\b|\bregist|member since|registriert|inscrit|registrad", re.IGNORECASE)
_LABELS = frozenset(
    ["author", "op", "by", "from", "user", "posted by", "von", "admin", "moderator", "thread starter", "wrote", "said"]
)
_AFFIXES = regex(
    r"^(?:by|from|posted by|asked by|answered by|von|par|por)\s+|(?:\s(?:says?|said|wrote|sagt|dit|dice|disse|diz))?[:,]?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sign:
    """One clue about a post; a higher rank is more reliable."""

    kind: SignKind
    value: str
    rank: int
    element: Element
    make: str = ""
    """Its node's tag and class, or the shape of its link; equal for clues of the same kind."""


def is_when(text: str) -> bool:
    """Return whether a short line says when something was written."""
    return len(text) <= WHEN and bool(_AGO.match(text) or (TIME.search(text) and _is_date(text)))


def _is_date(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{3,}", text.casefold())
    return len(words) <= 8 and (bool(re.search(r"\d[./:-]\d|年", text)) or any(word in months() for word in words))


def signs_in(page: Page) -> list[Sign]:
    """Return every sign of an author, time or points found in the elements of a page and their short runs."""
    around = {element.node: element for element in page.elements}
    outermost = [each for each in page.elements if each.parent is None or each.parent.node not in around]
    signs: list[Sign] = []
    for node in chain.from_iterable(each.node.iter(etree.Element) for each in outermost):
        for kind, value, rank in _said(node):
            element = next((around[each] for each in chain((node,), node.iterancestors()) if each in around), None)
            if element is not None and not (kind == "time" and _is_of_writer(element, page)):
                led = _PROFILE.search(node.get("href", ""))
                make = f"{node.tag} {node.get('class') or (led.group() if led else '')}"
                signs.append(Sign(kind, value, rank, element, make))
    return signs + [
        Sign("time", run.text, 0, run.element)
        for run in page.runs[outermost[0].start : outermost[-1].end]
        if run.text and is_when(run.text) and not _is_of_writer(run.element, page)
    ]


def _is_of_writer(element: Element, page: Page) -> bool:
    """Return whether an element says when somebody became a member."""
    return bool(_JOINED.search(element.name)) or any(
        _JOINED.search(r.text[:WHEN]) for r in page.runs[element.start : element.start + 2]
    )


def _said(node: Node) -> Iterator[tuple[SignKind, str, int]]:
    get = node.get
    if node.tag == "time" or get("datetime"):
        if said := get("datetime") or _text(node, WHEN):
            yield "time", said, 4
        return
    if prop := get("itemprop"):
        yield from _by_property(node, set(prop.split()))
        return
    author, is_time, is_points = _called(get("class", ""))
    if node.tag == "a" and (href := get("href")) and (get("rel") == "author" or _PROFILE.search(href)):
        author = max(author + 1, PROFILE)
    if author and (said := _name(node)):
        yield "author", said, author
    title = get("title") or ""
    if is_time:
        given = (title, get("data-time") or "", _text(node, WHEN))
        if said := next(filter(_is_time, given), ""):
            yield "time", said, 2
    elif 0 < len(title) <= WHEN and date_of(title) and (not title[0].isdigit() or _AGO.match(_text(node, WHEN))):
        yield "time", title, 2
    if is_points and (found := _NUMBER.match(_text(node, 24))):
        yield "points", found.group(1), 2


@lru_cache(maxsize=4096)
def _called(name: str) -> tuple[int, bool, bool]:
    """Return how reliably a class names an author, as a rank, and whether it names a time and points."""
    words = set(words_of(name).split())
    author = PROFILE if words & _USERS else 2 if "author" in words else 1 if words & _AUTHORS else 0
    return author, bool(words & _TIMES), bool(words & _POINTS)


def _by_property(node: Node, props: set[str]) -> Iterator[tuple[SignKind, str, int]]:
    if props & {"author", "creator"}:
        inner = node.find(".//*[@itemprop='name']")
        if said := _name(inner if inner is not None else node):
            yield "author", said, 5
    elif props & {"dateCreated", "datePublished"}:
        if said := node.get("content") or node.get("title") or _text(node, WHEN):
            yield "time", said, 5
    elif "upvoteCount" in props and (
        found := _NUMBER.match(node.get("content") or node.get("data-value") or _text(node, 24))
    ):
        yield "points", found.group(1), 5


def _is_time(text: str) -> bool:
    return 0 < len(text) <= WHEN and (is_when(text) or date_of(text) is not None)


def _text(node: Node, most: int) -> str:
    """Return the text of a node on one line, or nothing if it is longer than *most*."""
    text = ""
    for part in node.itertext():
        text += part
        if len(text) > 4 * most + 80:
            return ""
    line = clean_line(text).strip()
    return line if len(line) <= most else ""


def _name(node: Node) -> str:
    if node.tag == "meta":
        return _plain_name(node.get("content") or "")
    if not _text(node, 3 * NAME):
        return ""
    return next((name for part in node.itertext() if (name := _plain_name(clean_line(part)))), "")


def _plain_name(said: str) -> str:
    """Return *said* without the words around a name, or nothing if it is not a name."""
    said = _AFFIXES.sub("", said.strip()).strip()
    return said if is_name(said) and said.casefold() not in _LABELS else ""


def is_name(text: str) -> bool:
    """Return whether a short text could be a user's name."""
    fits = len(text) <= NAME and any(c.isalnum() for c in text) and len(text.split()) <= 5 and "://" not in text
    return fits and not is_when(text) and not _NUMBER.match(text)


def number_of(said: str) -> int | None:
    """Return the number of points given in *said*, or None."""
    digits = re.sub(r"[^\d-]", "", said.replace("−", "-"))
    return int(digits) if re.fullmatch(r"-?\d{1,9}", digits) else None


def best(signs: list[Sign], kind: SignKind) -> str | None:
    """Return the text of the first sign of a kind with the highest rank, or None."""
    found = [sign for sign in signs if sign.kind == kind]
    return max(found, key=lambda sign: sign.rank).value if found else None
