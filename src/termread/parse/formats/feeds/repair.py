"""Repairs the XML of a feed's items: sections that do not end, tags that do not fit."""

from __future__ import annotations

import re

from termread.parse.xml import repaired
from termread.text import regex

LITERAL = regex(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
END_OF_ITEM = regex(r"</(?:[\w.-]+:)?(?:item|entry|url|sitemap)\s*>", re.IGNORECASE)
_OPENED = regex(r"<([\w:.-]+)[^<>]*>\s*\Z")
_TOKEN = regex(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<(?P<closing>/?)(?P<name>[A-Za-z_][\w:.-]*)(?P<rest>(?:\s(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)?)(?P<empty>/?)>|<",
    re.DOTALL,
)
_LEAVES = frozenset(
    "title link guid id pubdate published updated issued modified author category comments dc:date dc:creator "  # noqa: SIM905
    "source enclosure loc lastmod description summary content content:encoded".split()
)
"""Elements of an item, none of which is in another of them."""
_TEXTS = frozenset({"description", "summary", "content", "content:encoded"})


def with_closed_sections(text: str) -> str:
    """Return *text* with an end for each CDATA section that would take the items after it, and without such comments."""
    parts: list[str] = []
    at = 0
    while found := LITERAL.search(text, at):
        end_of_item = END_OF_ITEM.search(found.group())
        if end_of_item is None:
            parts.append(text[at : found.end()])
            at = found.end()
        elif text.startswith("<!--", found.start()):
            parts.append(text[at : found.start()])
            at = found.start() + len("<!--")
        else:
            opener = _OPENED.search(text[max(0, found.start() - 300) : found.start()])
            inner = found.group().find(f"</{opener[1]}") if opener else -1
            stop = found.start() + (inner if 0 <= inner < end_of_item.start() else end_of_item.start())
            parts += [text[at:stop], "]]>"]
            at = stop
    return "".join([*parts, text[at:]])


def balanced(item: str, *, is_cut: bool = False) -> str:
    """Return the XML of an *item* with every tag closed in order; what is cut at its end is left out, but texts are kept."""
    item = repaired(item)
    parts: list[str] = []
    stack: list[tuple[str, int]] = []
    at = 0
    for token in _TOKEN.finditer(item):
        parts.append(item[at : token.start()].replace("]]>", "]]&gt;"))
        at = token.end()
        name = token["name"]
        if token.group() == "<":
            parts.append("&lt;")
        elif name is None:
            parts.append(_ended(token.group()))
        elif token["closing"]:
            parts.append(_close(name, stack))
        else:
            if name.lower() in _LEAVES and stack and stack[-1][0].lower() in _LEAVES:
                parts.append(f"</{stack.pop()[0]}>")
            if not token["empty"]:
                stack.append((name, len(parts)))
            parts.append(token.group())
    parts.append(item[at:].replace("]]>", "]]&gt;"))
    if is_cut and len(stack) > 1 and not any(name.lower() in _TEXTS for name, _ in stack):
        _, begin = stack.pop()
        del parts[begin:]
    return "".join([*parts, *(f"</{name}>" for name, _ in reversed(stack))])


def _ended(section: str) -> str:
    """Return a CDATA section with its end; nothing for a comment."""
    if section.startswith("<!--"):
        return ""
    return section if section.endswith("]]>") else f"{section.rstrip(']')}]]>"


def _close(name: str, stack: list[tuple[str, int]]) -> str:
    """Return the end tags for *name* and what is open in it; nothing if it is not open."""
    if all(name != other for other, _ in stack[-64:]):
        return ""
    ends: list[str] = []
    while True:
        other, _ = stack.pop()
        ends.append(f"</{other}>")
        if other == name:
            return "".join(ends)
