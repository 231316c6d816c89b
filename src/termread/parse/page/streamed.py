"""Content that React streams at the end of a page for an inline script to move into place."""

from __future__ import annotations

from itertools import islice

from termread.parse.page.tree import Node, places
from termread.text import regex

_CALL = regex(r"""\$R([CRS])\(\s*["']([^"']{1,60})["']\s*,\s*["']([^"']{1,60})["']""")
"""`$RC(boundary, content)` and `$RR(boundary, content, styles)` replace a fallback; `$RS(content, mark)`, a mark."""
_COMMENT = regex(r"<!--(/?)\$[?!~]?-->")
LONGEST = 1_000
"""Most elements in a fallback."""
_BEGIN, _END = "termread-begin", "termread-end"


def mark_boundaries(text: str) -> str:
    """Return *text* with elements in place of React's boundary comments, because the tree keeps no comments."""
    # Searching for one character is many times faster than searching for the call.
    if not any(_CALL.match(text, at) for at in places(text, "$")):
        return text
    return _COMMENT.sub(lambda found: f'<template id="{_END if found[1] else _BEGIN}"></template>', text)


def place_streamed(root: Node, text: str) -> None:
    """Move each streamed part of the page to where the script in its source *text* puts it, replacing the fallback."""
    calls = _CALL.findall(text)
    if not calls:
        return
    named = {node.get("id"): node for node in root.iter("template", "div") if node.get("id")}
    for kind, first, second in calls:
        mark, part = named.get(second if kind == "S" else first), named.pop(first if kind == "S" else second, None)
        if mark is None or part is None or part.tag != "div" or mark.tag != "template" or _holds(part, mark):
            continue
        if kind != "S":
            _drop_fallback(mark)
        rest, children = mark.tail, list(part)
        mark.tail, part.text = part.text, None
        for child in reversed(children):
            mark.addnext(child)
        last = children[-1] if children else mark
        last.tail = f"{last.tail or ''}{rest or ''}" or None


def _holds(part: Node, mark: Node) -> bool:
    return any(outer is part for outer in mark.iterancestors("div"))


def _drop_fallback(mark: Node) -> None:
    """Remove the fallback between a boundary's *mark* and the boundary's end."""
    within: list[Node] = []
    ends = 1
    for node in islice(mark.itersiblings(), LONGEST):
        ends += {_BEGIN: 1, _END: -1}.get(node.get("id"), 0)
        if not ends:
            mark.tail = None
            for each in within:
                mark.getparent().remove(each)
            return
        within.append(node)
