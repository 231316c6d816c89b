"""The dek: the lines under the headline that say what the story is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from termread.parse.metadata.linked import LinkedData
from termread.parse.metadata.tags import Tags
from termread.parse.metadata.wording import key, text_of

LONGEST = 800
"""Characters of the longest dek; what is longer is the story."""

_CLASS = re.compile(
    r"(?<![a-z])(?:dek|deck|standfirst|sub-?title|sub-?headline|sub-?head|sub-?heading|intro|introduction|lead|lede|lead-?text|teaser-?text|summary|chapo|chapeau|"
    r"abstract|excerpt|sottotitolo|occhiello|entradilla|bajada|subtitulo|sumario|vorspann|anlauf|ingress|untertitel|unterzeile|einleitung|manchet|perex|sapo|spot|linha-fina|preamble|kicker-text|description)(?![a-z])"
)
_NOT = re.compile(
    r"image|caption|figure|meta|nav|menu|comment|related|newsletter|author|share|ad-|cookie|title-?bar|in?dex|video|site|footer|header-?sub|leaderboard|social"
)
_CUT_OFF = re.compile(r"\s*(?:\.\.\.|…|\[\.\.\.\]|\[…\])\s*$")


def dek_of(root: Any, tags: Tags, linked: LinkedData, title: str) -> str | None:
    """Return the dek: a text of the page that its description or its class marks as one, else the description."""
    given = [text for text in _given(tags, linked) if key(text) and key(text) != key(title)]
    shown = list(_shown(root, title))
    for text in shown:
        if any(_same_start(text, other) for other in given):
            return text
    for text in given[:1]:
        if not _CUT_OFF.search(text):
            return text
    return next(iter(shown), "") or next((_CUT_OFF.sub("…", text) for text in given), None)


def _given(tags: Tags, linked: LinkedData) -> Iterator[str]:
    yield from tags.all("og:description")
    yield linked.text("description")
    yield from tags.all("description", "twitter:description", "dc.description", "sailthru.description")


def _shown(root: Any, title: str) -> Iterator[str]:
    """Yield the texts of the page that a class or itemprop calls a dek."""
    wanted = key(title)
    for element in root.iter("p", "div", "h2", "h3", "h4", "span", "strong", "section", "header", "ul"):
        name = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}"
        marked = element.get("itemprop") in ("description", "alternativeHeadline") or (
            name.strip() and _CLASS.search(name := _split(name)) and not _NOT.search(name)
        )
        if marked:
            text = text_of(element)
            if 25 <= len(text) <= LONGEST and key(text) != wanted:
                yield text


def _split(name: str) -> str:
    return re.sub(r"([a-z])([A-Z])", r"\1-\2", name).replace("_", "-").lower()


def _same_start(shown: str, given: str) -> bool:
    first, second = key(shown), key(_CUT_OFF.sub("", given))
    short = min(len(first), len(second))
    return short >= 20 and (first[:short] == second[:short] or second in first)
