"""The meta tags of a page by name, and the elements that say what they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from termread.text import clean_line
from termread.values import dataclass


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
    from termread.parse.metadata.linked import plain

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
