"""Runs to prose: links made absolute, and the marks of a text in order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from termread.article import Mark, Prose, Style
from termread.parse.page.model import Span
from termread.parse.page.tree import Node

_ABSOLUTE = re.compile(r"https?://\w")
"""What an address begins with that need not be joined to that of the page."""
_MARKS: frozenset[str] = frozenset(["strong", "emphasis", "code", "strike", "link", "sub", "sup"])


class Links:
    """Makes the links of a page absolute, each once; *base* is what they are relative to, if not the page itself."""

    def __init__(self, page: str | None, base: str | None = None) -> None:
        self.page = page or ""
        self.base = based(self.page, base)
        self.known: dict[str, str | None] = {}

    def __call__(self, href: str | None) -> str | None:
        """Return *href* absolute, in-page links as they are; None for what leads nowhere a reader may go."""
        if not href:
            return None
        if href not in self.known:
            self.known[href] = self._absolute(href.strip())
        return self.known[href]

    def _absolute(self, href: str) -> str | None:
        if href.startswith("#"):
            return href if len(href) > 1 else None
        try:
            address = href if _ABSOLUTE.match(href) else urljoin(self.base, href)
            scheme = urlsplit(address).scheme
        except ValueError:
            return None
        if self.page and "#" in address and address.split("#")[0] == self.page.split("#")[0]:
            return "#" + address.split("#", 1)[1]
        if scheme not in ("http", "https", "mailto") and (scheme or self.base):
            return None
        if not address.isprintable() or " " in address:
            address = "".join(c for c in address if c.isprintable() and c != " ")
        return address or None


def based(page: str, base: str | None) -> str:
    """Return the address that the links of *page* are relative to, given what it says that they are."""
    try:
        address = urljoin(page, (base or "").strip())
        return address if urlsplit(address).scheme in ("http", "https", "") else page
    except ValueError:
        return page


def base_of(root: Node) -> str | None:
    """Return the address that the first base of a page says."""
    return next(iter(root.xpath("//base/@href[. != '']")), None) if root is not None else None


def prose_of(text: str, spans: Iterable[Span], links: Links) -> Prose:
    """Return running text with the marks among *spans*, in order, none empty, none twice."""
    if not spans:
        return Prose(text)
    marks: list[Mark] = []
    for span in spans:
        start, end = _trimmed(text, span.start, min(span.end, len(text)))
        if span.style not in _MARKS or start >= end:
            continue
        style: Style = span.style  # type: ignore[assignment]
        if style != "link":
            marks.append(Mark(start, end, style))
            continue
        href = links(span.value)
        if href is not None:
            marks.append(Mark(start, end, "link", href))
    return Prose(text, tuple(sorted(set(marks), key=mark_order)))


def unlinked(prose: Prose, title: Prose) -> Prose:
    """Return running text without the links that its *title* has already."""
    said = {mark.href for mark in title.marks if mark.style == "link"}
    return Prose(prose.text, tuple(mark for mark in prose.marks if mark.href not in said)) if said else prose


def joined(parts: Iterable[Prose], between: str = " ") -> Prose:
    """Return several runs of running text as one, *between* them a space or a line break."""
    text, marks = "", list[Mark]()
    for part in parts:
        start = len(text) + len(between) if text else 0
        text = f"{text}{between}{part.text}" if text else part.text
        marks += [Mark(m.start + start, m.end + start, m.style, m.href) for m in part.marks]
    return Prose(text, tuple(marks))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def mark_order(mark: Mark) -> tuple[int, int, str]:
    """Return by what marks are sorted: the outer before the inner."""
    return mark.start, -mark.end, mark.style
