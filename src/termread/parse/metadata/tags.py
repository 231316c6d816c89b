"""The meta tags of a page by name, the elements that say what they are, and what both say that the page is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from termread.parse.metadata.linked import LinkedData, plain
from termread.parse.metadata.wording import key
from termread.text import clean_line
from termread.values import dataclass

SHORTEST = 10
"""Characters of the shortest description that says anything."""
_CUT_OFF = re.compile(r"\s*(?:\.\.\.|…|\[\.\.\.\]|\[…\]|\[&hellip;\])\s*$")


@dataclass(frozen=True, slots=True)
class Tags:
    """The values of each name, property or itemprop, in the page's order."""

    values: dict[str, list[str]]
    marked: Callable[[], list[Any]]
    """Returns the elements of the page that have an itemprop, a property or a rel, in its order, but no meta tags; looked for once."""

    def first(self, *names: str) -> str:
        """Return the first value of the first of *names* that has one."""
        return next((self.values[name][0] for name in names if name in self.values), "")

    def all(self, *names: str) -> list[str]:
        """Return every value of *names*."""
        return [value for name in names for value in self.values.get(name, ())]


def tags_of(root: Any) -> Tags:
    """Return the meta tags of the page with *root*, and what finds the elements that say what they are."""
    values: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = clean_line(plain(element.get("content") or ""))
        for attribute in ("property", "name", "itemprop", "http-equiv") if content else ():
            if name := element.get(attribute):
                values.setdefault(name.strip().lower(), []).append(content)

    @cache
    def marked() -> list[Any]:
        return root.xpath("descendant::*[@itemprop or @property or @rel][not(self::meta)]")  # type: ignore[no-any-return]

    return Tags(values, marked)


def descriptions_of(tags: Tags, linked: LinkedData, title: str, site: str) -> tuple[str, ...]:
    """Return what the page says it is about, once each, whole ones before those that are cut off in the middle."""
    given = [
        *tags.all("og:description"),
        linked.text("description"),
        *tags.all("description", "twitter:description", "dc.description", "sailthru.description"),
    ]
    texts = {key(text): _CUT_OFF.sub("…", text) for text in reversed(given) if len(text) >= SHORTEST}
    once = [text for words, text in reversed(texts.items()) if words not in (key(title), key(site))]
    return tuple(sorted(once, key=lambda text: text.endswith("…")))
