"""The meta tags of a page, by name."""

from __future__ import annotations

from typing import Any

from termread.text import clean_line
from termread.values import dataclass


@dataclass(frozen=True, slots=True)
class Tags:
    """The values of each name, property or itemprop, in the page's order."""

    values: dict[str, list[str]]

    def first(self, *names: str) -> str:
        """Return the first value of the first of *names* that has one."""
        return next((self.values[name][0] for name in names if name in self.values), "")

    def all(self, *names: str) -> list[str]:
        """Return every value of *names*."""
        return [value for name in names for value in self.values.get(name, ())]


def tags_of(root: Any) -> Tags:
    """Return the meta tags of the page with *root*."""
    from termread.parse.metadata.linked import plain

    values: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = clean_line(plain(element.get("content") or ""))
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if name := element.get(attribute):
                values.setdefault(name.strip().lower(), []).append(content)
    return Tags(values)
