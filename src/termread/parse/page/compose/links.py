"""Turns runs into prose, with absolute links, marks in order, and anchors for links within the page."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from urllib.parse import urljoin, urlsplit

from termread.article import Anchor, Block, Footnotes, Mark, Place, Prose, Style, flatten
from termread.parse.addresses import joined as address_at
from termread.parse.addresses import target_of
from termread.parse.footnotes import WAYS_BACK
from termread.parse.page.model import Page, Span
from termread.parse.page.tree import Node
from termread.text import clean_line, regex

_ABSOLUTE = regex(r"https?://\w")
"""The beginning of an address that need not be joined to the page's."""
_INDEX = regex(r"/(?:index|default)\.\w{3,5}$|/$")
_NUMBERED = regex(r"\d")
_MARKS: frozenset[str] = frozenset(["strong", "emphasis", "code", "strike", "link", "sub", "sup"])


class Links:
    """Makes the links of a page absolute, with a cache; *base* is the address of its `<base>`, if it has one."""

    def __init__(self, page: str | None, base: str | None = None) -> None:
        self.page = page or ""
        self.base = base_address(self.page, base)
        self.known: dict[str, str | None] = {}

    def __call__(self, href: str | None) -> str | None:
        """Return *href* as an absolute address, or as "#name" if within the page; None if a reader cannot follow it."""
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
        if "=http" in address:
            address = target_of(address)
        if not address.isprintable() or " " in address:
            address = "".join(c for c in address if c.isprintable() and c != " ")
        return address or None


def base_address(page: str, base: str | None) -> str:
    """Return the address that links are relative to, given the address of the *page* and the href of its `<base>`."""
    try:
        address = urljoin(page, (base or "").strip())
        return address if urlsplit(address).scheme in ("http", "https", "") else page
    except ValueError:
        return page


def prose_of(text: str, spans: Iterable[Span], links: Links) -> Prose:
    """Return text with the marks among *spans*, sorted, without empty ones and duplicates."""
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
    return Prose(text, in_order(marks))


def unlinked(prose: Prose, title: Prose) -> Prose:
    """Return *prose* without the links that are also in its *title*."""
    said = {mark.href for mark in title.marks if mark.style == "link"}
    return Prose(prose.text, tuple(mark for mark in prose.marks if mark.href not in said)) if said else prose


def joined(parts: Iterable[Prose], between: str = " ") -> Prose:
    """Join several pieces of prose into one, separated by *between*."""
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


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return *marks* without duplicates, by position, the outer before the inner."""
    return tuple(sorted(dict.fromkeys(marks), key=lambda mark: (mark.start, -mark.end, mark.style)))


_BEGINNING = 20
"""How many first characters are used to find a run in its block if the whole of it is not there."""


def anchors_of(page: Page, made: list[tuple[Block, list[int]]]) -> tuple[Anchor, ...]:
    """Return the anchors of the names that links within the page refer to; *made* pairs blocks with their runs."""
    if not page.wanted:
        return ()
    anchors: dict[str, Anchor] = {}
    for number, (block, indices) in enumerate(made):
        waiting: list[tuple[str, int]] = []
        flat, at = "", 0
        for index in indices:
            run = page.runs[index]
            waiting += [(name, offset) for name, offset in run.ids if name in page.wanted]
            if not waiting:
                continue
            flat = flat or flatten(block)
            numbers = isinstance(block, Footnotes) and run.text.strip(" .[]()").isdecimal()
            start = -1 if numbers else _find(flat, run.text, at)
            if start < 0 and index != indices[-1]:
                continue  # a footnote's number is not part of its text: the name belongs to what follows
            at = max(at, start)
            for name, offset in waiting:
                place = Place(number, min(at + offset, len(flat)))
                anchors.setdefault(name, Anchor(clean_line(name), place))
            waiting = []
    return tuple(anchors.values())


def _find(flat: str, text: str, at: int) -> int:
    """Return the offset of a run's *text* in the *flat* text of its block, or -1; line breaks and end may differ."""
    whole = text.rstrip(WAYS_BACK)
    pieces = (whole, whole.replace("\n", " "), whole[:_BEGINNING].rstrip())
    return next((start for piece in pieces if (start := flat.find(piece, at)) >= 0), -1)


def make_links_inside(root: Node, links: Iterable[Node], addresses: Iterable[str | None]) -> None:
    """Turn *links* to this page, by one of its *addresses* or by the one it was saved from, into internal links.

    An unknown address is this page's own if a numbered anchor links to it and is linked back from it.
    """
    known = [address for address in addresses if address]
    own = {_core(address) for address in known}
    others: dict[str, list[tuple[Node, str]]] = {}
    for a in links:
        href = a.get("href")
        if not href or "#" not in href:
            continue
        page, _, name = href.strip().partition("#")
        if not page or not name or not (core := _core(address_at(known[0] if known else "", page))):
            continue
        if core in own:
            a.set("href", f"#{name}")
        elif _NUMBERED.search(name):
            others.setdefault(core, []).append((a, name))
    groups = [links for links in others.values() if len(links) > 1]
    names = _names(root) if groups else frozenset()
    for links in groups:
        if _lead_to_each_other([(a, name) for a, name in links if name in names]):
            for a, name in links:
                a.set("href", f"#{name}")


def _lead_to_each_other(links: list[tuple[Node, str]]) -> bool:
    """Return whether two of *links* point at each other's anchors, as a footnote and its reference do."""
    called = {name for _, name in links}
    for a, name in links:
        around = [a, *islice(a.iterancestors(), 5)]
        places = {place for element in around for place in (element.get("id"), element.get("name"))}
        if (places & called) - {name}:
            return True
    return False


def _names(root: Node) -> frozenset[str]:
    from lxml.etree import Element

    found: set[str] = set()
    for element in root.iter(Element):
        found.update(filter(None, (element.get("id"), element.get("name"))))
    return frozenset(found)


def _core(address: str) -> str:
    """Return the part of an address shared by others of the same page: host without www, path, query."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = parts.netloc.lower().removeprefix("www.")
    path = _INDEX.sub("", parts.path)
    return f"{host}{path}?{parts.query}" if host or path else ""
