"""The dek: the lines under the headline that say what the story is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from termread.parse.metadata.linked import LinkedData
from termread.parse.metadata.tags import Tags
from termread.parse.metadata.wording import key, overlap, text_of

LONGEST = 800
"""Characters of the longest dek; what is longer is the story."""

AKIN = 0.15
"""The share of common words at which a text marked as a dek is about what the description is about."""
NEAR = 60
"""Elements behind the headline among which a dek without a mark can stand."""

_HOLDERS = frozenset({"p", "div", "h2", "h3", "span", "strong"})
_CLASS = re.compile(
    r"(?<![a-z])(?:dek|deck|standfirst|sub-?title|sub-?headline|sub-?head|sub-?heading|intro|introduction|lead|lede|lead-?text|teaser-?text|summary|chapo|chapeau|"
    r"abstract|excerpt|sottotitolo|occhiello|entradilla|bajada|subtitulo|sumario|vorspann|anlauf|ingress|untertitel|unterzeile|einleitung|manchet|perex|sapo|spot|linha-fina|preamble|kicker-text|description)(?![a-z])"
)
_NOT = re.compile(
    r"image|caption|figure|meta|nav|menu|comment|related|newsletter|author|share|ad-|cookie|title-?bar|in?dex|video|site|footer|header-?sub|leaderboard|social"
)
_CAMEL = re.compile(r"([a-z])([A-Z])")
_CUT_OFF = re.compile(r"\s*(?:\.\.\.|…|\[\.\.\.\]|\[…\])\s*$")


def dek_of(root: Any, tags: Tags, linked: LinkedData, title: str) -> str | None:
    """Return the dek: what the page's description repeats, what its class or its place says is one, else the description."""
    given = [text for text in _given(tags, linked) if key(text) and key(text) != key(title)]
    shown = list(_shown(root, title))
    for text in shown:
        if any(_same_start(text, other) for other in given):
            return text
    for text in shown[:3]:
        if any(overlap(text, other) >= AKIN for other in given[:2]):
            return text
    placed = _placed(root, title)
    if placed and (not given or placed in shown or overlap(placed, given[0]) >= AKIN / 2):
        return placed
    if given and not _CUT_OFF.search(given[0]):
        return given[0]
    return next(iter(shown), "") or next((_CUT_OFF.sub("…", text) for text in given), None)


def _placed(root: Any, title: str) -> str | None:
    """Return the short text right under the headline that is written unlike the paragraphs of the story."""
    wanted = key(title)
    seen = False
    left = NEAR
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if not seen:
            seen = element.tag == "h1" and key(text_of(element)) == wanted
            continue
        left -= 1
        if not left:
            return None
        if element.tag in _HOLDERS and element.text and (text := text_of(element)) and 40 <= len(text) <= 500:
            if overlap(text, title) >= 0.5 or wanted in key(text):
                continue
            alike = sum(1 for other in root.iter(element.tag) if _signature(other) == _signature(element))
            return text if alike <= 2 and not _NOT.search(_names(element)) and key(text) != wanted else None
    return None


def _signature(element: Any) -> tuple[str | None, str | None]:
    parent = element.getparent()
    return element.get("class"), parent.get("class") if parent is not None else None


def _names(element: Any) -> str:
    names = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("data-testid"))))
    return _split(names) if names else ""


def _given(tags: Tags, linked: LinkedData) -> Iterator[str]:
    yield from tags.all("og:description")
    yield linked.text("description")
    yield from tags.all("description", "twitter:description", "dc.description", "sailthru.description")


def _shown(root: Any, title: str) -> Iterator[str]:
    """Yield the texts of the page that a class or itemprop calls a dek."""
    wanted = key(title)
    for element in root.iter("p", "div", "h2", "h3", "h4", "span", "strong", "section", "header", "ul"):
        name = _names(element)
        marked = element.get("itemprop") in ("description", "alternativeHeadline") or (
            _CLASS.search(name) and not _NOT.search(name)
        )
        if marked:
            text = text_of(element)
            if 25 <= len(text) <= LONGEST and key(text) != wanted:
                yield text


def _split(name: str) -> str:
    return (name if name.islower() else _CAMEL.sub(r"\1-\2", name)).replace("_", "-").lower()


def _same_start(shown: str, given: str) -> bool:
    first, second = key(shown), key(_CUT_OFF.sub("", given))
    short = min(len(first), len(second))
    return short >= 20 and (first[:short] == second[:short] or second in first)
