"""Links of a page that name the page itself by its address: made links inside it, before it is walked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from urllib.parse import urljoin, urlsplit

from termread.parse.page.tree import Node

_INDEX = re.compile(r"/(?:index|default)\.\w{3,5}$|/$")
_NUMBERED = re.compile(r"\d")


def make_links_inside(root: Node, addresses: Iterable[str | None]) -> None:
    """Make links to places in the page itself of those that name it by one of its *addresses*, or by the one it was saved from.

    An unknown address is that of the page where a numbered place in it is called by it and leads back by it.
    """
    known = [address for address in addresses if address]
    own = {_core(address) for address in known}
    others: dict[str, list[tuple[Node, str]]] = {}
    for a in root.iter("a"):
        href = a.get("href") or ""
        page, _, name = href.strip().partition("#")
        if not page or not name or not (core := _core(_joined(known[0] if known else "", page))):
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
    """Return whether one of *links* stands in a place that another leads to, and leads to another place: a way back."""
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


def _joined(base: str, page: str) -> str:
    try:
        return urljoin(base, page)
    except ValueError:
        return ""


def _core(address: str) -> str:
    """Return what an address has in common with others of the same page: host without www, path, query."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = parts.netloc.lower().removeprefix("www.")
    path = _INDEX.sub("", parts.path)
    return f"{host}{path}?{parts.query}" if host or path else ""
